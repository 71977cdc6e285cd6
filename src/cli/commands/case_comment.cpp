#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/changed.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const store::CaseRow row = repository.resolve(args.text("id"), context.noun_type());
    const std::string text = args.text("text") == "-" ? std::string{trim(read_standard_input())} : args.text("text");
    app::Change change{repository};
    const store::CaseRow commented = change.comment(row.subject.uid, text);
    return finish_change(context, change, commented, say("{}: კომენტარი დაემატა", "{}: comment added", name_of(row)));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "The case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
    {.name = "text", .value = "TEXT", .help = {"ტექსტი; - არის სტანდარტული შესასვლელი", "The text; - is standard input"},
     .place = Arg::Positional, .need = Arg::Required},
};

constexpr Example examples[] = {
    {"ogp milestone comment I.1 \"შეხვედრა გადაიდო\"", {"კომენტარი ეტაპზე", "A comment on a milestone"}},
    {"ogp milestone comment I.1 - < notes.txt", {"ტექსტი ფაილიდან", "The text from a file"}},
};

} // namespace

constinit const Command case_comment{
    .path = "case comment",
    .summary = {"საქმეზე კომენტარის დართვა", "Comment on a case"},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
