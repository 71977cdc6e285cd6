#include "cli/budget_args.hpp"
#include "cli/commands.hpp"
#include "cli/error_text.hpp"
#include "cli/gate.hpp"

#include <algorithm>
#include <cstdlib>

namespace ogp::cli {
namespace {

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
                         {"line", {"სტრიქონი", "Line"}, report::Align::Right},
                         {"column", {"სვეტი", "Column"}, report::Align::Right},
                         {"message", {"შეტყობინება", "Message"}},
                         {"file", {"ფაილი", "File"}, report::Align::Left, report::Show::OnRequest}},
                        {}};
    for (const Finding& finding : findings)
        table.rows.push_back({report::Cell::of(finding.code), report::Cell::of(std::string(code(finding.severity))),
                              number_or_none(finding.place.line), number_or_none(character_column(finding.place)),
                              report::Cell::localized(finding.message), report::Cell::of(finding.place.file)});
    return table;
}

int run(Context& context, const Args& args)
{
    const Findings findings = app::check_budget_file(args.text("file"), reading_of(args));
    const auto errors = static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(), [](const Finding& f) { return f.severity == Severity::Error; }));
    if (context.for_people()) {
        context.report_findings(findings);
        context.say_line(say("შეცდომა {0}, გაფრთხილება {1}, შენიშვნა {2}", "errors {0}, warnings {1}, notes {2}", errors,
                             count_warnings(findings) - errors, findings.size() - count_warnings(findings)));
    } else {
        context.print(table_of(findings));
    }
    if (errors != 0)
        throw Error(Fault::Invalid, say("ფაილში შეცდომებია: {}", "there are errors in the file: {}", errors));
    if (args.text("fail-on") == "anomaly" && count_warnings(findings) != 0)
        throw Error(Fault::Gate, say("შეუსაბამობები: {} (--fail-on anomaly)",
                                     "findings: {} (--fail-on anomaly)", count_warnings(findings)));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE", .help = {".pb ფაილი; - არის სტანდარტული შესასვლელი", ".pb file; - is standard input"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    {.name = "lenient", .help = {"რაც ცალსახაა, გაფრთხილებაა და არა შეცდომა",
                                 "What can be meant in one way only is a warning, no error"}, .kind = Arg::Flag},
    {.name = "fail-on", .value = "WHAT", .help = {"გამოსვლის კოდი 7, თუ გაფრთხილება მაინც არის",
                                                  "Exit status 7 where there is as much as a warning"},
     .choices = "anomaly", .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp budget check round.pb", {"ყველა შეცდომა და გაფრთხილება, სტრიქონით და სვეტით", "All errors and warnings, with line and column"}},
    {"ogp budget check round.pb --json --fail-on anomaly", {"სკრიპტისთვის", "For a script"}},
};

} // namespace

constinit const Command budget_check{
    .path = "budget check",
    .summary = {".pb ფაილის შემოწმება", "Check a .pb file"},
    .doc = {"შეცდომაა ის, რის გამოც ფაილი არ დაითვლება; გაფრთხილება იმავეს პოულობს, რასაც Pabulib-ის შემმოწმებელი. გამოსვლის კოდია 6, თუ შეცდომაა.",
            "An error is what keeps the file from being counted; warnings find what the checker of Pabulib finds, under its names. The exit status "
            "is 6 where there is an error."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
