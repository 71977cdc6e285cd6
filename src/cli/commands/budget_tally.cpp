#include "base/file.hpp"
#include "cli/budget_args.hpp"
#include "cli/commands.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

namespace ogp::cli {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// What is selected once recorded decisions are carried out.
Json final_of(const app::BudgetCount& count, const app::RoundBallots& round)
{
    Json list = Json::array();
    for (const std::string& id : app::selected_after(count, round.overrides))
        list.push(id);
    return list;
}

int run(Context& context, const Args& args)
{
    const SteadyClock::time_point start = SteadyClock::now();
    const BudgetInput input = budget_input(context, args);
    const app::BudgetCount count = count_of(input);
    const std::chrono::duration<double> seconds = SteadyClock::now() - start;
    if (args.flag("lenient"))
        context.report_findings(input.file.findings);
    if (const std::string& trace = args.text("trace"); !trace.empty())
        write_file(trace, app::trace_text(count));
    app::TallySheet sheet = app::tally_sheet(count);
    if (args.flag("statistics"))
        sheet.json.set("statistics", app::statistics_json(count));
    if (args.flag("timing"))
        sheet.json.set("seconds", fmt::format("{:.6f}", seconds.count()));
    if (input.round && !count.supposed)
        sheet.json.set("final", final_of(count, *input.round));
    context.print(sheet.json, sheet.card, sheet.heading);
    if (!context.for_people())
        return EXIT_SUCCESS;
    context.out("\n");
    return context.print(sheet.selected);
}

constexpr std::array own_args{
    Arg{.name = "file", .value = "FILE|ROUND", .help = {".pb ფაილი (- არის სტანდარტული შესასვლელი) ან დახურული რაუნდის ნომერი",
                                                        ".pb file (- is standard input), or the number of a closed round"},
        .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    Arg{.name = "trace", .value = "FILE", .help = {"დათვლის ყოველი ნაბიჯი, NDJSON-ად",
                                                   "Every step of the count, as NDJSON"}, .complete = Complete::File},
    Arg{.name = "statistics", .help = {"JSON-ში უბნები, კატეგორიები და ამომრჩევლები",
                                       "Districts, categories and voters in the JSON"}, .kind = Arg::Flag},
};
constexpr auto args = joined(own_args, budget_rule_args);

constexpr Example examples[] = {
    {"ogp budget tally round.pb --rule mes --completion add1", {"თანაბარი წილების მეთოდი", "The Method of Equal Shares"}},
    {"ogp budget tally round.pb --rule greedy --threshold 100 --no-skip", {"ვინც მეტი ხმა მიიღო", "Most votes win"}},
    {"ogp budget tally round.pb --rule mes --ties min_cost,max_votes,lot --seed 2026-vake --json", {"კენჭისყრა გამოცხადებული თესლით",
                                                                                                    "A lot with a seed that was announced"}},
    {"ogp budget tally 2027", {"საცავის რაუნდი, გაყინული წესით", "A round of the repository, by the rule that was frozen"}},
    {"ogp budget tally round.pb --rule mes --what-if --cost 46=31000", {"რა იქნებოდა, რომ გაიაფებულიყო",
                                                                        "What a lower cost would have changed"}},
};

} // namespace

constinit const Command budget_tally{
    .path = "budget tally",
    .summary = {"ხმების დათვლა .pb ფაილიდან ან რაუნდიდან", "Count the ballots of a .pb file or of a round"},
    .doc = {"ითვლის ზუსტად, წილადებით: დამრგვალება შედეგს ვერ ცვლის. .pb ფაილს საცავი არ სჭირდება; რაუნდი დახურული უნდა იყოს და გაყინული წესით ითვლება, სხვა წესი --what-if-ით. თუ თანაბარ პროექტებს --ties ვერ არჩევს და ეს შედეგს "
            "შეცვლიდა, გამოსვლის კოდია 5 და პროექტები ჩამოთვლილია. ფაილი, რომელშიც შეცდომაა, არ დაითვლება: გამოსვლის კოდია 6.",
            "Counts exactly, with fractions: no rounding can change who wins. A .pb file needs no repository; a round has to be closed and is counted by the rule that was frozen, by another one with --what-if. Where --ties does not tell equal projects "
            "apart and that would change the outcome, the exit status is 5 and the projects are named. A file with an error in it is not "
            "counted: the exit status is 6."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
