#include "app/trust/actors.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const std::string& name = args.text("name");
    app::add_actor(context.repository(), name, args.all("role"), context.options().dry_run ? app::DryRun::Yes : app::DryRun::No);
    context.note(context.options().dry_run ? say("დაემატებოდა: {}", "would be added: {}", name) : say("დაემატა: {}", "added: {}", name));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "name", .value = "NAME", .help = {"მომხმარებლის სახელი: a-z, ციფრები, . _ -", "Id of the actor: a-z, digits, . _ -"},
     .place = Arg::Positional, .need = Arg::Required},
    {.name = "role", .value = "ROLE", .help = {"როლი; შეიძლება რამდენჯერმე", "A role; may be given several times"}, .need = Arg::Required,
     .times = Arg::Many, .complete = Complete::Role},
};

constexpr Example examples[] = {
    {"ogp actor add nino --role foi_officer --role clerk", {"ორი როლით", "With two roles"}},
};

} // namespace

constinit const Command actor_add{
    .path = "actor add",
    .summary = {"ახალი მომხმარებელი როლებით", "Add an actor with roles"},
    .doc = {"როლი მოვლენით ენიჭება, რომელიც ჟურნალში რჩება: ყველა ნახავს, ვის რისი უფლება ჰქონდა და როდის. საჭიროა როლი admin, მთავარ საცავში.",
            "Roles are granted by events, which stay in the log: anybody can see who was allowed what, and when. Needs the role admin, on "
            "the authority."},
    .args = args,
    .examples = examples,
    .run = run,
};

} // namespace ogp::cli
