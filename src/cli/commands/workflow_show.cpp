#include "app/workflows/workflow_sheet.hpp"
#include "app/workflows/workflows.hpp"
#include "base/text.hpp"
#include "cli/calendar_choice.hpp"
#include "cli/commands.hpp"
#include "cli/find_command.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const app::VersionedType found = app::find_workflow(repository_or_none(context), type_of_noun(args.text("type")), args.number("type-version"));
    const app::WorkflowSheet sheet = app::workflow_sheet(found.type, found.hash);
    context.print(sheet.json, sheet.card, both(found.type.id));
    if (!context.for_people())
        return EXIT_SUCCESS;
    for (const report::Table& table : sheet.tables) {
        context.out("\n" + table.caption.in(context.language()) + "\n");
        context.print(table);
    }
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "type", .value = "TYPE", .help = {"საქმის ტიპი", "Case type"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::CaseType},
    {.name = "type-version", .value = "N", .help = {"ძველი ვერსია, როგორც საცავმა შეინახა", "An older version, as the repository has kept it"},
     .kind = Arg::Number},
};

constexpr Example examples[] = {
    {"ogp workflow show commitment", {"მდგომარეობები, გადასვლები, როლები, ველები", "States, transitions, roles, fields"}},
    {"ogp workflow show plan --type-version 1 --json", {"ერთი ვერსია, JSON-ში", "One version, as JSON"}},
};

} // namespace

constinit const Command workflow_show{
    .path = "workflow show",
    .summary = {"საქმის ტიპის ჩვენება", "Show a case type"},
    .doc = {"რა მდგომარეობები, გადასვლები, ვადები და ველები აქვს საქმის ტიპს და ვის რა შეუძლია. საცავის გარეშე პროგრამის ვერსიას აჩვენებს.",
            "The states, transitions, deadlines and fields of a case type, and who may do what. Without a repository it shows the "
            "program's version."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
