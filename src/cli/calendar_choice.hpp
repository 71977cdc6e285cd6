#pragma once

#include "app/clocks/calendars.hpp"
#include "cli/args.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"

namespace ogp::cli {

/// The repository that the run is in, or nullptr: calendars can be asked without one.
const app::Repository* repository_or_none(Context& context);

/// The calendar that --calendar names, else the default one, as --known-on and --purpose show it.
calendar::Calendar chosen_calendar(Context& context, const Args& args);

/// Arguments of every command that counts with a calendar.
inline constexpr Arg calendar_arg{.name = "calendar", .value = "CALENDAR",
                                  .help = {"კალენდრის სახელი ან YAML ფაილი", "Id of a calendar, or a YAML file"},
                                  .preset = app::default_calendar, .complete = Complete::File};
inline constexpr Arg known_on_arg{.name = "known-on", .value = "DATE",
                                  .help = {"როგორც იმ დღეს იყო ცნობილი", "As it was known on that day"}, .kind = Arg::Date};
inline constexpr Arg purpose_arg{.name = "purpose", .value = "PURPOSE",
                                 .help = {"მიზანი, რომელზეც ზოგი აქტი არ ვრცელდება: procurement",
                                          "Purpose that some acts do not cover: procurement"}};

/// {"date", "kind", "reason": {"en", "ka"}, "act"}: one day of a list.
Json day_json(const calendar::Day& day);

} // namespace ogp::cli
