#include "cli/budget_args.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const BudgetInput input = budget_input_for_comparison(context, args);
    return context.print(app::compare_rules(input.file, input.rule));
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE|ROUND", .help = {".pb ფაილი (- არის სტანდარტული შესასვლელი) ან დახურული რაუნდის ნომერი",
                                                     ".pb file (- is standard input), or the number of a closed round"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    {.name = "ties", .value = "LIST", .help = {"თანაბართა გარჩევა, როგორც ogp budget tally-ში",
                                               "How equal projects are told apart, as for ogp budget tally"},
     .preset = "min_cost,max_votes,lexico"},
    {.name = "seed", .value = "TEXT", .help = {"თესლი კენჭისყრისთვის", "Seed of the lot"}},
    {.name = "lenient", .help = {"რაც ცალსახაა, გასწორდეს", "Repair what can be meant in one way only"}, .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp budget compare-rules round.pb", {"რას მოიტანდა თითოეული წესი", "What each rule would bring"}},
    {"ogp budget compare-rules round.pb --json=rule,completion,total_cost,voters_without", {"სკრიპტისთვის", "For a script"}},
};

} // namespace

constinit const Command budget_compare_rules{
    .path = "budget compare-rules",
    .summary = {"ერთი ხმები, ყველა წესი", "Count the same ballots by every rule"},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
