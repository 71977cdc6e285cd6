#pragma once

#include "workflow/guard_reporter.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// A function of the language and how many arguments it takes.
struct GuardFunction
{
    std::string_view name;
    std::size_t least;
    std::size_t most;
};
const GuardFunction* find_function(std::string_view name);
std::vector<std::string> function_names();

/// The type of a call whose arguments have theirs. has() is not among these: its argument need not be set.
GuardType check_call(const GuardNode& node, GuardReporter& reporter);

} // namespace ogp::workflow
