#include "app/plans/plans.hpp"
#include "cli/commands.hpp"
#include "cli/gate.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

Json object_of(const app::PlanStatus& status)
{
    Json object = status.counts.to_json();
    object.set("plan", status.plan);
    object.set("title", report::to_json(status.title));
    object.set("as_of", status.as_of.iso());
    return object;
}

void print_for_people(Context& context, const app::PlanStatus& status)
{
    if (context.streams().out_is_terminal)
        context.say_line(say("{0}, {1}: ეტაპები {2}; არ დაწყებულა {3}, მიმდინარეობს {4}, ვადა გასულია {5}\n",
                             "{0} on {1}: milestones {2}; not started {3}, running {4}, past end {5}\n", status.plan,
                             status.as_of.iso(), status.counts.total, status.counts.not_started, status.counts.running,
                             status.counts.past_end));
    context.print(status.commitments);
}

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const Date as_of = args.date("as-of").value_or(repository.today());
    const app::PlanStatus status = app::plan_status(repository, repository.plan(args.text("plan")), as_of);
    if (context.for_people())
        print_for_people(context, status);
    else
        context.print(object_of(status), {});
    if (args.text("fail-on") == "overdue")
        Gate().overdue(status.overdue.rows.size()).close();
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "plan", .value = "PLAN", .help = {"გეგმის ნომერი, თუ ერთზე მეტია", "Number of the plan, where there are several"},
     .complete = Complete::Plan},
    {.name = "as-of", .value = "DATE", .help = {"რომელ დღეს; თავიდან – დღეს", "On which day; by default today"}, .kind = Arg::Date},
    {.name = "fail-on", .value = "WHAT", .help = {"გამოსვლის კოდი 7, თუ არის", "Exit status 7 where there is"}, .choices = "overdue",
     .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp plan status --as-of 2019-04-15", {"ვალდებულებები იმ დღეს", "The commitments on that day"}},
    {"ogp plan status --as-of 2019-04-15 --json", {"ერთი ობიექტი ჯამებით", "One object with the totals"}},
};

} // namespace

constinit const Command plan_status{
    .path = "plan status",
    .summary = {"გეგმის ეტაპები მოცემულ დღეს", "Show where a plan's milestones stand on a day"},
    .doc = {"ფანჯრები (არ დაწყებულა, მიმდინარეობს, ვადა გასულია) გეგმის თარიღებიდან ითვლება; შესრულებული და ვადაგადაცილებული მათ გვერდით "
            "დგას. დასრულების დღე ჯერ კიდევ მიმდინარეა.",
            "Windows (not started, running, past end) are counted from the plan's dates; done and overdue stand beside them. The last day "
            "still counts as running."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
