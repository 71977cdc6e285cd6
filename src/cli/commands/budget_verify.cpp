#include "app/budget/budget_verify.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

report::Table table_of(const app::VerifiedResult& verified)
{
    report::Table table{"checks", {"შემოწმება", "Checks"}, {{"ok", {"სწორია", "Right"}}, {"code", {"კოდი", "Code"}, report::Align::Left, report::Show::OnRequest}, {"what", {"რა", "What"}}}, {}};
    for (const Localized& what : verified.checked)
        table.rows.push_back({{Json(true), {"კი", "yes"}}, report::Cell::none(), report::Cell::localized(what)});
    for (const Finding& finding : verified.findings)
        table.rows.push_back({{Json(false), {"არა", "NO"}}, report::Cell::of(finding.code), report::Cell::localized(finding.message)});
    return table;
}

int run(Context& context, const Args& args)
{
    const app::VerifiedResult verified = app::verify_result(args.text("result"));
    context.print(table_of(verified));
    if (!verified.findings.empty())
        throw Error(Fault::Integrity, say("შედეგი ბიულეტენებიდან არ გამოდის: {}", "the result does not follow from its ballots: {}", verified.findings.size()));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "result", .value = "RESULT", .help = {"გამოქვეყნებული საქაღალდე ან მისი result.json", "The published folder or its result.json"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
};

constexpr Example examples[] = {
    {"ogp budget verify result", {"ყველაფერი თავიდან, საცავის გარეშე", "All of it again, without a repository"}},
};

} // namespace

constinit const Command budget_verify{
    .path = "budget verify",
    .summary = {"გამოქვეყნებული შედეგის შემოწმება", "Recompute a published result"},
    .doc = {"მხოლოდ გამოქვეყნებული ფაილებით: ჰეშები, რაოდენობები, თითოეული ხმა გაყინული წესებით, კენჭის თესლი, დათვლა, გადაწყვეტილებები; შეფასებების – საშუალოები, წონიანიც, თუ "
            "მისი ჯამები გამოქვეყნებულია (ogp-budget-result(5)). თუ რამე არ ემთხვევა, გამოსვლის კოდია 8.",
            "From the published files alone: hashes, counts, each ballot against the frozen rules, the seed of the lot, the tally, decisions; of "
            "ratings the averages, the weighted ones too where their sums are published (ogp-budget-result(5)). Where anything differs the exit status is 8."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
