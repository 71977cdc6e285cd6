#include "store/projection.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ogp::store {
namespace {

constexpr std::string_view insert_case =
    "INSERT INTO case_(uid, type, workflow, state, category, number, root, parent, version, comments, opened, entered, "
    "updated, last, title_ka, title_en, fields, sealed, files, mover, acts, id) "
    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, "
    "NULL)";
constexpr std::string_view insert_case_at =
    "INSERT INTO case_(uid, type, workflow, state, category, number, root, parent, version, comments, opened, entered, "
    "updated, last, title_ka, title_en, fields, sealed, files, mover, acts, id) "
    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, "
    "?22)";
// Three statements, because a column named in SET costs a write in each of its indices even where it stays as it is.
constexpr std::string_view update_content =
    "UPDATE case_ SET workflow = ?2, category = ?3, version = ?4, comments = ?5, entered = ?6, updated = ?7, last = ?8, "
    "title_ka = ?9, title_en = ?10, fields = ?11, sealed = ?12, files = ?13, mover = ?14, acts = ?15 WHERE id = ?1";
constexpr std::string_view update_state = "UPDATE case_ SET state = ?2 WHERE id = ?1";
constexpr std::string_view update_place = "UPDATE case_ SET number = ?2, root = ?3, parent = ?4 WHERE id = ?1";
constexpr std::string_view move_all_parts =
    "WITH RECURSIVE part(id) AS (SELECT id FROM case_ WHERE parent = ?1 AND parent <> 0 "
    "UNION ALL SELECT c.id FROM case_ c JOIN part ON c.parent = part.id WHERE c.parent <> 0) "
    "UPDATE case_ SET root = ?2 WHERE id IN (SELECT id FROM part)";

} // namespace

Folded Projection::fold(std::int64_t sequence, const model::Event& event, const Hash& id, const Outcome& outcome)
{
    Folded folded;
    if (!model::acts_on_case(event.op)) {
        if (is_folded(outcome.verdict))
            fold_repository(sequence, event, id);
    } else if (event.op != model::Op::Open) {
        folded = change(sequence, event, id, outcome);
    } else if (is_folded(outcome.verdict)) {
        folded = open(sequence, event, id, outcome);
    }
    if (is_disputed(outcome.verdict) && (!model::acts_on_case(event.op) || folded.record.id == 0))
        write_conflict(sequence, 0, id, {});
    // One that was refused for its counter, or comes from a copy of the replica, does not move it.
    if (event.number == last_number(event.replica) + 1)
        m_numbers[event.replica] = event.number;
    return folded;
}

Folded Projection::fold_pending(std::int64_t sequence, const model::Event& event, const Hash& id)
{
    if (event.op == model::Op::Open)
        return open_pending(sequence, event, id);
    const auto case_id =
        event.case_uid ? number_of(m_database, "SELECT id FROM case_ WHERE uid = ?1", BlobView{event.case_uid->view()}) : std::nullopt;
    if (case_id)
        m_overlay.keep(*case_id);
    return change(sequence, event, id, {});
}

const KeptWorkflow& Projection::workflow_of(const model::Event& event)
{
    const KeptWorkflow* workflow = event.workflow ? m_workflows.find(*event.workflow) : nullptr;
    if (workflow == nullptr || workflow->profile.type != event.type)
        throw Error(Fault::Internal, say("მოვლენის პროცესი ({}) საცავში არ არის", "the event's workflow ({}) is not kept",
                                         event.workflow ? event.workflow->hex() : std::string()));
    return *workflow;
}

/// The number of a case in its series: from a leased block, the leaf's, or the next one. What is refused leaves no gap.
std::uint64_t Projection::give_number(const std::string& series, const model::Event& event, const Hash& id, const Outcome& outcome)
{
    if (const auto detail = model::OpenDetail::from_json(event.detail)) {
        check_leased(series, detail->number, event.replica);
        Query(m_database, "INSERT INTO leased(series, number, uid) VALUES(?1, ?2, ?3)", series, detail->number,
              BlobView{case_uid(id).view()})
            .run();
        return static_cast<std::uint64_t>(detail->number);
    }
    return outcome.official_number.value_or(static_cast<std::uint64_t>(last_of_series(series)) + 1);
}

Folded Projection::open(std::int64_t sequence, const model::Event& event, const Hash& id, const Outcome& outcome)
{
    const KeptWorkflow& workflow = workflow_of(event);
    const bool is_numbered = !workflow.profile.numbering.empty();
    const bool is_leased = is_numbered && event.detail.size() != 0;
    Folded folded;
    folded.opened = true;
    CaseRecord& record = folded.record;
    model::apply(record.subject, event, id);
    record.workflow = workflow.id;
    record.last = sequence;
    const std::string series = is_numbered ? m_writer.series(workflow.profile, event) : std::string();
    if (is_numbered) {
        folded.official_number = give_number(series, event, id, outcome);
        record.number = m_writer.number(workflow.profile, event, folded.official_number, record.subject.uid);
    }
    try {
        derive(record, workflow.profile);
        place(record, workflow.profile);
        insert(record, 0);
    } catch (const Error&) {
        if (is_leased)
            Query(m_database, "DELETE FROM leased WHERE uid = ?1", BlobView{record.subject.uid.view()}).run();
        throw;
    }
    // Only now: a case that is refused leaves no gap. The counter has gone past leased numbers when they were leased.
    if (is_numbered && !is_leased)
        m_series[series] = std::max(last_of_series(series), static_cast<std::int64_t>(folded.official_number));
    if (is_numbered && event.replica != m_identity.log_keeper())
        Query(m_database, "INSERT OR IGNORE INTO alias(number, uid) VALUES(?1, ?2)", m_writer.provisional(workflow.profile, event),
              BlobView{record.subject.uid.view()})
            .run();
    return folded;
}

