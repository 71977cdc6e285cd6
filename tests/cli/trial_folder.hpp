#pragma once

#include "base/random.hpp"
#include "base/text.hpp"
#include "cli/run_here.hpp"

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace ogp::cli::testing {

/// A repository in a folder of its own, gone with it. The clock stands.
class TrialFolder
{
public:
    /// With a small plan.
    TrialFolder()
        : TrialFolder({{"init", "--actor", "nino"}, {"plan", "import", "--quiet", OGP_SOURCE_DIR "/tests/golden/data/rustavi.yaml"}})
    {
    }
    /// Made by these calls.
    explicit TrialFolder(const std::vector<std::vector<std::string>>& calls)
        : m_folder(std::filesystem::temp_directory_path() / ("ogp-cli-" + to_hex(random_bytes(8))))
    {
        std::filesystem::create_directories(m_folder);
        for (const std::vector<std::string>& words : calls)
            if (const Printed printed = call(words); printed.status != 0)
                throw std::runtime_error(printed.err);
    }
    ~TrialFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    TrialFolder(const TrialFolder&) = delete;
    TrialFolder& operator=(const TrialFolder&) = delete;

    std::filesystem::path database() const { return m_folder / ".ogp/ogp.db"; }

    Printed call(const std::vector<std::string>& words, To to = To::Pipe, std::map<std::string, std::string> environment = {}) const
    {
        environment.emplace("OGP_DIR", m_folder.string());
        environment.emplace("OGP_NOW", "2019-04-15T10:00:00+04:00");
        return run_here(words, environment, to);
    }

private:
    std::filesystem::path m_folder;
};

} // namespace ogp::cli::testing
