#include "app/bulk/bulk_import.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/error_text.hpp"
#include "cli/progress.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

/// Of people's findings so many are shown; --json has all.
constexpr std::size_t findings_shown = 20;

Json object_of(const app::BulkImportResult& result, bool dry_run)
{
    const auto number = [](std::size_t count) { return Json(static_cast<std::int64_t>(count)); };
    return Json::object({{"rows", number(result.rows)},
                         {"opened", number(result.errors == 0 ? result.opened : 0)},
                         {"events", number(result.errors == 0 ? result.events : 0)},
                         {"errors", number(result.errors)},
                         {"dry_run", dry_run},
                         {"findings", to_json(result.findings)}});
}

std::string shown_name(const Args& args)
{
    return args.text("file") == "-" ? "stdin" : args.text("file");
}

app::BulkFormat format_of(const Args& args)
{
    const std::string& name = args.text("file");
    const std::string& format = args.text("format");
    if (format == "csv" || (format.empty() && name.ends_with(".csv")))
        return app::BulkFormat::Csv;
    if (format == "ndjson" || (format.empty() && (name.ends_with(".ndjson") || name.ends_with(".jsonl"))))
        return app::BulkFormat::Ndjson;
    throw Error{Fault::Usage, say("{}: სახელი არ ამბობს, CSV-ია თუ NDJSON", "{}: the name does not say whether it is CSV or NDJSON", printable(name)),
                {"მიუთითეთ --format csv ან --format ndjson", "say --format csv or --format ndjson"}};
}

app::BulkImportResult import_file(Context& context, const Args& args, app::DryRun dry_run)
{
    const std::string& name = args.text("file");
    const app::BulkFormat format = format_of(args);
    InputFile file(name);
    Progress progress(context, {"შეტანა", "importing"});
    return app::import_cases(context.repository(),
                             {.name = shown_name(args),
                              .format = format,
                              .source = [&](char* buffer, std::size_t size) { return file.read(buffer, size); },
                              .type = args.text("type"),
                              .dry_run = dry_run,
                              .progress = [&](std::uint64_t bytes) { progress.step(bytes, file.size()); }});
}

void report(Context& context, const app::BulkImportResult& result)
{
    const std::size_t shown = std::min(result.findings.size(), findings_shown);
    context.report_findings({result.findings.begin(), result.findings.begin() + static_cast<std::ptrdiff_t>(shown)});
    if (result.errors > shown)
        context.note(say("და კიდევ {} შეცდომა; ყველა: --json", "and {} more errors; all of them: --json", result.errors - shown));
}

int run(Context& context, const Args& args)
{
    const bool dry_run = context.options().dry_run || context.options().list_fields;
    context.require_fields(object_of({}, dry_run));
    if (context.options().list_fields)
        return context.print(object_of({}, dry_run), {});
    const app::BulkImportResult result = import_file(context, args, dry_run ? app::DryRun::Yes : app::DryRun::No);
    if (context.for_people())
        report(context, result);
    else
        context.print(object_of(result, dry_run), {});
    if (result.errors > 0)
        throw Error{Fault::Invalid,
                    say("{0}: შეცდომა {1}, ჩანაწერი {2}; არაფერი ჩაწერილა", "{0}: errors {1}, records {2}; nothing was stored",
                        printable(shown_name(args)), result.errors, result.rows)};
    if (context.for_people())
        context.say_line(say("გაიხსნა საქმე: {}", "cases opened: {}", result.opened));
    if (context.options().dry_run)
        context.note({"არაფერი ჩაწერილა (--dry-run)", "nothing was written (--dry-run)"});
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE", .help = {"CSV ან NDJSON ფაილი; - არის სტანდარტული შესასვლელი", "CSV or NDJSON file; - is standard input"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    {.name = "type", .value = "TYPE", .help = {"ყველა ჩანაწერის ტიპი; საჭირო არ არის, თუ ფაილი ამბობს", "Case type of every record; not needed where the file says it"},
     .complete = Complete::CaseType},
    {.name = "format", .value = "FORMAT", .help = {"ფორმატი, თუ სახელი არ ამბობს", "Format, where the name does not say"},
     .choices = "csv|ndjson", .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp import units.csv --type org_unit", {"ერთეულების სია ელცხრილიდან", "A list of units from a spreadsheet"}},
    {"ogp import units.csv --type org_unit --dry-run --json", {"მხოლოდ შემოწმება, ყველა შეცდომით", "Only check, with every mistake"}},
    {"ogp -C old export --ndjson | ogp import - --format ndjson", {"სხვა საცავიდან", "From another repository"}},
};

} // namespace

constinit const Command import_cases{
    .path = "import",
    .summary = {"საქმეების შეტანა CSV ან NDJSON ფაილიდან", "Import cases from a CSV or NDJSON file"},
    .doc = {"ყოველი ჩანაწერისთვის იხსნება საქმე, როლით importer. ან ყველა ჩანაწერი შედის, ან არც ერთი: თუ რომელიმე ცუდია, გამოსვლის "
            "კოდია 6 და ყველა შეცდომა ჩამოითვლება სტრიქონით.\n\n"
            "CSV-ის პირველი სტრიქონი ასახელებს ველებს; ორენოვან ველს აქვს სვეტები title.ka, title.en და title.confidence. ბევრი "
            "მნიშვნელობის ველი JSON მასივია, ჩანაწერი კი JSON ობიექტი. ჩამონათვალის ვარიანტი id-ით ან სახელით იწერება. ცარიელი უჯრა ნიშნავს, რომ მნიშვნელობა არ არის. სვეტები "
            "case.type, case.key და case.state აუცილებელი არ არის: ტიპი, სახელი, რომლითაც სხვა ჩანაწერები მიმართავს, და მდგომარეობა. "
            "სხვა საქმეს ნომრით მიმართავენ; საქმე, რომლის ნაწილიც ჩანაწერია, საცავში ან ზემოთ უნდა იყოს. ტექსტის წინ აპოსტროფი, რომელიც "
            "ელცხრილს ფორმულისგან იცავს, იშლება. ნომერი, რომელსაც პროგრამა ანიჭებს, ხელახლა ენიჭება. ფაილი UTF-8-ით უნდა იყოს, ჩანაწერი 1 მებიბაიტამდე.\n\n"
            "NDJSON-ის სტრიქონია {\"type\": …, \"key\": …, \"state\": …, \"fields\": {…}}, როგორც ogp export წერს.",
            "Opens a case for every record, in the role importer. All records come in or none: where any is bad, the exit status is 6 "
            "and every mistake is listed with its line.\n\n"
            "The first line of CSV names the fields; a localized field has the columns title.ka, title.en and title.confidence. A field "
            "of many values is a JSON array, a record a JSON object; an option is written as its id or its label. An empty cell is no value. The columns case.type, case.key and "
            "case.state need not be there: the type, the name by which other records refer to this one, and the state. Other cases are "
            "named by number; the case that a record is a part of must be in the repository or above it. An apostrophe in front of a "
            "text, which keeps spreadsheets from taking it for a formula, is taken away. Numbers that the program gives are given anew. The "
            "file must be in UTF-8, a record may have "
            "1 MiB.\n\n"
            "A line of NDJSON is an object with type, key, state and fields, as ogp export writes it."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
