#include "app/workflows/workflow_versions.hpp"
#include "cli/commands.hpp"
#include "cli/reserved_names.hpp"
#include "report/table_writers.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

Json object_of(const app::Applied& applied)
{
    Json types = Json::array();
    for (const app::EditedType& edited : applied.types) {
        Json changes = Json::array();
        for (const workflow::VersionChange& change : edited.changes)
            changes.push(Json::object({{"class", Json(code(change.weight))},
                                       {"kind", Json(code(change.kind))},
                                       {"part", Json(change.part)},
                                       {"id", Json(change.id)},
                                       {"key", change.key.empty() ? Json() : Json(change.key)},
                                       {"before", change.before},
                                       {"after", change.after}}));
        types.push(Json::object({{"id", Json(edited.type.id)},
                                 {"file", Json(edited.file)},
                                 {"before", edited.before ? Json(*edited.before) : Json()},
                                 {"version", Json(edited.type.version)},
                                 {"applied", Json(!edited.is_same)},
                                 {"changes", std::move(changes)}}));
    }
    return Json::object({{"events", Json(static_cast<std::int64_t>(applied.written))}, {"types", std::move(types)}});
}

void say_types(Context& context, const app::Applied& applied)
{
    for (const app::EditedType& edited : applied.types) {
        if (edited.is_same)
            continue;
        context.say_line(edited.before ? say("{0}: ვერსია {1} → {2}", "{0}: version {1} → {2}", edited.type.id, *edited.before, edited.type.version)
                                       : say("{0}: ახალი ტიპი, ვერსია {1}", "{0}: new case type, version {1}", edited.type.id, edited.type.version));
        if (!edited.changes.empty())
            context.print(app::table_of(edited.changes));
        if (edited.is_elsewhere)
            context.note(say("{}: შეინახეთ საქაღალდეში workflows, რომ მერე შეასწოროთ", "{}: keep it in workflows, to be edited later", edited.file));
        if (edited.before)
            context.note(say("ღია საქმეები ვერსიაში {1} რჩება; გადაყვანა: ogp workflow migrate {0} --from {1} --dry-run",
                             "open cases stay in version {1}; to take them over: ogp workflow migrate {0} --from {1} --dry-run", edited.type.id,
                             *edited.before));
    }
    for (const std::string& calendar : applied.calendars)
        context.note(say("კალენდარი „{0}“ ჯერ არ მოქმედებს: ogp calendar apply {0}", "the calendar \"{0}\" is not in force yet: ogp calendar apply {0}", calendar));
    if (applied.written == 0)
        context.say_line({"ყველაფერი უკვე მოქმედებს, არაფერი ჩაწერილა", "everything is in force already, nothing was written"});
}

int run(Context& context, const Args& args)
{
    const app::ApplyRequest request{args.all("type"), reserved_names()};
    const bool writes_nothing = context.options().dry_run || context.options().list_fields;
    // A field that does not exist must not be found out after the change.
    if (!context.options().fields.empty() && !writes_nothing)
        context.require_fields(object_of(app::apply_workflows(context.repository(), request, app::DryRun::Yes)));
    const app::Applied applied = app::apply_workflows(context.repository(), request, writes_nothing ? app::DryRun::Yes : app::DryRun::No);
    context.report_findings(applied.findings);
    if (context.for_people())
        say_types(context, applied);
    else
        context.print(object_of(applied), {});
    if (context.options().dry_run)
        context.note({"არაფერი ჩაწერილა (--dry-run)", "nothing was written (--dry-run)"});
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "type", .value = "TYPE", .help = {"საქმის ტიპები ან YAML ფაილები; მათ გარეშე ყველა ფაილი საქაღალდეში workflows", "Case types or YAML files; without any, every file in workflows"},
     .place = Arg::Positional, .times = Arg::Many, .complete = Complete::CaseType},
};

constexpr Example examples[] = {
    {"ogp workflow apply --dry-run", {"რა შეიცვლებოდა", "What would change"}},
    {"ogp workflow apply foi", {"ერთი ტიპი", "One case type"}},
    {"ogp workflow apply permit.yaml --json", {"ფაილი სხვა ადგილიდან, სკრიპტისთვის", "A file from elsewhere, for a script"}},
};

} // namespace

constinit const Command workflow_apply{
    .path = "workflow apply",
    .summary = {"შესწორებული პროცესების დამტკიცება", "Make edited workflows the active versions"},
    .doc = {"საქაღალდეში workflows შესწორებული ფაილი არაფერს ცვლის, ვიდრე არ დამტკიცდება: ახალი ვერსია ჟურნალში იწერება, ახალი საქმეები მას "
            "მიჰყვება, ღია საქმეები თავისაში რჩება (ogp workflow migrate). ჯერ ყველაფერი მოწმდება, როგორც ogp workflow lint-ით; შეცდომაზე "
            "გამოსვლის კოდია 6 და არაფერი იწერება. ვერსია უნდა გაიზარდოს. რაც არ შეცვლილა, არ იწერება. საჭიროა როლი admin. კალენდრებს "
            "ogp calendar apply ამტკიცებს.",
            "An edited file in workflows changes nothing until it is applied: the new version is recorded in the log, new cases follow it, open "
            "cases stay in theirs (ogp workflow migrate). Everything is checked first, as ogp workflow lint does; where there is an error the "
            "exit status is 6 and nothing is written. The version must be raised. What has not changed is not written. Needs the role admin. "
            "Calendars are applied by ogp calendar apply."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
