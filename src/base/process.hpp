#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp {

/// Another program, run to its end without a shell.
struct ProcessRequest
{
    std::filesystem::path program;         ///< absolute
    std::vector<std::string> arguments;    ///< after its name
    std::string_view input;                ///< its standard input
    std::vector<std::string> environment;  ///< "NAME=value": all of it, nothing is inherited
    std::filesystem::path folder = "/";    ///< where it runs
    std::chrono::milliseconds time_limit = std::chrono::minutes(2);
    std::size_t output_limit = 256U << 20U; ///< bytes of standard output; of standard error the last 64 KiB are kept
};

struct ProcessResult
{
    int status = 0;     ///< exit status; 128 + signal where a signal ended it
    std::string output;
    std::string errors; ///< what it wrote to standard error, the end of it
};

/// Runs it and waits. It gets no descriptor beside 0, 1 and 2, default signals and a process group of its own; whatever of that
/// group is alive when it has ended, or when time or output run out, is killed. Throws Error{Io} where it cannot be started,
/// takes too long or writes too much; a status other than 0 is a result.
ProcessResult run_process(const ProcessRequest& request);

/// The program of that name in the folders of `path`, as in PATH. Relative folders are left out: what merely lies in the current
/// folder is never run.
std::optional<std::filesystem::path> find_program(std::string_view name, std::string_view path);

/// The last lines of what a program said, at most `lines` of them, made printable: for messages.
std::string last_lines(std::string_view text, std::size_t lines);

} // namespace ogp
