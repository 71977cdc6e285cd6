#include "app/workflows/workflow_versions.hpp"
#include "cli/applied_types.hpp"
#include "cli/commands.hpp"
#include "cli/reserved_names.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const app::ApplyRequest request{args.all("type"), reserved_names()};
    const bool writes_nothing = context.options().dry_run || context.options().list_fields;
    // A field that does not exist must not be found out after the change.
    if (!context.options().fields.empty() && !writes_nothing)
        context.require_fields(object_of(app::apply_workflows(context.repository(), request, app::DryRun::Yes)));
    const app::Applied applied = app::apply_workflows(context.repository(), request, writes_nothing ? app::DryRun::Yes : app::DryRun::No);
    context.report_findings(applied.findings);
    if (context.for_people()) {
        say_types(context, applied);
        if (applied.written == 0)
            context.say_line({"ყველაფერი უკვე მოქმედებს, არაფერი ჩაწერილა", "everything is in force already, nothing was written"});
    } else {
        context.print(object_of(applied), {});
    }
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
