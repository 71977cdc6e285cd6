#include "app/cases/cases.hpp"
#include "base/file.hpp"
#include "base/yaml.hpp"
#include "cli/changed.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

Json values_of(Context& context, const workflow::CaseType& type, const Args& args)
{
    Json values = Json::object();
    if (args.has("file") || args.has("stdin")) {
        const bool from_stdin = args.has("stdin") || args.text("file") == "-";
        std::string text = from_stdin ? read_standard_input() : read_file(args.text("file"));
        values = app::values_from_yaml(type, YamlDocument{std::move(text), from_stdin ? "stdin" : args.text("file")});
    }
    const Json given = app::assign(context.repository(), type, app::read_assignments(args.all("set")));
    for (const auto& [field, value] : given.members())
        values.set(field, value);
    return values;
}

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const std::string wanted = context.noun_type().empty() ? args.text("type") : context.noun_type();
    if (wanted.empty())
        throw Error{Fault::Usage, {"case new: აკლია --type TYPE", "case new: --type TYPE is missing"},
                    {"ან დაასახელეთ ტიპი: ogp milestone new", "or name the type: ogp milestone new"}};
    const workflow::CaseType& type = repository.active_type(wanted);
    const Json values = values_of(context, type, args);
    app::Change change{repository};
    const store::CaseRow row = change.open(type.id, values);
    return finish_change(context, change, row, say("{0}: გაიხსნა ({1})", "{0}: opened ({1})", name_of(row), row.subject.state));
}

constexpr Arg args[] = {
    {.name = "stdin", .value = "-", .help = {"ველები YAML-ით სტანდარტული შესასვლელიდან", "Fields as YAML from standard input"},
     .place = Arg::Positional, .choices = "-"},
    {.name = "set", .value = "FIELD=VALUE", .help = {"ველის მნიშვნელობა; @FILE – ფაილიდან ან თვით ფაილი", "Value of a field; @FILE is the file's content, or the file itself"},
     .kind = Arg::Assignment, .times = Arg::Many, .complete = Complete::Field},
    {.name = "file", .value = "FILE", .help = {"ველები YAML ფაილიდან; - არის სტანდარტული შესასვლელი", "Fields from a YAML file; - is standard input"},
     .complete = Complete::File},
    {.name = "type", .value = "TYPE", .help = {"საქმის ტიპი („case new“-ისთვის)", "Type of the case (for \"case new\")"},
     .complete = Complete::CaseType},
};

constexpr Example examples[] = {
    {"ogp milestone new --set commitment=I --set number=I.9 --set title=\"საბოლოო შეხვედრა\" --set title=\"en:Closing meeting\"",
     {"ეტაპი, ვალდებულების ნაწილი", "A milestone, part of a commitment"}},
    {"ogp org-unit new --file unit.yaml", {"ველები ფაილიდან", "Fields from a file"}},
};

} // namespace

constinit const Command case_new{
    .path = "case new",
    .summary = {"საქმის გახსნა", "Open a case"},
    .doc = {"ჩამონათვალის ვარიანტი შეიძლება დაიწეროს id-ით ან სახელით, ქართულად ან ინგლისურად; ჩაიწერება id. თუ სავალდებულო ველები აკლია, "
            "ყველა ერთად ჩამოითვლება.",
            "An option of a list may be written as its id or as its label, in Georgian or in English; the id is recorded. Where required fields "
            "are missing, all are named at once."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
