#include "app/cases/cases.hpp"
#include "base/text.hpp"
#include "cli/changed.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const std::vector<app::Assignment> assignments = app::read_assignments(args.all("values"));
    // Read under the write lock: what is decided is about the case as it is now.
    app::Change change{repository};
    const store::CaseRow row = repository.resolve(args.text("id"), context.noun_type());
    const workflow::CaseType& type = repository.type(row.subject.workflow);
    const Json values = app::assign(repository, type, assignments, row.subject.fields);
    std::vector<std::string> names;
    for (const auto& [field, value] : values.members())
        names.push_back(field);
    const store::CaseRow changed = change.set(row.subject.uid, values);
    return finish_change(context, change, changed, say("{0}: შეიცვალა {1}", "{0}: changed {1}", name_of(row), join(names, ", ")));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "The case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
    {.name = "values", .value = "FIELD=VALUE",
     .help = {"ახალი მნიშვნელობა; FIELD= შლის; @FILE – ფაილიდან ან თვით ფაილი", "New value; FIELD= takes it away; @FILE is the file's content, or the file itself"},
     .kind = Arg::Assignment, .place = Arg::Positional, .need = Arg::Required, .times = Arg::Many, .complete = Complete::Field},
};

constexpr Example examples[] = {
    {"ogp milestone set I.4 end=2019-06-30", {"ვადის შეცვლა", "Change an end date"}},
    {"ogp milestone set I.4 completed=2019-05", {"თვე, თუ დღე უცნობია", "A month where the day is not known"}},
};

} // namespace

constinit const Command case_set{
    .path = "case set",
    .summary = {"საქმის ველების შეცვლა", "Change fields of a case"},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
