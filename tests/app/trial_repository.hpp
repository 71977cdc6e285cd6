#pragma once

#include "app/cases/change.hpp"
#include "app/plans/plan_file.hpp"
#include "app/plans/plans.hpp"
#include "app/repository/repository.hpp"
#include "base/file.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace ogp::app {

/// A repository in a folder of its own that goes away with it, at a fixed time.
class TrialRepository
{
public:
    explicit TrialRepository(std::vector<std::string> workflows = {})
        : m_folder(std::filesystem::temp_directory_path() / ("ogp-trial-" + to_hex(random_bytes(8))))
    {
        init({.folder = m_folder, .actor = "nino", .workflows = std::move(workflows), .clock = clock()});
    }
    ~TrialRepository()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    TrialRepository(const TrialRepository&) = delete;
    TrialRepository& operator=(const TrialRepository&) = delete;

    static Clock clock() { return {*Instant::parse("2019-04-15T10:00:00+04:00"), ClockSource::Set}; }

    const std::filesystem::path& folder() const { return m_folder; }
    Repository open(const std::string& role = {}) const
    {
        return Repository({.folder = m_folder, .access = store::Access::Write, .actor = {}, .role = role, .clock = clock()});
    }

private:
    std::filesystem::path m_folder;
};

inline ImportResult import_text(Repository& repository, const std::string& yaml)
{
    return import_plan(repository, read_plan_file(YamlDocument(yaml, "plan.yaml")));
}

} // namespace ogp::app
