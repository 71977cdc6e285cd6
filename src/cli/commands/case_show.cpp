#include "cli/commands.hpp"
#include "cli/show_sheet.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    return print_sheet(context, app::show_case(repository, repository.resolve(args.text("id"), context.noun_type()), args.date("as-of")));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"ნომერი, სრული ნომერი ან იდენტიფიკატორის დასაწყისი", "Number, full number or the beginning of the id"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
    {.name = "as-of", .value = "DATE", .help = {"როგორი იყო ამ დღის ბოლოს", "As it was at the end of that day"}, .kind = Arg::Date},
};

constexpr Label doc = {"--as-of: როგორ წერია ჟურნალში საქმე იმ დღის ბოლოს, საცავის დროით. ითვლება ის, რაც მაშინ უკვე ჩაწერილი იყო; გვიან ჩაწერილი "
    "მოქმედება, რომელიც ადრინდელი დღიდან ითვლება, ჩაწერის დღემდე არ ჩანს.",
    "--as-of: the case as its log says it was at the end of that day, in the repository's zone. What had been written by then "
    "counts: an act that was entered late and counts from an earlier day is not seen before the day it was entered."};

constexpr Example any_examples[] = {
    {"ogp show I.4", {"ეტაპი ერთადერთი გეგმიდან", "A milestone of the only plan"}},
    {"ogp show tbilisi-2018-2020/I --json=number,title,state", {"ვალდებულების სამი ველი", "Three fields of a commitment"}},
    {"ogp show I.4 --as-of 2019-04-15", {"როგორი იყო იმ დღის ბოლოს", "As it was at the end of that day"}},
};

constexpr Example examples[] = {
    {"ogp milestone show I.4", {"ეტაპი, მისი ნაწილები და რა შეიძლება ახლა", "A milestone, its parts and what can be done now"}},
    {"ogp commitment show I --json=title,state,end", {"სამი ველი JSON-ში", "Three fields as JSON"}},
    {"ogp milestone show I.4 --as-of 2019-04-15", {"როგორი იყო იმ დღის ბოლოს", "As it was at the end of that day"}},
};

} // namespace

/// The same without a noun: a case of any type.
constinit const Command show{
    .path = "show",
    .summary = {"ერთი საქმის ჩვენება", "Show one case"},
    .doc = doc,
    .args = args,
    .examples = any_examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

constinit const Command case_show{
    .path = "case show",
    .summary = {"საქმის ჩვენება", "Show a case"},
    .doc = doc,
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
