#include "app/plans/ogp_csv.hpp"
#include "app/plans/plans.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
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

Json object_of(const app::OgpCsvImport& result, bool dry_run)
{
    const auto number = [](std::size_t count) { return Json(static_cast<std::int64_t>(count)); };
    Json plans = Json::array();
    for (const std::string& plan : result.plans)
        plans.push(plan);
    return Json::object({{"rows", number(result.rows)},
                         {"plans", std::move(plans)},
                         {"opened", number(result.opened)},
                         {"changed", number(result.changed)},
                         {"unchanged", number(result.unchanged)},
                         {"events", number(result.events)},
                         {"dry_run", dry_run},
                         {"findings", to_json(result.findings)}});
}

/// Brings the file in, and gives what was found in it.
Findings import_yaml(Context& context, std::string text, const std::string& name)
{
    const app::PlanFile file = app::read_plan_file(YamlDocument{std::move(text), name});
    const bool dry_run = context.options().dry_run || context.options().list_fields;
    context.require_fields(object_of(app::ImportResult{}, dry_run));
    const app::ImportResult result =
        app::import_plan(context.repository(), file, dry_run ? app::DryRun::Yes : app::DryRun::No);
    context.report_findings(result.findings);
    if (context.for_people())
        context.say_line(say("{0}: გაიხსნა {1}, შეიცვალა {2}, უცვლელია {3}, მოვლენა {4}",
                             "{0}: opened {1}, changed {2}, unchanged {3}, events {4}", result.plan, result.opened, result.changed,
                             result.unchanged, result.events));
    else
        context.print(object_of(result, dry_run), {});
    return result.findings;
}

Findings import_ogp_csv(Context& context, const std::string& text, const std::string& name)
{
    const bool dry_run = context.options().dry_run || context.options().list_fields;
    context.require_fields(object_of(app::OgpCsvImport{}, dry_run));
    const app::OgpCsvImport result =
        app::import_ogp_csv(context.repository(), text, name, dry_run ? app::DryRun::Yes : app::DryRun::No);
    context.report_findings(result.findings);
    if (context.for_people())
        context.say_line(say("{0}: სტრიქონი {1}, გეგმა {2}, გაიხსნა {3}, შეიცვალა {4}, უცვლელია {5}, მოვლენა {6}",
                             "{0}: rows {1}, plans {2}, opened {3}, changed {4}, unchanged {5}, events {6}", printable(name), result.rows,
                             result.plans.size(), result.opened, result.changed, result.unchanged, result.events));
    else
        context.print(object_of(result, dry_run), {});
    return result.findings;
}

int run(Context& context, const Args& args)
{
    const std::string& file = args.text("file");
    const bool from_stdin = file == "-";
    const std::string name = from_stdin ? "stdin" : file;
    std::string text = from_stdin ? read_standard_input() : read_file(file);
    const std::string& format = args.text("format");
    const bool is_csv = format == "ogp-csv" || (format.empty() && file.ends_with(".csv"));
    const Findings findings = is_csv ? import_ogp_csv(context, text, name) : import_yaml(context, std::move(text), name);
    if (context.options().dry_run)
        context.note({"არაფერი ჩაწერილა (--dry-run)", "nothing was written (--dry-run)"});
    if (args.text("fail-on") == "anomaly")
        Gate().anomaly(findings).close();
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE", .help = {"გეგმის ფაილი; - არის სტანდარტული შესასვლელი", "File of the plan; - is standard input"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    {.name = "format", .value = "FORMAT",
     .help = {"ფაილის ფორმატი; თუ არ წერია, .csv ფაილი OGP-ის ვალდებულებების CSV-ა, სხვა YAML",
              "Format of the file; where it is not given, a .csv file is the OGP commitments CSV, any other YAML"},
     .choices = "yaml|ogp-csv", .complete = Complete::Choice},
    {.name = "fail-on", .value = "WHAT",
     .help = {"გამოსვლის კოდი 7, თუ ფაილში გაფრთხილებაა (შეტანა მაინც სრულდება; --dry-run მხოლოდ ამოწმებს)",
              "Exit status 7 where the file has warnings (it is imported all the same; --dry-run only checks)"},
     .choices = "anomaly", .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp plan import tbilisi-2018-2020.yaml", {"გეგმის შეტანა ან განახლება", "Bring in a plan, or what changed in it"}},
    {"ogp plan import plan.yaml --dry-run --fail-on anomaly", {"მხოლოდ შემოწმება", "Only check it"}},
    {"ogp plan import commitments.csv --format ogp-csv", {"OGP-ის ვალდებულებების ფაილი", "The commitments file of OGP"}},
};

} // namespace

constinit const Command plan_import{
    .path = "plan import",
    .summary = {"სამოქმედო გეგმის შეტანა ფაილიდან", "Import an action plan from a file"},
    .doc = {"ხსნის გეგმას, ერთეულებს, ვალდებულებებს, ეტაპებსა და ინდიკატორებს, ყველას ერთად. შესწორებული ფაილის ხელახლა შეტანა ცვლის "
            "მხოლოდ განსხვავებულს. ფაილის აგებულება აღწერილია გვერდზე ogp-plan(5).\n\n"
            "--format ogp-csv კითხულობს OGP-ის ვალდებულებების CSV ფაილს (171 სვეტი): ხსნის მის გეგმებსა და ვალდებულებებს, და ყველა უჯრას "
            "ისე ინახავს, როგორც წერია. იხილეთ ogp-commitments-csv(5).",
            "Opens the plan, its units, commitments, milestones and indicators, all together. Importing a corrected file again changes only "
            "what differs. The shape of the file is described in ogp-plan(5).\n\n"
            "--format ogp-csv reads the commitments CSV of OGP (171 columns): it opens the plans and commitments in it and keeps every cell "
            "as it is written. See ogp-commitments-csv(5)."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
