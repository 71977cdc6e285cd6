#include "app/trust/consistency.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const app::SignedCheckpoint newest =
        args.flag("witnessed") ? app::witnessed_checkpoint(context.repository()) : app::newest_checkpoint(context.repository());
    if (!context.for_people())
        return context.print(newest.json, {});
    context.out(newest.note);
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "witnessed",
     .help = {"უახლესი მათგან, რომელსაც საჭირო რაოდენობის მოწმე აწერს ხელს (witnesses_required); თუ არ არის, გამოსვლის კოდია 7",
              "The newest one that enough witnesses have cosigned (witnesses_required); exit status 7 where there is none"},
     .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp checkpoint > 2019-12-31.note", {"შესანახად სხვაგან, ogp audit-ისთვის", "To keep elsewhere, for ogp audit"}},
    {"ogp checkpoint --tsv=key > city.key", {"გასაღები, რომლითაც მტკიცებულებები მოწმდება", "The key that proofs are checked with"}},
};

} // namespace

constinit const Command checkpoint{
    .path = "checkpoint",
    .summary = {"ჟურნალის უახლესი ხელმოწერილი საკონტროლო წერტილი", "Print the newest signed checkpoint of the log"},
    .doc = {"ხელმოწერილი ტექსტი (C2SP): საცავი, მოვლენების რაოდენობა და ხის ფესვი. ვინც მას ინახავს, მოგვიანებით შეამოწმებს, რომ მანამდე "
            "ჩაწერილი არაფერი შეცვლილა: ogp audit --from FILE. მოწმეთა ხელმოწერები მის ბოლოშია; ვინ ითვლება მოწმედ, წერია .ogp/config.yaml-ში (witnesses).",
            "A signed note (C2SP): the repository, the number of events and the root of their tree. Whoever keeps it can check later that "
            "nothing recorded before it was changed: ogp audit --from FILE. The signatures of witnesses stand at its end; who counts as a "
            "witness is said in .ogp/config.yaml (witnesses)."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