/// Its row has the sequence number of the event: those of confirmed cases are given by the log alone.
Folded Projection::open_pending(std::int64_t sequence, const model::Event& event, const Hash& id)
{
    const KeptWorkflow& workflow = workflow_of(event);
    Folded folded;
    folded.opened = true;
    CaseRecord& record = folded.record;
    model::apply(record.subject, event, id);
    record.workflow = workflow.id;
    record.last = sequence;
    if (!workflow.profile.numbering.empty()) {
        const auto detail = model::OpenDetail::from_json(event.detail);
        if (detail)
            check_leased(m_writer.series(workflow.profile, event), detail->number, event.replica);
        record.number = detail ? m_writer.number(workflow.profile, event, static_cast<std::uint64_t>(detail->number), record.subject.uid)
                               : m_writer.provisional(workflow.profile, event);
    }
    derive(record, workflow.profile);
    place(record, workflow.profile);
    insert(record, sequence);
    return folded;
}

std::vector<model::FieldConflict> Projection::fold_case(CaseRecord& record, std::int64_t sequence, const model::Event& event,
                                                        const Hash& id, const Outcome& outcome)
{
    const KeptWorkflow* workflow = m_workflows.find(record.workflow);
    std::vector<model::FieldConflict> conflicts;
    std::optional<model::View> view;
    if (model::needs_view(event.op, outcome.verdict)) {
        view = CaseHistory(m_log, m_workflows).chain(record.last).view_of(event);
        if (!view)
            throw Error(Fault::Integrity, say("მოვლენა {}: საქმეს ვერსია {} არ ჰქონია", "event {}: the case never had version {}", sequence,
                                              event.base));
        if (outcome.verdict == ledger::Verdict::Conflict)
            conflicts = model::merge(*view, record.subject, workflow->profile.merge, event).conflicts;
    }
    record.last = sequence;
    if (model::fold(record.subject, event, id, outcome.verdict, outcome.rule, view ? &*view : nullptr, workflow->profile.merge)) {
        if (event.op == model::Op::Migrate) {
            workflow = &workflow_of(event);
            record.workflow = workflow->id;
        }
        derive(record, workflow->profile);
        place(record, workflow->profile);
    }
    return conflicts;
}

Folded Projection::change(std::int64_t sequence, const model::Event& event, const Hash& id, const Outcome& outcome)
{
    std::optional<CaseRecord> found = event.case_uid ? find(*event.case_uid) : std::nullopt;
    if (!found) {
        // An event that was refused may well name a case that never was.
        if (!is_folded(outcome.verdict))
            return {};
        throw Error(Fault::NotFound,
                    say("საქმე {} არ არის", "there is no case {}", event.case_uid ? event.case_uid->hex() : std::string()));
    }
    Folded folded{.record = *found, .before = {}, .previous = found->last, .opened = false};
    const auto conflicts = fold_case(folded.record, sequence, event, id, outcome);
    update(*found, folded.record);
    if (is_disputed(outcome.verdict))
        write_conflict(sequence, folded.record.id, id, conflicts);
    else if (event.op == model::Op::Resolve && !is_pending_row(sequence))
        settle(sequence, folded.record.id, event);
    folded.before = std::move(found->subject);
    return folded;
}

std::optional<CaseRecord> Projection::find(const CaseUid& uid)
{
    static const std::string sql = fmt::format("SELECT {} FROM case_ c WHERE c.uid = ?1", case_columns);
    Query query(m_database, sql, BlobView{uid.view()});
    return query.step() ? std::optional(read_record(m_database, m_workflows, query)) : std::nullopt;
}

/// The row of a parent, and its root; thousands of cases that are opened one after another have the same.
const Projection::Above& Projection::find_above(const CaseUid& uid)
{
    if (m_above && m_above->uid == uid)
        return *m_above;
    Query query(m_database, "SELECT id, root FROM case_ WHERE uid = ?1", BlobView{uid.view()});
    if (!query.step())
        throw Error(Fault::NotFound, say("საქმე {}, რომლის ნაწილიც ეს უნდა იყოს, არ არის",
                                         "there is no case {} for this one to be a part of", uid.hex()));
    return m_above.emplace(Above{uid, query.integer(0), query.integer(1)});
}

