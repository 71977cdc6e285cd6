#include "cli/commands.hpp"
#include "cli/report_documents.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    return run_report(context, args, report_annual, "annual");
}

constexpr Arg own[] = {
    {.name = "compare", .value = "PERIOD", .help = {"პერიოდი, რომელთანაც დარდება", "A period to compare it with"}},
};
constexpr auto args = with_report_args(own);

constexpr Example examples[] = {
    {"ogp report annual --period 2019", {"წლიური ანგარიში ორივე ენაზე, ამ საქაღალდეში", "The annual report in both languages, in this folder"}},
    {"ogp report annual --period 2019 --lang ka --format html,md,json --output out", {"სამი ფორმატი ქართულად", "Three formats in Georgian"}},
    {"ogp report annual --period 2020 --compare 2019", {"ორი წლის სხვაობით", "With what changed between two years"}},
};

} // namespace

constinit const Command report_annual{
    .path = "report annual",
    .summary = {"გეგმის შესრულების წლიური ანგარიში", "Write the annual progress report of a plan"},
    .doc = {"წერს ფაილებს <გეგმა>-annual-<წელი>.<ენა>.html (ან .md) და <გეგმა>-annual-<წელი>.json და ბეჭდავს მათ გზებს. ერთი და იგივე "
            "მონაცემები და --now ერთსა და იმავე ბაიტებს იძლევა.",
            "Writes <plan>-annual-<year>.<lang>.html (or .md) and <plan>-annual-<year>.json and prints their paths. The same data and --now "
            "give the same bytes."},
    .args = args,
    .examples = examples,
    .output = Output::Document,
    .reads_only = true,
    .runs_in = Program::Documents,
    .run = run,
};

} // namespace ogp::cli
