#include "store/verifier_cases.hpp"

#include "base/text.hpp"
#include "ledger/event_bytes.hpp"
#include "store/log.hpp"
#include "store/overlay.hpp"
#include "store/projection.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ogp::store {
namespace {

constexpr std::size_t most_above = 10'000;

} // namespace

CaseCheck::CaseCheck(Database& database, const Identity& identity, Report& report, std::size_t most_held)
    : m_database(database),
      m_identity(identity),
      m_report(report),
      m_workflows(database),
      m_log(database),
      m_most_held(most_held),
      m_table(confirmed_cases(database)),
      m_sql(fmt::format("SELECT {} FROM {} c ORDER BY c.id", case_columns, m_table)),
      m_above_sql(fmt::format("SELECT uid, root FROM {} WHERE id = ?1", m_table)),
      m_rows(database, m_sql),
      m_more_rows(m_rows.step()),
      m_numbers(database, identity, report),
      m_conflicts(database, report)
{}

void CaseCheck::add(const LogRow& row)
{
    if (!model::acts_on_case(row.event.op) || (row.event.op == model::Op::Open && !is_folded(row.leaf.verdict))) {
        check_chain(row, 0, -1);
        if (is_disputed(row.leaf.verdict))
            m_conflicts.add(row, 0, {});
        else if (row.event.op == model::Op::Lease && is_folded(row.leaf.verdict))
            m_numbers.lease(row, m_spoiled.empty());
    } else if (row.event.op == model::Op::Open) {
        open(row);
    } else {
        change(row);
    }
}

void CaseCheck::add_unreadable(std::int64_t case_id, const std::optional<ledger::Leaf>& leaf)
{
    m_spoiled.insert(case_id);
    if (!leaf || leaf->case_version == 1)
        ++m_unread_opens;
}

void CaseCheck::check_chain(const LogRow& row, std::int64_t case_id, std::int64_t previous)
{
    if (row.case_id != case_id && !m_spoiled.contains(case_id))
        m_report.add("chain_damaged", fmt::format("event {}", row.sequence),
                     {"მოვლენა სხვა საქმეს მიეწერება", "the event is filed under another case"});
    else if (row.previous != previous && !m_spoiled.contains(case_id))
        m_report.add("chain_damaged", fmt::format("event {}", row.sequence),
                     {"მოვლენის წინა მოვლენა არასწორია", "the event before it is another one"});
}

void CaseCheck::open(const LogRow& row)
{
    ++m_opened;
    // Cases whose Open could not be read have taken numbers as well.
    for (; m_unread_opens > 0 && m_opened < row.case_id; --m_unread_opens)
        m_spoiled.insert(m_opened++);
    ++m_report.result().cases;
    Held held;
    held.record.id = m_opened;
    held.tag = ledger::case_tag(m_identity.tag_secret, case_uid(row.id));
    fold(held, row);
    if (const KeptWorkflow* workflow = kept(row.event))
        held.record.number = m_numbers.open(row, workflow->profile, held.record.subject.uid, m_spoiled.empty());
    check_chain(row, held.record.id, -1);
    take_row(held);
    const bool complete = held.has_row && held.row_last == row.sequence;
    if (complete || (!held.has_row && m_held.size() >= m_most_held)) {
        compare(held);
    } else if (m_held.size() < m_most_held) {
        m_held.emplace(held.record.subject.uid, std::move(held));
    } else {
        m_put_off.resize(static_cast<std::size_t>(m_opened) + 1);
        m_put_off[static_cast<std::size_t>(m_opened)] = true;
        ++m_put_off_events;
    }
}

void CaseCheck::change(const LogRow& row)
{
    const auto found = row.event.case_uid ? m_held.find(*row.event.case_uid) : m_held.end();
    if (found != m_held.end()) {
        Held& held = found->second;
        check_chain(row, held.record.id, held.record.last);
        fold(held, row);
        if (held.has_row && held.row_last == row.sequence) {
            compare(held);
            m_held.erase(found);
        }
        return;
    }
    const auto id = row.event.case_uid
                        ? number_of(m_database, "SELECT id FROM case_ WHERE uid = ?1", BlobView{row.event.case_uid->view()})
                        : std::nullopt;
    if (id && *id > 0 && static_cast<std::size_t>(*id) < m_put_off.size() && m_put_off[static_cast<std::size_t>(*id)]) {
        ++m_put_off_events;
    } else if (id && !m_spoiled.contains(*id)) {
        Query query(m_database,
                    "SELECT c.id, c.uid, c.number, r.number FROM case_ c LEFT JOIN case_ r ON r.id = c.root WHERE c.id = ?1",
                    *id);
        query.step();
        m_report.add("case_damaged", name_of_row(query),
                     say("მოვლენა {} მის ბოლოდ მიჩნეულ მოვლენას მოსდევს",
                         "event {} comes after what is filed as its last one", row.sequence));
    } else if (!id && !is_folded(row.leaf.verdict)) {
        check_chain(row, 0, -1);
        m_conflicts.add(row, 0, {});
    } else if (!id && !m_spoiled.contains(row.case_id)) {
        m_report.add(
            "case_missing", "case " + (row.event.case_uid ? row.event.case_uid->hex() : std::string()),
            say("საქმე, რომელსაც მოვლენა {} ეხება, არ არის", "the case that event {} is about is missing", row.sequence));
    }
}

