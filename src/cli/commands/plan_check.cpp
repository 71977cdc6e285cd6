#include "app/plan_file.hpp"
#include "base/file.hpp"
#include "base/yaml.hpp"
#include "cli/commands.hpp"
#include "cli/error_text.hpp"
#include "cli/gate.hpp"

#include <algorithm>
#include <cstdlib>

namespace ogp::cli {
namespace {

std::int64_t entries_of(const app::PlanFile& file, std::string_view type)
{
    return std::count_if(file.entries.begin(), file.entries.end(), [&](const app::PlanEntry& entry) { return entry.type == type; });
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
                              report::Cell::of(finding.place.file), report::Cell::of(std::int64_t{finding.place.line}),
                              report::Cell::of(std::int64_t{finding.place.column})});
    return table;
}

int run(Context& context, const Args& args)
{
    const std::string& name = args.text("file");
    const bool from_stdin = name == "-";
    const YamlDocument document{from_stdin ? read_standard_input() : read_file(name), from_stdin ? "stdin" : name};
    const app::PlanFile file = app::read_plan_file(document);
    const std::int64_t commitments = entries_of(file, "commitment");
    const std::int64_t milestones = entries_of(file, "milestone");
    context.report_findings(file.findings);
    if (context.for_people())
        context.say_line(say("{0}: ვალდებულება {1}, ეტაპი {2}, გაფრთხილება {3}", "{0}: commitments {1}, milestones {2}, warnings {3}",
                             file.number, commitments, milestones, count_warnings(file.findings)));
    else
        context.print(table_of(file.findings));
    if (args.text("fail-on") == "anomaly")
        gate_anomaly(file.findings);
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE", .help = {"გეგმის YAML ფაილი; - არის სტანდარტული შესასვლელი", "YAML file of the plan; - is standard input"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    {.name = "fail-on", .value = "WHAT", .help = {"გამოსვლის კოდი 7, თუ ფაილში გაფრთხილებაა", "Exit status 7 where the file has warnings"},
     .choices = "anomaly", .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp plan check plan.yaml", {"ყველა შეცდომა და გაფრთხილება ერთად", "All errors and warnings at once"}},
};

} // namespace

constinit const Command plan_check{
    .path = "plan check",
    .summary = {"გეგმის ფაილის შემოწმება", "Check a plan file"},
    .doc = {"კითხულობს ფაილს და აჩვენებს ყოველ შეცდომას და გაფრთხილებას ადგილით; საცავი არ სჭირდება. გამოსვლის კოდია 6, თუ ფაილის შეტანა "
            "შეუძლებელია.",
            "Reads the file and shows every error and warning with its place; needs no repository. The exit status is 6 where the file "
            "cannot be imported."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
