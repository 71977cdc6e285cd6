#include "store/verifier_conflicts.hpp"

#include "store/projection.hpp"

#include <fmt/format.h>

namespace ogp::store {

void ConflictCheck::add(const LogRow& row, std::int64_t case_id, const std::vector<model::FieldConflict>& conflicts)
{
    m_expected[row.sequence] = {case_id, row.id, conflict_fields_text(conflicts), -1};
}

void ConflictCheck::settle(const LogRow& row, std::int64_t case_id)
{
    const auto detail = model::ResolveDetail::from_json(row.event.detail);
    for (auto& [sequence, expected] : m_expected)
        if (detail && expected.case_id == case_id && expected.id == detail->event && expected.resolved_by < 0)
            expected.resolved_by = row.sequence;
}

void ConflictCheck::finish(bool is_sound)
{
    if (!is_sound)
        return;
    const auto blame = [&](std::int64_t sequence) {
        m_report.add("conflict_damaged", fmt::format("conflict {}", sequence),
                     {"დაპირისპირების სტრიქონი ჟურნალს არ ემთხვევა", "the row of the conflict is not what the log gives"});
    };
    std::map<std::int64_t, Expected> stored;
    Query rows(m_database, "SELECT seq, case_id, id, fields, resolved_by FROM conflict");
    while (rows.step())
        stored[rows.integer(0)] = {rows.integer(1), Hash::from_bytes(rows.bytes(2)).value_or(Hash{}), rows.text(3), rows.integer(4)};
    for (const auto& [sequence, row] : stored) {
        const auto expected = m_expected.find(sequence);
        if (expected == m_expected.end() || !(expected->second == row))
            blame(sequence);
    }
    for (const auto& [sequence, row] : m_expected)
        if (!stored.contains(sequence))
            blame(sequence);
}

} // namespace ogp::store
