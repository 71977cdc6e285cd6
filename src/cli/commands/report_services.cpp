#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/find_command.hpp"
#include "cli/report_documents.hpp"
#include "documents/report_catalogue.hpp"

#include <algorithm>
#include <utility>

/// Documents about the city's services and sessions, the auditor's sheet, and those that a repository has made for itself.
namespace ogp::cli {
namespace {

/// A name that is no report may be a verb that somebody has misspelt: `ogp report chek`.
void require_report(Context& context, const std::string& name)
{
    std::vector<std::string> names;
    for (const documents::ReportFile& file : documents::report_files(context.repository()))
        names.push_back(file.id);
    if (std::find(names.begin(), names.end(), name) != names.end())
        return;
    for (std::string& verb : verbs_of("report", CaseVerbs::No))
        names.push_back(std::move(verb));
    throw Error(Fault::NotFound, say("ანგარიში „{}“ არ არის", "there is no report \"{}\"", printable(shorten(name, 60))),
                did_you_mean(name, names, {"რა ანგარიშები არის: ogp report list", "which reports there are: ogp report list"}));
}

constexpr Arg session_id[] = {
    {.name = "id", .value = "SESSION", .help = {"სხდომის ნომერი", "Number of the session"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::Case},
};
constexpr auto session_args = with_report_args(session_id);

constexpr Arg made_id[] = {
    {.name = "name", .value = "NAME", .help = {"ანგარიშის სახელი (ogp report list)", "Name of the report (ogp report list)"}, .place = Arg::Positional,
     .need = Arg::Required, .complete = Complete::Report},
    {.name = "id", .value = "ID", .help = {"საქმე, თუ ანგარიში ერთ საქმეზეა", "The case, where the report is about one"}, .place = Arg::Positional,
     .complete = Complete::Case},
};
constexpr auto made_args = with_report_args(made_id);

constexpr Example foi_examples[] = {
    {"ogp report foi --period 2019", {"წლიური ანგარიში საჯარო ინფორმაციის მოთხოვნებზე", "The yearly report on requests for public information"}},
};
constexpr Example sla_examples[] = {
    {"ogp report sla --period 2019-Q3 --format html,xlsx", {"კვარტალი, ცხრილებიც", "A quarter, as tables too"}},
};
constexpr Example services_examples[] = {
    {"ogp report services --period 2019 --lang ka", {"წლის გამოხმაურება ქართულად", "The feedback of a year, in Georgian"}},
};
constexpr Example minutes_examples[] = {
    {"ogp report minutes 3 --format odt", {"მესამე სხდომის ოქმი", "The minutes of session 3"}},
};
constexpr Example sheet_examples[] = {
    {"ogp report milestone-sheet --as-of 2019-12-31 --format pdf", {"დასაბეჭდად", "To be printed"}},
};
constexpr Example made_examples[] = {
    {"ogp report make housing --period 2019", {"საცავის საკუთარი ანგარიში", "A report that the repository has made for itself"}},
    {"ogp report housing --period 2019", {"იგივე, მოკლედ", "The same, in short"}},
};

} // namespace

constinit const Command report_foi{
    .path = "report foi",
    .summary = {"წლიური ანგარიში საჯარო ინფორმაციის მოთხოვნებზე", "Write the yearly report on requests for public information"},
    .doc = {"საქართველოს ზოგადი ადმინისტრაციული კოდექსის 49-ე მუხლის მიხედვით: რამდენი მოთხოვნა შემოვიდა, რა გადაწყდა, უარის საფუძვლები, "
            "ვადები, გასაჩივრება და მოსაკრებელი. სადაც ჯამები ერთმანეთს არ ემთხვევა, ანგარიში ამას ხმამაღლა ამბობს.",
            "As article 49 of the General Administrative Code of Georgia asks: requests received, decisions, grounds of refusal, terms, appeals and "
            "fees. Where totals do not agree, the report says so loudly."},
    .args = report_args,
    .examples = foi_examples,
    .output = Output::Document,
    .reads_only = true,
    .runs_in = Program::Documents,
    .run = [](Context& context, const Args& args) { return run_report(context, args, report_foi, "foi"); },
};

constinit const Command report_sla{
    .path = "report sla",
    .summary = {"როგორ დაიცვა ქალაქმა ვადები", "Write how the city kept its terms"},
    .args = report_args,
    .examples = sla_examples,
    .output = Output::Document,
    .reads_only = true,
    .runs_in = Program::Documents,
    .run = [](Context& context, const Args& args) { return run_report(context, args, report_sla, "sla"); },
};

constinit const Command report_services{
    .path = "report services",
    .summary = {"მოქალაქეთა გამოხმაურება სერვისებზე", "Write the analysis of what citizens reported and applied for"},
    .args = report_args,
    .examples = services_examples,
    .output = Output::Document,
    .reads_only = true,
    .runs_in = Program::Documents,
    .run = [](Context& context, const Args& args) { return run_report(context, args, report_services, "services"); },
};

constinit const Command report_minutes{
    .path = "report minutes",
    .summary = {"სხდომის ოქმი", "Write the minutes of a session"},
    .args = session_args,
    .examples = minutes_examples,
    .output = Output::Document,
    .reads_only = true,
    .runs_in = Program::Documents,
    .run = [](Context& context, const Args& args) { return run_report(context, args, report_minutes, "minutes"); },
};

constinit const Command report_milestone_sheet{
    .path = "report milestone-sheet",
    .summary = {"ეტაპების ფურცელი აუდიტორისთვის", "Write the milestone sheet for auditors"},
    .args = report_args,
    .examples = sheet_examples,
    .output = Output::Document,
    .reads_only = true,
    .runs_in = Program::Documents,
    .run = [](Context& context, const Args& args) { return run_report(context, args, report_milestone_sheet, "milestone_sheet"); },
};

constinit const Command report_make{
    .path = "report make",
    .summary = {"ნებისმიერი ანგარიში სახელით", "Write any report by its name"},
    .doc = {"ყოველი templates/<სახელი>.yaml ანგარიშია; „ogp report <სახელი>“ იგივეა, რაც „ogp report make <სახელი>“.",
            "Every templates/<name>.yaml is a report; \"ogp report <name>\" is the same as \"ogp report make <name>\"."},
    .args = made_args,
    .examples = made_examples,
    .output = Output::Document,
    .reads_only = true,
    .runs_in = Program::Documents,
    .run =
        [](Context& context, const Args& args) {
            require_report(context, args.text("name"));
            return run_report(context, args, report_make, args.text("name"));
        },
};

} // namespace ogp::cli
