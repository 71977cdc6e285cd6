#include "store/clocks.hpp"

#include "store/state.hpp"

namespace ogp::store {
namespace {

constexpr std::int64_t no_time = 0;

/// Whole seconds, rounded up: what is looked at then has come.
std::int64_t seconds(const std::optional<Instant>& time)
{
    if (!time)
        return no_time;
    const std::int64_t ms = time->milliseconds();
    return ms / 1000 + (ms % 1000 > 0 ? 1 : 0);
}

std::optional<Instant> time_of(std::int64_t seconds)
{
    return seconds == no_time ? std::nullopt : std::optional(Instant::from_milliseconds(seconds * 1000));
}

std::int64_t seconds_down(Instant time)
{
    const std::int64_t ms = time.milliseconds();
    return ms / 1000 - (ms % 1000 < 0 ? 1 : 0);
}

/// The row that a query of the columns named below stands on.
ClockText clock_at(const Query& query)
{
    return {query.integer(0),          query.integer(1),          query.integer(2), query.bytes(3),   query.integer(4),
            query.integer(5),          time_of(query.integer(6)), time_of(query.integer(7)), query.integer(8), query.bytes(9)};
}

std::vector<std::int64_t> numbers(Query& query)
{
    std::vector<std::int64_t> all;
    while (query.step())
        all.push_back(query.integer(0));
    return all;
}

} // namespace

std::vector<std::pair<std::string, Hash>> Store::active_calendars() const
{
    std::vector<std::pair<std::string, Hash>> calendars;
    // SQLite takes the other columns of the row that has the maximum.
    Query query(m_state->database, "SELECT id, source, max(seq) FROM calendar GROUP BY id ORDER BY id");
    while (query.step())
        calendars.emplace_back(query.text(0), Hash::from_bytes(query.bytes(1)).value_or(Hash{}));
    return calendars;
}

std::optional<Hash> Store::active_calendar(std::string_view id) const
{
    Query query(m_state->database, "SELECT source FROM calendar WHERE id = ?1 ORDER BY seq DESC LIMIT 1", id);
    return query.step() ? Hash::from_bytes(query.bytes(0)) : std::nullopt;
}

std::vector<CalendarRow> Store::calendar_versions() const
{
    std::vector<CalendarRow> versions;
    Query query(m_state->database, "SELECT seq, id, source FROM calendar ORDER BY seq");
    while (query.step())
        versions.push_back({static_cast<std::uint64_t>(query.integer(0)), query.text(1), Hash::from_bytes(query.bytes(2)).value_or(Hash{})});
    return versions;
}

std::vector<ClockRow> Store::clocks(std::int64_t case_row) const
{
    std::vector<ClockRow> rows;
    Query query(m_state->database,
                "SELECT case_id, place, workflow, sla, cycle, status, due, look, calendar, record FROM clock WHERE case_id = ?1 "
                "ORDER BY place",
                case_row);
    while (query.step()) {
        const ClockText text = clock_at(query);
        rows.push_back({text.workflow, std::string(text.sla), text.cycle, text.status, text.due, text.look, text.calendar,
                        std::string(text.record)});
    }
    return rows;
}

void Store::each_clock(const std::function<bool(const ClockText&)>& visit) const
{
    Query query(m_state->database, "SELECT case_id, place, workflow, sla, cycle, status, due, look, calendar, record FROM clock "
                                   "ORDER BY case_id, place");
    while (query.step())
        if (!visit(clock_at(query)))
            return;
}

void Store::each_due_clock(Instant from, Instant until, const std::function<bool(const ClockText&)>& visit) const
{
    Query query(m_state->database,
                "SELECT case_id, place, workflow, sla, cycle, status, due, look, calendar, record FROM clock "
                "WHERE status <> 3 AND due <> 0 AND due >= ?1 AND due < ?2 ORDER BY due, status, case_id, place",
                seconds(from), seconds(until));
    while (query.step())
        if (!visit(clock_at(query)))
            return;
}

std::int64_t Store::count_overdue(Instant now) const
{
    return number_of(m_state->database, "SELECT count(*) FROM clock WHERE status <> 3 AND due <> 0 AND due <= ?1", seconds_down(now))
        .value_or(0);
}

std::optional<Instant> Store::stay(std::int64_t case_row) const
{
    return time_of(number_of(m_state->database, "SELECT look FROM stay WHERE case_id = ?1", case_row).value_or(no_time));
}

std::vector<std::int64_t> Store::cases_to_look_at(Instant now) const
{
    Query query(m_state->database,
                "SELECT case_id FROM clock WHERE look <> 0 AND look <= ?1 UNION SELECT case_id FROM stay WHERE look <= ?1 ORDER BY 1",
                seconds_down(now));
    return numbers(query);
}

std::vector<std::int64_t> Store::watched_cases() const
{
    Query query(m_state->database, "SELECT case_id FROM clock UNION SELECT case_id FROM stay ORDER BY 1");
    return numbers(query);
}

Hash Store::workflow_hash(std::int64_t workflow) const
{
    const KeptWorkflow* kept = m_state->workflows.find(workflow);
    if (kept == nullptr)
        throw damaged(m_state->database.file(), say("პროცესი ნომრით {}", "workflow number {}", workflow));
    return kept->hash;
}

std::vector<Hash> Store::workflow_hashes() const
{
    std::vector<Hash> hashes;
    Query query(m_state->database, "SELECT hash FROM workflow ORDER BY id");
    while (query.step())
        hashes.push_back(Hash::from_bytes(query.bytes(0)).value_or(Hash{}));
    return hashes;
}

void write_clocks(Database& database, std::int64_t case_row, const std::vector<ClockRow>& clocks)
{
    Query(database, "DELETE FROM clock WHERE case_id = ?1", case_row).run();
    std::int64_t place = 0;
    for (const ClockRow& clock : clocks)
        Query(database,
              "INSERT INTO clock(case_id, place, workflow, sla, cycle, status, due, look, calendar, record) "
              "VALUES(?1, ?2, (SELECT workflow FROM case_ WHERE id = ?1), ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
              case_row, place++, clock.sla, clock.cycle, clock.status, seconds(clock.due), seconds(clock.look), clock.calendar,
              BlobView{clock.record})
            .run();
}

void write_due(Database& database, std::int64_t case_row, std::int64_t place, const ClockRow& clock)
{
    Query(database, "UPDATE clock SET due = ?3, look = ?4, calendar = ?5 WHERE case_id = ?1 AND place = ?2", case_row, place,
          seconds(clock.due), seconds(clock.look), clock.calendar)
        .run();
}

void write_stay(Database& database, std::int64_t case_row, std::optional<Instant> look)
{
    if (look)
        Query(database, "INSERT INTO stay(case_id, look) VALUES(?1, ?2) ON CONFLICT(case_id) DO UPDATE SET look = excluded.look",
              case_row, seconds(look))
            .run();
    else
        Query(database, "DELETE FROM stay WHERE case_id = ?1", case_row).run();
}

} // namespace ogp::store
