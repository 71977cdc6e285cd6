#include "store/verifier_tables.hpp"

#include "base/text.hpp"
#include "store/outbox.hpp"
#include "store/projection.hpp"
#include "store/tokens.hpp"

namespace ogp::store {
namespace {

std::string grant_row(std::string_view actor, std::string_view key, std::string_view role)
{
    return fmt::format("{}\n{}\n{}", actor, to_hex(key), role);
}

std::string workflow_name(std::string_view hash)
{
    return "workflow " + to_hex(hash).substr(0, 16);
}

} // namespace

void RepositoryCheck::add(const LogRow& row)
{
    check_counter(row);
    const model::Event& event = row.event;
    if (event.repository != m_identity.repository)
        m_report.add("event_damaged", fmt::format("event {}", row.sequence),
                     {"მოვლენა სხვა საცავისაა", "the event is of another repository"});
    m_blobs.add(row);
    if (!is_folded(row.leaf.verdict))
        return;
    try {
        add_folded(row);
    } catch (const Error& error) {
        m_report.add("event_damaged", fmt::format("event {}", row.sequence), error.message());
    }
}

void RepositoryCheck::add_folded(const LogRow& row)
{
    const model::Event& event = row.event;
    if (event.op == model::Op::Grant || event.op == model::Op::Revoke) {
        const GrantContent grant = grant_content(event);
        if (!grant.handover.empty())
            m_log_keys.emplace(row.sequence, grant.handover);
        (event.op == model::Op::Grant ? m_grants : m_revocations).emplace(row.sequence, grant_row(grant.actor, grant.key, grant.role));
    } else if (event.op == model::Op::Erase) {
        if (const auto detail = model::EraseDetail::from_json(event.detail))
            for (const std::string& subject : detail->subjects)
                m_erased.emplace(from_hex(subject).value(), row.sequence);
    } else if (event.op == model::Op::Calendar) {
        if (const auto detail = model::CalendarDetail::from_json(event.detail))
            m_calendars[row.sequence] = {detail->calendar, detail->source};
    } else if (event.op == model::Op::Define && event.workflow) {
        m_active[event.type] = {*event.workflow, row.sequence};
        const Json& version = event.set["version"];
        m_definitions[*event.workflow] = {event.type, version.is_integer() ? version.as_integer() : 0,
                                          event.set.text("source")};
    }
}

/// What is rejected or quarantined may be out of order, and does not move the counter then.
void RepositoryCheck::check_counter(const LogRow& row)
{
    std::int64_t& last = m_numbers[row.event.replica];
    const bool follows = row.event.number == last + 1;
    const bool counts = row.leaf.verdict != ledger::Verdict::Rejected && row.leaf.verdict != ledger::Verdict::Quarantined;
    if (!follows && counts && m_unreadable.empty())
        m_report.add("counter_gap", fmt::format("event {}", row.sequence),
                     say("ასლის {2} მოვლენის ნომერია {0}, უნდა იყოს {1}",
                         "its number is {0}, the next one of replica {2} would be {1}", row.event.number, last + 1,
                         row.event.replica.hex()));
    if (follows || counts)
        last = row.event.number;
}

void RepositoryCheck::check_grants(const char* table, const std::map<std::int64_t, std::string>& granted)
{
    const bool revokes = &granted == &m_revocations;
    const auto name = [&](std::int64_t sequence) { return fmt::format("{} {}", revokes ? "revocation" : "grant", sequence); };
    const auto blame_missing = [&](std::int64_t sequence) {
        m_report.add("grant_missing", name(sequence),
                     revokes ? Localized("უფლების გაუქმება აკლია", "the revocation is missing") : Localized("მინიჭებული უფლება აკლია", "the granted role is missing"));
    };
    auto expected = granted.begin();
    const std::string sql = fmt::format("SELECT seq, actor, key, role FROM {} ORDER BY seq", table);
    Query rows(m_database, sql);
    while (rows.step()) {
        const std::int64_t sequence = rows.integer(0);
        if (m_unreadable.contains(sequence))
            continue;
        for (; expected != granted.end() && expected->first < sequence; ++expected)
            blame_missing(expected->first);
        const bool known = expected != granted.end() && expected->first == sequence;
        if (!known || expected->second != grant_row(rows.bytes(1), rows.bytes(2), rows.bytes(3)))
            m_report.add("grant_damaged", name(sequence),
                         {"უფლება ჟურნალის მოვლენას არ ემთხვევა", "the role is not what the log grants"});
        if (known)
            ++expected;
    }
    for (; expected != granted.end(); ++expected)
        blame_missing(expected->first);
}

void RepositoryCheck::check_log_keys()
{
    std::map<std::int64_t, std::string> stored;
    Query rows(m_database, "SELECT seq, note FROM log_key ORDER BY seq");
    while (rows.step())
        stored.emplace(rows.integer(0), rows.text(1));
    if (stored != m_log_keys && m_unreadable.empty())
        m_report.add("grant_damaged", "log keys", {"ჟურნალის გასაღებები მის მოვლენებს არ ემთხვევა", "the keys of the log are not those that its events give"});
}

void RepositoryCheck::check_erased()
{
    std::map<std::string, std::int64_t> stored;
    Query rows(m_database, "SELECT subject, seq, done FROM erased ORDER BY seq, subject");
    while (rows.step()) {
        stored.emplace(rows.text(0), rows.integer(1));
        if (rows.integer(2) != 1)
            m_report.add("erasure_unfinished", "erasure " + to_hex(rows.bytes(0)),
                         {"წაშლა ბოლომდე არ მისულა: გაიმეორეთ ნებისმიერი ცვლილება, როცა საცავს სხვა არავინ კითხულობს",
                          "the erasure was not carried out to the end: make any change while nobody else reads the repository"});
    }
    if (stored != m_erased && m_unreadable.empty())
        m_report.add("erasure_damaged", "erasures", {"წაშლილთა სია ჟურნალს არ ემთხვევა", "the list of what was erased is not that of the log"});
}

void RepositoryCheck::check_tokens()
{
    const auto check = [&](std::string_view columns, const char* table, const char* code, const char* name, auto&& read) {
        const std::string sql = fmt::format("SELECT {} FROM {}", columns, table);
        Query rows(m_database, sql);
        while (rows.step()) {
            try {
                read(rows);
            } catch (const Error& error) {
                m_report.add(code, fmt::format("{} {}", name, to_hex(rows.bytes(0)).substr(0, 16)), error.message());
            }
        }
    };
    check(token_columns, "token", "token_damaged", "token", [&](const Query& row) { token_at(m_database, row); });
    check(ack_columns, "replica_ack", "ack_damaged", "answer of replica", [&](const Query& row) { ack_at(m_database, row); });
}

void RepositoryCheck::check_active()
{
    std::map<std::string, std::pair<Hash, std::int64_t>> stored;
    Query rows(m_database,
               "SELECT a.type, w.hash, a.seq FROM active a LEFT JOIN workflow w ON w.id = a.workflow ORDER BY a.type");
    while (rows.step())
        stored[rows.text(0)] = {Hash::from_bytes(rows.bytes(1)).value_or(Hash{}), rows.integer(2)};
    const auto blame = [&](const std::string& type) {
        m_report.add(
            "active_damaged", printable("active workflow " + type),
            {"მოქმედი პროცესი ჟურნალის მოვლენას არ ემთხვევა", "the active workflow is not the one that the log defines"});
    };
    for (const auto& [type, active] : stored)
        if (!m_active.contains(type) && !m_unreadable.contains(active.second))
            blame(type);
    for (const auto& [type, active] : m_active) {
        const auto row = stored.find(type);
        if (row == stored.end() || (row->second != active && !m_unreadable.contains(row->second.second)))
            blame(type);
    }
}

void RepositoryCheck::check_calendars()
{
    std::map<std::int64_t, std::pair<std::string, Hash>> stored;
    Query rows(m_database, "SELECT seq, id, source FROM calendar");
    while (rows.step())
        stored[rows.integer(0)] = {rows.text(1), Hash::from_bytes(rows.bytes(2)).value_or(Hash{})};
    if (stored != m_calendars && m_unreadable.empty())
        m_report.add("active_damaged", "calendars",
                     {"მოქმედი კალენდრები ჟურნალის მოვლენებს არ ემთხვევა", "the active calendars are not those that the log defines"});
}

void RepositoryCheck::check_outbox()
{
    Query rows(m_database, "SELECT seq, idx, kind, arguments, why, delivered, digest FROM outbox ORDER BY seq, idx");
    while (rows.step()) {
        const Hash digest = outbox_digest(rows.integer(0), rows.integer(1), rows.bytes(2), rows.bytes(3), rows.bytes(4), rows.integer(5));
        if (digest.view() != rows.bytes(6))
            m_report.add("outbox_damaged", fmt::format("outbox entry {}.{}", rows.integer(0), rows.integer(1)),
                         {"გასაგზავნი შეცვლილია", "what waits to be sent was changed"});
    }
}

void RepositoryCheck::check_replicas()
{
    std::map<ReplicaId, std::int64_t> stored;
    const auto blame = [&](std::string_view replica) {
        m_report.add("replica_damaged", "replica " + to_hex(replica),
                     {"ასლის მთვლელი მის მოვლენებს არ ემთხვევა", "the counter of the replica is not that of its events"});
    };
    Query rows(m_database, "SELECT uid, last FROM replica ORDER BY uid");
    while (rows.step()) {
        const auto replica = ReplicaId::from_bytes(rows.bytes(0));
        if (m_unreadable.empty() && (!replica || !m_numbers.contains(*replica) || m_numbers.at(*replica) != rows.integer(1)))
            blame(rows.bytes(0));
        if (replica)
            stored[*replica] = rows.integer(1);
    }
    for (const auto& [replica, number] : m_numbers)
        if (!stored.contains(replica))
            blame(replica.view());
}

void RepositoryCheck::check_workflows()
{
    std::set<Hash> kept;
    Query rows(m_database, "SELECT id, hash, type, version, source, compiled, profile, digest FROM workflow ORDER BY id");
    while (rows.step()) {
        const auto hash = Hash::from_bytes(rows.bytes(1));
        const Hash digest = workflow_digest(rows.integer(0), rows.bytes(1), rows.bytes(2), rows.integer(3), rows.bytes(4),
                                            rows.bytes(5), rows.bytes(6));
        bool good = hash && is_workflow_hash(*hash, rows.bytes(5)) && digest.view() == rows.bytes(7);
        if (const auto defined = hash ? m_definitions.find(*hash) : m_definitions.end(); defined != m_definitions.end()) {
            const Definition& is = defined->second;
            good = good && is.type == rows.bytes(2) && is.version == rows.integer(3) && is.source == to_hex(rows.bytes(4));
            kept.insert(*hash);
        }
        if (!good)
            m_report.add("workflow_damaged", workflow_name(rows.bytes(1)),
                         {"პროცესის შინაარსი მის ჰეშს არ ემთხვევა", "the workflow is not what its hash names"});
    }
    for (const auto& [hash, definition] : m_definitions)
        if (!kept.contains(hash))
            m_report.add("workflow_missing", workflow_name(hash.view()),
                         {"ჟურნალში დასახელებული პროცესი აკლია", "a workflow that the log defines is missing"});
}

void RepositoryCheck::finish()
{
    check_grants("grant_", m_grants);
    check_grants("revocation", m_revocations);
    check_log_keys();
    check_erased();
    check_tokens();
    check_active();
    check_calendars();
    check_outbox();
    check_replicas();
    check_workflows();
}

} // namespace ogp::store
