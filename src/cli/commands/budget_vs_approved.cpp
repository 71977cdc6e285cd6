#include "app/budget/budget_approved.hpp"
#include "app/budget/budget_approved_record.hpp"
#include "base/file.hpp"
#include "cli/budget_args.hpp"
#include "cli/changed.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

constexpr const char* share_threshold = "5";
constexpr std::int64_t rank_threshold = 3;

/// The round that is compared, or that the comparison goes on record with; "" for files alone.
std::string round_of(const Args& args)
{
    return args.has("round") ? args.text("round") : names_file(args.text("file")) ? std::string() : args.text("file");
}

app::ApprovedWords words_of(Context& context, const Args& args)
{
    app::ApprovedWords words;
    words.result = args.text("file");
    words.lines = args.text("lines");
    words.year = args.number("year");
    words.phase = args.text("phase");
    words.exclude = args.all("exclude");
    words.explanations = args.text("explanations");
    words.share = args.text("share").empty() ? share_threshold : args.text("share");
    words.ranks = args.number("rank").value_or(rank_threshold);
    words.currency = args.text("currency");
    const std::string number = round_of(args);
    if (number.empty())
        return words;
    const app::Repository& repository = context.repository();
    const store::CaseRow round = app::find_round(repository, number);
    const app::GivenThresholds thresholds = app::frozen_thresholds(round, {words.share, words.ranks, args.has("share"), args.has("rank")});
    words.share = thresholds.share;
    words.ranks = thresholds.ranks;
    if (!names_file(words.result))
        words.round = app::outcome_of(repository, app::find_round(repository, words.result));
    return words;
}

void require_round(Context& context, const Args& args, const app::ApprovedComparison& comparison)
{
    const store::CaseRow round = app::find_round(context.repository(), args.text("round"));
    if (comparison.year)
        app::require_year(round, *comparison.year);
    if (names_file(args.text("file")))
        app::require_own_result(context.repository(), round, args.text("file"));
    else if (app::find_round(context.repository(), args.text("file")).subject.uid != round.subject.uid)
        throw Error(Fault::Usage, {"--round სხვა რაუნდია, ვიდრე ის, რომელიც შედარდა", "--round is another round than the one compared"});
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
    const app::ApprovedComparison comparison = app::compare_approved(words_of(context, args));
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
    {.name = "file", .value = "RESULT|ROUND", .help = {"ogp budget priorities --json-ის შედეგი, .pb ფაილი სვეტით selected, ან დახურული რაუნდის ნომერი",
                                                       "Result of ogp budget priorities --json, a .pb file with its column selected, or the number of a closed round"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    {.name = "lines", .value = "FILE", .help = {"ბიუჯეტის სტრიქონები: datapackage.json ან CSV", "Lines of the budget: datapackage.json or CSV"},
     .need = Arg::Required, .complete = Complete::File},
    {.name = "year", .value = "YEAR", .help = {"ბიუჯეტის წელი", "Year of the budget"}, .kind = Arg::Number},
    {.name = "phase", .value = "PHASE", .help = {"რომელ ეტაპს ედარება", "Phase that is compared"}, .preset = "approved",
     .choices = "proposed|approved|adjusted|executed", .complete = Complete::Choice},
    {.name = "share", .value = "POINTS", .help = {"რამდენი პროცენტული პუნქტის ზემოთაა განმარტება სავალდებულო; თავიდან – როგორც რაუნდს აქვს, ან 5",
                                                  "Points of per cent above which a difference has to be explained; by default those of the round, else 5"}},
    {.name = "rank", .value = "N", .help = {"ადგილების რამდენი სხვაობიდანაა განმარტება სავალდებულო; თავიდან – როგორც რაუნდს აქვს, ან 3",
                                            "Difference of ranks from which it has to be explained; by default that of the round, else 3"}, .kind = Arg::Number},
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
    {"ogp budget vs-approved 2027 --lines lines.csv --output comparison.json --round 2027", {"რაუნდის შედარება და ჩაწერა მასთან", "Compare a round and put it on record"}},
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
