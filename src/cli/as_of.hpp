#pragma once

#include "cli/command.hpp"

namespace ogp::cli {

/// --as-of of commands on deadlines: a day, or a point in time.
inline constexpr Arg as_of_time_arg{.name = "as-of", .value = "TIME",
                                    .help = {"რომელი დღის ბოლოს ან რომელ დროს; თავიდან – ახლა", "At the end of which day, or at what time; by default now"}};

} // namespace ogp::cli
