#include "store/projection.hpp"
#include "store/state.hpp"

namespace ogp::store {
namespace {

constexpr std::string_view select_conflicts =
    "SELECT x.seq, e.leaf, c.uid, x.fields, x.resolved_by FROM conflict x JOIN event e ON e.seq = x.seq LEFT JOIN case_ c ON c.id = x.case_id "
    "WHERE x.resolved_by = -1 OR ?1 ORDER BY x.seq";
constexpr std::string_view select_of_case =
    "SELECT x.seq, e.leaf, c.uid, x.fields, x.resolved_by FROM conflict x JOIN event e ON e.seq = x.seq JOIN case_ c ON c.id = x.case_id "
    "WHERE (x.resolved_by = -1 OR ?1) AND c.uid = ?2 ORDER BY x.seq";
constexpr std::string_view select_one =
    "SELECT x.seq, e.leaf, c.uid, x.fields, x.resolved_by FROM conflict x JOIN event e ON e.seq = x.seq LEFT JOIN case_ c ON c.id = x.case_id "
    "WHERE x.seq = ?1";

ConflictRow conflict_at(const Database& database, const Query& query)
{
    ConflictRow row;
    row.sequence = static_cast<std::uint64_t>(query.integer(0));
    try {
        const ledger::Leaf leaf = ledger::Leaf::parse(query.bytes(1));
        row.verdict = leaf.verdict;
        row.rule = leaf.rule;
        row.fields = conflict_fields(query.bytes(3));
    } catch (const Error&) {
        throw damaged(database.file(), say("დაპირისპირება {}", "conflict {}", row.sequence));
    }
    row.subject = CaseUid::from_bytes(query.bytes(2));
    if (query.integer(4) >= 0)
        row.resolved_by = static_cast<std::uint64_t>(query.integer(4));
    return row;
}

std::vector<ConflictRow> rows_of(const Database& database, Query& query)
{
    std::vector<ConflictRow> rows;
    while (query.step())
        rows.push_back(conflict_at(database, query));
    return rows;
}

std::int64_t all_of(Store::Resolved resolved)
{
    return resolved == Store::Resolved::Include ? 1 : 0;
}

} // namespace

std::vector<ConflictRow> Store::conflicts(Resolved resolved) const
{
    Query query(m_state->database, select_conflicts, all_of(resolved));
    return rows_of(m_state->database, query);
}

std::vector<ConflictRow> Store::conflicts_of(const CaseUid& uid, Resolved resolved) const
{
    Query query(m_state->database, select_of_case, all_of(resolved), BlobView{uid.view()});
    return rows_of(m_state->database, query);
}

std::optional<ConflictRow> Store::conflict(std::uint64_t sequence) const
{
    Query query(m_state->database, select_one, static_cast<std::int64_t>(sequence));
    return query.step() ? std::optional(conflict_at(m_state->database, query)) : std::nullopt;
}

} // namespace ogp::store
