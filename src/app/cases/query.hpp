#pragma once

#include "app/repository/repository.hpp"
#include "base/time.hpp"
#include "report/table.hpp"
#include "store/sql_query.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// `ogp query`: SQL of administrators over documented views.
///
///   cases    every case: id, type, number, path, title_ka, title_en, state, category, parent, root (ids), opened, updated, version,
///            comments
///   <type>   the cases of one type, for each active case type: the same and its fields, one column each; a localized field has
///            two, f_ka and f_en; a field that holds many, or an object, is JSON; sealed fields are not there
///   events   every event of the log: sequence, at, actor, role, operation, case_id, type, transition, from_state, to_state,
///            text, why, changes (JSON)
///   clocks   every clock: case_id, number, type, clock, cycle, status (running, paused, stopped), due
///
/// Times are RFC 3339 in UTC, ids hexadecimal; local_day(time) is the day in the repository's zone. Confirmed and pending acts are both in `cases`; `events` is the log.
///
/// Of an earlier day the same views show what had been recorded by its end (states_at.hpp): cases as they stood, without those that
/// were opened later (but past_record.hpp); events written by then; clocks as they ran. What a case is a part of (parent, root) is as it is now.
namespace ogp::app {

/// The answer; its columns bear the names that the statement gives them. Errors: store/sql_query.hpp. `seconds`: most time. `as_of`:
/// the day that the views are of.
report::Table query(const Repository& repository, const std::string& statement, std::int64_t seconds, std::optional<Date> as_of = {});

/// The views and their columns: view, column, from (the field's label).
report::Table query_views(const Repository& repository);

/// The statements of a report over the same views, of which only those are made that the statements name. Throws as
/// store::SqlSession. `past`: what they show instead of the present.
store::SqlSession query_session(const Repository& repository, const std::vector<std::string>& statements,
                                const std::optional<store::SqlPast>& past = {});

} // namespace ogp::app
