#pragma once

#include "app/repository/repository.hpp"
#include "base/language.hpp"
#include "budget/priorities/theme_history.hpp"
#include "report/table.hpp"

#include <map>
#include <string>
#include <vector>

namespace ogp::app {

/// What is known of themes, year by year, before anything is carried over.
class ThemeArchive
{
public:
    /// A result of `ogp budget priorities` or `ogp budget vs-approved` as JSON, or a .pb file with its column `selected`; "2025=FILE"
    /// where the file does not name its year. Error{Invalid} where it is neither, has no year, or says again what is known.
    void add_file(const std::string& word);
    /// Results that lie with the repository's rounds, in the fields result, priorities and comparison: of comparisons the newest. Files
    /// that are none are passed over. Gives the number of rounds with any.
    std::size_t add_rounds(const Repository& repository);

    /// Theme by theme and year by year: theme, label, year, rank, average, difference, raters, share, budget_share, approved, funded and
    /// on request average_exact. `themes`: only these, empty for all. Error{Invalid} without any year, Error{NotFound} for a theme
    /// that the last year does not have. Without mappings those count that were frozen with the rounds.
    report::Table table(std::vector<budget::YearMapping> mappings, const std::vector<std::string>& themes) const;

private:
    void add(std::int32_t year, const budget::ThemeFigures& figures, const Localized& label, const std::string& name);
    void add_priorities(const Json& json, std::int32_t year, const std::string& name);
    void add_comparison(const Json& json, std::int32_t year, const std::string& name);
    void add_mapping(budget::YearMapping mapping);
    bool add_json(const Json& json, std::int32_t year, const std::string& name);
    bool add_projects(std::string bytes, std::int32_t year, const std::string& name);

    std::map<std::int32_t, budget::ThemeYear> m_years;
    std::map<std::string, Localized> m_labels;
    std::vector<budget::YearMapping> m_mappings; ///< of the repository's rounds
};

} // namespace ogp::app
