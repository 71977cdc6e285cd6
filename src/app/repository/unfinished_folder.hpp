#pragma once

#include <filesystem>
#include <system_error>
#include <utility>

namespace ogp::app {

/// Removes what was made of a folder, unless it is said to be kept: what fails can be tried again.
class UnfinishedFolder
{
public:
    explicit UnfinishedFolder(std::filesystem::path folder) : m_folder(std::move(folder)) {}
    ~UnfinishedFolder()
    {
        std::error_code ignored;
        if (!m_folder.empty())
            std::filesystem::remove_all(m_folder, ignored);
    }
    UnfinishedFolder(const UnfinishedFolder&) = delete;
    UnfinishedFolder& operator=(const UnfinishedFolder&) = delete;
    void keep() { m_folder.clear(); }

private:
    std::filesystem::path m_folder;
};

} // namespace ogp::app
