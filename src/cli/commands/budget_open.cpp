#include "app/budget/budget_round.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const bool dry_run = context.options().dry_run || context.options().list_fields;
    const app::OpenedRound opened =
        app::open_round(context.repository(), args.text("round"), args.text("seed"), dry_run ? app::DryRun::Yes : app::DryRun::No);
    Json json = app::to_json(opened.rules);
    json.set("state", opened.row.subject.state);
    json.set("roll_size", opened.voters);
    if (!context.for_people() || context.options().list_fields)
        return context.print(json, {});
    const Localized what = opened.rules.survey.text.empty() ? Localized{"პროექტი", "projects"} : Localized{"თემა", "themes"};
    const std::string rule = opened.rules.is_of_opinions() ? opened.rules.rule + ", " + opened.rules.weights : opened.rules.rule;
    context.say_line(say("კენჭისყრა გახსნილია: {3} {0}, სიაში {1} ამომრჩეველი; წესი გაყინულია: {2}",
                         "balloting is open: {0} {4}, {1} voters on the roll; the rule is frozen: {2}", opened.rules.projects.size(), opened.voters, rule,
                         what.ka, what.en));
    if (context.options().dry_run)
        context.note({"არაფერი ჩაწერილა (--dry-run)", "nothing was written (--dry-run)"});
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "round", .value = "ROUND", .help = {"რაუნდის ნომერი", "Number of the round"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::Case},
    {.name = "seed", .value = "TEXT", .help = {"კენჭის თესლი; თავიდან – შემთხვევითი", "Seed of the lot; by default a random one"}},
};

constexpr Example examples[] = {
    {"ogp budget-round set 2027 rule=\"mes completion=add1 ties=min_cost,max_votes,lot\"", {"წესი გახსნამდე", "The rule, before it opens"}},
    {"ogp budget-round set 2028 survey=@survey.yaml population=@people.csv weights=\"rake k=10 by=district\"", {"შეფასებების რაუნდი, წონებით", "A round of ratings, weighted"}},
    {"ogp budget open 2027", {"წესების გაყინვა და კენჭისყრის გახსნა", "Freeze the rules and open balloting"}},
};

} // namespace

constinit const Command budget_open{
    .path = "budget open",
    .summary = {"კენჭისყრის გახსნა და წესების გაყინვა", "Open balloting and freeze its rules"},
    .doc = {"პროექტებია ის წინადადებები, რომლებიც კენჭისყრაზეა. წესი, წონები, პროექტები და ამომრჩეველთა სია ამის შემდეგ აღარ იცვლება: მათი ჰეში "
            "ჟურნალშია, კენჭის თესლის ჰეშიც. წესი იწერება სიტყვებით: greedy, mes ან phragmen, მერე sat=, completion=, ties=, threshold=, cap=, share=, "
            "exclusive=, no-skip, comparison. შეფასებებს წესი mean აქვს, თემებს ფაილი survey ამბობს, წონებს – weights: none, district, poststrat ან rake, მერე "
            "trim=, k=, by=, unknown=; ეს და ფაილები population და theme_mapping ასევე იყინება (ogp-priorities(5)).",
            "The projects are the proposals of the round that are on the ballot. Rule, weights, projects and voter roll cannot be changed from then "
            "on: their hash stands in the log, and so does a commitment to the seed of the lot. A rule is written in words: greedy, mes or phragmen, "
            "then sat=, completion=, ties=, threshold=, cap=, share=, exclusive=, no-skip, comparison. Ratings have the rule mean; their themes are in "
            "the file survey, and weights are none, district, poststrat or rake, then trim=, k=, by=, unknown=. That and the files population and "
            "theme_mapping are frozen as well (ogp-priorities(5))."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
