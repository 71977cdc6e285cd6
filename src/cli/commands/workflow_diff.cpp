#include "app/workflows/workflow_versions.hpp"
#include "cli/calendar_choice.hpp"
#include "cli/commands.hpp"

#include <algorithm>
#include <cstdlib>

namespace ogp::cli {
namespace {

std::size_t count(const std::vector<workflow::VersionChange>& changes, workflow::ChangeClass weight)
{
    return static_cast<std::size_t>(std::count_if(changes.begin(), changes.end(), [&](const auto& change) { return change.weight == weight; }));
}

int run(Context& context, const Args& args)
{
    const app::Repository* repository = repository_or_none(context);
    const app::VersionedType before = app::named_version(repository, args.text("before"));
    const app::VersionedType after = app::named_version(repository, args.text("after"));
    if (before.type.id != after.type.id)
        throw Error{Fault::Usage, say("სხვადასხვა ტიპია: {} და {}", "these are different case types: {} and {}", before.type.id, after.type.id),
                    {"შეადარეთ ერთი ტიპის ვერსიები: ogp workflow diff foi@1 foi@2", "compare versions of one: ogp workflow diff foi@1 foi@2"}};
    const std::vector<workflow::VersionChange> changes = workflow::diff_versions(before.type, after.type);
    const std::size_t breaking = count(changes, workflow::ChangeClass::Breaking);
    const std::size_t careful = count(changes, workflow::ChangeClass::Careful);
    if (!context.for_people() || !changes.empty())
        context.print(app::table_of(changes));
    if (context.for_people())
        context.note(changes.empty() ? Localized("განსხვავება არ არის", "there is no difference")
                                     : say("{0}, ვერსია {1} → {2}: უსაფრთხო {3}, სიფრთხილით {4}, შეუთავსებელი {5}",
                                           "{0}, version {1} → {2}: safe {3}, careful {4}, breaking {5}", after.type.id, before.type.version,
                                           after.type.version, changes.size() - breaking - careful, careful, breaking));
    const std::string& gate = args.text("fail-on");
    if ((!gate.empty() && breaking > 0) || (gate == "careful" && careful > 0))
        throw Error{Fault::Gate, say("ცვლილებები: შეუთავსებელი {0}, სიფრთხილით {1} (--fail-on {2})", "changes: breaking {0}, careful {1} (--fail-on {2})",
                                     breaking, careful, gate)};
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "before", .value = "A", .help = {"ვერსია (foi@2), მოქმედი ვერსია (foi), პროგრამისა (foi@shipped) ან YAML ფაილი", "A version (foi@2), the active one (foi), the program's (foi@shipped), or a YAML file"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::CaseType},
    {.name = "after", .value = "B", .help = {"იგივე", "The same"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::CaseType},
    {.name = "fail-on", .value = "CLASS", .help = {"გამოსვლის კოდი 7, თუ ასეთი ან უფრო მძიმე ცვლილებაა", "Exit status 7 where there is such a change, or a graver one"},
     .choices = "breaking|careful", .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp workflow diff foi@1 foi@2", {"ორი ვერსია", "Two versions"}},
    {"ogp workflow diff foi workflows/foi.yaml", {"რა შეიცვლება, თუ ფაილი დამტკიცდება", "What would change if the file were applied"}},
    {"ogp workflow diff foi foi@shipped", {"რა იცვლება პროგრამის ვერსიაში", "How the program's version differs"}},
    {"ogp workflow diff foi workflows/foi.yaml --fail-on breaking --json", {"სკრიპტისთვის", "For a script"}},
};

} // namespace

constinit const Command workflow_diff{
    .path = "workflow diff",
    .summary = {"საქმის ტიპის ორი ვერსიის შედარება", "Compare two versions of a case type"},
    .doc = {"ყოველ ცვლილებას კლასი აქვს. უსაფრთხო: ტექსტები, ახალი მდგომარეობა, გადასვლა, არასავალდებულო ველი, ჩამონათვალის ახალი წევრი. "
            "სიფრთხილით: როლები, პირობები, ვადები, სავალდებულო ველი, წაშლილი გადასვლა. შეუთავსებელი: წაშლილი მდგომარეობა, ველი ან "
            "ჩამონათვალის წევრი, ველის სხვა ტიპი ან სხვა privacy. თანმიმდევრობა განსხვავება არ არის.",
            "Each change has a class. Safe: words, a new state, transition, optional field or member of a list of choices. Careful: roles, "
            "guards, deadlines, a required field, a transition that is gone. Breaking: a state, field or member of a list of choices that is "
            "gone, a field of another type or privacy. Order is no difference."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
