#include "app/workflows/workflows.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const auto draft = workflow::schema_draft_from(args.text("draft"));
    context.out(app::schema_text(args.text("kind"), draft.value_or(workflow::SchemaDraft::Draft2020)));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "kind", .value = "KIND", .help = {"ფაილის სახე", "Kind of file"}, .preset = "case_type", .choices = "case_type|fragment|roles|calendar|workflow_test",
     .complete = Complete::Choice},
    {.name = "draft", .value = "DRAFT", .help = {"JSON Schema-ს ვერსია", "Version of JSON Schema"}, .preset = "2020-12", .choices = "2020-12|07",
     .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp workflow schema > case_type.json", {"საქმის ტიპის სქემა", "The schema of a case type"}},
    {"ogp workflow schema --kind calendar --draft 07", {"კალენდრის, ძველი რედაქტორისთვის", "Of a calendar, for an older editor"}},
};

} // namespace

constinit const Command workflow_schema{
    .path = "workflow schema",
    .summary = {"პროცესების ფაილების JSON Schema", "Print the JSON Schema of workflow files"},
    .doc = {"რედაქტორი ამ სქემით გვთავაზობს გასაღებებს და წერისასვე ამოწმებს მათ; პროცესის პირველი სტრიქონი რედაქტორს ამბობს, სად არის იგი: "
            "# yaml-language-server: $schema=schema/case_type.json. სქემა იმავე ცხრილიდან კეთდება, რომლითაც პროგრამა ფაილს კითხულობს.",
            "With it an editor offers keys and checks them while they are written; the first line of a workflow tells the editor where it "
            "is: # yaml-language-server: $schema=schema/case_type.json. It is made from the very table that the program reads files by."},
    .args = args,
    .examples = examples,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
