#pragma once

#include "base/file.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace ogp::app {

/// A folder of its own that goes away with it.
class SampleFolder
{
public:
    SampleFolder() : m_folder(std::filesystem::temp_directory_path() / ("ogp-sample-" + to_hex(random_bytes(8)))) { make_folders(m_folder); }
    ~SampleFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    SampleFolder(const SampleFolder&) = delete;
    SampleFolder& operator=(const SampleFolder&) = delete;

    /// Writes the file and gives its path.
    std::string put(const std::string& name, std::string_view content) const
    {
        write_file(m_folder / name, content);
        return (m_folder / name).string();
    }
    std::string path(const std::string& name) const { return (m_folder / name).string(); }

private:
    std::filesystem::path m_folder;
};

} // namespace ogp::app