/// One that is missing or damaged is reported with the case.
const KeptWorkflow* CaseCheck::kept(const model::Event& open)
{
    try {
        return open.workflow ? m_workflows.find(*open.workflow) : nullptr;
    } catch (const Error&) {
        return nullptr;
    }
}

std::vector<model::FieldConflict> CaseCheck::fold_content(Held& held, const LogRow& row)
{
    model::Case& subject = held.record.subject;
    if (!model::needs_view(row.event.op, row.leaf.verdict)) {
        model::fold(subject, row.event, row.id, row.leaf.verdict, row.leaf.rule, nullptr, {});
        return {};
    }
    try {
        const KeptWorkflow* workflow = m_workflows.find(subject.workflow);
        const auto view = CaseHistory(m_log, m_workflows).chain(held.record.last).view_of(row.event);
        if (workflow == nullptr || !view)
            throw Error(Fault::Integrity, {"საქმე ასე არასოდეს გამოიყურებოდა", "the case never looked as its writer saw it"});
        std::vector<model::FieldConflict> conflicts;
        if (row.leaf.verdict == ledger::Verdict::Conflict)
            conflicts = model::merge(*view, subject, workflow->profile.merge, row.event).conflicts;
        model::fold(subject, row.event, row.id, row.leaf.verdict, row.leaf.rule, &*view, workflow->profile.merge);
        return conflicts;
    } catch (const Error& error) {
        if (!m_spoiled.contains(held.record.id))
            m_report.add("event_damaged", fmt::format("event {}", row.sequence), error.message());
        m_spoiled.insert(held.record.id);
        return {};
    }
}

/// Folds one event, and holds its leaf against the result.
void CaseCheck::fold(Held& held, const LogRow& row)
{
    const auto conflicts = fold_content(held, row);
    if (is_disputed(row.leaf.verdict))
        m_conflicts.add(row, held.record.id, conflicts);
    else if (row.event.op == model::Op::Resolve)
        m_conflicts.settle(row, held.record.id);
    held.record.last = row.sequence;
    if (m_spoiled.contains(held.record.id))
        return;
    if (row.leaf.case_tag != held.tag || row.leaf.case_version != static_cast<std::uint32_t>(held.record.subject.version))
        m_report.add("leaf_damaged", fmt::format("leaf {}", row.sequence),
                     {"ჩანაწერი სხვა საქმეს ან ვერსიას ასახელებს", "the leaf names another case or version"});
}

/// The row of the case that was opened just now; the cursor stands on it, before it or behind it.
void CaseCheck::take_row(Held& held)
{
    for (; m_more_rows && m_rows.integer(0) < m_opened; m_more_rows = m_rows.step())
        if (!m_spoiled.contains(m_rows.integer(0)))
            m_report.add("case_damaged", name_of_row(m_rows),
                         {"საქმის ასეთი სტრიქონი ჟურნალში არ იწყება", "no event of the log opens this row"});
    if (!m_more_rows || m_rows.integer(0) != m_opened)
        return;
    read_row(held, m_rows);
    m_more_rows = m_rows.step();
}

void CaseCheck::read_row(Held& held, const Query& query)
{
    held.has_row = true;
    held.row_image = sha256(image(query));
    held.row_last = query.integer(14);
    const std::int64_t root = query.integer(7);
    const std::int64_t parent = query.integer(8);
    std::int64_t expected = 0;
    if (parent != 0) {
        const Above& up = above(parent);
        held.row_parent = up.uid;
        expected = up.root != 0 ? up.root : parent;
    }
    // A parent that is not there is no parent: the comparison finds it.
    if (root != expected || (parent != 0 && !held.row_parent))
        held.row_image = Hash{};
}

const CaseCheck::Above& CaseCheck::above(std::int64_t id)
{
    if (const auto known = m_above.find(id); known != m_above.end())
        return known->second;
    if (m_above.size() >= most_above)
        m_above.clear();
    Above found;
    Query query(m_database, m_above_sql, id);
    if (query.step())
        found = {CaseUid::from_bytes(query.bytes(0)), query.integer(1)};
    return m_above.emplace(id, found).first->second;
}

