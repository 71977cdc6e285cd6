#include "cli/commands.hpp"
#include "cli/remote_session.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    return run_sync(context, args, app::SyncDirection::Pull);
}

constexpr Example examples[] = {
    {"ogp pull", {"სხვების მოვლენები და პასუხები საკუთარზე", "Events of others, and what became of one's own"}},
    {"ogp pull --json=pulled,checkpoint", {"სკრიპტისთვის", "For a script"}},
};

} // namespace

constinit const Command pull{
    .path = "pull",
    .summary = {"ახალი მოვლენების მიღება", "Take over what is new"},
    .doc = {"მოაქვს მთავარი საცავის ჟურნალი იქიდან, სადაც აქ წყდება, და ყოველ გვერდს ხელმოწერილი საკონტროლო წერტილით ამოწმებს. "
            "გაწყვეტილი საქმე იქიდან გრძელდება, სადაც შეწყდა. თუ ისტორია შეიცვალა, არაფერი ინახება და გამოსვლის კოდია 8.",
            "Brings the authority's log from where it ends here, and checks each page against its signed checkpoint. What was cut goes on "
            "where it ended. Where history was changed, nothing of it is kept and the exit status is 8."},
    .examples = examples,
    .output = Output::Object,
    .runs_in = Program::Network,
    .run = run,
};

} // namespace ogp::cli
