#include "app/trust/actors.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const std::string& name = args.text("name");
    const app::ActorSheet sheet = app::show_actor(context.repository(), name);
    return context.print(sheet.json, sheet.card, both(name));
}

constexpr Arg args[] = {
    {.name = "name", .value = "NAME", .help = {"მომხმარებელი", "The actor"}, .place = Arg::Positional, .need = Arg::Required},
};

constexpr Example examples[] = {
    {"ogp actor show nino", {"როლები და გასაღებები მთლიანად", "Roles, and keys in full"}},
};

} // namespace

constinit const Command actor_show{
    .path = "actor show",
    .summary = {"ერთი მომხმარებელი", "Show an actor"},
    .doc = {"როლები და გასაღებები, რომლებიც ახლა მოქმედებს.", "The roles and the keys that are in force now."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