void CaseCheck::compare(const Held& held)
{
    if (m_spoiled.contains(held.record.id))
        return;
    CaseRecord record = held.record;
    std::optional<CaseUid> parent;
    try {
        const KeptWorkflow* workflow = m_workflows.find(record.subject.workflow);
        if (workflow == nullptr)
            return blame_workflow(record.subject.workflow);
        record.workflow = workflow->id;
        derive(record, workflow->profile);
        parent = parent_uid(record.subject, workflow->profile);
    } catch (const Error& error) {
        if (error.fault() != Fault::Invalid)
            return blame_workflow(record.subject.workflow);
        return blame(record, parent, {"საქმის მშობელი არ იკითხება", "what the case is a part of cannot be read"});
    }
    if (!held.has_row)
        blame(record, parent, {"საქმის სტრიქონი აკლია", "the row of the case is missing"});
    else if (sha256(image(record)) != held.row_image || parent != held.row_parent)
        blame(record, parent,
              {"საქმის სტრიქონი მის მოვლენებს არ ემთხვევა", "the row of the case is not what its events give"});
}

void CaseCheck::blame_workflow(const Hash& hash)
{
    m_report.add("workflow_missing", "workflow " + hash.hex().substr(0, 16),
                 {"პროცესი, რომელსაც საქმე მიჰყვება, აკლია ან დაზიანებულია",
                  "the workflow that a case follows is missing or damaged"});
}

/// Named by its path, as far as it has a number, else by its uid.
void CaseCheck::blame(const CaseRecord& record, const std::optional<CaseUid>& parent, Localized message)
{
    std::string name = record.number.empty() ? record.subject.uid.hex() : record.number;
    if (parent && !record.number.empty()) {
        Query query(m_database, "SELECT p.number, r.number FROM case_ p LEFT JOIN case_ r ON r.id = p.root WHERE p.uid = ?1",
                    BlobView{parent->view()});
        const std::string root = query.step() ? query.text(query.bytes(1).empty() ? 0 : 1) : std::string();
        name = root.empty() ? name : root + "/" + name;
    }
    m_report.add("case_damaged", "case " + printable(name), std::move(message));
}

std::string CaseCheck::name_of_row(const Query& query)
{
    return fmt::format("case {}", to_hex(query.bytes(1)));
}

/// Reads a chain from its end; false where it leads nowhere.
bool CaseCheck::walk_back(std::int64_t last, std::vector<LogRow>& rows)
{
    for (std::int64_t sequence = last; sequence >= 0;) {
        Query query(m_database, "SELECT case_id, prev, leaf, body FROM event WHERE seq = ?1", sequence);
        if (!query.step() || query.integer(1) >= sequence)
            return false;
        try {
            LogRow row{sequence,
                       query.integer(0),
                       query.integer(1),
                       ledger::Leaf::parse(query.bytes(2)),
                       ledger::event_id(query.bytes(3)),
                       ledger::decode(query.bytes(3))};
            sequence = row.previous;
            rows.push_back(std::move(row));
        } catch (const Error&) {
            return false;
        }
    }
    std::reverse(rows.begin(), rows.end());
    return true;
}

/// A case that was put off.
void CaseCheck::walk(std::int64_t id)
{
    const std::string sql = fmt::format("SELECT {} FROM {} c WHERE c.id = ?1", case_columns, m_table);
    Query query(m_database, sql, id);
    if (!query.step() || m_spoiled.contains(id))
        return;
    Held held;
    held.record.id = id;
    read_row(held, query);
    std::vector<LogRow> rows;
    if (!walk_back(held.row_last, rows) || rows.empty() || rows.front().event.op != model::Op::Open)
        return m_report.add("case_damaged", name_of_row(query),
                            {"საქმის მოვლენათა ჯაჭვი წყდება", "the chain of the case's events is broken"});
    held.tag = ledger::case_tag(m_identity.tag_secret, case_uid(rows.front().id));
    m_walked_events += rows.size();
    for (const LogRow& row : rows) {
        check_chain(row, id, held.record.last);
        fold(held, row);
    }
    if (const KeptWorkflow* workflow = kept(rows.front().event))
        held.record.number = m_numbers.number(rows.front(), workflow->profile, held.record.subject.uid);
    compare(held);
}

void CaseCheck::finish()
{
    for (const auto& [uid, held] : m_held)
        compare(held);
    m_held.clear();
    for (; m_more_rows; m_more_rows = m_rows.step())
        if (!m_spoiled.contains(m_rows.integer(0)))
            m_report.add("case_damaged", name_of_row(m_rows),
                         {"საქმის ასეთი სტრიქონი ჟურნალში არ იწყება", "no event of the log opens this row"});
    m_numbers.finish(m_spoiled.empty());
    for (std::size_t id = 0; id < m_put_off.size(); ++id)
        if (m_put_off[id])
            walk(static_cast<std::int64_t>(id));
    m_conflicts.finish(m_spoiled.empty());
    if (m_walked_events != m_put_off_events && m_spoiled.empty() && m_report.result().findings.empty())
        m_report.add("chain_damaged", "case chains",
                     {"ზოგი მოვლენა თავისი საქმის ჯაჭვში არ დგას", "some events are not in the chain of their case"});
}

} // namespace ogp::store
