#include "store/sql_past.hpp"

#include "base/json.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

namespace ogp::store {
namespace {

/// `other_case`: every case of which the tables do not say what was; `past_case` and `past_clock`: what was.
constexpr const char* tables = R"(
CREATE TEMP TABLE other_case(id INTEGER PRIMARY KEY);
CREATE TEMP TABLE past_case AS
  SELECT id, uid, type, state, category, number, root, parent, version, comments, opened, updated, title_ka, title_en, fields FROM main.case_ WHERE 0;
CREATE TEMP TABLE past_clock AS SELECT case_id, sla, cycle, status, due FROM main.clock WHERE 0;
)";

constexpr const char* views = R"(
CREATE TEMP VIEW case_ AS
  SELECT id, uid, type, state, category, number, root, parent, version, comments, opened, updated, title_ka, title_en, fields
  FROM main.case_ WHERE id NOT IN (SELECT id FROM temp.other_case)
  UNION ALL SELECT * FROM temp.past_case;
CREATE TEMP VIEW clock AS
  SELECT case_id, sla, cycle, status, due FROM main.clock WHERE case_id NOT IN (SELECT id FROM temp.other_case)
  UNION ALL SELECT * FROM temp.past_clock;
)";

void insert_case(Database& database, const CaseRow& row)
{
    const model::Case& subject = row.subject;
    Query(database,
          "INSERT INTO temp.past_case SELECT id, uid, type, ?2, ?3, ?4, root, parent, ?5, ?6, opened, ?7, ?8, ?9, ?10 FROM main.case_ WHERE id = ?1",
          row.row, std::string_view(subject.state), static_cast<std::int64_t>(row.category), std::string_view(row.number), subject.version,
          subject.comments, subject.updated.milliseconds(), std::string_view(row.title.ka), std::string_view(row.title.en),
          std::string_view(to_json(subject.fields)))
        .run();
}

void insert_other(Database& database, std::int64_t row)
{
    Query(database, "INSERT OR IGNORE INTO temp.other_case VALUES(?1)", row).run();
}

} // namespace

void lay_past(Database& database, const SqlPast& past)
{
    database.execute(tables);
    for (const std::int64_t row : past.later)
        insert_other(database, row);
    for (const CaseRow& row : past.cases) {
        insert_other(database, row.row);
        insert_case(database, row);
    }
    for (const auto& [row, clock] : past.clocks)
        Query(database, "INSERT INTO temp.past_clock VALUES(?1, ?2, ?3, ?4, ?5)", row, std::string_view(clock.sla), clock.cycle, clock.status,
              clock.due ? clock.due->milliseconds() / 1000 : std::int64_t{0})
            .run();
    database.execute(views);
    database.execute(fmt::format("CREATE TEMP VIEW event AS SELECT seq, case_id, body FROM main.event "
                                 "WHERE json_extract(CAST(body AS TEXT), '$.at') < {}",
                                 past.until.milliseconds())
                         .c_str());
}

} // namespace ogp::store
