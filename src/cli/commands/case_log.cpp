#include "app/cases.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    return context.print(app::log_of(repository, repository.resolve(args.text("id"), context.noun_type())));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "The case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
};

constexpr Example examples[] = {
    {"ogp milestone log I.1 --json=time,actor,text", {"კომენტარები დროით და ავტორით", "Comments with time and author"}},
};

} // namespace

constinit const Command case_log{
    .path = "case log",
    .summary = {"საქმის ისტორია", "List the events of a case"},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
