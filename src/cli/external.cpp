#include "cli/external.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>
#include <vector>

namespace ogp::cli {
namespace {

bool is_plain(std::string_view noun)
{
    return !noun.empty() && noun.front() != '-' && std::all_of(noun.begin(), noun.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

} // namespace

bool is_program(const std::filesystem::path& path)
{
    std::error_code failed;
    return std::filesystem::is_regular_file(path, failed) && ::access(path.c_str(), X_OK) == 0;
}

std::optional<std::filesystem::path> find_external(std::string_view noun, const Environment& environment)
{
    if (!is_plain(noun))
        return {};
    const std::string paths = environment("PATH");
    for (const std::string_view folder : split(paths, ':')) {
        // An empty entry means the current folder: never run what merely lies there.
        if (folder.empty())
            continue;
        std::filesystem::path program = std::filesystem::path{folder} / ("ogp-" + std::string{noun});
        if (is_program(program))
            return program;
    }
    return {};
}

void become(const std::filesystem::path& program, std::span<const std::string> words)
{
    std::string name = program.string();
    std::vector<std::string> copies{words.begin(), words.end()};
    std::vector<char*> argv{name.data()};
    for (std::string& word : copies)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    std::signal(SIGPIPE, SIG_DFL);
    ::execv(program.c_str(), argv.data());
    const std::string reason = std::generic_category().message(errno);
    throw Error{Fault::Io, say("{} ვერ გაეშვა: {}", "cannot run {}: {}", name, reason)};
}

} // namespace ogp::cli
