#include "app/cases/cases.hpp"
#include "cli/changed.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const std::vector<app::Assignment> assignments = app::read_assignments(args.all("set"));
    // Read under the write lock: what is decided is about the case as it is now.
    app::Change change{repository};
    const store::CaseRow row = repository.resolve(args.text("id"), context.noun_type());
    const workflow::CaseType& type = repository.type(row.subject.workflow);
    const Json values = app::assign(repository, type, assignments, row.subject.fields);
    const store::CaseRow moved = change.move(row.subject.uid, args.text("transition"), values, args.text("comment"));
    return finish_change(context, change, moved, both(name_of(row) + ": " + row.subject.state + " -> " + moved.subject.state));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "The case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
    {.name = "transition", .value = "TRANSITION", .help = {"გადასვლა, მაგალითად start", "The transition, for example start"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Transition},
    {.name = "set", .value = "FIELD=VALUE", .help = {"ველის მნიშვნელობა იმავე ქმედებაში", "Value of a field, in the same act"},
     .kind = Arg::Assignment, .times = Arg::Many, .complete = Complete::Field},
    {.name = "comment", .value = "TEXT", .help = {"სიტყვები, რომლებიც ქმედებას ახლავს", "Words that go with the act"}},
};

constexpr Example examples[] = {
    {"ogp milestone do I.4 start", {"ეტაპი იწყება", "A milestone begins"}},
    {"ogp milestone do I.4 complete --set completed=2019-05-20 --comment \"ოქმი 12\"",
     {"ეტაპი შესრულდა, თარიღით და შენიშვნით", "A milestone is done, with its date and a remark"}},
};

} // namespace

constinit const Command case_do{
    .path = "case do",
    .summary = {"საქმის გადაყვანა სხვა მდგომარეობაში", "Move a case to another state"},
    .doc = {"რა გადასვლებია შესაძლებელი, აჩვენებს ogp show ID. უარის შემთხვევაში ნათქვამია მიზეზი და ის, რაც ახლა შეიძლება; გამოსვლის "
            "კოდია 4.",
            "ogp show ID lists the transitions that are possible. A refusal names the reason and what is allowed now; the exit status is 4."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
