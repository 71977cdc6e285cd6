#include "app/cases/change.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "documents/document_edits.hpp"

#include <cstdlib>
#include <set>

namespace ogp::cli {
namespace {

constexpr std::size_t largest_document = 64 * 1024 * 1024;

/// What is wrong with a document names its file.
std::vector<report::EditedText> texts_in(const std::string& file)
{
    const std::string document = read_file(file, largest_document);
    try {
        return report::read_odt_edits(document);
    } catch (const Error& error) {
        throw Error(error.fault(), {printable(file) + ": " + error.message().ka, printable(file) + ": " + error.message().en}, error.hint());
    }
}

int run(Context& context, const Args& args)
{
    const std::vector<report::EditedText> texts = texts_in(args.text("file"));
    app::Repository& repository = context.repository();
    // Read under the write lock: what is decided is about the texts as they are now.
    app::Change change{repository};
    const std::vector<documents::TextEdit> edits = documents::edits_of(repository, texts);
    context.print(documents::edits_table(edits));
    documents::require_fresh(edits);
    std::set<CaseUid> done;
    for (const documents::TextEdit& edit : edits)
        if (done.insert(edit.row.subject.uid).second)
            change.set(edit.row.subject.uid, documents::values_of(repository, edit.row, edits));
    if (edits.empty()) {
        context.note(say("{}: {} ტექსტიდან არც ერთი არ შეცვლილა", "{}: none of {} texts was changed", args.text("file"), texts.size()));
        return EXIT_SUCCESS;
    }
    if (context.options().dry_run) {
        context.note(say("ჩაიწერებოდა ცვლილება: {}", "would record changes: {}", edits.size()));
        return EXIT_SUCCESS;
    }
    change.commit();
    context.note(say("ჩაიწერა ცვლილება: {}", "changes recorded: {}", edits.size()));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "file", .value = "FILE.odt", .help = {"დოკუმენტი, რომელშიც ტექსტები შეიცვალა", "The document in which texts were changed"},
     .place = Arg::Positional, .need = Arg::Required, .complete = Complete::File},
};

constexpr Example examples[] = {
    {"ogp report import-edits annual.ka.odt --dry-run", {"რა შეიცვალა, ჩაწერის გარეშე", "What was changed, without recording it"}},
    {"ogp report import-edits annual.ka.odt", {"ცვლილებების ჩაწერა", "Record the changes"}},
};

} // namespace

constinit const Command report_import_edits{
    .path = "report import-edits",
    .summary = {"დოკუმენტში შეცვლილი ტექსტების ჩაწერა", "Record the texts that were changed in a document"},
    .doc = {"კითხულობს .odt დოკუმენტს, რომელიც ogp report-მა შექმნა და ადამიანმა შეცვალა, აჩვენებს რა განსხვავდება და ცვლილებებს "
            "მოვლენებად წერს, ყველას ან არც ერთს. იცვლება მხოლოდ თხრობითი ტექსტები; რიცხვები და თარიღები ჩანაწერიდან მოდის. სადაც "
            "თარგმანი აკლდა და სხვა ენის ტექსტი იდგა, შეცვლილი ტექსტი თარგმანია. თუ ტექსტი ჩანაწერშიც შეიცვალა, არაფერი იწერება (კოდი 5).",
            "Reads an .odt document that ogp report made and a person edited, shows what differs and records it as events, all or nothing. Only "
            "narrative texts are taken; numbers and dates come from the record. Where a translation was missing and the other language "
            "stood in its place, the changed text is the translation. A text that was changed in the record as well is refused, and nothing "
            "is recorded (status 5)."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .run = run,
};

} // namespace ogp::cli
