#include "app/sync/acceptance.hpp"

#include "app/cases/effective_history.hpp"
#include "ledger/verdict_rule.hpp"
#include "model/event_detail.hpp"

#include <algorithm>
#include <utility>

namespace ogp::app {
namespace {

using ledger::Verdict;

/// Nothing that a person or a program outside can do anything about: it ends the whole transaction.
bool is_own_fault(const Error& error)
{
    return error.fault() == Fault::Io || error.fault() == Fault::Integrity || error.fault() == Fault::Internal;
}

bool is_folded(Verdict verdict)
{
    return verdict == Verdict::Applied || verdict == Verdict::Merged;
}

/// Every value that the act sets stands in the event as well; others may have been filled in beside them.
bool holds(const Json& event, const Json& wanted)
{
    for (const auto& [name, value] : wanted.members())
        if (event[name] != value)
            return false;
    return true;
}

bool is_that(const workflow::FurtherAct& act, const model::Event& event)
{
    if (event.op != act.intent.op)
        return false;
    if (!act.subject)
        return event.type == act.type && holds(event.set, act.intent.set);
    return event.case_uid == act.subject && event.transition == act.intent.transition && holds(event.set, act.intent.set);
}

/// The verdict of an event that the store could not fold as it was judged.
std::uint16_t rule_for(Fault fault)
{
    switch (fault) {
    case Fault::Conflict: return ledger::rule_number("number_taken");
    case Fault::NotFound: return ledger::rule_number("unknown_case");
    default: return ledger::rule_number("bad_value");
    }
}

} // namespace

Acceptance::Acceptance(Repository& repository, ReplicaOwners& owners, TestClock test_clock)
    : m_repository(repository), m_owners(owners), m_test_clock(test_clock), m_received(repository.clock().now), m_change(repository), m_calendars(repository),
      m_clocks(repository, m_calendars), m_facts(repository, m_calendars, m_clocks), m_first(m_change.transaction().head().size)
{
}

std::vector<sync::EventAnswer> Acceptance::accept(const PushedBatch& batch, const std::map<std::string, std::string, std::less<>>& keys)
{
    if (auto answers = known(batch))
        return *std::move(answers);
    check_place(batch);
    std::vector<std::vector<store::SealedField>> sealed = keep_keys(batch, keys);

    const model::Event& first = batch.events.front().event;
    std::uint16_t quarantine = 0;
    if (first.number <= last_number(first.replica))
        quarantine = ledger::rule_number("replica_forked");
    else if (!m_repository.store().key_in_force(first.actor, batch.key))
        quarantine = ledger::rule_number(actor(first.actor) ? "key_revoked" : "after_revocation");

    m_expected.clear();
    std::vector<sync::EventAnswer> answers;
    answers.reserve(batch.events.size());
    for (std::size_t i = 0; i < batch.events.size(); ++i)
        answers.push_back(judge(batch.events[i], std::move(sealed[i]), quarantine));
    const std::int64_t last = batch.events.back().event.number;
    m_numbers[first.replica] = std::max(last, last_number(first.replica));
    m_change.transaction().end_batch(m_received, batch.note);
    do_missing();
    return answers;
}

std::int64_t Acceptance::last_number(const ReplicaId& replica) const
{
    const auto known = m_numbers.find(replica);
    return known != m_numbers.end() ? known->second : m_repository.store().last_number(replica);
}

/// The answers that they had, where all of them lie in the log already; nothing where none does.
std::optional<std::vector<sync::EventAnswer>> Acceptance::known(const PushedBatch& batch) const
{
    const store::Store& store = m_repository.store();
    if (batch.events.front().event.number > last_number(batch.events.front().event.replica))
        return std::nullopt;
    std::vector<sync::EventAnswer> answers;
    for (const PushedEvent& pushed : batch.events) {
        const auto stored = store.find_event(pushed.id);
        if (!stored)
            continue;
        sync::EventAnswer answer{pushed.id.hex().substr(0, 16), stored->leaf.verdict, stored->sequence, stored->leaf.rule};
        if (stored->leaf.official_number != 0)
            if (const auto row = store.find(case_uid(pushed.id)))
                answer.number = row->number;
        answers.push_back(std::move(answer));
    }
    if (answers.empty())
        return std::nullopt;
    if (answers.size() != batch.events.size())
        throw Error(Fault::Invalid, {"ნაწილი უკვე სხვა ხელმოწერით მოვიდა", "some of these events came under another signature already"});
    return answers;
}

void Acceptance::check_place(const PushedBatch& batch)
{
    const model::Event& first = batch.events.front().event;
    const auto owner = m_owners.owner(m_repository.store(), first.replica);
    if (owner && *owner != first.actor)
        throw Error(Fault::Forbidden, say("ასლი {} სხვა მომხმარებლისაა", "the replica {} is somebody else's", first.replica.hex()),
                    {"ყოველ მომხმარებელს თავისი ასლი აქვს: ogp clone", "each actor has a clone of their own: ogp clone"});
    const std::int64_t last = last_number(first.replica);
    if (first.number > last + 1)
        throw Error(Fault::Conflict, say("მოვლენა ნომრით {} აკლია", "the event number {} is missing", last + 1),
                    say("გამოაგზავნეთ ნომრიდან {}", "send from number {} on", last + 1));
    const bool set_clock = std::any_of(batch.events.begin(), batch.events.end(),
                                       [](const PushedEvent& pushed) { return pushed.event.clock == ClockSource::Set; });
    if (set_clock && m_test_clock == TestClock::Refuse)
        throw Error(Fault::Forbidden, {"მოვლენა დაყენებული საათით დაიწერა", "an event was written under a set clock"},
                    {"ასეთებს მხოლოდ ogp serve --allow-test-clock იღებს", "only ogp serve --allow-test-clock takes such events"});
}

std::optional<store::CaseRow> Acceptance::case_of(const model::Event& event)
{
    if (!event.case_uid)
        return std::nullopt;
    if (m_last && m_last->subject.uid == *event.case_uid)
        return std::exchange(m_last, std::nullopt);
    return m_repository.store().find(*event.case_uid);
}

sync::EventAnswer Acceptance::judge(const PushedEvent& pushed, std::vector<store::SealedField> sealed, std::uint16_t quarantine)
{
    const model::Event& event = pushed.event;
    const auto row = case_of(event);
    const workflow::CaseType* type = type_of(event, row ? &*row : nullptr);
    Ruling given = ruling(pushed, quarantine, row ? &*row : nullptr, type);

    const std::uint64_t sequence = m_first + m_change.size();
    const bool late = event.at.milliseconds() + clock_tolerance < m_received.milliseconds();
    const store::CaseRow after = append(pushed, std::move(sealed), given, late);
    sync::EventAnswer answer{pushed.id.hex().substr(0, 16), given.verdict, sequence, given.rule};
    if (!is_folded(given.verdict) && given.verdict != Verdict::Conflict)
        return answer;
    if (after.row != 0 && type != nullptr && ClockTable::follows(*type, event.op))
        m_clocks.follow(m_change.transaction(), row ? row->subject : model::Case(), after, as_clocks_see(event, given.verdict, given.rule));
    if (event.op == model::Op::Open && is_folded(given.verdict) && !type->numbering.empty())
        answer.number = after.number;
    if (given.permit && is_folded(given.verdict))
        expect(*given.permit, after.subject.uid);
    for (const auto& [field, value] : given.repair.members())
        m_repairs[after.subject.uid].set(field, value);
    if (after.row != 0)
        m_last = after;
    return answer;
}

store::CaseRow Acceptance::append(const PushedEvent& pushed, std::vector<store::SealedField> sealed, Ruling& given, bool late)
{
    store::NewEvent added{pushed.bytes, pushed.event, std::move(sealed)};
    added.late = late;
    added.verdict = given.verdict;
    added.rule = given.rule;
    if (given.permit && is_folded(given.verdict))
        for (const workflow::Consequence& consequence : given.permit->consequences)
            if (consequence.is_delivered())
                added.outbox.push_back({std::string(code(consequence.kind)), consequence.arguments(), consequence.why});
    if (given.verdict == Verdict::Rejected || given.verdict == Verdict::Quarantined)
        return m_change.transaction().append(std::move(added));
    try {
        return m_change.transaction().append(added);
    } catch (const Error& error) {
        if (is_own_fault(error))
            throw;
        // What the tables refuse: a number that is taken, a parent that is not there.
        given = {error.fault() == Fault::Conflict ? Verdict::Conflict : Verdict::Rejected, rule_for(error.fault())};
        added.verdict = given.verdict;
        added.rule = given.rule;
        added.outbox.clear();
        return m_change.transaction().append(std::move(added));
    }
}

void Acceptance::expect(const workflow::Permit& permit, const CaseUid& subject)
{
    for (const workflow::Consequence& consequence : permit.consequences)
        for (workflow::FurtherAct& act : m_facts.further_acts(consequence, subject))
            m_expected.push_back({std::move(act), consequence.why});
}

/// What an act of the batch has led to and the event is; it is so once.
std::optional<Acceptance::Expected> Acceptance::take_expected(const model::Event& event)
{
    const auto found = std::find_if(m_expected.begin(), m_expected.end(), [&](const Expected& one) { return is_that(one.act, event); });
    if (found == m_expected.end())
        return std::nullopt;
    Expected taken = std::move(*found);
    m_expected.erase(found);
    return taken;
}

void Acceptance::do_missing()
{
    if (!m_repairs.empty() || !m_expected.empty())
        m_last.reset();
    for (const auto& [uid, values] : std::exchange(m_repairs, {}))
        m_change.write_worked_out(uid, values);
    for (const Expected& missing : std::exchange(m_expected, {})) {
        try {
            m_change.follow_up(missing.act, missing.why);
        } catch (const Error& error) {
            if (is_own_fault(error))
                throw;
            ++m_failed;
        }
    }
    m_change.transaction().end_own_batch(m_received, [this](std::string_view text) { return m_repository.sign(text); });
}

void Acceptance::commit()
{
    // The values must never be there without their keys.
    if (m_keys)
        m_keys->commit();
    m_change.commit();
}

} // namespace ogp::app
