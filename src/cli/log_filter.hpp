#pragma once

#include "app/cases/cases.hpp"
#include "cli/args.hpp"
#include "cli/command.hpp"

namespace ogp::cli {

// The options that `ogp log` and `ogp <noun> log` share.
inline constexpr Arg log_since{.name = "since", .value = "DATE",
    .help = {"ამ დღიდან დაწერილი", "Written on this day or later"}, .kind = Arg::Date};
inline constexpr Arg log_until{.name = "until", .value = "DATE",
    .help = {"ამ დღის ჩათვლით დაწერილი", "Written on this day or before"}, .kind = Arg::Date};
inline constexpr Arg log_by{.name = "by", .value = "ACTOR", .help = {"ვინ დაწერა", "Written by this actor"}};
inline constexpr Arg log_op{.name = "op", .value = "OP",
    .help = {"მხოლოდ ასეთი მოქმედებები; რამდენიმე – მძიმით", "Only such acts; several with commas"},
    .times = Arg::Many, .choices = "open|set|move|comment|attach|link|vote|tick|migrate|resolve|define|grant|calendar|revoke|erase|lease", .complete = Complete::Choice};
inline constexpr Arg log_reverse{.name = "reverse", .help = {"შებრუნებული რიგით", "In the other order"}, .kind = Arg::Flag};

/// What these options and --limit ask for; in the order of `order`, or in the other one with
/// --reverse.
app::LogFilter log_filter(const Args& args, app::LogFilter::Order order);

} // namespace ogp::cli
