#include "app/trust/consistency.hpp"

#include "app/trust/cosignatures.hpp"
#include "base/text.hpp"
#include "ledger/consistency.hpp"
#include "ledger/cosignature.hpp"
#include "ledger/merkle.hpp"
#include "ledger/tlog_proof.hpp"
#include "store/head_note.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

ledger::Checkpoint parse_signed(std::string_view note, const store::Store& store)
{
    const store::Identity& identity = store.identity();
    const ledger::Note parsed = ledger::parse_note(note);
    const auto checkpoint = ledger::Checkpoint::parse(parsed.text);
    if (checkpoint.origin != ledger::origin(identity.repository))
        throw Error(Fault::Integrity, say("ეს სხვა საცავის საკონტროლო წერტილია: {0}, ეს საცავია {1}",
                                          "this checkpoint is of another repository: {0}, this one is {1}",
                                          printable(checkpoint.origin), ledger::origin(identity.repository)));
    const ledger::VerifierKey key = store.log_keys().at(checkpoint.size);
    if (!ledger::verify_note(parsed, key.name, key.key))
        throw Error(Fault::Integrity,
                    identity.is_authority() ? Localized("ამ საკონტროლო წერტილისთვის ამ საცავის გასაღებს ხელი არასოდეს მოუწერია",
                                                        "this checkpoint was never signed by this repository's key")
                                            : Localized("ამ საკონტროლო წერტილისთვის მთავარი საცავის გასაღებს ხელი არასოდეს მოუწერია",
                                                        "this checkpoint was never signed by the key of this repository's authority"));
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
        const auto checkpoint = parse_signed(head.checkpoint, repository.store());
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

std::vector<ledger::Witnessed> witnesses_of(const Repository& repository, std::string_view note)
{
    return ledger::cosigned_by(ledger::parse_note(note), known_witnesses(repository), log_key(repository.store()).key);
}

SignedCheckpoint described_checkpoint(const Repository& repository, const ledger::Checkpoint& checkpoint, const std::string& note)
{
    const ledger::VerifierKey key = repository.store().log_keys().at(checkpoint.size);
    const auto cosigned = in_repository([&] { return witnesses_of(repository, note); });
    const std::int64_t required = repository.settings().witnesses_required;
    return {note, Json::object({{"origin", checkpoint.origin},
                                {"size", static_cast<std::int64_t>(checkpoint.size)},
                                {"root", checkpoint.root.hex()},
                                {"key", ledger::verifier_key(key.name, key.key)},
                                {"witnesses", described(cosigned)},
                                {"witnesses_required", required},
                                {"witnessed", static_cast<std::int64_t>(cosigned.size()) >= std::max<std::int64_t>(required, 1)},
                                {"note", note}})};
}

} // namespace

ledger::VerifierKey log_key(const store::Store& store)
{
    return store.log_keys().present();
}

SignedCheckpoint newest_checkpoint(const Repository& repository)
{
    const store::Head head = repository.store().head();
    const auto checkpoint = present(repository, head);
    return described_checkpoint(repository, checkpoint, with_cosignatures(repository.store(), head.checkpoint));
}

SignedCheckpoint witnessed_checkpoint(const Repository& repository)
{
    std::vector<std::string> notes = repository.store().checkpoints();
    std::reverse(notes.begin(), notes.end());
    for (const std::string& note : notes) {
        const std::string cosigned = with_cosignatures(repository.store(), note);
        const auto checkpoint = in_repository([&] { return parse_signed(cosigned, repository.store()); });
        SignedCheckpoint result = described_checkpoint(repository, checkpoint, cosigned);
        if (result.json["witnessed"].as_boolean())
            return result;
    }
    throw Error(Fault::Gate,
                say("საკონტროლო წერტილი, რომელსაც საკმარისი მოწმე აწერს ხელს (საჭიროა {}), ჯერ არ არის", "no checkpoint is cosigned by enough witnesses yet ({} asked for)",
                    std::max<std::int64_t>(repository.settings().witnesses_required, 1)),
                {"მოწმე აწერს ხელს: ogp witness URL", "a witness signs with: ogp witness URL"});
}

Audit audit(const Repository& repository, std::string_view note, const std::string& name)
{
    const store::Store& store = repository.store();
    const auto old = named(name, [&] { return parse_signed(note, store); });
    const auto cosigned = named(name, [&] { return witnesses_of(repository, note); });
    const store::Head head = store.head();
    const auto now = present(repository, head);
    if (old.size > now.size)
        throw Error(Fault::Integrity,
                    say("{2}: ჟურნალში {0} მოვლენაა, საკონტროლო წერტილი კი {1} მოვლენაზეა: ბოლო მოვლენები დაიკარგა",
                        "{2}: the log has {0} events, but the checkpoint is over {1}: the latest events are lost", now.size, old.size, name),
                    store.identity().is_authority()
                        ? Localized("აღადგინეთ .ogp უფრო ახალი ასლიდან", "restore .ogp from a newer copy")
                        : Localized("თუ მთავარ საცავს ისინი აქვს, მოიტანეთ: ogp pull", "if the authority has them, get them: ogp pull"));
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
                          {"root", now.root.hex()},
                          {"witnesses", described(cosigned)}}),
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

std::string consistency_answer(const store::Store& store, std::uint64_t from)
{
    const store::Head head = store.head();
    if (from > head.size)
        throw Error(Fault::NotFound, say("ჟურნალში მხოლოდ {} მოვლენაა", "the log has {} events only", head.size));
    return ledger::ConsistencyProof{from, ledger::consistency_proof(from, head.size, store.nodes()), with_cosignatures(store, head.checkpoint)}
        .text();
}

} // namespace ogp::app
