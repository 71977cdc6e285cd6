#include "cli/commands.hpp"
#include "cli/show_sheet.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    return print_sheet(context, app::show_case(repository, repository.resolve(args.text("id"))));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"ნომერი, სრული ნომერი ან იდენტიფიკატორის დასაწყისი", "Number, full number or the beginning of the id"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
};

constexpr Example examples[] = {
    {"ogp show I.4", {"ეტაპი ერთადერთი გეგმიდან", "A milestone of the only plan"}},
    {"ogp show tbilisi-2018-2020/I --json=number,title,state", {"ვალდებულების სამი ველი", "Three fields of a commitment"}},
};

} // namespace

constinit const Command show{
    .path = "show",
    .summary = {"ერთი საქმის ჩვენება", "Show one case"},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
