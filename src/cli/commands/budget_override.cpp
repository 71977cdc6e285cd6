#include "app/budget/budget_round.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    if (args.flag("select") == args.flag("drop"))
        throw Error(Fault::Usage, {"საჭიროა --select ან --drop", "either --select or --drop is needed"});
    const app::Override decided{args.text("project"), args.flag("select"), args.text("reason"), args.text("act")};
    const Json json = app::to_json(decided);
    context.require_fields(json);
    const bool dry_run = context.options().dry_run || context.options().list_fields;
    app::override_round(context.repository(), args.text("round"), decided, dry_run ? app::DryRun::Yes : app::DryRun::No);
    if (!context.for_people() || context.options().list_fields)
        return context.print(json, {});
    context.say_line(say("გადაწყვეტილება ჩაიწერა: {}", "the decision is recorded: {}", decided.project));
    if (context.options().dry_run)
        context.note({"არაფერი ჩაწერილა (--dry-run)", "nothing was written (--dry-run)"});
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "round", .value = "ROUND", .help = {"რაუნდის ნომერი", "Number of the round"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::Case},
    {.name = "project", .value = "PROJECT", .help = {"პროექტის ნომერი", "Id of the project"}, .place = Arg::Positional, .need = Arg::Required},
    {.name = "select", .help = {"არჩეულია, თუმცა წესით არ არის", "It is selected, though not by the rule"}, .kind = Arg::Flag},
    {.name = "drop", .help = {"არჩეული არ არის, თუმცა წესით არის", "It is not selected, though by the rule it is"}, .kind = Arg::Flag},
    {.name = "reason", .value = "TEXT", .help = {"დასაბუთება", "The reason"}, .need = Arg::Required},
    {.name = "act", .value = "TEXT", .help = {"სამართლებრივი აქტი", "The legal act"}, .need = Arg::Required},
};

constexpr Example examples[] = {
    {"ogp budget override 2027 46 --select --reason \"მიწა უკვე ნაყიდია\" --act \"საკრებულოს განკარგულება 12\"", {"წესის საწინააღმდეგოდ", "Against the rule"}},
};

} // namespace

constinit const Command budget_override{
    .path = "budget override",
    .summary = {"გადაწყვეტილება წესის გარეშე", "Record a decision against the rule"},
    .doc = {"ჩანს ყველა შედეგში და მის შემოწმებაში; დასაბუთება და აქტი სავალდებულოა.",
            "It appears in each result and in its verification; reason and act are obligatory."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
