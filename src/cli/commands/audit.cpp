#include "app/trust/consistency.hpp"
#include "app/trust/erasure.hpp"
#include "base/file.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

constexpr std::size_t most_bytes = 1U << 20U; // of a signed note

int run(Context& context, const Args& args)
{
    if (args.flag("erasures"))
        return context.print(app::pending_erasures(context.repository()));
    const std::string& file = args.text("from");
    app::Repository& repository = context.repository();
    const std::string note = file.empty() ? app::kept_checkpoint(repository)
                             : file == "-" ? read_standard_input(most_bytes) : read_file(file, most_bytes);
    const app::Audit result = app::audit(repository, note, file.empty() ? ".ogp/checkpoint" : file == "-" ? "stdin" : file);
    if (!context.for_people())
        return context.print(result.json, {});
    context.say_line(result.sentence);
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "from", .value = "FILE",
     .help = {"ადრინდელი საკონტროლო წერტილი; - არის სტანდარტული შესასვლელი; თავიდან – .ogp/checkpoint",
              "An earlier checkpoint; - is standard input; by default .ogp/checkpoint"},
     .complete = Complete::File},
    {.name = "erasures", .help = {"მხოლოდ ის ასლები, რომლებსაც წაშლა არ დაუდასტურებიათ", "Only the clones that have not acknowledged an erasure"},
     .kind = Arg::Flag},
};

constexpr Example examples[] = {
    {"ogp audit --from 2019-12-31.note", {"შეიცვალა თუ არა რამე მას შემდეგ, რაც ხელი მოეწერა", "Whether anything was changed since it was signed"}},
};

} // namespace

constinit const Command audit{
    .path = "audit",
    .summary = {"ისტორიის შედარება ადრინდელ საკონტროლო წერტილთან", "Check history against an earlier checkpoint"},
    .doc = {"ამოწმებს, რომ ჟურნალი აგრძელებს იმას, რაზეც საკონტროლო წერტილს ხელი მოეწერა: არაფერი შეცვლილა, არ მოჭრილა და არ ჩამატებულა. "
            "გამოსვლის კოდია 8, თუ ეს ასე არ არის, თუ საკონტროლო წერტილი სხვა საცავისაა ან ამ საცავს მისთვის ხელი არ მოუწერია, და 6, თუ ის "
            "საკონტროლო წერტილი არ არის. ასლში იგივე მოწმდება მთავარი საცავის გასაღებით. ითვლის მხოლოდ ორი ხის ფესვებს და მათ შორის მტკიცებულებას, "
            "შენახული კვანძებიდან; მოვლენების ბაიტებს, ჩანაწერებს და საქმეების სიებს ogp fsck ამოწმებს.",
            "Checks that the log continues what the checkpoint was signed over: nothing changed, cut off or put in between. The exit status "
            "is 8 where that is not so, where the checkpoint is of another repository or was never signed by this one, and 6 where it is no "
            "checkpoint. In a clone the same is checked with the authority's key. What is computed are the roots of the two trees and the proof "
            "between them, from the nodes that are kept; the bytes of events, their leaves and the lists of cases are for ogp fsck."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
