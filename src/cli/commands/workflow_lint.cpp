#include "app/repository/repository.hpp"
#include "app/workflows/workflows.hpp"
#include "cli/calendar_choice.hpp"
#include "cli/commands.hpp"
#include "cli/error_text.hpp"
#include "cli/gate.hpp"
#include "cli/progress.hpp"
#include "cli/reserved_names.hpp"
#include "cli/run.hpp"
#include "cli/sarif.hpp"
#include "report/table_writers.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace ogp::cli {
namespace {

constexpr std::int64_t milliseconds_of_day = 86'400'000;

report::Table table_of(const Findings& findings)
{
    using report::Cell;
    report::Table table{"findings",
                        {"შენიშვნები", "Findings"},
                        {{"file", {"ფაილი", "File"}},
                         {"line", {"სტრიქონი", "Line"}, report::Align::Right},
                         {"column", {"სვეტი", "Column"}, report::Align::Right},
                         {"severity", {"სიმძიმე", "Severity"}},
                         {"code", {"კოდი", "Code"}},
                         {"rule", {"წესი", "Rule"}},
                         {"message", {"შეტყობინება", "Message"}}},
                        {}};
    for (const Finding& finding : findings)
        table.rows.push_back({Cell::of(finding.place.file), Cell::of(std::int64_t{finding.place.line}),
                              Cell::of(static_cast<std::int64_t>(character_column(finding.place))),
                              Cell::of(std::string(code(finding.severity))), Cell::of(workflow::lint_rule_of(finding.code).code),
                              Cell::of(finding.code), Cell::localized(finding.message)});
    return table;
}

/// Each finding with its line and a caret, then how many there are.
void say_findings(Context& context, const app::LintResult& result, std::size_t errors)
{
    Findings shown = result.findings;
    for (Finding& finding : shown) {
        const std::string mark = fmt::format(" [{}]", workflow::lint_rule_of(finding.code).code);
        finding.message = {finding.message.ka + mark, finding.message.en + mark};
        finding.where.clear(); // The line says it.
    }
    context.report_findings(shown);
    const std::size_t warnings = count_warnings(result.findings) - errors;
    context.say_line(say("ფაილი {0}, შეცდომა {1}, გაფრთხილება {2}, შენიშვნა {3}", "files {0}, errors {1}, warnings {2}, notes {3}",
                         result.files.size(), errors, warnings, result.findings.size() - errors - warnings));
}

int run(Context& context, const Args& args)
{
    app::LintRequest request;
    for (const std::string& file : args.all("file"))
        request.files.emplace_back(file);
    request.repository = repository_or_none(context);
    request.reserved = reserved_names();
    request.today = request.repository != nullptr ? request.repository->today() : Date::from_days(static_cast<std::int32_t>(context.clock().now.milliseconds() / milliseconds_of_day));
    std::optional<app::Repository> against;
    if (const std::string& folder = args.text("against"); !folder.empty())
        against.emplace(app::OpenOptions{.folder = app::find_repository(folder), .actor = {}, .role = {}, .clock = context.clock()});
    request.against = against ? &*against : nullptr;
    Progress progress{context, {"ჩანაწერების გადამოწმება", "replaying"}};
    request.progress = progress.callback();
    const app::LintResult result = app::lint_workflows(request);
    const auto errors = static_cast<std::size_t>(std::count_if(result.findings.begin(), result.findings.end(), [](const Finding& finding) {
        return finding.severity == Severity::Error;
    }));
    const std::string& format = args.text("format");
    if (format == "sarif")
        context.out(to_json(sarif(result.findings)) + "\n");
    else if (format == "json")
        context.out(report::to_json_array(table_of(result.findings), {}));
    else if (!context.for_people())
        context.print(table_of(result.findings));
    else
        say_findings(context, result, errors);
    const bool denied = errors > 0 || (args.text("deny") == "warnings" && count_warnings(result.findings) > 0);
    return denied ? exit_status(Fault::Invalid) : EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE", .help = {"YAML ფაილები ან საქაღალდეები; მათ გარეშე საცავის workflows, საცავის გარეშე პროგრამის",
                                               "YAML files or folders; without any, the workflows of the repository, without one the program's"},
     .place = Arg::Positional, .times = Arg::Many, .complete = Complete::File},
    {.name = "format", .value = "FORMAT", .help = {"text, json ან sarif (რედაქტორებისა და კოდის საცავებისთვის)", "text, json, or sarif for editors and code hosts"},
     .preset = "text", .choices = "text|json|sarif", .complete = Complete::Choice},
    {.name = "against", .value = "DIR",
     .help = {"საცავი, რომლის ჩაწერილ მოქმედებებს ფაილები ხელახლა განსჯის", "Repository whose recorded acts the files judge anew"},
     .complete = Complete::File},
    {.name = "deny", .value = "WHAT", .help = {"გამოსვლის კოდი 6 გაფრთხილებაზეც", "Exit status 6 for warnings as well"}, .choices = "warnings",
     .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp workflow lint", {"საცავის ყველა პროცესი", "All workflows of the repository"}},
    {"ogp workflow lint permit.yaml --json", {"ერთი ფაილი, სკრიპტისთვის", "One file, for a script"}},
    {"ogp workflow lint permit.yaml --against .", {"რომელ ჩაწერილ მოქმედებას უარყოფდა ახალი ვერსია", "Which recorded acts the new version would refuse"}},
    {"ogp workflow lint workflows --format sarif --deny warnings", {"კოდის საცავისთვის", "For a code host"}},
};

} // namespace

