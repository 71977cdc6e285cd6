#include "app/budget/budget_priorities.hpp"
#include "app/budget/budget_priority_result.hpp"
#include "app/budget/budget_result.hpp"
#include "app/budget/budget_round_years.hpp"
#include "base/text.hpp"
#include "cli/budget_args.hpp"
#include "cli/commands.hpp"
#include "cli/gate.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

std::vector<std::string> listed(const Args& args, std::string_view name)
{
    std::vector<std::string> words;
    for (const std::string& value : args.all(name))
        for (const std::string_view word : split(value, ','))
            words.emplace_back(word);
    return words;
}

app::PriorityWords words_of(const Args& args)
{
    app::PriorityWords words;
    words.ballots = args.text("file");
    words.themes = args.text("themes");
    words.scale = args.text("scale");
    words.points = args.text("points");
    words.traits = listed(args, "trait");
    words.population = args.text("population");
    words.weights = args.text("weights");
    words.district = args.text("district");
    words.unknown = args.text("unknown");
    words.trim = args.text("trim");
    words.by = listed(args, "by");
    words.least = args.number("k").value_or(5);
    words.year = args.number("year");
    return words;
}

/// How a round is counted was frozen before anybody voted.
void refuse_options(const Args& args)
{
    const auto is = [&](const char* name, std::string_view preset) { return args.text(name) == preset; };
    bool other = !is("weights", "none") || !is("district", "district") || !is("unknown", "refuse") || !is("trim", "0.3,3") || !is("k", "5");
    for (const char* name : {"themes", "scale", "points", "trait", "population", "by", "year"})
        other = other || args.has(name);
    if (other)
        throw Error(Fault::Usage, {"რაუნდის გამოკითხვა და წონები კენჭისყრის გახსნისას გაიყინა", "the survey and the weights of a round were frozen when balloting opened"},
                    {"რაუნდს მხოლოდ --earlier და --mapping ახლავს", "a round goes with --earlier and --mapping only"});
}

Json of_round(Context& context, const Args& args)
{
    refuse_options(args);
    app::Repository& repository = context.repository();
    const store::CaseRow round = app::find_round(repository, args.text("file"));
    Json priorities = app::load_priorities(repository, round);
    if (priorities.is_null())
        throw Error(Fault::Usage, say("რაუნდი {} თემებს არ აფასებს", "round {} rates no themes", printable(round.number)),
                    {"ხმებს ითვლის ogp budget tally", "its votes are counted by ogp budget tally"});
    if (!args.has("earlier"))
        context.report_findings(app::add_round_before(repository, round, priorities));
    return priorities;
}

Json of_files(Context& context, const Args& args)
{
    const app::PriorityCount count = app::count_priorities(words_of(args));
    context.report_findings(count.findings);
    return app::priorities_json(count);
}

