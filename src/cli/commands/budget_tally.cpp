#include "base/file.hpp"
#include "cli/budget_args.hpp"
#include "cli/commands.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

namespace ogp::cli {
namespace {

using SteadyClock = std::chrono::steady_clock;

int run(Context& context, const Args& args)
{
    const SteadyClock::time_point start = SteadyClock::now();
    const app::WhatIfWords what_if = what_if_words(args);
    const app::BudgetFile file = app::load_budget_file(args.text("file"), reading_of(args));
    const app::BudgetCount count = app::count_budget(file, rule_words(args), what_if);
    const std::chrono::duration<double> seconds = SteadyClock::now() - start;
    if (args.flag("lenient"))
        context.report_findings(file.findings);
    if (const std::string& trace = args.text("trace"); !trace.empty())
        write_file(trace, app::trace_text(count));
    app::TallySheet sheet = app::tally_sheet(count);
    if (args.flag("statistics"))
        sheet.json.set("statistics", app::statistics_json(count));
    if (args.flag("timing"))
        sheet.json.set("seconds", fmt::format("{:.6f}", seconds.count()));
    context.print(sheet.json, sheet.card, sheet.heading);
    if (!context.for_people())
        return EXIT_SUCCESS;
    context.out("\n");
    return context.print(sheet.selected);
}

constexpr std::array own_args{
    Arg{.name = "file", .value = "FILE", .help = {".pb ფაილი; - არის სტანდარტული შესასვლელი", ".pb file; - is standard input"},
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
    {"ogp budget tally round.pb --rule mes --what-if --cost 46=31000", {"რა იქნებოდა, რომ გაიაფებულიყო",
                                                                        "What a lower cost would have changed"}},
};

} // namespace

constinit const Command budget_tally{
    .path = "budget tally",
    .summary = {"ხმების დათვლა .pb ფაილიდან", "Count the ballots of a .pb file"},
    .doc = {"ითვლის ზუსტად, წილადებით: დამრგვალება შედეგს ვერ ცვლის. საცავი არ სჭირდება. თუ თანაბარ პროექტებს --ties ვერ არჩევს და ეს შედეგს "
            "შეცვლიდა, გამოსვლის კოდია 5 და პროექტები ჩამოთვლილია. ფაილი, რომელშიც შეცდომაა, არ დაითვლება: გამოსვლის კოდია 6.",
            "Counts exactly, with fractions: no rounding can change who wins. Needs no repository. Where --ties does not tell equal projects "
            "apart and that would change the outcome, the exit status is 5 and the projects are named. A file with an error in it is not "
            "counted: the exit status is 6."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
