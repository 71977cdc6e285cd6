#include "app/sync/log_folding.hpp"

#include "app/cases/effective_history.hpp"
#include "app/sync/replica_blobs.hpp"
#include "base/text.hpp"
#include "ledger/event_bytes.hpp"

#include <algorithm>

namespace ogp::app {

Error bad_history(const Localized& reason)
{
    return {Fault::Integrity, reason,
            {"არაფერი შენახულა; შეატყობინეთ მას, ვინც მთავარ საცავს უვლის", "nothing of it was kept; tell whoever keeps the authority"}};
}

LogFolding::LogFolding(Repository& repository) : m_repository(repository), m_confirmation(repository.store().begin_confirming())
{
    use_calendars();
}

void LogFolding::fold(store::ConfirmedEvent&& confirmed)
{
    m_ids.push_back(ledger::event_id(confirmed.bytes));
    const ledger::Verdict verdict = confirmed.verdict;
    const std::uint16_t rule = confirmed.rule;
    const store::Confirmed folded = m_confirmation.append(std::move(confirmed));
    m_actor = folded.event.actor;
    if (folded.event.op == model::Op::Erase)
        ++m_erasures;
    for (const Hash& hash : ReplicaBlobs::named_by(folded.event))
        m_blobs.push_back(hash);
    if (verdict == ledger::Verdict::Rejected || verdict == ledger::Verdict::Quarantined)
        return;
    if (folded.event.op == model::Op::Calendar) {
        use_calendars();
        m_recount = true;
    }
    if (folded.row.row != 0 && model::acts_on_case(folded.event.op))
        follow(folded.before, folded.row, as_clocks_see(folded.event, verdict, rule));
}

void LogFolding::end_batch(Instant received, const std::string& note, const ledger::PublicKey& key)
{
    check_key(key);
    m_confirmation.end_batch(received, note);
    m_ids.clear();
}

void LogFolding::commit(const std::string& checkpoint)
{
    if (m_recount)
        count_anew(m_repository, m_confirmation, *m_calendars);
    m_confirmation.commit(checkpoint, [this](const store::StoredEvent& event, const model::Case& before, const store::CaseRow& row) {
        if (row.row != 0)
            follow(before, row, event.event);
    });
}

void LogFolding::use_calendars()
{
    m_clocks.reset();
    m_calendars.emplace(m_repository);
    m_clocks.emplace(m_repository, *m_calendars);
}

void LogFolding::follow(const model::Case& before, const store::CaseRow& row, const model::Event& event)
{
    if (ClockTable::follows(m_repository.type(row.subject.workflow), event.op))
        m_clocks->follow(m_confirmation, before, row, event);
}

/// The log has to grant the key to the actor, by the end of the batch at the latest: the first batch grants its own.
void LogFolding::check_key(const ledger::PublicKey& key)
{
    if (m_key && *m_key == key && m_key_of == m_actor)
        return;
    const std::vector<store::GrantRow> grants = m_repository.store().grants(m_actor);
    if (std::none_of(grants.begin(), grants.end(), [&](const store::GrantRow& grant) { return grant.key == key; }))
        throw bad_history(say("შეკვრას ხელს აწერს გასაღები, რომელიც მომხმარებელს „{}“ არ ჰქონია", "a batch is signed by a key that was never granted to \"{}\"",
                              printable(m_actor)));
    m_key = key;
    m_key_of = m_actor;
}

} // namespace ogp::app
