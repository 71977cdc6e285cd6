#include "app/clocks/sla.hpp"
#include "base/text.hpp"

#include "cli/as_of.hpp"
#include "cli/commands.hpp"
#include "cli/gate.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const app::Repository& repository = context.repository();
    app::ClockFilter filter{args.text("type"), args.flag("overdue"), {}, app::as_of_from(repository, args.text("as-of")), args.number("limit")};
    if (const std::string& within = args.text("due-within"); !within.empty()) {
        filter.due_within = calendar::parse_duration(within);
        if (!filter.due_within)
            throw Error(Fault::Usage, say("--due-within: „{}“ ხანგრძლივობა არ არის", "--due-within: \"{}\" is no length of time", printable(within)),
                        {"დაწერეთ 3wd, 8h ან 10d", "write 3wd, 8h or 10d"});
    }
    const app::ClockList list = app::list_clocks(repository, filter);
    context.print(list.table);
    if (std::cmp_greater(list.total, list.table.rows.size()))
        context.note(say("კიდევ {}; მეტი: --limit", "{} more; see --limit", list.total - std::ssize(list.table.rows)));
    if (args.text("fail-on") == "overdue") {
        filter.overdue = true;
        filter.due_within.reset();
        Gate().deadlines(static_cast<std::size_t>(app::list_clocks(repository, filter).total)).close();
    }
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "overdue", .help = {"მხოლოდ ის, რისი ვადაც გავიდა", "Those that are overdue"}, .kind = Arg::Flag},
    {.name = "due-within", .value = "TIME", .help = {"რაც ამ ხანში იწურება: 3wd, 8h, 10d", "Those due so soon: 3wd, 8h, 10d"}},
    as_of_time_arg,
    {.name = "type", .value = "TYPE", .help = {"მხოლოდ ამ ტიპის საქმეები", "Cases of this type alone"}, .complete = Complete::CaseType},
    {.name = "limit", .value = "N", .help = {"არაუმეტეს ამდენისა", "At most this many"}, .kind = Arg::Number, .preset = "100"},
    {.name = "fail-on", .value = "WHAT", .help = {"გამოსვლის კოდი 7, თუ არის", "Exit status 7 where there is"}, .choices = "overdue",
     .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp sla list --overdue", {"რისი ვადაც გავიდა", "What is overdue"}},
    {"ogp sla list --due-within 3wd --type foi", {"რაც სამ სამუშაო დღეში იწურება", "What is due within three working days"}},
    {"ogp sla list --overdue --as-of 2026-04-30 --json=case,clock,due_on", {"თვის ბოლოს", "At the end of a month"}},
};

} // namespace

constinit const Command sla_list{
    .path = "sla list",
    .summary = {"ვადები, რომლებიც მიდის ან გავიდა", "List the deadlines that run or are overdue"},
    .doc = {"ვადები, რომლებიც მიდის ან შეჩერებულია, უახლოესი ბოლო დღით დაწყებული. --overdue და --due-within ერთად ნიშნავს: გასული ან მალე გასასვლელი. "
            "გასულია თუ არა, ყოველთვის ახლა ითვლება; დარღვევას ჟურნალში ogp tick წერს. --as-of წარსულში: რა იყო იმ დროისთვის ჩაწერილი, კალენდრით, როგორც "
            "მაშინ იყო ცნობილი; საქმეც ისეა ნაჩვენები, როგორც მაშინ იყო.",
            "The clocks that run or are paused, the soonest due first. --overdue and --due-within together: overdue or soon due. Overdue is "
            "computed at every look; the breach is recorded by ogp tick. --as-of in the past: what had been recorded by then, with the "
            "calendar as it was known then, and the case as it stood then."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
