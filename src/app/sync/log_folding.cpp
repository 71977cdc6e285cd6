#include "app/sync/log_folding.hpp"

#include "app/cases/effective_history.hpp"
#include "app/sync/replica_blobs.hpp"
#include "base/text.hpp"
#include "ledger/event_bytes.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

/// Nobody judged the event here, and it may name anything: what the store takes for our own mistake is its writer's.
store::Confirmed append(store::Confirmation& confirmation, store::ConfirmedEvent&& confirmed)
{
    try {
        return confirmation.append(std::move(confirmed));
    } catch (const Error& error) {
        if (error.fault() == Fault::Internal)
            throw bad_history(error.message());
        throw;
    }
}

} // namespace

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
    const bool begins = m_ids.empty();
    m_ids.push_back(ledger::event_id(confirmed.bytes));
    const ledger::Verdict verdict = confirmed.verdict;
    const std::uint16_t rule = confirmed.rule;
    const store::Confirmed folded = append(m_confirmation, std::move(confirmed));
    m_actor = folded.event.actor;
    const bool is_refused = verdict == ledger::Verdict::Rejected || verdict == ledger::Verdict::Quarantined;
    m_is_refused = is_refused && (begins || m_is_refused);
    if (folded.event.op == model::Op::Revoke)
        m_key.reset();
    if (folded.event.op == model::Op::Erase)
        ++m_erasures;
    for (const Hash& hash : ReplicaBlobs::named_by(folded.event))
        m_blobs.push_back(hash);
    if (is_refused)
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

/// The log has to grant the key to the actor before the batch, and not have taken it back by then; the first batch grants its own. What
/// was refused may be signed by any key that they ever had.
void LogFolding::check_key(const ledger::PublicKey& key)
{
    if (m_key && *m_key == key && m_key_of == m_actor)
        return;
    const std::uint64_t first = m_confirmation.head().size;
    const auto gives = [&](const store::GrantRow& grant) {
        return grant.key == key && (m_is_refused || ((grant.since < first || first == 0) && (!grant.key_until || *grant.key_until >= first)));
    };
    const std::vector<store::GrantRow> grants = m_repository.store().grants(m_actor);
    if (std::none_of(grants.begin(), grants.end(), gives))
        throw bad_history(say("შეკვრას ხელს აწერს გასაღები, რომელიც მომხმარებელს „{}“ არ ჰქონია", "a batch is signed by a key that was never granted to \"{}\"",
                              printable(m_actor)));
    if (m_is_refused)
        return;
    m_key = key;
    m_key_of = m_actor;
}

} // namespace ogp::app
