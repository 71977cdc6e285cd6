#include "app/proofs.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args&)
{
    const app::SignedCheckpoint newest = app::newest_checkpoint(context.repository());
    if (!context.for_people())
        return context.print(newest.json, {});
    context.out(newest.note);
    return EXIT_SUCCESS;
}

constexpr Example examples[] = {
    {"ogp checkpoint > 2019-12-31.note", {"შესანახად სხვაგან, ogp audit-ისთვის", "To keep elsewhere, for ogp audit"}},
    {"ogp checkpoint --tsv=key > city.key", {"გასაღები, რომლითაც მტკიცებულებები მოწმდება", "The key that proofs are checked with"}},
};

} // namespace

constinit const Command checkpoint{
    .path = "checkpoint",
    .summary = {"ჟურნალის უახლესი ხელმოწერილი საკონტროლო წერტილი", "Print the newest signed checkpoint of the log"},
    .doc = {"ხელმოწერილი ტექსტი (C2SP): საცავი, მოვლენების რაოდენობა და ხის ფესვი. ვინც მას ინახავს, მოგვიანებით შეამოწმებს, რომ მანამდე "
            "ჩაწერილი არაფერი შეცვლილა: ogp audit --from FILE.",
            "A signed note (C2SP): the repository, the number of events and the root of their tree. Whoever keeps it can check later that "
            "nothing recorded before it was changed: ogp audit --from FILE."},
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
