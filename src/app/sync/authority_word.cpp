#include "app/sync/authority_word.hpp"

#include "app/sync/told_keys.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

/// Whether the one says no other than the other, as far as it goes.
bool begins(const ledger::LogKeys& keys, const ledger::LogKeys& beginning)
{
    const auto& all = keys.handovers();
    const auto& first = beginning.handovers();
    return keys.first() == beginning.first() && all.size() >= first.size() &&
           std::equal(first.begin(), first.end(), all.begin(), [](const ledger::Handover& a, const ledger::Handover& b) { return a.note == b.note; });
}

} // namespace

Error changed_history(const Localized& reason)
{
    return {Fault::Integrity, reason,
            {"ისტორია შეცვლილია ან სერვერი ძველი ასლიდან აღდგა; აქ არაფერი შეცვლილა. დაუკავშირდით მას, ვინც მთავარ საცავს უვლის",
             "history was changed, or the server was restored from an old backup; nothing was changed here. Ask whoever keeps the "
             "authority"}};
}

ledger::LogKeys AuthorityWord::keys() const
{
    ledger::LogKeys here = m_repository.store().log_keys();
    return m_told && begins(*m_told, here) ? *m_told : here;
}

bool AuthorityWord::ask()
{
    const ledger::LogKeys here = m_repository.store().log_keys();
    const ledger::VerifierKey before = present();
    ledger::LogKeys told = told_keys(m_client.info(), here.present());
    if (!begins(told, here))
        throw changed_history({"მთავარი საცავი თავის გასაღებებზე სხვას ამბობს, ვიდრე ჟურნალი", "the authority tells other keys than its log has"});
    m_told = std::move(told);
    return m_told->present() != before;
}

/// A key that the replica was begun with has to be among them, and a log whose key has changed is longer than it was then.
bool AuthorityWord::counts(const ledger::LogKeys& keys, const ledger::Note& note, const ledger::Checkpoint& checkpoint) const
{
    const auto& pinned = m_repository.store().identity().pinned;
    if (pinned && !keys.contains({keys.first().name, *pinned}))
        return false;
    if (!keys.handovers().empty() && checkpoint.size <= keys.handovers().back().from)
        return false;
    return ledger::verify_note(note, keys.present().name, keys.present().key);
}

ledger::Checkpoint AuthorityWord::verified(const std::string& text)
{
    ledger::Note note;
    ledger::Checkpoint checkpoint;
    try {
        note = ledger::parse_note(text);
        checkpoint = ledger::Checkpoint::parse(note.text);
    } catch (const Error& error) {
        throw Error(Fault::Integrity, error.message());
    }
    const bool known = checkpoint.origin == ledger::origin(m_repository.store().identity().repository);
    if (known && !counts(keys(), note, checkpoint))
        ask();
    if (!known || !counts(keys(), note, checkpoint))
        throw changed_history({"საკონტროლო წერტილს ხელს სხვა გასაღები აწერს", "the checkpoint is not signed by the authority's key"});
    return checkpoint;
}

} // namespace ogp::app
