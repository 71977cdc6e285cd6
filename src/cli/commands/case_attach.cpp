#include "cli/changed.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const store::CaseRow row = repository.resolve(args.text("id"), context.noun_type());
    const workflow::CaseType& type = repository.type(row.subject.workflow);
    const std::string& field = args.text("field");
    if (args.text("file") == "-" && !args.has("name"))
        throw Error{Fault::Usage, {"სტანდარტულ შესასვლელს სახელი არ აქვს", "standard input has no name"},
                    {"დაუმატეთ: --name letter.pdf", "add: --name letter.pdf"}};
    // Looked at before the write lock is taken: nobody waits for somebody's standard input.
    const app::IncomingFile file{args.text("file"), args.text("name"), field.empty() ? app::FileRules{} : app::rules_of(type, field)};
    app::Change change{repository};
    const store::CaseRow changed =
        field.empty() ? change.attach(row.subject.uid, file) : change.put_file(row.subject.uid, field, file);
    const std::string& name = file.attachment().name;
    const Localized line = change.size() == 0
                               ? say("{0}: {1} უკვე ახლავს", "{0}: {1} is attached already", name_of(row), name)
                               : say("{0}: დაერთო {1}", "{0}: attached {1}", name_of(row), name);
    return finish_change(context, change, changed, line);
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "The case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
    {.name = "file", .value = "FILE", .help = {"ფაილი; - არის სტანდარტული შესასვლელი", "The file; - is standard input"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
    {.name = "name", .value = "NAME", .help = {"რა სახელით; თავიდან – ფაილის საკუთარი", "Under which name; by default the file's own"}},
    {.name = "field", .value = "FIELD", .help = {"ველი, რომელიც ფაილს ინახავს", "A field of the case that holds files"},
     .complete = Complete::Field},
};

constexpr Label doc = {
    "ფაილი საცავში თავისი SHA-256-ით ინახება და მოვლენა მას ასახელებს, ამიტომ შეცვლილი ან დაკარგული ფაილი ჩანს (ogp fsck). დასაშვებია "
    "64 MiB. თუ საქმის ტიპის კომენტარები პირადია, ფაილი და მისი სახელი დაშიფრულია. დაბრუნება: ogp attachment get.",
    "The file is kept under its SHA-256 and the event names it, so that a changed or lost file is noticed (ogp fsck). At most 64 MiB. "
    "Where comments on the case type are personal, the file and its name are encrypted. To get it back: ogp attachment get."};

constexpr Example any_examples[] = {
    {"ogp attach I.1 minutes.pdf", {"ოქმი ეტაპს", "Minutes to a milestone"}},
    {"ogp attach I.1 - --name visitors.csv < visitors.csv", {"სტანდარტული შესასვლელიდან", "From standard input"}},
};

constexpr Example examples[] = {
    {"ogp milestone attach I.1 minutes.pdf", {"ოქმი ეტაპს", "Minutes to a milestone"}},
    {"ogp milestone attach I.1 scan0001.pdf --name minutes.pdf", {"სხვა სახელით", "Under another name"}},
};

} // namespace

/// The same without a noun: a case of any type.
constinit const Command attach{
    .path = "attach",
    .summary = {"საქმეს ფაილის დართვა", "Attach a file to a case"},
    .doc = doc,
    .args = args,
    .examples = any_examples,
    .output = Output::Object,
    .run = run,
};

constinit const Command case_attach{
    .path = "case attach",
    .summary = {"საქმეს ფაილის დართვა", "Attach a file to a case"},
    .doc = doc,
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
