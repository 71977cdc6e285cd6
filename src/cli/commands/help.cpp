#include "cli/help.hpp"

#include "cli/case_types.hpp"
#include "cli/commands.hpp"
#include "cli/find_command.hpp"

#include <algorithm>
#include <cstdlib>

namespace ogp::cli {
namespace {

std::string text_for(Context& context, const PathWords& path)
{
    if (path.words.empty())
        return overview(context.language());
    const std::vector<std::string> types = known_types(context);
    const bool is_type = std::find(types.begin(), types.end(), type_of_noun(path.words[0])) != types.end();
    const std::optional<Resolved> found = find_command(path);
    if (found && found->path_words == path.words.size() && (found->noun_type.empty() || is_type))
        return help_on(context, *found);
    if (path.words.size() == 1 && (is_type || is_table_noun(path.words[0])))
        return noun_help(path.words[0], is_type ? NounKind::CaseType : NounKind::Table, context.language());
    throw unknown_command(path, types);
}

int run(Context& context, const Args& args)
{
    PathWords path;
    path.words = args.all("command");
    if (path.words.size() > 2)
        path.words.resize(2);
    context.out(text_for(context, path));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "command", .value = "COMMAND", .help = {"ბრძანება ან მისი პირველი სიტყვა", "A command or its first word"}, .place = Arg::Positional,
     .times = Arg::Many},
};

constexpr Example examples[] = {
    {"ogp help plan", {"რა შეიძლება გეგმებთან", "What can be done with plans"}},
    {"ogp help milestone do", {"ერთი ბრძანება", "One command"}},
};

} // namespace

constinit const Command help{
    .path = "help",
    .summary = {"დახმარება", "Show help on a command"},
    .args = args,
    .examples = examples,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
