#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "documents/reports.hpp"
#include "report/document_writers.hpp"

#include <algorithm>
#include <cstdlib>

namespace ogp::cli {
namespace {

struct OutputFile
{
    std::string name;
    std::string format;
    Language language = Language::En; ///< of html and md; JSON holds both
};

std::vector<Language> languages_of(const Args& args)
{
    const std::string& lang = args.text("lang");
    if (lang == "both")
        return {Language::Ka, Language::En};
    return {lang == "ka" ? Language::Ka : Language::En};
}

std::vector<std::string> formats_of(const Args& args)
{
    std::vector<std::string> formats;
    for (const std::string& word : args.all("format"))
        for (const std::string_view format : split(word, ','))
            if (std::find(formats.begin(), formats.end(), format) == formats.end())
                formats.emplace_back(format);
    return formats;
}

std::string name_of(const report::Document& document, Language language, const std::string& format)
{
    return document.id + "." + std::string{code(language)} + "." + format;
}

std::vector<OutputFile> files_of(const report::Document& document, const Args& args)
{
    std::vector<OutputFile> files;
    for (const std::string& format : formats_of(args)) {
        if (format == "json") {
            files.push_back({.name = document.id + ".json", .format = format});
            continue;
        }
        for (const Language language : languages_of(args))
            files.push_back({.name = name_of(document, language, format), .format = format, .language = language});
    }
    return files;
}

std::string content_of(const report::Document& document, const OutputFile& file, const Args& args)
{
    if (file.format == "json")
        return to_pretty_json(report::to_json(document)) + "\n";
    if (file.format == "md")
        return report::to_markdown(document, file.language);
    const Language other = file.language == Language::Ka ? Language::En : Language::Ka;
    return report::to_html(document, file.language, args.text("lang") == "both" ? name_of(document, other, "html") : std::string{});
}

documents::AnnualOptions options_of(const app::Repository& repository, const Args& args)
{
    const std::int64_t year = *args.number("period");
    const std::optional<Date> last = year <= 9999 ? Date::from_civil(static_cast<int>(year), 12, 31) : std::nullopt;
    if (!last)
        throw Error{Fault::Usage, say("--period: {} წელი არ არის", "--period: {} is not a year", year),
                    {"დაწერეთ წელი, მაგალითად 2019", "write a year, for example 2019"}};
    return {.plan = args.text("plan"),
            .year = static_cast<int>(year),
            .as_of = args.date("as-of").value_or(std::min(*last, repository.today()))};
}

int run(Context& context, const Args& args)
{
    const bool to_stdout = args.text("output") == "-";
    if (to_stdout && (formats_of(args).size() != 1 || (args.text("lang") == "both" && args.text("format") != "json")))
        throw Error{Fault::Usage, {"--output -: საჭიროა ერთი ფორმატი და ერთი ენა", "--output -: one format and one language are needed"},
                    {"მაგალითად: --format html --lang ka --output -", "for example: --format html --lang ka --output -"}};
    app::Repository& repository = context.repository();
    const report::Document document = documents::annual_report(repository, options_of(repository, args));
    const std::filesystem::path folder{args.text("output")};
    if (!to_stdout)
        make_folders(folder);
    for (const OutputFile& file : files_of(document, args)) {
        const std::string content = content_of(document, file, args);
        if (to_stdout) {
            context.out(content);
            continue;
        }
        write_file(folder / file.name, content);
        context.out((folder / file.name).string() + "\n");
    }
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "period", .value = "YEAR", .help = {"საანგარიშო წელი", "Year reported on"}, .kind = Arg::Number, .need = Arg::Required},
    {.name = "plan", .value = "PLAN", .help = {"გეგმის ნომერი, თუ ერთზე მეტია", "Number of the plan, where there are several"},
     .complete = Complete::Plan},
    {.name = "as-of", .value = "DATE",
     .help = {"რომელი დღის მდგომარეობა; თავიდან – წლის ბოლო დღე ან დღეს, რომელიც ადრეა",
              "The day that it speaks of; by default the last of the year or today, whichever is earlier"},
     .kind = Arg::Date},
    {.name = "lang", .value = "LANG", .help = {"ანგარიშის ენა", "Language of the report"}, .preset = "both", .choices = "ka|en|both",
     .complete = Complete::Choice},
    {.name = "format", .value = "FORMATS", .help = {"ერთი ან რამდენიმე, მძიმეებით", "One or several, with commas"}, .times = Arg::Many,
     .preset = "html", .choices = "html|md|json", .complete = Complete::Choice},
    {.name = "output", .value = "DIR", .help = {"საქაღალდე; - არის სტანდარტული გამოსასვლელი", "Folder; - is standard output"}, .preset = ".",
     .complete = Complete::Folder},
};

constexpr Example examples[] = {
    {"ogp report annual --period 2019", {"წლიური ანგარიში ორივე ენაზე, ამ საქაღალდეში", "The annual report in both languages, in this folder"}},
    {"ogp report annual --period 2019 --lang ka --format html,md,json --output out", {"სამი ფორმატი ქართულად", "Three formats in Georgian"}},
};

} // namespace

constinit const Command report_annual{
    .path = "report annual",
    .summary = {"გეგმის შესრულების წლიური ანგარიში", "Write the annual progress report of a plan"},
    .doc = {"წერს ფაილებს <გეგმა>-annual-<წელი>.<ენა>.html (ან .md) და <გეგმა>-annual-<წელი>.json და ბეჭდავს მათ გზებს. ერთი და იგივე "
            "მონაცემები და --now ერთსა და იმავე ბაიტებს იძლევა.",
            "Writes <plan>-annual-<year>.<lang>.html (or .md) and <plan>-annual-<year>.json and prints their paths. The same data and --now "
            "give the same bytes."},
    .args = args,
    .examples = examples,
    .output = Output::Document,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
