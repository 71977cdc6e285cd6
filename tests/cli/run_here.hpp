#pragma once

#include "cli/run.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::cli::testing {

/// What a run of the program printed into buffers.
struct Printed
{
    std::string out;
    std::string err;
    int status = 0;
};

enum class To { Pipe, Terminal };

/// Runs the program within the test, with that environment and nothing else.
inline Printed run_here(const std::vector<std::string>& words, const std::map<std::string, std::string>& environment = {},
                        To to = To::Pipe)
{
    Printed printed;
    const Streams streams{
        .out = [](void* target, std::string_view text) { static_cast<Printed*>(target)->out += text; },
        .err = [](void* target, std::string_view text) { static_cast<Printed*>(target)->err += text; },
        .target = &printed,
        .out_is_terminal = to == To::Terminal,
        .err_is_terminal = to == To::Terminal,
    };
    printed.status = run(words, streams, [&](const char* name) {
        const auto found = environment.find(name);
        return found == environment.end() ? std::string{} : found->second;
    });
    return printed;
}

} // namespace ogp::cli::testing
