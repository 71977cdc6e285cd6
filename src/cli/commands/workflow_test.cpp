#include "app/workflows/workflow_tests.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/calendar_choice.hpp"
#include "cli/commands.hpp"
#include "cli/junit.hpp"
#include "cli/run.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

/// What no scenario shows, by case type.
void say_coverage(Context& context, const app::WorkflowTestRun& run)
{
    for (const app::TypeCoverage& type : run.coverage) {
        context.say_line(say("{0}: ნაჩვენებია {1}, სულ {2}", "{0}: {1} of {2} shown", type.type, type.covered(), type.items.size()));
        for (const workflow::CoverageItem& item : type.items)
            if (!item.covered)
                context.say_line(say("  არ არის ნაჩვენები: {0} {1}", "  not shown: {0} {1}", item.kind, item.name));
    }
}

int run(Context& context, const Args& args)
{
    app::WorkflowTestRequest request;
    for (const std::string& file : args.all("file"))
        request.files.emplace_back(file);
    request.repository = repository_or_none(context);
    const app::WorkflowTestRun run = app::test_workflows(request);
    if (args.has("junit"))
        write_file(args.text("junit"), junit(run));
    if (!context.for_people() || context.options().list_fields) {
        context.print(args.flag("coverage") ? app::table_of_coverage(run) : app::table_of_tests(run));
    } else {
        context.report_findings(app::failures_of(run));
        if (args.flag("coverage"))
            say_coverage(context, run);
        context.say_line(say("ფაილი {0}, სცენარი {1}, ვერ გაიარა {2}", "files {0}, scenarios {1}, failed {2}", run.files.size(), run.scenarios(),
                             run.failed()));
    }
    return run.failed() > 0 ? exit_status(Fault::Invalid) : EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE", .help = {"სცენარების ფაილები ან საქაღალდეები; მათ გარეშე საცავის workflows/tests, მის გარეშე პროგრამის",
                                               "Files of scenarios or folders; without any, workflows/tests of the repository, without one the program's"},
     .place = Arg::Positional, .times = Arg::Many, .complete = Complete::File},
    {.name = "junit", .value = "OUT", .help = {"შედეგი JUnit-ის XML ფაილად, ამწყობი სერვერისთვის", "Results as an XML file of JUnit, for build servers"},
     .complete = Complete::File},
    {.name = "coverage", .help = {"რას არ აჩვენებს არც ერთი სცენარი: მდგომარეობები, გადასვლები, პირობები, ვადები",
                                  "What no scenario shows: states, transitions, guards both ways, deadlines"},
     .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp workflow test", {"ყველა სცენარი", "All scenarios"}},
    {"ogp workflow test workflows/tests/foi.test.yaml --coverage", {"ერთი ფაილი და რა აკლია მას", "One file, and what it lacks"}},
    {"ogp workflow test --junit out.xml", {"ამწყობი სერვერისთვის", "For a build server"}},
};

} // namespace

constinit const Command workflow_test{
    .path = "workflow test",
    .summary = {"სცენარების გათამაშება", "Play the scenarios of case types"},
    .doc = {"სცენარი მოგვიანებით ნამდვილ საქმეს იმავე წესებით გადაწყვეტს: ვინ, როდის, რას აკეთებს და რა უნდა მოხდეს. დრო მოგონილია, დისკი და "
            "საცავი არ სჭირდება. რაც არ შესრულდა, ფაილითა და სტრიქონით იწერება. გამოსვლის კოდი 6, თუ რამე არ შესრულდა.\n\nენა: man ogp-workflow.",
            "A scenario says who does what when, and what must come of it; it is decided by the same rules as real cases. Time is made up; no "
            "disk and no repository are needed. What does not hold is printed with file and line. The exit status is 6 where anything does "
            "not.\n\nThe language: man 5 ogp-workflow."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
