#include "cli/command_input.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <sys/wait.h>

#include <cstdio>

namespace ogp::cli {

void feed_command(const std::string& command, std::string_view text)
{
    const std::string shown = printable(shorten(command, 60));
    // The shell reads our standard output as its own: what waits in the buffer comes first.
    std::fflush(nullptr);
    FILE* pipe = ::popen(command.c_str(), "we");
    if (pipe == nullptr)
        throw Error(Fault::Io, say("{}: ვერ გაეშვა", "{}: cannot be started", shown));
    const bool whole = std::fwrite(text.data(), 1, text.size(), pipe) == text.size() && std::fflush(pipe) == 0;
    const int status = ::pclose(pipe);
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code != 0)
        throw Error(Fault::Io, say("{}: დასრულდა სტატუსით {}", "{}: ended with status {}", shown, code),
                    {"ეს შეტყობინება რიგში რჩება", "the message stays in the outbox"});
    if (!whole)
        throw Error(Fault::Io, say("{}: შეტყობინება ბოლომდე არ წაიკითხა", "{}: did not read the whole message", shown));
}

} // namespace ogp::cli
