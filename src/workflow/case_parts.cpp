#include "workflow/case_parts.hpp"

#include "workflow/words.hpp"

namespace ogp::workflow {

std::string_view code(ClockMigration migration)
{
    switch (migration) {
    case ClockMigration::KeepStart: return "keep_start";
    case ClockMigration::Restart: return "restart";
    case ClockMigration::KeepDue: return "keep_due";
    case ClockMigration::Drop: return "drop";
    }
    return {};
}

std::optional<ClockMigration> clock_migration_from(std::string_view code)
{
    return from_code(clock_migrations, code);
}

} // namespace ogp::workflow
