#include "app/budget/budget_priorities.hpp"
#include "base/text.hpp"
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
    words.earlier = args.text("earlier");
    words.mapping = args.text("mapping");
    words.year = args.number("year");
    return words;
}

int run(Context& context, const Args& args)
{
    const app::PriorityCount count = app::count_priorities(words_of(args));
    context.report_findings(count.findings);
    const app::PrioritySheet sheet = app::priority_sheet(count);
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
    {.name = "file", .value = "FILE", .help = {"ბიულეტენები: CSV ან .pb; - არის სტანდარტული შესასვლელი", "Ballots: CSV or .pb; - is standard input"},
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
    {"ogp budget priorities round.pb --trait district --by district", {"რაუნდის გამოქვეყნებული შეფასებები", "Ratings that a round has published"}},
    {"ogp budget priorities ballots.csv --themes survey.yaml --earlier 2026.json --mapping themes.csv --json", {"წინა წლის გვერდით", "Beside an earlier year"}},
};

} // namespace

constinit const Command budget_priorities{
    .path = "budget priorities",
    .summary = {"თემების საშუალო შეფასება", "Average what voters say of the themes"},
    .doc = {"ბიულეტენი თემებს აფასებს ან ქულებს ანაწილებს. საშუალო ზუსტი წილადია; წონიანის გვერდით უწონოც იბეჭდება, დიზაინის ეფექტი და ამომრჩეველთა "
            "რაოდენობა. თუ რომელიმე ფაილში შეცდომაა, არაფერი დაითვლება და გამოსვლის კოდია 6. ფაილები აღწერილია გვერდზე ogp-priorities(5).",
            "A ballot rates themes or shares out points among them. An average is an exact fraction; beside the weighted one stand the unweighted one, "
            "the design effect and the number of voters. With an error in any file nothing is counted and the exit status is 6. The files are "
            "described in ogp-priorities(5)."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
