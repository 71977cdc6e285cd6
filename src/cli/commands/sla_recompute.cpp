#include "app/clocks/clock_table.hpp"

#include "cli/commands.hpp"
#include "cli/progress.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    Json differing = Json::array();
    const auto tell = [&](const app::ClockDifference& one) {
        if (context.for_people())
            context.out(fmt::format("{}: {}\n", one.name, one.message.in(context.language())));
        differing.push(Json::object({{"clock", one.name}, {"message", report::to_json(one.message)}}));
    };
    const auto repair = context.options().dry_run ? app::Repair::No : app::Repair::Yes;
    Progress progress{context, {"ვადების დათვლა", "counting deadlines"}};
    const std::int64_t count = args.flag("from-log") ? app::refold_clocks(context.repository(), repair, tell, progress.callback())
                                                     : app::recount_clocks(context.repository(), repair, tell);
    const std::size_t wrong = differing.size();
    if (!context.for_people())
        return context.print(Json::object({{"clocks", count}, {"differing", std::move(differing)}}), {});
    context.note(say("ვადა {0}, განსხვავდებოდა {1}", "clocks {0}, of which differed {1}", count, wrong));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "from-log", .help = {"ჟურნალიდან, მოვლენა მოვლენაზე; უფრო ნელია", "From the log, event by event; slower"}, .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp sla recompute --dry-run", {"რა განსხვავდება", "What differs"}},
    {"ogp sla recompute --from-log", {"ყველაფერი თავიდან", "Everything anew"}},
};

} // namespace

constinit const Command sla_recompute{
    .path = "sla recompute",
    .summary = {"ვადების ცხრილის თავიდან დათვლა", "Count the table of deadlines anew"},
    .doc = {"ვადების ცხრილი ჟურნალიდან და კალენდრიდან გამომდინარეობს; ეს ბრძანება მას თავიდან ითვლის, ამბობს, რა განსხვავდებოდა, და ასწორებს.",
            "The table of deadlines follows from the log and the calendars; this counts it anew, says what differed, and puts it right."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
