#include "app/budget/budget_ballots.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    if (const std::string& station = args.text("station"); !station.empty() && !context.options().dry_run) {
        for (const char* needed : {"issued", "unused", "spoiled"})
            if (!args.number(needed))
                throw Error(Fault::Usage, say("აკლია --{}", "--{} is missing", needed));
        app::put_station(context.repository(), args.text("round"),
                         {station, *args.number("issued"), *args.number("unused"), *args.number("spoiled"), args.text("note")});
    }
    return context.print(app::reconcile_table(context.repository(), args.text("round")));
}

constexpr Arg args[] = {
    {.name = "round", .value = "ROUND", .help = {"რაუნდის ნომერი", "Number of the round"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::Case},
    {.name = "station", .value = "NAME", .help = {"უბანი, რომლის რაოდენობები იწერება", "Station whose counts are recorded"}},
    {.name = "issued", .value = "N", .help = {"გაცემული ფურცლები", "Sheets issued to the station"}, .kind = Arg::Number},
    {.name = "unused", .value = "N", .help = {"გამოუყენებელი", "Sheets not used"}, .kind = Arg::Number},
    {.name = "spoiled", .value = "N", .help = {"გაფუჭებული", "Sheets spoiled"}, .kind = Arg::Number},
    {.name = "note", .value = "TEXT", .help = {"რატომ არ ემთხვევა", "Why they do not add up"}},
};

constexpr Example examples[] = {
    {"ogp budget reconcile 2027", {"ყველა უბანი", "All stations"}},
    {"ogp budget reconcile 2027 --station 7 --issued 500 --unused 180 --spoiled 4", {"ერთი უბნის რაოდენობები", "The counts of one station"}},
};

} // namespace

constinit const Command budget_reconcile{
    .path = "budget reconcile",
    .summary = {"ქაღალდის ბიულეტენების აღრიცხვა უბნების მიხედვით", "Account for paper ballots by station"},
    .doc = {"გაცემული უდრის ნამდვილს, ბათილს, გაფუჭებულსა და გამოუყენებელს ერთად. კენჭისყრა არ დაიხურება, სანამ უბანი არ ემთხვევა ან განმარტება არ უწერია.",
            "Issued is valid, invalid, spoiled and unused together. Balloting is not closed while a station does not add up and has no note that says why."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .run = run,
};

} // namespace ogp::cli
