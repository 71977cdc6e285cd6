#include "store/overlay.hpp"

#include "store/log.hpp"

#include <vector>

namespace ogp::store {
namespace {

constexpr std::string_view parts_of =
    "WITH RECURSIVE part(id) AS (SELECT id FROM case_ WHERE parent = ?1 AND parent <> 0 "
    "UNION ALL SELECT c.id FROM case_ c JOIN part ON c.parent = part.id WHERE c.parent <> 0) SELECT id FROM part";

// The number in these is first_pending.
constexpr const char* put_clocks_back = R"(
DELETE FROM clock WHERE case_id >= 1099511627776;
DELETE FROM clock WHERE case_id IN (SELECT id FROM shadow_case);
DELETE FROM stay WHERE case_id >= 1099511627776;
DELETE FROM stay WHERE case_id IN (SELECT id FROM shadow_case);
INSERT INTO clock SELECT * FROM shadow_clock;
INSERT INTO stay SELECT * FROM shadow_stay;
)";
constexpr const char* put_cases_back = R"(
DELETE FROM case_ WHERE id >= 1099511627776;
DELETE FROM case_ WHERE id IN (SELECT id FROM shadow_case);
INSERT INTO case_ SELECT * FROM shadow_case ORDER BY id;
)";
constexpr const char* forget_copies = "DELETE FROM shadow_case; DELETE FROM shadow_clock; DELETE FROM shadow_stay;";
constexpr const char* without_what_waits =
    "(SELECT * FROM case_ WHERE id < 1099511627776 AND id NOT IN (SELECT id FROM shadow_case) UNION ALL SELECT * FROM shadow_case)";
static_assert(first_pending == 1'099'511'627'776, "named in the statements above");

} // namespace

void Overlay::keep(std::int64_t case_id)
{
    if (is_pending_row(case_id) ||
        Query(m_database, "INSERT OR IGNORE INTO shadow_case SELECT * FROM case_ WHERE id = ?1", case_id).run() == 0)
        return;
    Query(m_database, "INSERT INTO shadow_clock SELECT * FROM clock WHERE case_id = ?1", case_id).run();
    Query(m_database, "INSERT INTO shadow_stay SELECT * FROM stay WHERE case_id = ?1", case_id).run();
}

void Overlay::keep_parts(std::int64_t case_id)
{
    std::vector<std::int64_t> parts;
    {
        Query query(m_database, parts_of, case_id);
        while (query.step())
            parts.push_back(query.integer(0));
    }
    for (const std::int64_t part : parts)
        keep(part);
}

void Overlay::retract()
{
    m_database.execute(put_clocks_back);
    m_database.execute(put_cases_back);
    m_database.execute(forget_copies);
}

void Overlay::retract_clocks()
{
    m_database.execute(put_clocks_back);
    m_database.execute(forget_copies);
}

const char* confirmed_cases(Database& database)
{
    const bool is_plain = !number_of(database, "SELECT 1 FROM shadow_case LIMIT 1") &&
                          !number_of(database, "SELECT 1 FROM case_ WHERE id >= ?1 LIMIT 1", static_cast<std::int64_t>(first_pending));
    return is_plain ? "case_" : without_what_waits;
}

} // namespace ogp::store
