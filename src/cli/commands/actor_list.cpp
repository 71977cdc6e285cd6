#include "app/trust/actors.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args&)
{
    return context.print(app::list_actors(context.repository()));
}

constexpr Example examples[] = {
    {"ogp actor list --json=actor,roles", {"ვის რა როლი აქვს", "Who has which role"}},
};

} // namespace

constinit const Command actor_list{
    .path = "actor list",
    .summary = {"მომხმარებლები, როლები და გასაღებები", "List actors with their roles and keys"},
    .doc = {"ვისაც ახლა რამე უფლება აქვს; რაც ჩამოერთვათ, ჟურნალშია: ogp log.", "Those who may do anything now; what was taken away is in the log: ogp log."},
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
