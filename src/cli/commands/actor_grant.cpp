#include "app/trust/actors.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    for (const std::string& role : args.all("role"))
        app::grant_role(context.repository(), args.text("name"), role, context.options().dry_run ? app::DryRun::Yes : app::DryRun::No);
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "name", .value = "NAME", .help = {"მომხმარებელი", "The actor"}, .place = Arg::Positional, .need = Arg::Required},
    {.name = "role", .value = "ROLE", .help = {"როლი; შეიძლება რამდენჯერმე", "A role; may be given several times"}, .need = Arg::Required,
     .times = Arg::Many, .complete = Complete::Role},
};

constexpr Example examples[] = {
    {"ogp actor grant nino --role coordinator", {"კიდევ ერთი როლი", "One more role"}},
};

} // namespace

constinit const Command actor_grant{
    .path = "actor grant",
    .summary = {"მომხმარებლისთვის როლის მინიჭება", "Grant an actor a role"},
    .doc = {"იწერება მოვლენა; თუ როლი უკვე აქვს, არაფერი იწერება. საჭიროა როლი admin, მთავარ საცავში.",
            "One event is written; none where the actor has the role. Needs the role admin, on the authority."},
    .args = args,
    .examples = examples,
    .run = run,
};

} // namespace ogp::cli
