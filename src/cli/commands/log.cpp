#include "cli/commands.hpp"
#include "cli/log_filter.hpp"

namespace ogp::cli {
namespace {

constexpr std::int64_t usual_limit = 20;

int run(Context& context, const Args& args)
{
    using Order = app::LogFilter::Order;
    app::Repository& repository = context.repository();
    app::LogFilter filter = log_filter(args, args.has("id") ? Order::OldestFirst : Order::NewestFirst);
    filter.type = args.text("type");
    if (args.has("id"))
        return context.print(app::log_of(repository, repository.resolve(args.text("id")), filter));
    if (!filter.limit)
        filter.limit = usual_limit;
    return context.print(app::log_of_all(repository, filter));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე; თავიდან – ყველა", "A case; by default all"}, .place = Arg::Positional,
     .complete = Complete::Case},
    log_since,
    log_until,
    log_by,
    log_op,
    {.name = "type", .value = "TYPE", .help = {"მხოლოდ ამ ტიპის საქმეები და თვით ტიპი", "Only cases of this type, and the type itself"},
     .complete = Complete::CaseType},
    {.name = "limit", .value = "N",
     .help = {"უახლესი რამდენი; თავიდან – 20, ერთი საქმისა – ყველა", "The newest N; by default 20, of one case all"}, .kind = Arg::Number},
    log_reverse,
};

constexpr Example examples[] = {
    {"ogp log", {"უახლესი მოვლენები", "The newest events"}},
    {"ogp log I.4 --json=time,actor,what", {"ერთი ეტაპის ისტორია", "The history of one milestone"}},
    {"ogp log --since 2019-04-01 --until 2019-04-30 --op move,comment", {"აპრილის გადასვლები და კომენტარები", "Transitions and comments of April"}},
};

} // namespace

constinit const Command log{
    .path = "log",
    .summary = {"მოვლენები: ვინ, როდის, რა შეცვალა", "List events: who changed what and when"},
    .doc = {"საქმის მოვლენები ძველიდან ახლისკენ; საქმის გარეშე – უახლესი მოვლენები, ახლიდან ძველისკენ. ფილტრები ერთად მოქმედებს, "
            "--limit კი დარჩენილიდან უახლესებს ტოვებს; --reverse მხოლოდ რიგს აბრუნებს. თარიღი დაწერის დღეა საცავის დროით.",
            "The events of a case, oldest first; without a case the newest events, newest first. An event must pass all filters, and "
            "--limit leaves the newest of those; --reverse turns the order alone. A date is the day of writing, in the repository's zone."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
