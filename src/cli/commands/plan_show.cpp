#include "app/plans/plans.hpp"
#include "cli/commands.hpp"
#include "cli/print.hpp"
#include "cli/show_sheet.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const store::CaseRow plan = repository.plan(args.text("plan"));
    const app::CaseSheet sheet = app::show_case(repository, plan);
    const Date as_of = args.date("as-of").value_or(repository.today());
    const app::PlanStatus status = app::plan_status(repository, plan, as_of);
    Json object = sheet.json;
    object.set("as_of", as_of.iso());
    object.set("commitments", rows_json(status.commitments));
    context.print(object, sheet.card, sheet.heading);
    if (context.for_people() && context.streams().out_is_terminal) {
        context.out("\n" + status.commitments.caption.in(context.language()) + ", " + as_of.iso() + "\n");
        context.print(status.commitments);
    }
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "plan", .value = "PLAN", .help = {"გეგმის ნომერი, თუ ერთზე მეტია", "Number of the plan, where there are several"},
     .place = Arg::Positional, .complete = Complete::Plan},
    {.name = "as-of", .value = "DATE", .help = {"რომელ დღეს; თავიდან – დღეს", "On which day; by default today"}, .kind = Arg::Date},
};

constexpr Example examples[] = {
    {"ogp plan show", {"ერთადერთი გეგმა", "The only plan"}},
    {"ogp plan show tbilisi-2018-2020 --json=title,commitments", {"დასახელებული გეგმა JSON-ში", "A plan by its number, as JSON"}},
};

} // namespace

constinit const Command plan_show{
    .path = "plan show",
    .summary = {"გეგმა და მისი ვალდებულებები", "Show a plan with its commitments"},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
