#include "app/plans/plans.hpp"
#include "base/file.hpp"
#include "base/yaml.hpp"
#include "cli/commands.hpp"
#include "cli/error_text.hpp"
#include "cli/gate.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

Json object_of(const app::ImportResult& result, bool dry_run)
{
    const auto number = [](std::size_t count) { return Json(static_cast<std::int64_t>(count)); };
    return Json::object({{"plan", result.plan},
                         {"opened", number(result.opened)},
                         {"changed", number(result.changed)},
                         {"unchanged", number(result.unchanged)},
                         {"events", number(result.events)},
                         {"dry_run", dry_run},
                         {"findings", to_json(result.findings)}});
}

int run(Context& context, const Args& args)
{
    const std::string& name = args.text("file");
    const bool from_stdin = name == "-";
    const YamlDocument document{from_stdin ? read_standard_input() : read_file(name), from_stdin ? "stdin" : name};
    const app::PlanFile file = app::read_plan_file(document);
    const bool dry_run = context.options().dry_run || context.options().list_fields;
    context.require_fields(object_of({}, dry_run));
    const app::ImportResult result =
        app::import_plan(context.repository(), file, dry_run ? app::DryRun::Yes : app::DryRun::No);
    context.report_findings(result.findings);
    if (context.for_people())
        context.say_line(say("{0}: გაიხსნა {1}, შეიცვალა {2}, უცვლელია {3}, მოვლენა {4}",
                             "{0}: opened {1}, changed {2}, unchanged {3}, events {4}", result.plan, result.opened, result.changed,
                             result.unchanged, result.events));
    else
        context.print(object_of(result, dry_run), {});
    if (context.options().dry_run)
        context.note({"არაფერი ჩაწერილა (--dry-run)", "nothing was written (--dry-run)"});
    if (args.text("fail-on") == "anomaly")
        gate_anomaly(result.findings);
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE", .help = {"გეგმის YAML ფაილი; - არის სტანდარტული შესასვლელი", "YAML file of the plan; - is standard input"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    {.name = "fail-on", .value = "WHAT",
     .help = {"გამოსვლის კოდი 7, თუ ფაილში გაფრთხილებაა (შეტანა მაინც სრულდება; --dry-run მხოლოდ ამოწმებს)",
              "Exit status 7 where the file has warnings (it is imported all the same; --dry-run only checks)"},
     .choices = "anomaly", .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp plan import tbilisi-2018-2020.yaml", {"გეგმის შეტანა ან განახლება", "Bring in a plan, or what changed in it"}},
    {"ogp plan import plan.yaml --dry-run --fail-on anomaly", {"მხოლოდ შემოწმება", "Only check it"}},
};

} // namespace

constinit const Command plan_import{
    .path = "plan import",
    .summary = {"სამოქმედო გეგმის შეტანა ფაილიდან", "Import an action plan from a file"},
    .doc = {"ხსნის გეგმას, ერთეულებს, ვალდებულებებს, ეტაპებსა და ინდიკატორებს, ყველას ერთად. შესწორებული ფაილის ხელახლა შეტანა ცვლის "
            "მხოლოდ განსხვავებულს. ფაილის აგებულება აღწერილია გვერდზე ogp-plan(5).",
            "Opens the plan, its units, commitments, milestones and indicators, all together. Importing a corrected file again changes only "
            "what differs. The shape of the file is described in ogp-plan(5)."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
