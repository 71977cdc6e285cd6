#include "app/clocks/sla.hpp"

#include "cli/as_of.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const app::Repository& repository = context.repository();
    return context.print(app::show_clocks(repository, repository.resolve(args.text("id")), app::as_of_from(repository, args.text("as-of")),
                                          args.flag("all") ? app::Cycles::All : app::Cycles::Newest));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "Case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
    {.name = "all", .help = {"ადრინდელი ციკლებიც", "Earlier cycles as well"}, .kind = Arg::Flag},
    as_of_time_arg,
};

constexpr Example examples[] = {
    {"ogp sla show FOI-2026-00017", {"როდის იწურება და რამდენი დარჩა", "When it is due and how much is left"}},
    {"ogp sla show FOI-2026-00017 --json", {"სკრიპტისთვის", "For a script"}},
};

} // namespace

constinit const Command sla_show{
    .path = "sla show",
    .summary = {"საქმის ვადები", "Show the deadlines of a case"},
    .doc = {"თითო ვადა: მდგომარეობა (idle, running, paused, stopped – ვადაში დასრულდა, breached – დაირღვა), ბოლო დღე, გამოყენებული და დარჩენილი დრო "
            "მთელ ერთეულებში, შეჩერებების რაოდენობა. due_at უკვე გვიანია: ვადა მანამდეა. შეჩერებულ ვადას ბოლო დღე არ აქვს, სანამ არ გაგრძელდება. used_ticks "
            "და left_ticks ზუსტია: წამები, ან დღეები. incomplete_years წლებია, რომელთა ერთჯერადი უქმე დღეები სრულად ცნობილი არ არის. --as-of: რა იყო იმ "
            "დროისთვის ჩაწერილი და კალენდარი, როგორც მაშინ იყო ცნობილი.",
            "Each clock: status (idle, running, paused, stopped: in time, breached), the day it is due on, time used and left in whole units, how "
            "often it was paused. What happens at due_at is late. A clock that is paused with time left has no due day until it goes on. "
            "used_ticks and left_ticks are exact: seconds, or days. incomplete_years are those whose single days off are not known to be "
            "complete. --as-of: what had been recorded by then, with the calendar as it was known then."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
