#include "app/proofs.hpp"

#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/merkle.hpp"
#include "ledger/note.hpp"
#include "ledger/proof.hpp"
#include "store/head_note.hpp"

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

std::string log_key(const store::Identity& identity)
{
    return ledger::verifier_key(ledger::signer_name(identity.repository, identity.replica), identity.key);
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

ledger::Checkpoint parse_signed(std::string_view note, const store::Identity& identity)
{
    const ledger::Note parsed = ledger::parse_note(note);
    const auto checkpoint = ledger::Checkpoint::parse(parsed.text);
    if (checkpoint.origin != ledger::origin(identity.repository))
        throw Error(Fault::Integrity, say("ეს სხვა საცავის საკონტროლო წერტილია: {0}, ეს საცავია {1}",
                                          "this checkpoint is of another repository: {0}, this one is {1}",
                                          printable(checkpoint.origin), ledger::origin(identity.repository)));
    if (!ledger::verify_note(parsed, ledger::signer_name(identity.repository, identity.replica), identity.key))
        throw Error(Fault::Integrity, {"ამ საკონტროლო წერტილისთვის ამ საცავის გასაღებს ხელი არასოდეს მოუწერია",
                                       "this checkpoint was never signed by this repository's key"});
    return checkpoint;
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

/// The end of the log, held against its tree.
ledger::Checkpoint present(const Repository& repository, const store::Head& head)
{
    if (head.size == 0)
        throw Error(Fault::NotFound, {"ჟურნალი ცარიელია", "the log is empty"});
    return in_repository([&] {
        const auto checkpoint = parse_signed(head.checkpoint, repository.store().identity());
        if (ledger::root_at(head.size, repository.store().nodes()) != checkpoint.root)
            throw Error(Fault::Integrity,
                        {"ჟურნალის ხე ხელმოწერილ ფესვს არ ემთხვევა", "the tree of the log is not the one that was signed"});
        return checkpoint;
    });
}

/// Errors about something that came from outside say where.
template <class Read>
auto named(const std::string& name, Read&& read) -> decltype(read())
{
    try {
        return read();
    } catch (const Error& error) {
        throw Error(error.fault(), {name + ": " + error.message().ka, name + ": " + error.message().en}, error.hint());
    }
}

} // namespace

std::string prove(const Repository& repository, std::string_view id)
{
    const store::Store& store = repository.store();
    ledger::Proof proof;
    std::vector<store::StoredEvent> events;
    if (id.starts_with('#')) {
        events.push_back(event_at(store, id.substr(1)));
    } else if (auto event = event_named(store, id)) {
        events.push_back(std::move(*event));
    } else {
        proof.subject = repository.resolve(id).subject.uid;
        events = store.history(*proof.subject);
    }
    const store::Head head = store.head();
    proof.key = log_key(store.identity());
    proof.checkpoint = head.checkpoint;
    std::optional<BatchTree> batch;
    for (const store::StoredEvent& event : events) {
        if (!batch || !batch->holds(event.sequence))
            batch.emplace(store.batch_of(event.sequence));
        proof.events.push_back({event.bytes, event.leaf, ledger::inclusion_proof(event.sequence, head.size, store.nodes()),
                                batch->index(event.sequence), batch->path(event.sequence), batch->note()});
    }
    in_repository([&] { return ledger::verify(proof); });
    return proof.text();
}

SignedCheckpoint newest_checkpoint(const Repository& repository)
{
    const store::Head head = repository.store().head();
    const auto checkpoint = present(repository, head);
    return {head.checkpoint, Json::object({{"origin", checkpoint.origin},
                                           {"size", static_cast<std::int64_t>(checkpoint.size)},
                                           {"root", checkpoint.root.hex()},
                                           {"key", log_key(repository.store().identity())},
                                           {"note", head.checkpoint}})};
}

Audit audit(const Repository& repository, std::string_view note, const std::string& name)
{
    const store::Store& store = repository.store();
    const auto old = named(name, [&] { return parse_signed(note, store.identity()); });
    const store::Head head = store.head();
    const auto now = present(repository, head);
    if (old.size > now.size)
        throw Error(Fault::Integrity,
                    say("{2}: ჟურნალში {0} მოვლენაა, საკონტროლო წერტილი კი {1} მოვლენაზეა: ბოლო მოვლენები დაიკარგა",
                        "{2}: the log has {0} events, but the checkpoint is over {1}: the latest events are lost", now.size, old.size, name),
                    {"აღადგინეთ .ogp უფრო ახალი ასლიდან", "restore .ogp from a newer copy"});
    const auto proof = ledger::consistency_proof(old.size, now.size, store.nodes());
    if (!ledger::verify_consistency(old.size, now.size, old.root, now.root, proof))
        throw Error(Fault::Integrity,
                    say("{1}: ისტორია შეიცვალა: პირველი {0} მოვლენის ხე სხვაა, ვიდრე მაშინ, როცა ხელი მოეწერა",
                        "{1}: history was changed: the tree over the first {0} events is not the one that was signed", old.size, name));
    return {Json::object({{"consistent", true},
                          {"origin", now.origin},
                          {"from_size", static_cast<std::int64_t>(old.size)},
                          {"from_root", old.root.hex()},
                          {"size", static_cast<std::int64_t>(now.size)},
                          {"root", now.root.hex()}}),
            say("თანმიმდევრულია: ჟურნალში {1} მოვლენაა და პირველი {0} იგივეა, რაზეც საკონტროლო წერტილს ხელი მოეწერა",
                "consistent: the log has {1} events and its first {0} are those that the checkpoint was signed over", old.size, now.size)};
}

std::string kept_checkpoint(const Repository& repository)
{
    if (auto note = store::read_head_note(repository.data_folder()))
        return *note;
    throw Error(Fault::NotFound,
                say("{} არ არის", "there is no {}", (repository.data_folder() / "checkpoint").string()),
                say("მიუთითეთ საკონტროლო წერტილი, რომელიც სხვაგან ინახება: ogp audit --from FILE",
                    "name a checkpoint that is kept elsewhere: ogp audit --from FILE"));
}

} // namespace ogp::app
