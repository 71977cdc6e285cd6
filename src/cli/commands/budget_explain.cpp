#include "app/budget/budget_explain.hpp"
#include "cli/budget_args.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const BudgetInput input = budget_input(context, args);
    const app::BudgetCount count = count_of(input);
    const app::ExplainSheet sheet = app::explain_project(count, args.text("project"));
    if (!context.for_people())
        return context.print(sheet.json, {}, sheet.heading);
    if (!sheet.heading.empty())
        context.out(sheet.heading.in(context.language()) + "\n");
    for (const Localized& sentence : sheet.sentences)
        context.out(sentence.in(context.language()) + "\n");
    return EXIT_SUCCESS;
}

constexpr std::array own_args{
    Arg{.name = "file", .value = "FILE|ROUND", .help = {".pb ფაილი (- არის სტანდარტული შესასვლელი) ან დახურული რაუნდის ნომერი",
                                                        ".pb file (- is standard input), or the number of a closed round"},
        .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    Arg{.name = "project", .value = "PROJECT", .help = {"პროექტის ნომერი",
                                                        "Id of the project"}, .place = Arg::Positional, .need = Arg::Required},
};
constexpr auto args = joined(own_args, budget_rule_args);

constexpr Example examples[] = {
    {"ogp budget explain round.pb 46 --rule mes --completion add1 --lang ka", {"რატომ ვერ გაიმარჯვა", "Why it lost, in Georgian"}},
    {"ogp budget explain 2027 46", {"რაუნდის პროექტი, გაყინული წესით", "A project of a round, by the rule that was frozen"}},
    {"ogp budget explain round.pb 46 --rule greedy --json", {"რიცხვები სკრიპტისთვის", "The numbers, for a script"}},
};

} // namespace

constinit const Command budget_explain{
    .path = "budget explain",
    .summary = {"რატომ გაიმარჯვა ან ვერ გაიმარჯვა პროექტმა", "Say in numbers why a project won or lost"},
    .doc = {"მისი მხარდამჭერების ფული, რაზე დახარჯეს მანამდე, რა აკლდა, რა ფასად ან რამდენი ხმით გაიმარჯვებდა. ბოლო ორს ხელახლა დათვლა ადასტურებს.",
            "The money of its supporters, what they had paid for before, what was missing, at what cost or with how many more votes it would have won. "
            "The last two are confirmed by counting again."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
