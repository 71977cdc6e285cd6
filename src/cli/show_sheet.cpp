#include "cli/show_sheet.hpp"

#include "report/table_writers.hpp"

#include <algorithm>
#include <cstdlib>

namespace ogp::cli {
namespace {

/// What a person asks of the deadlines: which, how it stands, until when. The rest is in the JSON and in `ogp sla show`.
report::Table in_brief(const report::Table& clocks)
{
    std::vector<std::string> keys{"label", "status", "due_on", "left"};
    const auto pauses = static_cast<std::size_t>(clocks.column("pauses"));
    if (std::any_of(clocks.rows.begin(), clocks.rows.end(), [&](const auto& row) { return row[pauses].value != Json(0); }))
        keys.emplace_back("pauses");
    return report::select(clocks, keys);
}

} // namespace

int print_sheet(Context& context, const app::CaseSheet& sheet)
{
    context.print(sheet.json, sheet.card, sheet.heading);
    if (!context.for_people() || !context.streams().out_is_terminal)
        return EXIT_SUCCESS;
    if (!sheet.parts.rows.empty()) {
        context.out("\n" + sheet.parts.caption.in(context.language()) + "\n");
        context.print(sheet.parts);
    }
    if (!sheet.clocks.rows.empty()) {
        context.out("\n" + sheet.clocks.caption.in(context.language()) + "\n");
        context.print(in_brief(sheet.clocks));
    }
    if (!sheet.allowed.empty()) {
        context.out(Localized{"\nშესაძლო გადასვლები\n", "\nPossible now\n"}.in(context.language()));
        for (const Localized& transition : sheet.allowed)
            context.out("  " + transition.in(context.language()) + "\n");
    }
    return EXIT_SUCCESS;
}

} // namespace ogp::cli
