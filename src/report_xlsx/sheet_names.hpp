#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace ogp::report_xlsx {

/// Names of sheets as Excel takes them: at most 31 characters (UTF-16 units), none of []:*?/\ and no apostrophe, not "History",
/// and no two that differ in case alone.
class SheetNames
{
public:
    /// The text as the name of a sheet, cut with "…", numbered where it was taken: "Milestones (2)".
    std::string take(std::string_view wanted);

private:
    std::set<std::string> m_taken; ///< in lower case
};

/// Length in UTF-16 units, which is how Excel counts.
std::size_t excel_length(std::string_view text);
/// The longest beginning of the text that has at most so many of them.
std::string_view excel_prefix(std::string_view text, std::size_t length);

/// The text as XML can hold it: what cannot be shown is made visible, as printable() does.
std::string cell_text(std::string_view text);

} // namespace ogp::report_xlsx
