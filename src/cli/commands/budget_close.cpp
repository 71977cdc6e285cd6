#include "app/budget/budget_round.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    const bool dry_run = context.options().dry_run || context.options().list_fields;
    const app::ClosedRound closed = app::close_round(context.repository(), args.text("round"), dry_run ? app::DryRun::Yes : app::DryRun::No);
    const Json json = Json::object({{"ballots", closed.count.counted},
                                    {"ballots_excluded", closed.count.excluded},
                                    {"ballots_root", closed.count.ballots_root.hex()},
                                    {"contents_root", closed.count.contents_root.hex()},
                                    {"state", closed.row.subject.state},
                                    {"dry_run", dry_run}});
    if (!context.for_people() || context.options().list_fields)
        return context.print(json, {});
    if (dry_run) {
        context.note({"არაფერი ჩაწერილა (--dry-run)", "nothing was written (--dry-run)"});
        return EXIT_SUCCESS;
    }
    context.say_line(say("კენჭისყრა დახურულია: ჩათვლილია {0}, არ არის ჩათვლილი {1}; ჰეში {2}", "balloting is closed: {0} ballots counted, {1} not counted; root {2}",
                         closed.count.counted, closed.count.excluded, closed.count.ballots_root.hex()));
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "round", .value = "ROUND", .help = {"რაუნდის ნომერი", "Number of the round"}, .place = Arg::Positional, .need = Arg::Required,
     .complete = Complete::Case},
};

constexpr Example examples[] = {
    {"ogp budget close 2027", {"ვადის გასვლის შემდეგ", "After the end of the window"}},
};

} // namespace

constinit const Command budget_close{
    .path = "budget close",
    .summary = {"კენჭისყრის დახურვა", "Close balloting"},
    .doc = {"წყვეტს, ერთი პირის რამდენიმე ხმიდან რომელი ითვლება; ამომრჩევლის კვალს ბიულეტენს აშორებს, ურევს, გასაღებს შლის და ფაილს თავიდან წერს. "
            "ჟურნალში რჩება რაოდენობა და ჰეში; შეფასებების – წონიანი საშუალოებიც, რომლებიც მეხსიერებაში გამოითვლება, სანამ ცნობილია, ვინ რა თქვა. თუ შუაში შეწყდა, ბრძანება უნდა გამეორდეს.",
            "Decides which of several ballots of one person counts, strips what leads from a ballot to its voter, shuffles, destroys the key and writes "
            "the file anew. Counts and roots go into the log, and of ratings the weighted averages, which are worked out in memory while it is known "
            "who said what. Where it was interrupted it is run again."},
    .args = args,
    .examples = examples,
    .output = Output::Object,
    .run = run,
};

} // namespace ogp::cli
