#include "app/plans/plan_check.hpp"
#include "app/plans/plan_record.hpp"
#include "base/file.hpp"
#include "base/yaml.hpp"
#include "cli/commands.hpp"
#include "cli/error_text.hpp"
#include "cli/gate.hpp"

#include <algorithm>
#include <cstdlib>

namespace ogp::cli {
namespace {

/// A plan with what the checks find in it, from a file or from the record.
struct CheckedPlan
{
    std::string number;
    std::vector<app::PlanEntry> entries;
    Findings findings;
};

CheckedPlan check_file(const std::string& name)
{
    const bool from_stdin = name == "-";
    const YamlDocument document{from_stdin ? read_standard_input() : read_file(name), from_stdin ? "stdin" : name};
    app::PlanFile file = app::read_plan_file(document);
    Findings findings = app::check_plan(file.entries);
    return {std::move(file.number), std::move(file.entries), std::move(findings)};
}

CheckedPlan check_record(Context& context, const std::string& plan)
{
    app::Repository& repository = context.repository();
    const app::PlanRecord record = app::gather_plan(repository, repository.plan(plan), repository.today());
    std::vector<app::PlanEntry> entries = app::entries_of(record);
    Findings findings = app::check_plan(entries);
    return {record.plan.number, std::move(entries), std::move(findings)};
}

std::int64_t count_type(const CheckedPlan& plan, std::string_view type)
{
    return std::count_if(plan.entries.begin(), plan.entries.end(), [&](const app::PlanEntry& entry) { return entry.type == type; });
}

/// Findings of the record have no place in a file.
report::Cell number_or_none(std::size_t number)
{
    return number == 0 ? report::Cell::none() : report::Cell::of(static_cast<std::int64_t>(number));
}

report::Table table_of(const Findings& findings)
{
    report::Table table{"findings",
                        {"შეუსაბამობები", "Findings"},
                        {{"code", {"კოდი", "Code"}},
                         {"severity", {"სიმძიმე", "Severity"}},
                         {"where", {"ადგილი", "Where"}},
                         {"message", {"შეტყობინება", "Message"}},
                         {"file", {"ფაილი", "File"}, report::Align::Left, report::Show::OnRequest},
                         {"line", {"სტრიქონი", "Line"}, report::Align::Right, report::Show::OnRequest},
                         {"column", {"სვეტი", "Column"}, report::Align::Right, report::Show::OnRequest}},
                        {}};
    for (const Finding& finding : findings)
        table.rows.push_back({report::Cell::of(finding.code), report::Cell::of(std::string(code(finding.severity))),
                              report::Cell::of(finding.where), report::Cell::localized(finding.message),
                              finding.place.file.empty() ? report::Cell::none() : report::Cell::of(finding.place.file),
                              number_or_none(finding.place.line),
                              number_or_none(character_column(finding.place))});
    return table;
}

int run(Context& context, const Args& args)
{
    const std::string& name = args.text("file");
    if (!name.empty() && !args.text("plan").empty())
        throw Error(Fault::Usage, say("ან ფაილი, ან --plan", "either a file or --plan"));
    const CheckedPlan plan = name.empty() ? check_record(context, args.text("plan")) : check_file(name);
    const std::size_t warnings = count_warnings(plan.findings);
    if (context.for_people()) {
        context.report_findings(plan.findings);
        context.say_line(say("{0}: ვალდებულება {1}, ეტაპი {2}, გაფრთხილება {3}, შენიშვნა {4}",
                             "{0}: commitments {1}, milestones {2}, warnings {3}, notes {4}", plan.number,
                             count_type(plan, "commitment"), count_type(plan, "milestone"), warnings,
                             plan.findings.size() - warnings));
    } else {
        context.print(table_of(plan.findings));
    }
    if (args.text("fail-on") == "anomaly")
        Gate().anomaly(plan.findings).close();
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE", .help = {"გეგმის YAML ფაილი; - არის სტანდარტული შესასვლელი", "YAML file of the plan; - is standard input"},
     .place = Arg::Positional, .complete = Complete::File},
    {.name = "plan", .value = "PLAN", .help = {"შეტანილი გეგმის ნომერი, თუ ერთზე მეტია", "Number of an imported plan, where there are several"},
     .complete = Complete::Plan},
    {.name = "fail-on", .value = "WHAT", .help = {"გამოსვლის კოდი 7, თუ რამე მოიძებნა", "Exit status 7 where anything was found"},
     .choices = "anomaly", .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp plan check plan.yaml", {"ყველა შეცდომა და გაფრთხილება ერთად", "All errors and warnings at once"}},
    {"ogp plan check", {"შეტანილი გეგმა", "The plan that is imported"}},
    {"ogp plan check plan.yaml --json --fail-on anomaly", {"სკრიპტისთვის", "For a script"}},
};

} // namespace

constinit const Command plan_check{
    .path = "plan check",
    .summary = {"გეგმის შემოწმება", "Check a plan"},
    .doc = {"პოულობს იმას, რაც გეგმაში ერთმანეთს არ ეთანხმება: შეუძლებელ თარიღებს, ერთ კოდს ორი ერთეულისთვის, უთარგმნელ ტექსტებს და "
            "სხვას; სრული სია: man 5 ogp-plan. ფაილის შესამოწმებლად საცავი არ სჭირდება; ფაილის გარეშე შეტანილი გეგმა მოწმდება. "
            "გამოსვლის კოდია 6, თუ ფაილის შეტანა შეუძლებელია.",
            "Finds what does not agree in a plan: dates that do not exist, one registry number for two units, texts that nobody "
            "translated and more; man 5 ogp-plan lists it all. A file needs no repository; without a file the imported plan is "
            "checked. The exit status is 6 where the file cannot be imported."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
