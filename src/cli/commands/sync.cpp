#include "cli/commands.hpp"
#include "cli/remote_session.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    return run_sync(context, args, app::SyncDirection::Both);
}

constexpr Arg args[] = {
    {.name = "fail-on", .value = "WHAT", .help = {"გამოსვლის კოდი 7, თუ არის", "Exit status 7 where there is"}, .choices = "conflict",
     .complete = Complete::Choice},
};

constexpr Example examples[] = {
    {"ogp sync", {"გაგზავნა და მიღება", "Send and receive"}},
    {"ogp sync --json", {"რა მოხდა, სკრიპტისთვის", "What happened, for a script"}},
    {"ogp sync --fail-on conflict", {"გამოსვლის კოდი 7, თუ რამე კონფლიქტშია", "Exit status 7 where anything is in conflict"}},
};

} // namespace

constinit const Command sync{
    .path = "sync",
    .summary = {"გაგზავნა და მიღება ერთად", "Send and receive"},
    .doc = {"ჯერ აგზავნის, რაც აქ დაგროვდა, მერე მოაქვს ახალი. როცა არც ერთი არაფერია, ერთი მოკლე მოთხოვნა კმარა. მთავარი საცავის "
            "მისამართი .ogp/config.yaml-შია, გასაღებსიტყვა – OGP_TOKEN-ში ან .ogp/token-ში. თუ მისვლა ვერ ხერხდება, გამოსვლის კოდია 9.",
            "Hands in what has gathered here, then brings what is new. Where there is neither, one short request is enough. The address of "
            "the authority is in .ogp/config.yaml, the token in OGP_TOKEN or .ogp/token. Where it cannot be reached the exit status "
            "is 9."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .runs_in = Program::Network,
    .run = run,
};

} // namespace ogp::cli
