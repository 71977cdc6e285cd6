#include "store/projection.hpp"
#include "store/state.hpp"

#include <algorithm>

namespace ogp::store {
namespace {

std::vector<LeaseRow> read_leases(Database& database)
{
    std::vector<LeaseRow> rows;
    Query query(database, "SELECT seq, id, type, series, first, count, replica, ended, annulled FROM lease ORDER BY seq");
    while (query.step()) {
        LeaseRow row;
        row.sequence = static_cast<std::uint64_t>(query.integer(0));
        const auto id = Hash::from_bytes(query.bytes(1));
        const auto replica = ReplicaId::from_bytes(query.bytes(6));
        if (!id || !replica)
            throw damaged(database.file(), say("ნომრების ბლოკი {}", "lease {}", row.sequence));
        row.event = *id;
        row.type = query.text(2);
        row.series = query.text(3);
        row.first = query.integer(4);
        row.count = query.integer(5);
        row.replica = *replica;
        if (query.integer(7) >= 0)
            row.ended = static_cast<std::uint64_t>(query.integer(7));
        row.annulled = numbers_in(query.bytes(8));
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

std::vector<LeaseRow> Store::leases() const
{
    return read_leases(m_state->database);
}

std::optional<LeaseRow> Store::lease_of(const ReplicaId& replica, std::string_view series, std::int64_t number) const
{
    for (LeaseRow& lease : read_leases(m_state->database))
        if (!lease.ended && lease.replica == replica && lease.series == series && lease.is_in(number))
            return std::move(lease);
    return std::nullopt;
}

bool Store::is_number_given(std::string_view series, std::int64_t number) const
{
    if (number_of(m_state->database, "SELECT 1 FROM leased WHERE series = ?1 AND number = ?2", series, number))
        return true;
    bool given = false;
    NumberWriter writer;
    each_pending([&](const StoredEvent& stored) {
        const auto detail = stored.event.op == model::Op::Open ? model::OpenDetail::from_json(stored.event.detail) : std::nullopt;
        if (!detail || detail->number != number || !stored.event.workflow)
            return true;
        const KeptWorkflow* workflow = m_state->workflows.find(*stored.event.workflow);
        given = workflow != nullptr && !workflow->profile.numbering.empty() && writer.series(workflow->profile, stored.event) == series;
        return !given;
    });
    return given;
}

std::vector<std::int64_t> Store::numbers_left(const LeaseRow& lease) const
{
    if (lease.ended)
        return {};
    auto left = numbers_without_case(m_state->database, lease.series, lease.first, lease.count);
    if (!m_state->identity.is_authority())
        std::erase_if(left, [&](std::int64_t number) { return is_number_given(lease.series, number); });
    return left;
}

std::optional<std::int64_t> Store::next_leased(std::string_view series) const
{
    for (const LeaseRow& lease : read_leases(m_state->database)) {
        if (lease.ended || lease.replica != m_state->identity.replica || lease.series != series)
            continue;
        for (const std::int64_t number : numbers_without_case(m_state->database, lease.series, lease.first, lease.count))
            if (!is_number_given(series, number))
                return number;
    }
    return std::nullopt;
}

std::int64_t Store::last_of_series(std::string_view series) const
{
    return number_of(m_state->database, "SELECT last FROM series WHERE name = ?1", series).value_or(0);
}

} // namespace ogp::store
