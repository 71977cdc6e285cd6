#include "app/cases.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const app::CaseFilter filter{
        .type = context.noun_type().empty() ? args.text("type") : context.noun_type(),
        .state = args.text("state"),
        .plan = args.text("plan"),
        .limit = args.number("limit"),
    };
    return context.print(app::list_cases(context.repository(), filter));
}

constexpr Arg args[] = {
    {.name = "type", .value = "TYPE", .help = {"მხოლოდ ამ ტიპის საქმეები („case list“-ისთვის)", "Only cases of this type (for \"case list\")"},
     .complete = Complete::CaseType},
    {.name = "state", .value = "STATE", .help = {"მხოლოდ ამ მდგომარეობაში", "Only in this state"}, .complete = Complete::State},
    {.name = "plan", .value = "PLAN", .help = {"მხოლოდ ამ გეგმის ნაწილები", "Only parts of this plan"}, .complete = Complete::Plan},
    {.name = "limit", .value = "N", .help = {"არა უმეტეს ამდენისა", "At most this many"}, .kind = Arg::Number},
};

constexpr Example examples[] = {
    {"ogp milestone list --state in_progress", {"მიმდინარე ეტაპები", "Milestones under way"}},
    {"ogp milestone list --json=number,title,start,end,state", {"დასახელებული ველები JSON-ში", "The fields named, as JSON"}},
};

} // namespace

constinit const Command case_list{
    .path = "case list",
    .summary = {"საქმეების სია", "List cases"},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
