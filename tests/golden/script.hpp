#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::golden {

/// One command of a .test file with what is expected of it:
///
///   # words for the reader
///   # needs ../shared/data/plans/x.yaml     skipped, visibly, where that is missing (path from the project's folder)
///   $ ogp milestone list --csv
///   > continued on the next line
///   = exit 0                                where it is left out: 0
///   = stdout                                where it is left out: not looked at
///   lines as printed; one that begins with $ = # > or \ has a \ before it; trailing empty lines do not count
///   = stderr
///   lines as printed
struct Step
{
    std::size_t line = 0; ///< of its "$", from 1
    std::string command;
    int exit = 0;
    bool states_exit = false;
    std::optional<std::vector<std::string>> out;
    std::optional<std::vector<std::string>> err;
    std::vector<std::string> before; ///< comments and empty lines above, as they stand
};

struct Script
{
    std::vector<Step> steps;
    std::vector<std::string> needs;
    std::vector<std::string> after;  ///< comments and empty lines below the last step
};

/// Throws std::runtime_error with the line of what cannot be read.
Script read_script(std::string_view text);
/// The same file; read_script(write_script(s)) is s.
std::string write_script(const Script& script);

/// Lines of an output, without the empty ones at the end.
std::vector<std::string> lines_of(std::string_view text);

} // namespace ogp::golden
