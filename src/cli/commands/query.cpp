#include "app/cases/query.hpp"

#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    if (args.flag("views"))
        return context.print(app::query_views(context.repository()));
    if (args.text("sql").empty())
        throw Error(Fault::Usage, {"შეკითხვა არ არის", "there is no query"}, {"მაგალითად: ogp query \"SELECT * FROM cases LIMIT 5\"", "for example: ogp query \"SELECT * FROM cases LIMIT 5\""});
    return context.print(app::query(context.repository(), args.text("sql"), *args.number("timeout"), args.date("as-of")));
}

constexpr Arg args[] = {
    {.name = "sql", .value = "SQL", .help = {"ერთი SELECT", "One SELECT statement"}, .place = Arg::Positional},
    {.name = "views", .help = {"რისი წაკითხვა შეიძლება: ხედები და სვეტები", "What can be read: views and their columns"}, .kind = Arg::Flag},
    {.name = "as-of", .value = "DATE", .help = {"ხედები ისე, როგორც დღის ბოლოს იყო ჩაწერილი", "The views as they were on record at the end of that day"}, .kind = Arg::Date},
    {.name = "timeout", .value = "SECONDS", .help = {"მეტი დრო არ მიეცემა", "No more time than this"}, .kind = Arg::Number, .preset = "10"},
};

constexpr Example examples[] = {
    {"ogp query \"SELECT state, count(*) AS n FROM milestone GROUP BY state\" --csv", {"რამდენი ეტაპია თითოეულ მდგომარეობაში", "How many milestones are in each state"}},
    {"ogp query \"SELECT actor, count(*) AS acts FROM events GROUP BY actor ORDER BY acts DESC\"", {"ვინ რამდენი რამ ჩაწერა", "Who recorded how much"}},
    {"ogp query --as-of 2019-12-31 \"SELECT state, count(*) AS n FROM issue GROUP BY state\"", {"რა მდგომარეობაში იყო შეტყობინებები წლის ბოლოს", "The states of problem reports at the end of the year"}},
    {"ogp query --views", {"ხედები და სვეტები", "Views and columns"}},
};

} // namespace

constinit const Command query{
    .path = "query",
    .summary = {"შეკითხვა SQL-ით", "Ask a question in SQL"},
    .doc = {"კითხულობს დოკუმენტირებულ ხედებს: cases (ყველა საქმე), თითო ხედი საქმის თითოეულ ტიპზე მისი ველებით, events (ჟურნალი) და clocks "
            "(ვადები). პირადი და საიდუმლო მნიშვნელობები მათში არ არის. დრო RFC 3339-ით არის, UTC-ში. ჩაწერა, მიერთება, პარამეტრის შეცვლა და "
            "ცხრილების პირდაპირ წაკითხვა აკრძალულია; დრო, მეხსიერება და პასუხის ზომა შეზღუდულია. --as-of: რაც დღის ბოლოს უკვე ჩაწერილი იყო; "
            "მოგვიანებით შემოსული საქმე ხედებში არ არის.",
            "Reads documented views: cases (every case), a view for each case type with its fields, events (the log) and clocks (deadlines). "
            "Personal and secret values are not in them. Times are RFC 3339 in UTC. Writing, attaching, setting and reading the tables "
            "themselves are refused; time, memory and the size of the answer are bounded. --as-of: what had been recorded by the end of that "
            "day; cases that came later are not in the views."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
