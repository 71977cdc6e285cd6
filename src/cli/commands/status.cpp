#include "app/cases/status.hpp"

#include "cli/commands.hpp"
#include "cli/gate.hpp"
#include "cli/print.hpp"

#include <algorithm>
#include <cstdlib>

namespace ogp::cli {
namespace {

constexpr std::int64_t most_days = 36'500;

Json object_of(const app::DailyStatus& status)
{
    Json plans = Json::array();
    for (const app::PlanStatus& plan : status.plans) {
        Json counts = plan.counts.to_json();
        counts.set("plan", plan.plan);
        counts.set("title", report::to_json(plan.title));
        plans.push(std::move(counts));
    }
    return Json::object({{"as_of", status.as_of.iso()},
                         {"plans", std::move(plans)},
                         {"overdue", rows_json(status.overdue)},
                         {"soon", rows_json(status.soon)},
                         {"deadlines_overdue", rows_json(status.deadlines_overdue)},
                         {"deadlines_soon", rows_json(status.deadlines_soon)},
                         {"changed", rows_json(status.changed.cases)},
                         {"pending", status.waiting},
                         {"refused", rows_json(status.refused)},
                         {"conflicts", status.conflicts},
                         {"events", static_cast<std::int64_t>(status.changed.events)}});
}

Localized sentence(const app::PlanStatus& plan)
{
    const app::PlanCounts& n = plan.counts;
    return say("{0}: ეტაპები {1}; არ დაწყებულა {2}, მიმდინარეობს {3}, ვადა გასულია {4}; შესრულებულია {5}, ვადაგადაცილებულია {6}",
               "{0}: milestones {1}; not started {2}, running {3}, past end {4}; done {5}, overdue {6}", plan.plan, n.total,
               n.not_started, n.running, n.past_end, n.done, n.overdue);
}

void print_section(Context& context, const report::Table& table)
{
    if (table.rows.empty())
        return;
    context.out("\n" + table.caption.in(context.language()) + "\n");
    context.print(table);
}

/// What is between this copy and its authority.
void print_standing(Context& context, const app::DailyStatus& status)
{
    print_section(context, status.refused);
    if (status.waiting != 0)
        context.note(say("დაუდასტურებელი მოვლენა: {}; გაიგზავნება: ogp sync", "events not confirmed: {}; hand them in: ogp sync", status.waiting));
    if (status.conflicts != 0)
        context.note(say("გადასაწყვეტი მოვლენა: {}; ნახეთ: ogp conflicts", "events to be settled: {}; see: ogp conflicts", status.conflicts));
}

int run(Context& context, const Args& args)
{
    const Date as_of = args.date("as-of").value_or(context.repository().today());
    const std::int64_t soon = std::min<std::int64_t>(*args.number("soon"), most_days);
    const app::DailyStatus status = app::daily_status(context.repository(), as_of, static_cast<int>(soon));
    if (!context.for_people()) {
        context.print(object_of(status), {});
    } else {
        for (const app::PlanStatus& plan : status.plans)
            context.out(sentence(plan).in(context.language()) + "\n");
        if (status.plans.empty())
            context.note({"გეგმა ჯერ არ არის; შეიტანეთ: ogp plan import FILE", "there is no plan yet; bring one in: ogp plan import FILE"});
        print_section(context, status.overdue);
        print_section(context, status.soon);
        print_section(context, status.deadlines_overdue);
        print_section(context, status.deadlines_soon);
        print_section(context, status.changed.cases);
        print_standing(context, status);
    }
    if (args.text("fail-on") == "overdue")
        Gate().overdue(status.overdue.rows.size()).deadlines(static_cast<std::size_t>(status.deadlines_overdue_count)).close();
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "as-of", .value = "DATE", .help = {"რომელ დღეს; თავიდან – დღეს", "On which day; by default today"}, .kind = Arg::Date},
    {.name = "soon", .value = "DAYS", .help = {"რამდენ დღეში იწურება „მალე“", "How many days ahead is soon"}, .kind = Arg::Number,
     .preset = "30"},
    {.name = "fail-on", .value = "WHAT", .help = {"გამოსვლის კოდი 7, თუ არის", "Exit status 7 where there is"}, .choices = "overdue",
     .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp status", {"რა მიმდინარეობს დღეს", "How things stand today"}},
    {"ogp status --as-of 2019-04-15 --fail-on overdue", {"შემოწმება სკრიპტისთვის", "A check for a script"}},
};

} // namespace

constinit const Command status{
    .path = "status",
    .summary = {"რა მიმდინარეობს, რა აგვიანებს, რისი ვადა იწურება", "Show what is under way, overdue and ending soon"},
    .doc = {"დღის გვერდი: თითო გეგმა თავისი რიცხვებით, რა აგვიანებს, რისი ვადა იწურება (ეტაპები და საქმეების ვადები) და რა შეცვალეს ადამიანებმა იმ დღეს და წინა დღეს "
            "(თითო საქმის უახლესი მოვლენა, იმპორტის გარდა). JSON-ში events იმ ორი დღის ყველა მოვლენის რაოდენობაა.",
            "The page for the morning: each plan with its counts, what is overdue, what ends soon (milestones, and deadlines of cases), and what people changed on that day and "
            "the day before (the newest event of each case, imports apart). In JSON events counts all events of the two days."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
