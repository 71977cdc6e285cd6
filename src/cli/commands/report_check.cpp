#include "documents/report_check.hpp"

#include "cli/commands.hpp"
#include "cli/error_text.hpp"
#include "cli/gate.hpp"
#include "cli/run.hpp"
#include "documents/report_builder.hpp"
#include "documents/report_catalogue.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace ogp::cli {
namespace {

void append(Findings& all, Findings more)
{
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// The document itself, where what it needs was given; what it lacks.
Findings check_made(app::Repository& repository, const std::string& id, const Args& args)
{
    const documents::ReportTemplate report = documents::load_report(repository, id);
    documents::GivenParameters given;
    for (const char* name : {"period", "plan"})
        if (args.has(name) && report.parameter(name) != nullptr)
            given.emplace_back(name, args.text(name));
    for (const documents::Parameter& parameter : report.parameters()) {
        const bool is_given = std::any_of(given.begin(), given.end(), [&](const auto& one) { return one.first == parameter.name; });
        if (parameter.is_required && !is_given && parameter.kind != documents::ParameterKind::Plan && parameter.preset.empty())
            return {};
    }
    const documents::ReportRequest request{.parameters = resolve_parameters(repository, report, given)};
    return documents::check_document(build_report(repository, report, request));
}

Findings check_plan(app::Repository& repository, const Args& args)
{
    const Date today = repository.today();
    const Date until = args.has("period") ? std::min(documents::period_from(args.text("period")).to, today) : today;
    const app::PlanRecord plan = app::gather_plan(repository, repository.plan(args.text("plan")), until);
    return documents::check_record(plan, until);
}

bool has_plan(const app::Repository& repository, const Args& args)
{
    return args.has("plan") || repository.store().count({.type = "plan"}) > 0;
}

Findings check(app::Repository& repository, const Args& args)
{
    Findings findings;
    const std::string& id = args.text("name");
    if (id.empty()) {
        for (const documents::ReportFile& file : documents::report_files(repository))
            append(findings, documents::check_template(repository, file.id));
        if (has_plan(repository, args))
            append(findings, check_plan(repository, args));
        return findings;
    }
    findings = documents::check_template(repository, id);
    if (!findings.empty())
        return findings;
    findings = check_made(repository, id, args);
    if (documents::load_report(repository, id).parameter("plan") != nullptr && has_plan(repository, args))
        append(findings, check_plan(repository, args));
    return findings;
}

report::Table table_of(const Findings& findings)
{
    using report::Cell;
    const auto number = [](std::size_t value) { return value == 0 ? Cell::none() : Cell::of(static_cast<std::int64_t>(value)); };
    report::Table table{"findings",
                        {"რა აკლია", "What is missing"},
                        {{"code", {"კოდი", "Code"}},
                         {"severity", {"სიმძიმე", "Severity"}},
                         {"where", {"ადგილი", "Where"}},
                         {"message", {"შეტყობინება", "Message"}},
                         {"file", {"ფაილი", "File"}, report::Align::Left, report::Show::OnRequest},
                         {"line", {"სტრიქონი", "Line"}, report::Align::Right, report::Show::OnRequest},
                         {"column", {"სვეტი", "Column"}, report::Align::Right, report::Show::OnRequest}},
                        {}};
    for (const Finding& finding : findings)
        table.rows.push_back({Cell::of(finding.code), Cell::of(std::string(code(finding.severity))), Cell::of(finding.where), Cell::localized(finding.message),
                              finding.place.file.empty() ? Cell::none() : Cell::of(finding.place.file), number(finding.place.line),
                              number(character_column(finding.place))});
    return table;
}

int run(Context& context, const Args& args)
{
    const Findings findings = check(context.repository(), args);
    const std::size_t wrong = count_warnings(findings);
    if (context.for_people()) {
        context.report_findings(findings);
        context.say_line(say("აკლია {0}, შენიშვნა {1}", "missing or wrong: {0}, notes: {1}", wrong, findings.size() - wrong));
    } else {
        context.print(table_of(findings));
    }
    return wrong > 0 ? exit_status(Fault::Invalid) : EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "name", .value = "NAME", .help = {"ანგარიში; თავიდან – ყველა შაბლონი და გეგმა", "The report; by default every template and the plan"},
     .place = Arg::Positional, .complete = Complete::Report},
    {.name = "plan", .value = "PLAN", .help = {"გეგმის ნომერი, თუ ერთზე მეტია", "Number of the plan, where there are several"}, .complete = Complete::Plan},
    {.name = "period", .value = "PERIOD", .help = {"პერიოდი: რომელი ეტაპები უნდა დასრულებულიყო", "The period: which milestones were to end by then"}},
};

constexpr Example examples[] = {
    {"ogp report check", {"ყველა შაბლონი და გეგმა", "Every template and the plan"}},
    {"ogp report check annual --period 2019 --json", {"რა აკლია წლიურ ანგარიშს, სკრიპტისთვის", "What the annual report lacks, for a script"}},
    {"ogp report check housing", {"საკუთარი შაბლონი", "A template of one's own"}},
};

} // namespace

constinit const Command report_check{
    .path = "report check",
    .summary = {"რა აკლია ანგარიშს", "Check what a report lacks"},
    .doc = {"ამოწმებს შაბლონს (გასაღებები, ტექსტები, თეგები, შეკითხვები, სვეტები) და ჩანაწერს: შედეგის, მტკიცებულების, თარგმანის, "
            "ინდიკატორის მნიშვნელობისა და აღწერის უქონლობას, ენებს შორის განსხვავებულ რიცხვებს; პერიოდით – ცარიელ ნაწილებსაც. გამოსვლის "
            "კოდია 6, თუ რამე აკლია.",
            "Checks the template (keys, texts, tags, queries, columns) and the record: results, evidence, translations, values of indicators and "
            "narratives that are missing, numbers that differ between the languages; with a period also sections that are empty. The exit status "
            "is 6 where anything is missing."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
