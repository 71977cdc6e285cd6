#include "cli/commands.hpp"
#include "cli/log_filter.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    return context.print(app::log_of(repository, repository.resolve(args.text("id"), context.noun_type()),
                                     log_filter(args, app::LogFilter::Order::OldestFirst)));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "The case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
    log_since,
    log_until,
    log_by,
    log_op,
    {.name = "limit", .value = "N", .help = {"უახლესი რამდენი; თავიდან – ყველა", "The newest N; by default all"}, .kind = Arg::Number},
    log_reverse,
};

constexpr Example examples[] = {
    {"ogp milestone log I.1 --json=time,actor,text", {"კომენტარები დროით და ავტორით", "Comments with time and author"}},
    {"ogp milestone log I.1 --op move --by nino", {"ვისი გადასვლებია", "The transitions that one actor made"}},
};

} // namespace

constinit const Command case_log{
    .path = "case log",
    .summary = {"საქმის ისტორია", "List the events of a case"},
    .doc = {"ძველიდან ახლისკენ. ფილტრები ერთად მოქმედებს, --limit კი დარჩენილიდან უახლესებს ტოვებს; თარიღი დაწერის დღეა საცავის დროით.",
            "Oldest first. An event must pass all filters, and --limit leaves the newest of those; a date is the day of writing, in the "
            "repository's zone."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
