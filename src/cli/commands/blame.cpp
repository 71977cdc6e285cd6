#include "app/cases/history.hpp"
#include "cli/commands.hpp"

namespace ogp::cli {
namespace {

int run(Context& context, const Args& args)
{
    app::Repository& repository = context.repository();
    return context.print(app::blame(repository, repository.resolve(args.text("id"))));
}

constexpr Arg args[] = {
    {.name = "id", .value = "ID", .help = {"საქმე", "The case"}, .place = Arg::Positional, .need = Arg::Required, .complete = Complete::Case},
};

constexpr Example examples[] = {
    {"ogp blame I.4", {"ვინ და როდის ჩაწერა ეტაპის ყოველი მნიშვნელობა", "Who wrote each value of a milestone, and when"}},
    {"ogp blame I.4 --json=field,actor,event", {"მოვლენის სრული იდენტიფიკატორით", "With the full id of the event"}},
};

} // namespace

constinit const Command blame{
    .path = "blame",
    .summary = {"ვინ ჩაწერა თითოეული ველი ბოლოს", "Show who last set each field of a case"},
    .doc = {"მდგომარეობა და ყოველი ველი იმ მოვლენით, რომელმაც მას ახლანდელი მნიშვნელობა მისცა. მოხსნილ მნიშვნელობასთან წერია, ვინ მოხსნა; "
            "დალუქული მნიშვნელობა არ იხსნება.",
            "The state and each field with the event that gave it the value it has. A value that was taken away says by whom; sealed "
            "values are not opened."},
    .args = args,
    .examples = examples,
    .output = Output::Table,
    .reads_only = true,
    .run = run,
};

} // namespace ogp::cli
