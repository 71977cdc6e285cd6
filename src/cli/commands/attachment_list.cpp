#include "app/cases/attachments.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    return context.print(app::files_table(repository, app::files_of(repository, repository.resolve(args.text("id")))));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "The case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
};

constexpr Example examples[] = {
    {"ogp attachment list I.1", {"რა ახლავს ეტაპს", "What is attached to a milestone"}},
    {"ogp attachment list I.1 --json=name,sha256", {"სახელები და ჰეშები", "Names and hashes"}},
};

} // namespace

constinit const Command attachment_list{
    .path = "attachment list",
    .summary = {"საქმის ფაილების სია", "List the files of a case"},
    .doc = {"დართული ფაილები, ძველიდან ახლისკენ, და ისინი, რომლებიც ველებში დევს.",
            "Files that are attached, oldest first, and those that lie in fields."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
