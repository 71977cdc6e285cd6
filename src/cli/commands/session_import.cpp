#include "app/plans/minutes.hpp"
#include "base/file.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const std::string& name = args.text("file");
    const bool from_stdin = name == "-";
    const YamlDocument document{from_stdin ? read_standard_input(YamlLimits{}.bytes) : read_file(name, YamlLimits{}.bytes), from_stdin ? "stdin" : name};
    const app::MinutesFile minutes = app::read_minutes(document);
    Json result = Json::object({{"number", Json(minutes.number)}, {"state", Json("published")}, {"dry_run", Json(context.options().dry_run)}});
    context.require_fields(result);
    if (!context.options().dry_run && !context.options().list_fields)
        app::import_minutes(context.repository(), minutes);
    if (!context.for_people() || context.options().list_fields)
        return context.print(result, {});
    if (context.options().dry_run)
        context.note({"არაფერი ჩაწერილა (--dry-run)", "nothing was written (--dry-run)"});
    else
        context.say_line(say("სხდომა {} შეტანილია", "session {} recorded", minutes.number));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE", .help = {"ოქმის YAML ფაილი; - არის სტანდარტული შესასვლელი", "YAML file of minutes; - is standard input"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
};

constexpr Example examples[] = {
    {"ogp session import minutes-07.yaml", {"დაბეჭდილი ოქმის შეტანა", "Record printed minutes"}},
};

} // namespace

constinit const Command session_import{
    .path = "session import",
    .summary = {"სხდომის დაბეჭდილი ოქმის შეტანა", "Record the printed minutes of a session"},
    .doc = {"იხსნება სხდომა მდგომარეობაში published, როლით importer: დღის წესრიგი, დამსწრენი, მსვლელობა, შეთანხმებები და ის, რაც "
            "მხოლოდ დაბეჭდილშია.",
            "A session is opened in the state published, in the role importer: agenda, attendance, course, what was agreed, and what only "
            "the print says."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
