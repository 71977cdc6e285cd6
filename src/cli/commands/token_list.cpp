#include "app/trust/tokens.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args&)
{
    return context.print(app::list_tokens(context.repository()));
}

constexpr Example examples[] = {
    {"ogp token list --json=id,actor,expires", {"რა როდის იწურება", "What expires when"}},
};

} // namespace

constinit const Command token_list{
    .path = "token list",
    .summary = {"გასაღებსიტყვების სია", "List tokens"},
    .doc = {"თავად გასაღებსიტყვა არსად ინახება; იდენტიფიკატორი მისი ჰეშის დასაწყისია.", "The token itself is kept nowhere; its id is the beginning of its hash."},
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
