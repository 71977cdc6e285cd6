#include "cli/commands.hpp"
#include "cli/show_sheet.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    return print_sheet(context, app::show_case(repository, repository.resolve(args.text("id"), context.noun_type())));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"ნომერი, სრული ნომერი ან იდენტიფიკატორის დასაწყისი", "Number, full number or the beginning of the id"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
};

constexpr Example examples[] = {
    {"ogp milestone show I.4", {"ეტაპი, მისი ნაწილები და რა შეიძლება ახლა", "A milestone, its parts and what can be done now"}},
    {"ogp commitment show I --json=title,state,end", {"სამი ველი JSON-ში", "Three fields as JSON"}},
};

} // namespace

constinit const Command case_show{
    .path = "case show",
    .summary = {"საქმის ჩვენება", "Show a case"},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
