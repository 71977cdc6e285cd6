#include "app/budget/budget_publish.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::PublishOptions options;
    options.k = args.number("k").value_or(10);
    if (args.has("by"))
        options.traits = app::traits_from(args.text("by"), args.text("bands"));
    const bool dry_run = context.options().dry_run || context.options().list_fields;
    const app::PublishedResult published =
        app::publish_round(context.repository(), args.text("round"), options, args.text("output"), dry_run ? app::DryRun::Yes : app::DryRun::No);
    Json files = Json::array();
    for (const auto& [name, text] : published.files)
        files.push(name);
    const auto number = [](std::size_t count) { return Json(static_cast<std::int64_t>(count)); };
    const Json json = Json::object({{"files", files},
                                    {"state", published.state},
                                    {"by", app::text_of(published.traits)},
                                    {"k", options.k},
                                    {"withheld", number(published.turnout.small)},
                                    {"withheld_further", number(published.turnout.further)},
                                    {"dry_run", dry_run}});
    if (!context.for_people() || context.options().list_fields)
        return context.print(json, {});
    context.say_line(say("გამოქვეყნდა {0} ფაილი; ამომრჩევლები: {1}, k = {2}; დამალულია {3} მცირე უჯრა და კიდევ {4}",
                         "published {0} files; voters by {1}, k = {2}; withheld: {3} small cells and {4} more", published.files.size(),
                         app::text_of(published.traits), options.k, published.turnout.small, published.turnout.further));
    if (context.options().dry_run)
        context.note({"არაფერი ჩაწერილა (--dry-run)", "nothing was written (--dry-run)"});
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "round", .value = "ROUND", .help = {"რაუნდის ნომერი", "Number of the round"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::Case},
    {.name = "output", .value = "DIR", .help = {"საქაღალდე ფაილებისთვის", "Folder for the files"}, .need = Arg::Required, .complete = Complete::Folder},
    {.name = "k", .value = "N", .help = {"ნაკლები ადამიანის უჯრა იმალება", "Cells of fewer people are withheld"}, .kind = Arg::Number, .preset = "10"},
    {.name = "by", .value = "TRAITS", .help = {"district,sex,age, ნაკლები ან none; თავიდან – რაც სიაშია", "district,sex,age, fewer, or none; by default what the roll has"}},
    {.name = "bands", .value = "WIDTH", .help = {"ასაკის საფეხურები: ათწლეული ან ოთხი დიდი", "Bands of age: ten years, or four wide ones"}, .preset = "narrow",
     .choices = "narrow|wide", .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp budget publish 2027 --output result", {"შედეგი, რომელსაც ყველა ამოწმებს", "A result that everybody can verify"}},
    {"ogp budget publish 2027 --output result --by district,age --bands wide", {"უფრო ზოგადად", "More general"}},
};

} // namespace

constinit const Command budget_publish{
    .path = "budget publish",
    .summary = {"რაუნდის შედეგის გამოქვეყნება", "Publish the result of a round"},
    .doc = {"წერს შედეგს, სტატისტიკას და .pb ფაილს, რომელშიც ამომრჩეველს ნიშნებით ვერავინ ამოიცნობს: ხმები და ნიშნები ერთმანეთთან დაკავშირებული არ "
            "არის, მცირე უჯრები დამალულია ისე, რომ ჯამებიდანაც ვერ გამოითვლება. სხვა შემთხვევაში უარს ამბობს და წერს, რა უნდა განზოგადდეს: გამოსვლის კოდია 6. "
            "რაუნდი, რომლის ბიულეტენებიც დათვლილია, გამოქვეყნებულის მდგომარეობაში გადადის, პროექტები – არჩეულის ან ვერ შერჩეულის. ფაილები აღწერილია გვერდზე ogp-budget-result(5).",
            "Writes the result, statistics and a .pb file in which no voter can be told apart by traits: ballots and traits are not linked, and small "
            "cells are withheld so that they cannot be worked out from the totals. Otherwise it refuses and says what to generalise: the exit status "
            "is 6. A round whose ballots are reviewed moves on to published, its projects to selected or not selected. The files are "
            "described in ogp-budget-result(5)."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
