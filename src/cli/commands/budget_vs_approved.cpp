#include "app/budget/budget_approved.hpp"
#include "app/budget/budget_approved_record.hpp"
#include "base/file.hpp"
#include "cli/changed.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

app::ApprovedWords words_of(const Args& args)
{
    app::ApprovedWords words;
    words.result = args.text("file");
    words.lines = args.text("lines");
    words.year = args.number("year");
    words.phase = args.text("phase");
    words.exclude = args.all("exclude");
    words.explanations = args.text("explanations");
    words.share = args.text("share");
    words.ranks = args.number("rank").value_or(3);
    words.currency = args.text("currency");
    return words;
}

void require_round(Context& context, const Args& args, const app::ApprovedComparison& comparison)
{
    const store::CaseRow round = context.repository().resolve(args.text("round"), "budget_round");
    if (comparison.year)
        app::require_year(round, *comparison.year);
}

/// The comparison on record with its round.
void record(Context& context, const Args& args, const app::ApprovedComparison& comparison)
{
    app::Repository& repository = context.repository();
    app::Change change{repository};
    const store::CaseRow round = repository.resolve(args.text("round"), "budget_round");
    app::record_comparison(change, repository, round, args.text("output"), static_cast<std::int64_t>(comparison.deviations()),
                           static_cast<std::int64_t>(comparison.unexplained()));
    change.commit();
    context.note(say("{}: შედარება ჩაიწერა", "{}: the comparison is on record", name_of(round)));
}

int run(Context& context, const Args& args)
{
    if (args.has("round") && !args.has("output"))
        throw Error(Fault::Usage, {"--round: საჭიროა --output FILE, რომელიც რაუნდს დაერთვება", "--round needs --output FILE, which is attached to the round"});
    const app::ApprovedComparison comparison = app::compare_approved(words_of(args));
    context.report_findings(comparison.findings);
    if (args.has("round")) // before anything is printed or written
        require_round(context, args, comparison);
    const app::ApprovedSheet sheet = app::approved_sheet(comparison);
    if (context.options().format == Format::Csv || context.options().format == Format::Tsv)
        context.print(sheet.themes);
    else
        context.print(sheet.json, sheet.card, sheet.heading);
    if (context.for_people()) {
        context.out("\n");
        context.print(sheet.themes);
        if (!sheet.projects.rows.empty()) {
            context.out("\n");
            context.print(sheet.projects);
        }
    }
    const bool writes = !context.options().dry_run && !context.options().list_fields;
    if (args.has("output") && writes)
        write_file(args.text("output"), to_pretty_json(sheet.json) + "\n");
    if (args.has("write") && writes)
        app::write_fiscal_folder(comparison.lines, args.text("write"));
    if (args.has("round") && writes)
        record(context, args, comparison);
    if (args.text("fail-on") == "unexplained" && comparison.unexplained() != 0)
        throw Error(Fault::Gate, say("განუმარტავი გადახრები: {} (--fail-on unexplained)", "deviations without an explanation: {} (--fail-on unexplained)",
                                     comparison.unexplained()));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "file", .value = "RESULT", .help = {"ogp budget priorities --json-ის შედეგი ან .pb ფაილი სვეტით selected",
                                                 "Result of ogp budget priorities --json, or a .pb file with its column selected"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    {.name = "lines", .value = "FILE", .help = {"ბიუჯეტის სტრიქონები: datapackage.json ან CSV", "Lines of the budget: datapackage.json or CSV"},
     .need = Arg::Required, .complete = Complete::File},
    {.name = "year", .value = "YEAR", .help = {"ბიუჯეტის წელი", "Year of the budget"}, .kind = Arg::Number},
    {.name = "phase", .value = "PHASE", .help = {"რომელ ეტაპს ედარება", "Phase that is compared"}, .preset = "approved",
     .choices = "proposed|approved|adjusted|executed", .complete = Complete::Choice},
    {.name = "share", .value = "POINTS", .help = {"რამდენი პროცენტული პუნქტის ზემოთაა განმარტება სავალდებულო",
                                                  "Points of per cent above which a difference has to be explained"}, .preset = "5"},
    {.name = "rank", .value = "N", .help = {"ადგილების რამდენი სხვაობიდანაა განმარტება სავალდებულო",
                                            "Difference of ranks from which it has to be explained"}, .kind = Arg::Number, .preset = "3"},
    {.name = "explanations", .value = "FILE", .help = {"განმარტებები, CSV: theme ან project, ka, en", "Explanations, CSV: theme or project, ka, en"},
     .complete = Complete::File},
    {.name = "exclude", .value = "COFOG", .help = {"ამ კოდის სტრიქონების გარეშე, მაგალითად 01.7", "Without the lines of this code, 01.7 for one"}, .times = Arg::Many},
    {.name = "currency", .value = "CODE", .help = {"ვალუტა, თუ სტრიქონებს არ აქვს", "Currency where the lines do not tell"}, .preset = "GEL"},
    {.name = "output", .value = "FILE", .help = {"შედარება JSON-ად ფაილში", "The comparison as JSON in a file"}, .complete = Complete::File},
    {.name = "write", .value = "DIR", .help = {"სტრიქონები Fiscal Data Package-ად ამ საქაღალდეში", "The lines as a Fiscal Data Package in this folder"}, .complete = Complete::Folder},
    {.name = "round", .value = "ROUND", .help = {"შედარება ამ რაუნდს ჩაეწეროს", "Put the comparison on record with this round"}, .complete = Complete::Case},
    {.name = "fail-on", .value = "WHAT", .help = {"გამოსვლის კოდი 7, თუ გადახრა განმარტებული არ არის", "Exit status 7 where a deviation is not explained"},
     .choices = "unexplained", .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp budget vs-approved 2027.json --lines budget/datapackage.json", {"რა სურდათ მოქალაქეებს და რა დამტკიცდა", "What citizens wanted and what was approved"}},
    {"ogp budget vs-approved round.pb --lines lines.csv --explanations why.csv --fail-on unexplained", {"არჩეული პროექტები; განმარტება სავალდებულოა",
                                                                                                       "Selected projects; explanations are a must"}},
    {"ogp budget vs-approved 2027.json --lines lines.csv --output comparison.json --round 2027", {"ჩაწერა რაუნდში", "On record with the round"}},
};

} // namespace

constinit const Command budget_vs_approved{
    .path = "budget vs-approved",
    .summary = {"დამტკიცებული ბიუჯეტის შედარება", "Compare the approved budget with what citizens chose"},
    .doc = {"თითო თემაზე: ადგილი და წილი მოქალაქეებთან და ბიუჯეტში, სხვაობა და განმარტება. განმარტება სავალდებულოა, თუ წილი --share-ზე მეტად ან ადგილი "
            "--rank-ით განსხვავდება, ან თუ არჩეულ პროექტს ფასზე ნაკლები აქვს: --round-ით ჩაწერილი რაუნდი მის გარეშე ვერ დაიხურება. შესრულებული თანხებიდან "
            "ითვლება შემადგენლობის ცვლილება (PEFA PI-2.1).",
            "For each theme: rank and share with citizens and in the budget, the difference and its explanation. There must be an explanation where "
            "shares differ by more than --share or ranks by --rank, or where a selected project has less than it costs: a round with a comparison on "
            "record (--round) cannot be closed without it. From what was executed follows the composition variance (PEFA PI-2.1)."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
