#include "cli/complete.hpp"

#include "base/text.hpp"
#include "cli/commands.hpp"

#include <algorithm>
#include <cstdlib>

namespace ogp::cli {
namespace {

std::string one_line(std::string text)
{
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n'; }, ' ');
    return printable(text);
}

int run(Context& context, const Args& args)
{
    Candidates candidates;
    try {
        candidates = complete_words(context, args.all("words"));
    } catch (const Error&) {
        // Whatever is wrong is said when the command is run; at the cursor there is simply nothing to offer.
        return EXIT_SUCCESS;
    }
    for (const Candidate& candidate : candidates.list)
        context.out(one_line(candidate.value) + "\t" + one_line(candidate.help) + "\n");
    if (candidates.files != Candidates::Files::None)
        context.out(candidates.files == Candidates::Files::Any ? ":files\n" : ":folders\n");
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "words", .value = "WORD", .help = {"სიტყვები კურსორამდე", "The words up to the cursor"}, .place = Arg::Positional, .times = Arg::Many},
};

} // namespace

constinit const Command complete{
    .path = "__complete",
    .summary = {"რა შეიძლება კურსორთან", "List what could stand at the cursor"},
    .doc = {"გარსების დამატებებისთვის: ogp __complete -- სიტყვები. თითო სტრიქონი: მნიშვნელობა, ტაბულაცია, განმარტება; „:files“ და "
            "„:folders“ – გარსის საკუთარი ფაილები.",
            "For the completions of shells: ogp __complete -- WORDS. One a line: value, tab, explanation; \":files\" and \":folders\" stand for "
            "the shell's own."},
    .args = args,
    .reads_only = true,
    .hidden = true,
    .run = run,
};

} // namespace ogp::cli
