#include "cli/changed.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const store::CaseRow row = repository.resolve(args.text("id"), context.noun_type());
    app::Change change{repository};
    const store::CaseRow voted = change.vote(
        row.subject.uid, {.group = args.text("group"), .voter = args.text("voter"), .choice = args.text("choice")}, args.text("comment"));
    return finish_change(context, change, voted, say("{}: ხმა აღირიცხა", "{}: vote recorded", name_of(row)));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "The case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
    {.name = "choice", .value = "CHOICE", .help = {"მომხრე, წინააღმდეგი ან თავს იკავებს", "For, against, or present without taking a side"},
     .place = Arg::Positional, .need = Arg::Required, .choices = "for|against|abstain", .complete = Complete::Choice},
    {.name = "group", .value = "GROUP", .help = {"რომელ ჯგუფში; საჭიროა, თუ როლიდან არ ჩანს", "In which group; needed where the role does not say"}},
    {.name = "voter", .value = "NAME",
     .help = {"წევრი, ვის ხმასაც აღრიცხავთ; უამისოდ ხმა თქვენია", "The member whose vote is entered; without it the vote is yours"}},
    {.name = "comment", .value = "TEXT", .help = {"განმარტება", "An explanation"}},
};

constexpr Example examples[] = {
    {"ogp decision vote D-2026-3 for", {"თქვენი ხმა", "Your own vote"}},
    {"ogp decision vote D-2026-3 against --group civil_society --voter \"ნინო ბერიძე\" --as secretary",
     {"სხდომაზე მიცემული ხმა აღრიცხა მდივანმა", "A vote given at the session, entered by its secretary"}},
};

} // namespace

constinit const Command case_vote{
    .path = "case vote",
    .summary = {"საქმეზე ხმის მიცემა", "Vote on a case"},
    .doc = {"წევრის ბოლო ხმა ითვლება. ვის რომელ ჯგუფში და რომელ მდგომარეობაში შეუძლია ხმის მიცემა, საქმის ტიპი ამბობს (votes). "
            "ხმა ღიაა: ჟურნალში წერია, ვინ როგორ მისცა.",
            "The last vote of a member counts. Who may vote in which group and in which states is said by the case type (votes). "
            "Votes are open: the log says who voted how."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
