#include "store/verifier_pending.hpp"

#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/event_bytes.hpp"
#include "ledger/note.hpp"
#include "store/log.hpp"
#include "store/overlay.hpp"

#include <fmt/format.h>

namespace ogp::store {
namespace {

std::string event_name(std::int64_t number)
{
    return fmt::format("pending event {}", number);
}

std::string batch_name(std::int64_t first)
{
    return fmt::format("pending batch {}", first);
}

} // namespace

void PendingCheck::run(NumberCheck& numbers, const std::function<void(const LogRow&)>& visit)
{
    if (m_identity.is_authority())
        return check_authority();
    m_last = number_of(m_database, "SELECT last FROM replica WHERE uid = ?1", BlobView{m_identity.replica.view()}).value_or(0);
    {
        Query rows(m_database, "SELECT n, case_id, prev, id, body, batch FROM pending ORDER BY n");
        while (rows.step()) {
            m_batches.insert(rows.integer(5));
            const auto row = read(rows);
            m_is_sound = m_is_sound && row.has_value();
            if (!row)
                continue;
            check_counter(*row);
            visit(*row);
            fold(*row, numbers);
        }
    }
    check_batches();
    if (m_is_sound)
        compare_cases();
}

void PendingCheck::check_authority()
{
    for (const char* table : {"pending", "pending_batch", "shadow_case", "shadow_clock", "shadow_stay"}) {
        const std::string sql = fmt::format("SELECT count(*) FROM {}", table);
        if (number_of(m_database, sql).value_or(0) != 0)
            m_report.add("pending_damaged", table, {"მთავარ საცავში არაფერი ელის პასუხს", "nothing waits on an authority"});
    }
    Query rows(m_database, "SELECT id FROM case_ WHERE id >= ?1", static_cast<std::int64_t>(first_pending));
    while (rows.step())
        blame_case(rows.integer(0));
}

std::optional<LogRow> PendingCheck::read(const Query& row)
{
    const std::int64_t number = row.integer(0);
    try {
        const StoredEvent stored = take_pending_apart(m_database, pending_sequence(number), row.bytes(3), row.bytes(4));
        if (stored.event.number != number || stored.event.replica != m_identity.replica || stored.event.repository != m_identity.repository)
            throw Error(Fault::Integrity, {"მოვლენა სხვა ასლისაა ან სხვა ნომრისაა", "the event is of another replica or has another number"});
        return LogRow{pending_sequence(number), row.integer(1), row.integer(2), stored.leaf, stored.id, stored.event};
    } catch (const Error& error) {
        m_report.add("pending_damaged", event_name(number), error.message());
        return std::nullopt;
    }
}

void PendingCheck::check_counter(const LogRow& row)
{
    const std::int64_t number = pending_number(row.sequence);
    if (number <= m_last)
        m_report.add("replica_forked", event_name(number),
                     {"ჟურნალში ამ ნომრით ამ ასლის სხვა მოვლენა დევს: საცავის ძველმა ასლმა იმუშავა",
                      "the log has another event of this replica under that number: an older copy of the repository was at work"});
    else if (number != m_last + 1 && m_is_sound)
        m_report.add("counter_gap", event_name(number), say("ნომერი უნდა იყოს {}", "its number should be {}", m_last + 1));
    m_last = std::max(m_last, number);
}

CaseRecord* PendingCheck::find(const CaseUid& uid)
{
    if (const auto known = m_cases.find(uid); known != m_cases.end())
        return &known->second;
    const std::string sql = fmt::format("SELECT {} FROM shadow_case c WHERE c.uid = ?1", case_columns);
    Query query(m_database, sql, BlobView{uid.view()});
    try {
        return query.step() ? &m_cases.emplace(uid, read_record(m_database, m_workflows, query)).first->second : nullptr;
    } catch (const Error&) {
        // The check of what is confirmed has named the row.
        m_is_sound = false;
        return nullptr;
    }
}

void PendingCheck::fold(const LogRow& row, NumberCheck& numbers)
{
    const auto blame = [&] {
        m_report.add("chain_damaged", event_name(pending_number(row.sequence)),
                     {"მოვლენა სხვა საქმეს მიეწერება", "the event is filed under another case"});
    };
    const bool opens = row.event.op == model::Op::Open;
    if (row.case_id == 0)
        return row.previous == -1 ? void() : blame();
    const KeptWorkflow* workflow = opens && row.event.workflow ? m_workflows.find(*row.event.workflow) : nullptr;
    CaseRecord* record = opens ? &m_cases[case_uid(row.id)] : row.event.case_uid ? find(*row.event.case_uid) : nullptr;
    if (record == nullptr || (opens && workflow == nullptr))
        return blame();
    const std::int64_t expected_case = opens ? row.sequence : record->id;
    if (row.case_id != expected_case || row.previous != (opens ? -1 : record->last))
        blame();
    model::apply(record->subject, row.event, row.id);
    if (opens) {
        record->id = row.sequence;
        record->workflow = workflow->id;
        record->number = numbers.waiting_number(row.event, workflow->profile, record->subject.uid);
    }
    record->last = row.sequence;
    if (const KeptWorkflow* followed = m_workflows.find(record->workflow))
        derive(*record, followed->profile);
}

void PendingCheck::check_batches()
{
    Query rows(m_database, "SELECT first, count, note FROM pending_batch ORDER BY first");
    while (rows.step())
        if (!is_signed(rows.integer(0), rows.integer(1), rows.bytes(2)))
            m_report.add("pending_damaged", batch_name(rows.integer(0)),
                         {"შეკვრის ჩანაწერი ან ხელმოწერა მის მოვლენებს არ ემთხვევა", "the statement of the batch or its signature is not that of its events"});
    for (const std::int64_t first : m_batches)
        if (!number_of(m_database, "SELECT 1 FROM pending_batch WHERE first = ?1", first))
            m_report.add("pending_damaged", batch_name(first), {"მოვლენათა შეკვრა აკლია", "the batch is missing"});
}

bool PendingCheck::is_signed(std::int64_t first, std::int64_t count, std::string_view note_text)
{
    std::vector<Hash> ids;
    Query rows(m_database, "SELECT id, batch FROM pending WHERE n >= ?1 AND n - ?1 < ?2 ORDER BY n", first, count);
    while (rows.step()) {
        if (rows.integer(1) != first)
            return false;
        ids.push_back(Hash::from_bytes(rows.bytes(0)).value_or(Hash{}));
    }
    try {
        const ledger::Note note = ledger::parse_note(note_text);
        return std::ssize(ids) == count &&
               ledger::BatchStatement::parse(note.text) == ledger::BatchStatement::over(m_identity.repository, ids) &&
               ledger::verify_note(note, ledger::signer_name(m_identity.repository, m_identity.replica), m_identity.key);
    } catch (const Error&) {
        return false;
    }
}

void PendingCheck::compare_cases()
{
    for (const auto& [uid, record] : m_cases)
        compare(record);
    // Parts of a case that moved are kept without an event of their own; their rows are as before, but for the root.
    const std::string kept = fmt::format("SELECT {} FROM shadow_case c ORDER BY c.id", case_columns);
    Query shadows(m_database, kept);
    while (shadows.step()) {
        const auto uid = CaseUid::from_bytes(shadows.bytes(1));
        if (!uid || m_cases.contains(*uid))
            continue;
        try {
            compare(read_record(m_database, m_workflows, shadows));
        } catch (const Error&) {
            continue; // as above
        }
    }
    Query opened(m_database, "SELECT id, uid FROM case_ WHERE id >= ?1", static_cast<std::int64_t>(first_pending));
    while (opened.step())
        if (const auto uid = CaseUid::from_bytes(opened.bytes(1)); !uid || !m_cases.contains(*uid))
            blame_case(opened.integer(0));
}

void PendingCheck::compare(const CaseRecord& record)
{
    const std::string sql = fmt::format("SELECT {}, p.uid, p.root FROM case_ c LEFT JOIN case_ p ON p.id = c.parent WHERE c.id = ?1", case_columns);
    Query row(m_database, sql, record.id);
    const KeptWorkflow* workflow = m_workflows.find(record.workflow);
    if (!row.step() || workflow == nullptr || image(row) != image(record))
        return blame_case(record.id);
    const std::int64_t parent = row.integer(8);
    const std::int64_t above = row.integer(case_column_count + 1);
    const auto parent_is = CaseUid::from_bytes(row.bytes(case_column_count));
    const std::int64_t root = parent == 0 ? 0 : above != 0 ? above : parent;
    if (parent_is != parent_uid(record.subject, workflow->profile) || row.integer(7) != root)
        blame_case(record.id);
}

void PendingCheck::blame_case(std::int64_t id)
{
    Query row(m_database, "SELECT number, uid FROM case_ WHERE id = ?1", id);
    const bool there = row.step();
    const std::string name = !there ? std::to_string(id) : row.bytes(0).empty() ? to_hex(row.bytes(1)) : row.text(0);
    m_report.add("case_damaged", "case " + printable(name),
                 {"საქმის სტრიქონი დადასტურებულს და იმას, რაც პასუხს ელის, არ ემთხვევა",
                  "the row of the case is not what is confirmed with what waits on top"});
}

} // namespace ogp::store