int run(Context& context, const Args& args)
{
    if (args.has("mapping") && !args.has("earlier"))
        throw Error(Fault::Usage, {"--mapping წინა წლისთვისაა: მიუთითეთ --earlier FILE", "--mapping is for an earlier year: give --earlier FILE"});
    Json priorities = names_file(args.text("file")) ? of_files(context, args) : of_round(context, args);
    if (const std::string& earlier = args.text("earlier"); !earlier.empty())
        context.report_findings(app::add_earlier(priorities, app::read_json_file(earlier), earlier, app::read_mapping_file(args.text("mapping"))));
    const app::PrioritySheet sheet = app::priority_sheet(std::move(priorities));
    if (context.options().format == Format::Csv || context.options().format == Format::Tsv)
        return context.print(sheet.themes);
    context.print(sheet.json, sheet.card, sheet.heading);
    if (!context.for_people())
        return EXIT_SUCCESS;
    context.out("\n");
    context.print(sheet.themes);
    if (!sheet.groups.rows.empty()) {
        context.out("\n");
        context.print(sheet.groups);
    }
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE|ROUND", .help = {"ბიულეტენები: CSV ან .pb (- არის სტანდარტული შესასვლელი), ან დახურული რაუნდის ნომერი",
                                                     "Ballots: CSV or .pb (- is standard input), or the number of a closed round"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    {.name = "themes", .value = "FILE", .help = {"გამოკითხვა YAML-ში ან თემების ხე CSV-ში; .pb-ს არ სჭირდება", "The survey in YAML, or the tree of themes in CSV; a .pb file does without"},
     .complete = Complete::File},
    {.name = "scale", .value = "A..B", .help = {"შეფასების სკალა, თუ თემები CSV-შია; თავიდან 1..5", "Scale of the ratings where the themes are in CSV; by default 1..5"}},
    {.name = "points", .value = "N", .help = {"ბიულეტენი ქულებს ანაწილებს: რამდენს", "Ballots share out points: how many"}},
    {.name = "trait", .value = "NAMES", .help = {"ამომრჩევლის ნიშნების სვეტები, თუ გამოკითხვა არ ამბობს", "Columns that are traits of voters where the survey does not say it"},
     .times = Arg::Many},
    {.name = "weights", .value = "HOW", .help = {"როგორ იწონება ხმები", "How voters are weighted"}, .preset = "none",
     .choices = "none|district|poststrat|rake", .complete = Complete::Choice},
    {.name = "population", .value = "FILE", .help = {"მოსახლეობა ნიშნების მიხედვით, CSV", "The population by traits, CSV"}, .complete = Complete::File},
    {.name = "district", .value = "TRAIT", .help = {"უბნის ნიშანი, --weights district-ისთვის", "The trait that is the district, for --weights district"},
     .preset = "district"},
    {.name = "unknown", .value = "WHAT", .help = {"ამომრჩეველი, რომლის ნიშანიც უცნობია", "A voter of whom a trait is not known"}, .preset = "refuse",
     .choices = "refuse|leave-out", .complete = Complete::Choice},
    {.name = "trim", .value = "A,B", .help = {"წონის ზღვრები, --weights rake-ისთვის", "Bounds of a weight, for --weights rake"}, .preset = "0.3,3"},
    {.name = "by", .value = "TRAITS", .help = {"საშუალოები ამ ნიშნების მიხედვითაც", "Averages by these traits too"}, .times = Arg::Many},
    {.name = "k", .value = "N", .help = {"ჯგუფი, რომელშიც უფრო ცოტამ შეაფასა, იმალება", "A group with fewer raters is hidden"}, .kind = Arg::Number, .preset = "5"},
    {.name = "year", .value = "YEAR", .help = {"ბიუჯეტის წელი", "Year of the budget"}, .kind = Arg::Number},
    {.name = "earlier", .value = "FILE", .help = {"წინა წლის შედეგი (--json)", "Result of an earlier year (--json)"}, .complete = Complete::File},
    {.name = "mapping", .value = "FILE", .help = {"რა გახდა წინა წლის თემა, CSV", "What became of the earlier themes, CSV"}, .complete = Complete::File},
};

constexpr Example examples[] = {
    {"ogp budget priorities ballots.csv --themes survey.yaml", {"უწონო საშუალოები", "Plain averages"}},
    {"ogp budget priorities ballots.csv --themes survey.yaml --weights rake --population people.csv --by district",
     {"ცნობილ ჯამებზე მორგებული, უბნებითაც", "Raked to known margins, by district too"}},
    {"ogp budget priorities 2028", {"საცავის რაუნდი, წინა წლის გვერდით", "A round of the repository, beside the year before"}},
    {"ogp budget priorities round.pb --trait district --by district", {"რაუნდის გამოქვეყნებული შეფასებები", "Ratings that a round has published"}},
    {"ogp budget priorities ballots.csv --themes survey.yaml --earlier 2026.json --mapping themes.csv --json", {"წინა წლის გვერდით", "Beside an earlier year"}},
};

} // namespace

constinit const Command budget_priorities{
    .path = "budget priorities",
    .summary = {"თემების საშუალო შეფასება", "Average what voters say of the themes"},
    .doc = {"ბიულეტენი თემებს აფასებს ან ქულებს ანაწილებს. საშუალო ზუსტი წილადია; წონიანის გვერდით უწონოც იბეჭდება, დიზაინის ეფექტი და ამომრჩეველთა "
            "რაოდენობა. რაუნდი დახურვისას გაყინული გამოკითხვითა და წონებით ითვლება. თუ რომელიმე ფაილში შეცდომაა, არაფერი დაითვლება და გამოსვლის კოდია 6. ფაილები აღწერილია გვერდზე ogp-priorities(5).",
            "A ballot rates themes or shares out points among them. An average is an exact fraction; beside the weighted one stand the unweighted one, "
            "the design effect and the number of voters. A round is counted when it is closed, by the survey and weights that were frozen. With an error in any file nothing is counted and the exit status is 6. The files are "
            "described in ogp-priorities(5)."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
