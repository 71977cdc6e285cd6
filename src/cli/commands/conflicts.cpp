#include "app/sync/conflicts.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::ConflictFilter filter;
    if (args.has("id"))
        filter.subject = context.repository().resolve(args.text("id")).subject.uid;
    if (args.flag("all"))
        filter.resolved = store::Store::Resolved::Include;
    return context.print(app::list_conflicts(context.repository(), filter));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"ერთი საქმისა; თავიდან – ყველასი", "Of one case; by default of all"}, .place = Arg::Positional,
     .complete = Complete::Case},
    {.name = "all", .help = {"გადაწყვეტილებიც", "Those that were settled as well"}, .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp conflicts", {"რა ელოდება გადაწყვეტას", "What waits to be settled"}},
    {"ogp conflicts FOI-2026-00017 --all", {"ერთი საქმის ისტორია", "Of one case, settled ones too"}},
    {"ogp conflicts --json=case,field,kept,other", {"სკრიპტისთვის", "For a script"}},
};

} // namespace

constinit const Command conflicts{
    .path = "conflicts",
    .summary = {"მოვლენები, რომლებიც სრულად არ შესრულდა", "List events that were not applied in full"},
    .doc = {"კონფლიქტი: ორმა ადამიანმა ერთმანეთის გაუგებლად შეცვალა ერთი და იგივე. პირველი ძალაშია, მეორე აქ იცდის, სანამ ვინმე არ გადაწყვეტს: "
            "ogp resolve. უარყოფილი: წესი არ უშვებდა. კარანტინში: გასაღები გაუქმებული იყო ან ნომრები არეული. არაფერი იკარგება.",
            "A conflict: two people changed the same without knowing of each other. The first one stands, the second waits here until "
            "somebody settles it: ogp resolve. Rejected: a rule did not allow it. Quarantined: the key was revoked, or the numbers were "
            "used twice. Nothing is lost."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
