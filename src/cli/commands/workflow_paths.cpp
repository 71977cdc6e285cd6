#include "app/workflows/workflow_tests.hpp"
#include "cli/calendar_choice.hpp"
#include "cli/commands.hpp"
#include "cli/find_command.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

/// A plain working day, so that skeletons are the same whenever they are made.
constexpr const char* day_of_skeletons = "2026-06-01T10:00+04:00";

int run(Context& context, const Args& args)
{
    const app::Repository* repository = repository_or_none(context);
    const std::string type = type_of_noun(args.text("type"));
    if (!args.flag("skeleton"))
        return context.print(app::workflow_paths(repository, type));
    context.out(app::scenario_skeleton(repository, type, day_of_skeletons));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "type", .value = "TYPE", .help = {"საქმის ტიპი", "Case type"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::CaseType},
    {.name = "skeleton", .help = {"სცენარების ფაილის ჩონჩხი, თითო სცენარი თითო მდგომარეობისთვის", "A file of scenarios to begin with, one for each state"},
     .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp workflow paths foi", {"უმოკლესი გზა ყველა მდგომარეობამდე", "The shortest way to every state"}},
    {"ogp workflow paths permit --skeleton >workflows/tests/permit.test.yaml", {"სცენარების დასაწყისი", "Scenarios to begin with"}},
};

} // namespace

constinit const Command workflow_paths{
    .path = "workflow paths",
    .summary = {"უმოკლესი გზა ყველა მდგომარეობამდე", "Show the shortest way to every state"},
    .doc = {"რომელი გადასვლებით მიდის საქმე თითოეულ მდგომარეობამდე. პირობები არ მოწმდება.",
            "By which transitions a case comes to each state. Guards are not asked."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