/// Finds parent and root in the tables.
void Projection::place(CaseRecord& record, const model::TypeProfile& profile)
{
    const std::optional<CaseUid> uid = parent_uid(record.subject, profile);
    if (!uid) {
        record.parent = record.root = 0;
        return;
    }
    const auto [ignored, parent, root] = find_above(*uid);
    if (record.id != 0 && parent != record.parent) {
        // Up from the new parent: this case must not be among them.
        for (std::int64_t above = parent; above != 0;) {
            if (above == record.id)
                throw Error(Fault::Conflict,
                            {"საქმე საკუთარი თავის ნაწილი ვერ იქნება", "a case cannot be a part of itself"});
            above = number_of(m_database, "SELECT parent FROM case_ WHERE id = ?1", above).value_or(0);
        }
    }
    record.parent = parent;
    record.root = root != 0 ? root : parent;
}

void Projection::insert(CaseRecord& record, std::int64_t id)
{
    const model::Case& subject = record.subject;
    Query query(m_database, id == 0 ? insert_case : insert_case_at, BlobView{subject.uid.view()}, subject.type, record.workflow, subject.state,
                static_cast<std::int64_t>(record.category), record.number, record.root, record.parent, subject.version,
                subject.comments, subject.opened.milliseconds(), subject.entered.milliseconds(),
                subject.updated.milliseconds(), record.last, record.title.ka, record.title.en, to_json(subject.fields),
                join_sealed(subject.sealed), files_text(subject.attachments), subject.mover, acts_text(subject));
    if (id != 0)
        query.bind(22, id);
    if (!query.try_run()) {
        refuse_number(record);
        throw Error(Fault::Internal, say("საქმე {} უკვე არის", "the case {} is there already", subject.uid.hex()));
    }
    record.id = m_database.last_row();
}

void Projection::update(const CaseRecord& before, const CaseRecord& record)
{
    const model::Case& subject = record.subject;
    const bool moved = before.number != record.number || before.root != record.root || before.parent != record.parent;
    if (moved) {
        refuse_number(record);
        m_above.reset();
        Query(m_database, update_place, record.id, record.number, record.root, record.parent).run();
        if (before.root != record.root) {
            if (is_pending_row(record.last))
                m_overlay.keep_parts(record.id);
            try {
                move_parts(record);
            } catch (const Error&) {
                Query(m_database, update_place, record.id, before.number, before.root, before.parent).run();
                throw;
            }
        }
    }
    if (before.subject.state != subject.state)
        Query(m_database, update_state, record.id, subject.state).run();
    Query(m_database, update_content, record.id, record.workflow, static_cast<std::int64_t>(record.category),
          subject.version, subject.comments, subject.entered.milliseconds(), subject.updated.milliseconds(), record.last,
          record.title.ka, record.title.en, to_json(subject.fields), join_sealed(subject.sealed),
          files_text(subject.attachments), subject.mover, acts_text(subject))
        .run();
}

/// All parts of a case follow it to its root.
void Projection::move_parts(const CaseRecord& record)
{
    const std::int64_t root = record.root != 0 ? record.root : record.id;
    Query query(m_database, move_all_parts, record.id, root);
    if (!query.try_run())
        throw Error(Fault::Conflict, say("„{}“ ვერ გადავა: მისი ნაწილის ნომერი იქ უკვე დაკავებულია",
                                         "\"{}\" cannot be moved: a number of its parts is taken there", record.number));
}

void Projection::refuse_number(const CaseRecord& record)
{
    if (record.number.empty())
        return;
    const auto taken =
        number_of(m_database, "SELECT id FROM case_ WHERE number = ?1 AND root = ?2 AND type = ?3 AND number <> ''",
                  record.number, record.root, record.subject.type);
    if (taken && *taken != record.id)
        throw Error(Fault::Conflict,
                    say("ნომერი „{}“ უკვე დაკავებულია", "the number \"{}\" is taken", printable(record.number)),
                    {"აირჩიეთ სხვა ნომერი", "choose another number"});
}

std::int64_t Projection::last_of_series(const std::string& series)
{
    const auto known = m_series.find(series);
    if (known != m_series.end())
        return known->second;
    return m_series.emplace(series, number_of(m_database, "SELECT last FROM series WHERE name = ?1", series).value_or(0))
        .first->second;
}

std::int64_t Projection::last_number(const ReplicaId& replica)
{
    const auto known = m_numbers.find(replica);
    if (known != m_numbers.end())
        return known->second;
    const std::int64_t last =
        number_of(m_database, "SELECT last FROM replica WHERE uid = ?1", BlobView{replica.view()}).value_or(0);
    return m_numbers.emplace(replica, last).first->second;
}

void Projection::finish()
{
    for (const auto& [replica, last] : m_numbers)
        Query(m_database,
              "INSERT INTO replica(uid, last) VALUES(?1, ?2) ON CONFLICT(uid) DO UPDATE SET last = excluded.last",
              BlobView{replica.view()}, last)
            .run();
    for (const auto& [series, last] : m_series)
        if (last > 0)
            Query(m_database, "INSERT INTO series(name, last) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET last = excluded.last",
                  series, last)
                .run();
}

} // namespace ogp::store
