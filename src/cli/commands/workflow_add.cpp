#include "app/workflows/workflow_add.hpp"
#include "base/text.hpp"
#include "cli/applied_types.hpp"
#include "cli/commands.hpp"
#include "cli/reserved_names.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

Json words(const std::vector<std::string>& list)
{
    Json array = Json::array();
    for (const std::string& word : list)
        array.push(Json(word));
    return array;
}

Json object_of(const app::AddedTypes& added)
{
    Json files = Json::array();
    for (const app::AddedFile& file : added.files)
        files.push(Json::object({{"file", Json(file.file)},
                                 {"replaced", Json(file.was_there)},
                                 {"kept_as", file.kept_as.empty() ? Json() : Json(file.kept_as)}}));
    Json object = cli::object_of(added.applied);
    object.set("files", std::move(files));
    object.set("calendars", words(added.calendars));
    object.set("kept", words(added.kept));
    object.set("behind", words(added.behind));
    return object;
}

void say_files(Context& context, const app::AddedTypes& added)
{
    for (const app::AddedFile& file : added.files) {
        context.say_line(file.was_there ? say("{}: შეიცვალა", "{}: replaced", file.file) : say("{}: ახალი ფაილი", "{}: new file", file.file));
        if (!file.kept_as.empty())
            context.note(say("{0}: რაც შეცვლილი იყო და არ დამტკიცებულა, შენახულია: {1}",
                             "{0}: what was edited there and never applied is kept in {1}", file.file, file.kept_as));
    }
    for (const std::string& file : added.kept)
        context.note(say("{}: რჩება ის, რომელიც აქ მოქმედებს; პროგრამისა სხვაა",
                         "{}: the one in force here is used as it is; the program has another", file));
    if (!added.behind.empty())
        context.note(say("შეცვლილი ფაილის ძველი ტექსტით მოქმედებს: {0}; ახალი ვერსია: ogp workflow apply",
                         "in force with the old text of a replaced file: {0}; for a new version of these: ogp workflow apply", join(added.behind, ", ")));
}

void say_added(Context& context, const app::AddedTypes& added)
{
    say_types(context, added.applied);
    for (const std::string& id : added.calendars)
        context.say_line(say("კალენდარი „{}“ ძალაში შედის", "the calendar \"{}\" comes into force", id));
    say_files(context, added);
    if (added.changes_nothing())
        context.say_line({"ყველაფერი უკვე მოქმედებს, არაფერი ჩაწერილა", "everything is in force already, nothing was written"});
}

int run(Context& context, const Args& args)
{
    const app::AddRequest request{args.all("type"), reserved_names(), args.flag("replace") ? app::Replace::Yes : app::Replace::No};
    const bool writes_nothing = context.options().dry_run || context.options().list_fields;
    // A field that does not exist must not be found out after the change.
    if (!context.options().fields.empty() && !writes_nothing)
        context.require_fields(object_of(app::add_shipped_types(context.repository(), request, app::DryRun::Yes)));
    const app::AddedTypes added = app::add_shipped_types(context.repository(), request, writes_nothing ? app::DryRun::Yes : app::DryRun::No);
    context.report_findings(added.applied.findings);
    if (context.for_people())
        say_added(context, added);
    else
        context.print(object_of(added), {});
    if (context.options().dry_run)
        context.note({"არაფერი ჩაწერილა (--dry-run)", "nothing was written (--dry-run)"});
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "type", .value = "TYPE",
     .help = {"პროგრამის საქმის ტიპები; all – ყველა, რომელიც აქ ჯერ არ გამოიყენება (სია: ogp workflow list --available)",
              "Case types of the program; all: every one that is not in use here yet (ogp workflow list --available)"},
     .place = Arg::Positional, .need = Arg::Required, .times = Arg::Many, .complete = Complete::ShippedType},
    {.name = "replace",
     .help = {"პროგრამის ფაილი ჩაიწეროს იქაც, სადაც სხვა დევს; all – პროგრამის ყველა ტიპი",
              "Put the program's file also where there is another; all: every case type of the program"},
     .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp workflow add issue petition", {"პრობლემის შეტყობინება და პეტიცია", "Problem reports and petitions"}},
    {"ogp workflow add all --dry-run", {"რა დაემატებოდა", "What would be added"}},
    {"ogp workflow add foi --replace", {"ახალი ვერსია, რომელიც პროგრამის განახლებას მოჰყვა", "A newer version that came with a newer program"}},
};

} // namespace

constinit const Command workflow_add{
    .path = "workflow add",
    .summary = {"პროგრამის საქმის ტიპის გამოყენების დაწყება", "Take case types of the program into use"},
    .doc = {"რაც ogp init-ს არ დაუმატებია, მერე ემატება: საქაღალდეში workflows იწერება საქმის ტიპის ფაილი და რასაც ის იყენებს, ახალი ვერსია "
            "კი ჟურნალში, როგორც ogp workflow apply-ით. ემატება ის ტიპებიც, რომლებსაც მისი ველები და პირობები ასახელებს, და ძალაში შედის "
            "კალენდარი, თუ ის ჯერ არ მოქმედებს. ჯერ ყველაფერი მოწმდება; შეცდომაზე გამოსვლის კოდია 6 და არაფერი იწერება. თუ ფაილი უკვე დევს "
            "და სხვაა, კოდია 5: --replace მას ცვლის, ძველი ვერსია ჟურნალში რჩება. კალენდრები, როლები და შეტყობინებები, რომლებიც უკვე დევს, "
            "უცვლელი რჩება. საჭიროა როლი admin.",
            "What ogp init did not bring in comes later: the file of the case type and what it uses are written to the folder workflows, and its "
            "version is recorded in the log, as ogp workflow apply does. Case types that its fields and guards name come along, and a calendar "
            "that is not in force yet comes into force. Everything is checked first; where there is an error the exit status is 6 and nothing is "
            "written. Where another file is there already it is 5: --replace puts the program's in its place, and the log keeps the version "
            "before. Calendars, roles and messages that are there stay as they are. Needs the role admin."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
