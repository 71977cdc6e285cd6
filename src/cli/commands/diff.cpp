#include "app/cases/history.hpp"
#include "cli/commands.hpp"

#include <cstdlib>

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    const app::CaseDiff diff = app::diff(repository, repository.resolve(args.text("id")), args.text("range"));
    context.print(diff.changes);
    if (context.for_people() && context.streams().out_is_terminal && !diff.events.rows.empty()) {
        context.out("\n" + diff.events.caption.in(context.language()) + "\n");
        context.print(diff.events);
    }
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "The case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
    {.name = "range", .value = "A..B",
     .help = {"ორი წერტილი: ვერსია (3), მოვლენა ('#17') ან დღე (2019-04-15)", "Two points: a version (3), an event ('#17') or a day (2019-04-15)"},
     .place = Arg::Positional, .need = Arg::Required},
};

constexpr Example examples[] = {
    {"ogp diff I.4 1..", {"რა შეიცვალა გახსნის შემდეგ", "What has changed since it was opened"}},
    {"ogp diff I.4 2019-04-01..2019-04-30", {"რა შეიცვალა აპრილის ბოლომდე", "What changed up to the end of April"}},
    {"ogp diff I.4 '#17..#20' --json", {"ორ მოვლენას შორის", "Between two events of the log"}},
};

} // namespace

constinit const Command diff{
    .path = "diff",
    .summary = {"რა შეიცვალა საქმეში ორ წერტილს შორის", "Show what changed in a case between two points"},
    .doc = {"ვერსია საქმის მოვლენების რაოდენობაა, '#17' – ჟურნალის მე-17 მოვლენის შემდეგ (ბრჭყალებით: გარსისთვის # კომენტარია), დღე – მის "
            "ბოლოს, საცავის დროით. A-ს გარეშე: გახსნამდე; B-ს გარეშე: ახლა. ტერმინალზე ცვლილებებს მათ შორის მომხდარი მოვლენებიც მოსდევს.",
            "A version is the number of the case's events, '#17' means after event 17 of the log (in quotes: # begins a comment in the "
            "shell), a day means its end, in the repository's zone. Without A: before it was opened; without B: now. On a terminal the "
            "events between follow the changes."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
