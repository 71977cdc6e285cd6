#include "app/plans/plan_record.hpp"
#include "cli/commands.hpp"
#include "cli/gate.hpp"
#include "cli/report_documents.hpp"
#include "documents/report_check.hpp"
#include "documents/yearly_folder.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace ogp::cli {
namespace {

/// What --fail-on asks for, when all is written: a gate holds nothing back.
void check_gates(app::Repository& repository, const Args& args, Date as_of)
{
    const app::PlanRecord record = app::gather_plan(repository, repository.plan(args.text("plan")), as_of);
    Gate gate;
    for (const std::string& what : words_of(args, "fail-on")) {
        if (what == "overdue")
            gate.overdue(static_cast<std::size_t>(record.counts.overdue));
        else if (what == "anomaly")
            gate.anomaly(app::plan_findings(record));
        else
            gate.untranslated(documents::check_record(record, as_of));
    }
    gate.close();
}

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const documents::Period period = documents::period_from(args.text("period"));
    const Date as_of = args.date("as-of").value_or(std::min(period.to, repository.today()));
    const std::vector<std::string> formats = words_of(args, "format");
    const std::unique_ptr<const documents::PdfMaker> pdf = pdf_maker_for(context, args);
    const documents::YearlyRequest request{.plan = args.text("plan"), .period = period.name, .as_of = as_of, .reports = words_of(args, "reports"),
                                           .formats = formats, .languages = languages_of(args), .pdf = pdf.get()};
    DocumentFiles files(args.text("output"));
    const std::size_t documents = documents::write_year(repository, request, [&](const documents::DocumentFile& file) { files.add(file); });
    files.commit(context);
    context.note(say("დოკუმენტი: {}, ფაილი: {}", "documents: {}, files: {}", documents, files.size()));
    check_gates(repository, args, as_of);
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "period", .value = "PERIOD", .help = {"საანგარიშო პერიოდი: 2019, 2019-H1, 2019-Q3", "Period reported on: 2019, 2019-H1, 2019-Q3"}, .need = Arg::Required},
    {.name = "plan", .value = "PLAN", .help = {"გეგმის ნომერი, თუ ერთზე მეტია", "Number of the plan, where there are several"}, .complete = Complete::Plan},
    {.name = "as-of", .value = "DATE",
     .help = {"რომელი დღის მდგომარეობა; თავიდან – პერიოდის ბოლო დღე ან დღეს, რომელიც ადრეა",
              "The day that they speak of; by default the last of the period or today, whichever is earlier"},
     .kind = Arg::Date},
    {.name = "reports", .value = "REPORTS", .help = {"მხოლოდ ეს ანგარიშები, მძიმეებით", "These reports alone, with commas"}, .times = Arg::Many, .complete = Complete::Report},
    {.name = "lang", .value = "LANG", .help = {"დოკუმენტების ენა", "Language of the documents"}, .preset = "both", .choices = "ka|en|both", .complete = Complete::Choice},
    {.name = "format", .value = "FORMATS", .help = {"ერთი ან რამდენიმე, მძიმეებით", "One or several, with commas"}, .times = Arg::Many,
     .preset = "html", .choices = "html|md|json|csv|xlsx|odt|pdf", .complete = Complete::Choice},
    {.name = "pdf-standard", .value = "STANDARD",
     .help = {"PDF-ის სტანდარტი: ua-1 (წაკითხვადი ყველასთვის), a-2b, a-3b (შესანახად) ...", "Standard of PDF: ua-1 (accessible), a-2b, a-3b (for archives) ..."},
     .preset = "ua-1"},
    {.name = "output", .value = "DIR", .help = {"საქაღალდე", "Folder"}, .need = Arg::Required, .complete = Complete::Folder},
    {.name = "fail-on", .value = "WHAT", .help = {"გამოსვლის კოდი 7, თუ არის; მძიმეებით", "Exit status 7 where there is; with commas"}, .times = Arg::Many,
     .choices = "anomaly|overdue|untranslated", .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp report all --period 2019 --output public", {"წლის ყველა დოკუმენტი ერთ საქაღალდეში", "All documents of a year in one folder"}},
    {"ogp report all --period 2019 --format html,pdf,odt,xlsx,md,json,csv --output public --fail-on overdue,untranslated",
     {"ყველა ფორმატი; კოდი 7, თუ რამე აგვიანებს ან უთარგმნელია", "Every format; status 7 where anything is overdue or untranslated"}},
};

} // namespace

constinit const Command report_all{
    .path = "report all",
    .summary = {"წლის ყველა დოკუმენტი ერთ საქაღალდეში", "Write all documents of a year into one folder"},
    .doc = {"ქმნის ყველა ანგარიშს, რომელსაც მხოლოდ გეგმა და პერიოდი სჭირდება (საცავის საკუთარსაც), თითოეული ვალდებულების გვერდს და პერიოდის "
            "სხდომების ოქმებს; მათთან ერთად index.ka.html-ს და index.en.html-ს, documents.json-ს და SHA256SUMS-ს. ფაილები ან ყველა იწერება, ან "
            "არც ერთი; --fail-on დაწერის შემდეგ მოწმდება.",
            "Makes every report that needs nothing but a plan and a period (the repository's own too), the page of each commitment and the minutes "
            "of the period's sessions; with them index.ka.html and index.en.html, documents.json and SHA256SUMS. All files are written or none; "
            "--fail-on is looked at when they are."},
    .args = args,
    .examples = examples,
    .output = Output::Document,
    .reads_only = true,
    .runs_in = Program::Documents,
    .run = run,
};

} // namespace ogp::cli
