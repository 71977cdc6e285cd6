#include "app/budget/budget_result.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const app::ResultSheet sheet = app::result_sheet(app::load_round_ballots(repository, app::find_round(repository, args.text("round"))));
    context.print(sheet.json, sheet.card, sheet.heading);
    if (!context.for_people())
        return 0;
    context.out("\n");
    context.print(sheet.selected);
    if (sheet.groups.rows.empty())
        return 0;
    context.out("\n");
    return context.print(sheet.groups);
}

constexpr Arg args[] = {
    {.name = "round", .value = "ROUND", .help = {"რაუნდის ნომერი", "Number of the round"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::Case},
};

constexpr Example examples[] = {
    {"ogp budget result 2027", {"რა აირჩა და როგორ", "What is selected and how"}},
    {"ogp budget result 2027 --json=selected,overrides,ballots_root", {"სკრიპტისთვის", "For a script"}},
};

} // namespace

constinit const Command budget_result{
    .path = "budget result",
    .summary = {"რაუნდის შედეგი", "Show the result of a round"},
    .doc = {"დახურული კენჭისყრის შედეგი გაყინული წესით, გადაწყვეტილებებთან ერთად; შეფასებებისა და განაწილებების – საშუალოები გაყინული წონებით, ნიშნების "
            "მიხედვითაც. დახურვამდე შედეგი არ არსებობს: გამოსვლის კოდია 4.",
            "The result of a closed round by the rule that was frozen, with decisions against it; of ratings and allocations the averages with the "
            "weights that were frozen, by traits too. There is none before balloting closes: the exit status is 4."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
