#include "app/workflows/workflow_migration.hpp"
#include "cli/commands.hpp"
#include "cli/error_text.hpp"
#include "cli/find_command.hpp"
#include "cli/progress.hpp"
#include "report/table_writers.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

Json rows_of(const report::Table& table)
{
    Json rows = Json::array();
    for (const std::vector<report::Cell>& cells : table.rows) {
        Json row = Json::object();
        for (std::size_t i = 0; i < cells.size(); ++i)
            row.set(table.columns[i].key, cells[i].value);
        rows.push(std::move(row));
    }
    return rows;
}

Json object_of(const app::MigrationResult& result)
{
    const auto number = [](std::size_t count) { return Json(static_cast<std::int64_t>(count)); };
    return Json::object({{"type", Json(result.type)},
                         {"from", Json(result.from)},
                         {"to", Json(result.to)},
                         {"cases", number(result.cases)},
                         {"events", number(result.events)},
                         {"closed", number(result.closed)},
                         {"others", number(result.others)},
                         {"states", rows_of(result.states)},
                         {"guards", rows_of(result.guards)},
                         {"problems", to_json(result.problems)}});
}

void say_result(Context& context, const app::MigrationResult& result)
{
    if (!result.states.rows.empty())
        context.print(result.states);
    if (!result.guards.rows.empty()) {
        context.say_line({"", ""});
        context.say_line(result.guards.caption);
        context.print(result.guards);
    }
    if (result.closed > 0)
        context.note(say("დახურული საქმეები თავის ვერსიაში რჩება: {}", "closed cases stay in their version: {}", result.closed));
    if (result.others > 0)
        context.note(say("საქმეები, რომლებსაც მას შემდეგ რამე შეემთხვა, რჩება: {}", "cases to which something has happened since stay: {}", result.others));
    context.say_line(say("{0}, ვერსია {1} → {2}: საქმე {3}, მოვლენა {4}", "{0}, version {1} → {2}: cases {3}, events {4}", result.type, result.from,
                         result.to, result.cases, result.events));
}

int run(Context& context, const Args& args)
{
    const bool writes_nothing = context.options().dry_run || context.options().list_fields;
    if (!writes_nothing && !args.flag("yes"))
        throw Error{Fault::Usage, {"საქმეების გადაყვანას თანხმობა სჭირდება", "taking cases over needs a confirmation"},
                    {"ჯერ ნახეთ --dry-run-ით, მერე დაამატეთ --yes", "look with --dry-run first, then add --yes"}};
    app::MigrationRequest request;
    request.type = type_of_noun(args.text("type"));
    request.from = args.number("from").value_or(0);
    request.to = args.number("to");
    request.where = args.text("where");
    Progress progress{context, {"გადაყვანა", "migrating"}};
    if (!context.options().fields.empty() && !writes_nothing)
        context.require_fields(object_of(app::migrate_cases(context.repository(), request, app::DryRun::Yes)));
    const app::MigrationResult result =
        app::migrate_cases(context.repository(), request, writes_nothing ? app::DryRun::Yes : app::DryRun::No, progress.callback());
    context.report_findings(result.problems);
    if (context.for_people())
        say_result(context, result);
    else
        context.print(object_of(result), {});
    if (has_errors(result.problems))
        throw Error{Fault::Invalid, {"საქმეები ვერ გადავა, არაფერი ჩაწერილა", "the cases cannot go over, nothing was written"},
                    {"შეავსეთ migrate ახალ ვერსიაში და დაამტკიცეთ: ogp workflow apply", "complete migrate in a new version and apply it: ogp workflow apply"}};
    if (context.options().dry_run)
        context.note({"არაფერი ჩაწერილა (--dry-run)", "nothing was written (--dry-run)"});
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "type", .value = "TYPE", .help = {"საქმის ტიპი", "Case type"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::CaseType},
    {.name = "from", .value = "N", .help = {"ვერსია, რომელშიც საქმეები ახლა არის", "Version that the cases are in"}, .kind = Arg::Number, .need = Arg::Required},
    {.name = "to", .value = "M", .help = {"ვერსია, რომელშიც გადავა; მის გარეშე მოქმედი", "Version to take them to; without it the active one"}, .kind = Arg::Number},
    {.name = "where", .value = "EXPR", .help = {"მხოლოდ საქმეები, რომლებიც ამ პირობას აკმაყოფილებს", "Only cases that fit this condition"}},
};

constexpr Example examples[] = {
    {"ogp workflow migrate foi --from 1 --dry-run", {"რა მოხდებოდა", "What would happen"}},
    {"ogp workflow migrate foi --from 1 --to 2 --where \"case.state == 'submitted'\" --yes", {"მხოლოდ ახალი მოთხოვნები", "New requests only"}},
    {"ogp workflow migrate foi --from 2 --to 1 --yes", {"უკან, სანამ საქმეებს სხვა რამე შეემთხვევა", "Back, before anything else happens to the cases"}},
};

} // namespace

constinit const Command workflow_migrate{
    .path = "workflow migrate",
    .summary = {"ღია საქმეების გადაყვანა ტიპის სხვა ვერსიაზე", "Take open cases over to another version of their type"},
    .doc = {"საქმე იმ ვერსიას მიჰყვება, რომლითაც გაიხსნა, ვიდრე არ გადავა. როგორ, ახალი ვერსიის migrate ამბობს: ძველი მდგომარეობების, ველებისა "
            "და ვადების შესატყვისი; რაც არ წერია, იმავე სახელით რჩება. ჯერ ყველა საქმე მოწმდება: თუ რომელიმე ვერ გადადის, არაფერი იწერება "
            "და გამოსვლის კოდია 6. --dry-run აჩვენებს, რამდენი საქმე საით გადავა, რომელი ვადა გადაიწევს და რომელ გადასვლას აღარ უშვებს "
            "პირობა. დახურული საქმეები თავის ვერსიაში რჩება.\n\n"
            "საჭიროა როლი admin: ვადები და უფლებები იცვლება. ყოველ 1000 საქმეზე ერთი ტრანზაქციაა, თითო საქმეს თითო მოვლენა აქვს. უკან "
            "დაბრუნება (--to უფრო დაბალი ვერსია) შეიძლება მანამ, სანამ საქმეს სხვა რამე შეემთხვევა, და თუ ვადა არც თავიდან დაწყებულა და "
            "არც გაუქმებულა.",
            "A case follows the version that it was opened under until it is taken over. How is said by migrate in the new version: what old "
            "states, fields and clocks become; what is not named keeps its name. All cases are tried first: where any cannot follow, nothing is "
            "written and the exit status is 6. --dry-run shows how many cases go where, which due dates move and which transitions a guard no "
            "longer allows. Closed cases stay in their version.\n\n"
            "Needs the role admin: terms and rights change. Each 1,000 cases are one transaction, and each case has an event. Going back (--to a "
            "lower version) works until anything else happens to a case, and where no clock was restarted or dropped."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
