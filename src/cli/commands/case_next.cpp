#include "app/cases/next_cases.hpp"

#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const app::Repository& repository = context.repository();
    return context.print(app::next_cases(repository, {repository.acting(), context.noun_type(), args.number("limit").value_or(50)}));
}

constexpr Arg args[] = {
    {.name = "limit", .value = "N", .help = {"არაუმეტეს ამდენისა", "At most this many"}, .kind = Arg::Number, .preset = "50"},
};

constexpr Example examples[] = {
    {"ogp case next --as clerk", {"რა აქვს კანცელარიას გასაკეთებელი", "What the clerk has to do"}},
    {"ogp foi next --as foi_officer --limit 10", {"ერთი ტიპის საქმეები", "Cases of one type"}},
};

} // namespace

constinit const Command case_next{
    .path = "case next",
    .summary = {"რა არის გასაკეთებელი ამ როლში", "List what a role can do next"},
    .doc = {"თანამშრომლის გვერდი: დაუსრულებელი საქმეები, რომლებზეც ამ როლს (--as) ახლა გადასვლა შეუძლია. ჯერ გასული და უახლოესი ვადები, შემდეგ უვადო საქმეები "
            "გახსნის რიგით. can ჩამოთვლის გადასვლებს; მათი პირობები მოქმედებისას მოწმდება.",
            "The page of an employee: cases that are not done and have a transition open to the role (--as) now. Overdue and soonest due first, "
            "then those without a deadline in order of opening. can lists the transitions; their guards are asked when one is made."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
