#include "app/cases.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    if (args.has("id"))
        return context.print(app::log_of(repository, repository.resolve(args.text("id"))));
    return context.print(app::latest_events(repository, static_cast<std::size_t>(*args.number("limit"))));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე; თავიდან – ყველა", "A case; by default all"}, .place = Arg::Positional,
     .complete = Complete::Case},
    {.name = "limit", .value = "N", .help = {"უახლესი რამდენი, თუ საქმე დასახელებული არ არის", "How many of the newest, where no case is named"},
     .kind = Arg::Number, .preset = "20"},
};

constexpr Example examples[] = {
    {"ogp log", {"უახლესი მოვლენები", "The newest events"}},
    {"ogp log I.4 --json=time,actor,what", {"ერთი ეტაპის ისტორია", "The history of one milestone"}},
};

} // namespace

constinit const Command log{
    .path = "log",
    .summary = {"მოვლენები: ვინ, როდის, რა შეცვალა", "List events: who changed what and when"},
    .doc = {"საქმის მოვლენები ძველიდან ახლისკენ; საქმის გარეშე – უახლესი მოვლენები, ახლიდან ძველისკენ.",
            "The events of a case, oldest first; without a case the newest events, newest first."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
