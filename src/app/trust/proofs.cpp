#include "app/trust/proofs.hpp"

#include "app/trust/consistency.hpp"
#include "app/trust/cosignatures.hpp"
#include "base/text.hpp"
#include "ledger/cosignature.hpp"
#include "ledger/merkle.hpp"
#include "ledger/note.hpp"
#include "ledger/proof.hpp"
#include "ledger/tlog_proof.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

/// The complete nodes of a batch's tree, each computed once: a case may have many events in one import.
class BatchTree
{
public:
    explicit BatchTree(store::BatchRow row) : m_row(std::move(row))
    {
        std::vector<Hash> level;
        for (const Hash& id : m_row.ids)
            level.push_back(ledger::leaf_hash(id.view()));
        while (!level.empty()) {
            std::vector<Hash> above;
            for (std::size_t i = 0; i + 1 < level.size(); i += 2)
                above.push_back(ledger::node_hash(level[i], level[i + 1]));
            m_levels.push_back(std::move(level));
            level = std::move(above);
        }
    }

    bool holds(std::uint64_t sequence) const { return sequence >= m_row.first && sequence - m_row.first < m_row.ids.size(); }
    const std::string& note() const { return m_row.note; }
    std::uint64_t index(std::uint64_t sequence) const { return sequence - m_row.first; }
    std::vector<Hash> path(std::uint64_t sequence) const
    {
        return ledger::inclusion_proof(index(sequence), m_row.ids.size(), [&](ledger::NodeKey key) {
            return m_levels.at(static_cast<std::size_t>(key.level)).at(key.index);
        });
    }

private:
    store::BatchRow m_row;
    std::vector<std::vector<Hash>> m_levels;
};

/// The verifier key that signed a batch, "" where it is the log's.
std::string signer_of(const store::Store& store, const std::string& note, const ledger::VerifierKey& log)
{
    const ledger::Note parsed = ledger::parse_note(note);
    if (parsed.signatures.empty() || ledger::verify_note(parsed, log.name, log.key))
        return {};
    const auto holder = store.signer_of(note);
    return holder ? ledger::verifier_key(parsed.signatures.front().name, holder->key) : std::string();
}

store::StoredEvent event_at(const store::Store& store, std::string_view place)
{
    const auto sequence = to_integer(place);
    const std::uint64_t size = store.head().size;
    if (sequence && *sequence >= 0 && static_cast<std::uint64_t>(*sequence) < size)
        if (auto event = store.event(static_cast<std::uint64_t>(*sequence)))
            return *event;
    throw Error(Fault::NotFound, say("ჟურნალში მოვლენა #{} არ არის", "the log has no event #{}", printable(place)),
                say("მოვლენებია #0-დან #{}-მდე: ogp log", "its events are #0 to #{}: ogp log", size == 0 ? 0 : size - 1));
}

/// The event whose id begins with these digits, where they can mean no case.
std::optional<store::StoredEvent> event_named(const store::Store& store, std::string_view digits)
{
    if (!store.resolve(digits, 1).empty())
        return std::nullopt;
    const std::vector<store::StoredEvent> events = store.find_events(digits);
    if (events.size() < 2)
        return events.empty() ? std::nullopt : std::optional(events.front());
    std::vector<std::string> ids;
    for (const store::StoredEvent& event : events)
        ids.push_back(event.id.hex().substr(0, std::min<std::size_t>(digits.size() + 8, 64)));
    throw Error(Fault::Usage, say("ასე რამდენიმე მოვლენა იწყება: {}", "several events begin with {}", digits),
                say("რომელი: {}", "which one: {}", join(ids, ", ")));
}

/// Whatever does not hold of what lies in the repository itself is damage to it.
template <class Check>
auto in_repository(Check&& check) -> decltype(check())
{
    try {
        return check();
    } catch (const Error& error) {
        throw Error(Fault::Integrity, {"საცავი დაზიანებულია: " + error.message().ka, "the repository is damaged: " + error.message().en},
                    {"შეამოწმეთ: ogp fsck", "check it: ogp fsck"});
    }
}

/// The events that an id names, in the order of the log, and the case where it names one.
struct Subject
{
    std::optional<CaseUid> of_case;
    std::vector<store::StoredEvent> events;
};

Subject find_subject(const Repository& repository, std::string_view id)
{
    const store::Store& store = repository.store();
    Subject subject;
    if (id.starts_with('#')) {
        subject.events.push_back(event_at(store, id.substr(1)));
    } else if (auto event = event_named(store, id)) {
        subject.events.push_back(std::move(*event));
    } else {
        subject.of_case = repository.resolve(id).subject.uid;
        subject.events = store.history(*subject.of_case);
    }
    std::erase_if(subject.events, [](const store::StoredEvent& event) { return event.is_pending(); });
    if (subject.events.empty())
        throw Error(Fault::NotFound, say("{}: მთავარ საცავს ჯერ არ მიუღია", "{}: the authority has not accepted it yet", printable(id)),
                    {"გაგზავნა: ogp sync", "send it: ogp sync"});
    return subject;
}

std::string tlog_text(const Repository& repository, const ledger::Proof& proof, std::string_view id, const store::Head& head)
{
    if (proof.events.size() != 1)
        throw Error(Fault::Usage, say("{0}: ასეთ მტკიცებულებაში ერთი მოვლენაა, საქმეს კი {1} აქვს", "{0}: such a proof is of one event, the case has {1}",
                                      printable(id), proof.events.size()),
                    say("ერთი მოვლენა: ogp prove '#{}' --format tlog-proof", "one event: ogp prove '#{}' --format tlog-proof",
                        proof.events.back().leaf.sequence));
    const ledger::TlogProof tlog{proof.key, proof.events.front(), with_cosignatures(repository.store(), head.checkpoint), proof.handovers};
    in_repository([&] { return ledger::verify(tlog, known_witnesses(repository)); });
    return tlog.text();
}

} // namespace

std::string prove(const Repository& repository, std::string_view id, ProofFormat format)
{
    const store::Store& store = repository.store();
    const Subject subject = find_subject(repository, id);
    const store::Head head = store.head();
    const ledger::LogKeys keys = store.log_keys();
    const ledger::VerifierKey& log = keys.present();
    ledger::Proof proof{subject.of_case, ledger::verifier_key(log.name, log.key), {}, {}, keys.notes()};
    std::optional<BatchTree> batch;
    std::string signer;
    for (const store::StoredEvent& event : subject.events) {
        if (!batch || !batch->holds(event.sequence)) {
            batch.emplace(store.batch_of(event.sequence));
            signer = in_repository([&] { return signer_of(store, batch->note(), log); });
        }
        proof.events.push_back({.event = event.bytes,
                                .leaf = event.leaf,
                                .path = ledger::inclusion_proof(event.sequence, head.size, store.nodes()),
                                .batch_index = batch->index(event.sequence),
                                .batch_path = batch->path(event.sequence),
                                .signer = signer,
                                .batch_note = batch->note()});
    }
    proof.checkpoint = in_repository([&] { return ledger::signed_only_by(ledger::parse_note(head.checkpoint), log).value_or(std::string()); });
    if (format == ProofFormat::Tlog)
        return tlog_text(repository, proof, id, head);
    in_repository([&] { return ledger::verify(proof); });
    return proof.text();
}

} // namespace ogp::app
