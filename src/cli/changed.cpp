#include "cli/changed.hpp"

#include "app/cases/cases.hpp"

#include <cstdlib>

namespace ogp::cli {

int finish_change(Context& context, app::Change& change, const store::CaseRow& row, const Localized& line)
{
    if (context.for_people()) {
        if (!context.options().dry_run)
            change.commit();
        context.say_line(line);
    } else {
        // Made before the commit: a field that does not exist must not be found out after it.
        const app::CaseSheet sheet = app::show_case(context.repository(), row);
        context.require_fields(sheet.json);
        if (!context.options().dry_run && !context.options().list_fields)
            change.commit();
        context.print(sheet.json, sheet.card, sheet.heading);
    }
    if (context.options().dry_run)
        context.note({"არაფერი ჩაწერილა (--dry-run)", "nothing was written (--dry-run)"});
    return EXIT_SUCCESS;
}

std::string name_of(const store::CaseRow& row)
{
    constexpr std::size_t digits = 8;
    return row.number.empty() ? row.subject.uid.hex().substr(0, digits) : row.number;
}

} // namespace ogp::cli
