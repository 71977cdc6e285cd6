#include "cli/show_sheet.hpp"

#include <cstdlib>

namespace ogp::cli {

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
        context.print(sheet.clocks);
    }
    if (!sheet.allowed.empty()) {
        context.out(Localized{"\nშესაძლო გადასვლები\n", "\nPossible now\n"}.in(context.language()));
        for (const Localized& transition : sheet.allowed)
            context.out("  " + transition.in(context.language()) + "\n");
    }
    return EXIT_SUCCESS;
}

} // namespace ogp::cli