constinit const Command workflow_lint{
    .path = "workflow lint",
    .summary = {"პროცესების ფაილების შემოწმება", "Check workflow files"},
    .doc = {"ყველა შეცდომა ერთ გაშვებაში, ფაილით, სტრიქონითა და სვეტით: რაც ფაილს არ ჩაატვირთვინებს, და რაც ჩატვირთულს ჩიხში შეიყვანს. "
            "საცავი არ სჭირდება; თუ არის, მოქმედ ვერსიასაც ადარებს. გამოსვლის კოდი 6, თუ შეცდომაა.\n\n"
            "--against საცავის საქმეების ყველა ჩაწერილ მოქმედებას ამ ფაილებით ხელახლა განსჯის, ისე, როგორც საქმე მაშინ იყო, და ამბობს, რომელი "
            "იქნებოდა უარყოფილი: წესი, საქმე და მოვლენა. პირადი მნიშვნელობა მოცემულად ითვლება.\n\n"
            "კოდები: E შეცდომა, W გაფრთხილება, N შენიშვნა. E001 საწყისი მდგომარეობა; E002 უცნობი მდგომარეობა; E003 მიუღწეველი; E004 ჩიხი; "
            "E005 საბოლოოდან გადასვლა; E006 უცნობი როლი; E007 გადასვლას ვერავინ აკეთებს; E008 უცნობი ველი; E009 ბოლომდე გზა არ არის; "
            "E010 გასაღები ორჯერ; E011 YAML-ის ღუზა; E012 გასაღები on, off, yes, no; W013 მეორე ადამიანი არ არის; E013 YAML; E014 სხვა სახის მნიშვნელობა; E015 უცნობი "
            "გასაღები; E016 აკლია გასაღები; E017 დაუშვებელი მნიშვნელობა; E018 დაუშვებელი სახელი; E019 უცნობი სახელი; E020 ვადა არ სრულდება; "
            "W021 პაუზა და დასასრული ერთად; W022 პაუზა max_stay-ს გარეშე; E023 უცნობი მნიშვნელობა ვადების ცხრილში; N024 ვადა default-იდან; "
            "E025 ვადა არ იწყება, ან გაფრთხილება მასზე გრძელია; W026 კალენდარი მთავრდება; E030-E034, E037, E038 გამოსახულებები; W035 მუდმივი "
            "პირობა; E036, W039 ნულზე გაყოფა; W040 ორი ავტომატური გადასვლა; E050 აკლია ტექსტი ან შეტყობინების ნიმუში; E060, W061 პირადი "
            "მონაცემი საჯაროში; E070 ვერსია; W071 ჩაწერილი მოქმედება უარყოფილი "
            "იქნებოდა.",
            "All mistakes in one run, with file, line and column: what keeps a file from being loaded, and what leads a loaded one astray. "
            "Needs no repository; where there is one, the active version is compared as well. The exit status is 6 where there is an "
            "error.\n\n"
            "--against judges every recorded act of the cases of a repository by these files, on what the case was then, and says which would "
            "be refused: rule, case and event. A personal value counts as given.\n\n"
            "Codes: E error, W warning, N note. E001 initial state; E002 unknown state; E003 unreachable; E004 dead end; E005 way out of a "
            "terminal state; E006 unknown role; E007 nobody may make a transition; E008 unknown field; E009 no way to the end; E010 key "
            "given twice; E011 anchors of YAML; E012 keys like on, off, yes, no; W013 no second person; E013 YAML; E014 value of another kind; E015 unknown key; "
            "E016 missing key; E017 value not possible; E018 name not possible; E019 unknown name; E020 deadline never stops; W021 pause "
            "and stop together; W022 pause without max_stay; E023 unknown member in a table of terms; N024 term by default; E025 deadline "
            "never starts, or a warning is longer; W026 calendar ends; E030-E034, E037, E038 expressions; W035 constant guard; E036, W039 "
            "division by zero; W040 two automatic transitions; E050 text or template missing; E060, W061 personal data in public; E070 "
            "version; W071 recorded acts would be refused."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
