#include "cli/calendar_choice.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const calendar::Calendar calendar = chosen_calendar(context, args);
    const Date from = args.date("from").value_or(calendar.definition().valid_from);
    const Date until = args.date("until").value_or(calendar.definition().valid_until);
    context.out(app::calendar_to_ics(calendar, from, until, context.language(), context.clock()));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    calendar_arg,
    {.name = "ics", .help = {"iCalendar (RFC 5545); სხვა ფორმატი ჯერ არ არის", "iCalendar (RFC 5545), the one format that there is"}, .kind = Arg::Flag},
    {.name = "from", .value = "DATE", .help = {"პირველი დღე", "First day"}, .kind = Arg::Date},
    {.name = "until", .value = "DATE", .help = {"ბოლო დღე", "Last day"}, .kind = Arg::Date},
    known_on_arg,
    purpose_arg,
};

constexpr Example examples[] = {
    {"ogp calendar export --ics --from 2026-01-01 --until 2026-12-31 >2026.ics", {"ერთი წლის უქმე დღეები", "The days off of one year"}},
};

} // namespace

constinit const Command calendar_export{
    .path = "calendar export",
    .summary = {"უქმე დღეების გატანა iCalendar-ით", "Write the days off as iCalendar"},
    .doc = {"უქმე დღეები, შაბათ-კვირის გარდა, თითო მთელი დღის მოვლენად.", "The days off that are not weekends, each as an all-day event."},
    .args = args,
    .examples = examples,
    .output = Output::Text,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
