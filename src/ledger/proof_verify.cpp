#include "base/error.hpp"
#include "base/text.hpp"
#include "ledger/event_bytes.hpp"
#include "ledger/log_keys.hpp"
#include "ledger/merkle.hpp"
#include "ledger/note.hpp"
#include "ledger/proof.hpp"
#include "model/merge.hpp"

namespace ogp::ledger {
namespace {

Error fails(const Localized& reason)
{
    return {Fault::Integrity, {"მტკიცებულება უვარგისია: " + reason.ka, "the proof does not hold: " + reason.en}};
}

Error fails(const Leaf& leaf, const Localized& reason)
{
    const Localized event = say("მოვლენა {}: ", "event {}: ", leaf.sequence);
    return fails({event.ka + reason.ka, event.en + reason.en});
}

/// Does what is asked; what it finds invalid is here damage.
template <class Read>
auto read(const Localized& what, Read&& read) -> decltype(read())
{
    try {
        return read();
    } catch (const Error& error) {
        throw fails({what.ka + ": " + error.message().ka, what.en + ": " + error.message().en});
    }
}

/// The text of a note that this key, and no other, has signed.
std::string signed_text(const std::string& note, const VerifierKey& key, const Localized& what)
{
    const Note parsed = read(what, [&] { return parse_note(note); });
    if (parsed.signatures.size() != 1)
        throw fails({what.ka + ": ხელმოწერა ერთი უნდა იყოს", what.en + ": there must be one signature"});
    if (!verify_note(parsed, key.name, key.key))
        throw fails({what.ka + ": ეს გასაღები მას არასოდეს აწერდა ხელს", what.en + ": it was never signed by this key"});
    return parsed.text;
}

/// What all events are held against.
struct Log
{
    VerifierKey key;
    Checkpoint checkpoint;
};

/// Whose key signed the batch.
VerifierKey signer_of(const EventProof& proof, const Log& log)
{
    if (proof.signer.empty())
        return log.key;
    const auto key = parse_verifier_key(proof.signer);
    if (!key)
        throw fails(proof.leaf, {"შეკვრის გასაღები არ იკითხება", "the key of its batch cannot be read"});
    return *key;
}

void verify_batch(const EventProof& proof, const VerifierKey& signer, const Log& log)
{
    const Leaf& leaf = proof.leaf;
    const Localized what = say("მოვლენა {}, შეკვრა", "event {}, batch", leaf.sequence);
    if (sha256(proof.batch_note) != leaf.batch_id)
        throw fails(leaf, {"შეკვრის ხელმოწერილი ჩანაწერი სხვაა", "the signed statement of the batch is another one"});
    const std::string text = signed_text(proof.batch_note, signer, what);
    const auto statement = read(what, [&] { return BatchStatement::parse(text); });
    if (statement.origin != log.checkpoint.origin + "/batch")
        throw fails(leaf, {"შეკვრა სხვა საცავისაა", "the batch is of another repository"});
    if (!verify_inclusion(leaf_hash(leaf.event_id.view()), proof.batch_index, statement.count, proof.batch_path, statement.root))
        throw fails(leaf, {"შეკვრაში არ არის", "it is not in its batch"});
}

ProvenEvent verify_event(const EventProof& proof, const Log& log)
{
    const Leaf& leaf = proof.leaf;
    const VerifierKey signer = signer_of(proof, log);
    ProvenEvent proven{event_id(proof.event), leaf, {}, verifier_key(signer.name, signer.key)};
    if (proven.id != leaf.event_id)
        throw fails(leaf, {"მისი ბაიტები შეცვლილია", "its bytes were changed"});
    proven.event = read(say("მოვლენა {}", "event {}", leaf.sequence), [&] { return decode(proof.event); });
    if (origin(proven.event.repository) != log.checkpoint.origin)
        throw fails(leaf, {"სხვა საცავისაა", "it is of another repository"});
    if (signer_name(proven.event.repository, proven.event.replica) != signer.name)
        throw fails(leaf, {"სხვა ასლმა დაწერა", "another replica wrote it"});
    if (leaf.set_clock != (proven.event.clock == ClockSource::Set))
        throw fails(leaf, {"საათის ნიშანი არ ემთხვევა", "the mark of its clock does not fit"});
    if (!verify_inclusion(leaf_hash(leaf.bytes()), leaf.sequence, log.checkpoint.size, proof.path, log.checkpoint.root))
        throw fails(leaf, {"საკონტროლო წერტილის ხეში არ არის", "it is not in the tree of the checkpoint"});
    verify_batch(proof, signer, log);
    return proven;
}

/// The events of a case are those of no other, and none between them is missing.
void verify_chain(const CaseUid& uid, const std::vector<ProvenEvent>& events)
{
    const Leaf* before = nullptr;
    std::uint32_t version = 0;
    for (const ProvenEvent& proven : events) {
        const Leaf& leaf = proven.leaf;
        const bool opens = proven.event.op == model::Op::Open;
        if (opens != (before == nullptr) || (opens ? case_uid(proven.id) : proven.event.case_uid) != uid)
            throw fails(leaf, {"სხვა საქმისაა", "it is of another case"});
        if (before != nullptr && (before->sequence >= leaf.sequence || before->case_tag != leaf.case_tag))
            throw fails(leaf, {"თავის ადგილზე არ დგას", "it does not stand in its place"});
        version += model::takes_effect(proven.event.op, leaf.verdict, leaf.rule) ? 1U : 0U;
        if (leaf.case_version != version)
            throw fails(leaf, {"მის წინ საქმის მოვლენა აკლია", "an event of the case before it is missing"});
        before = &leaf;
    }
}

} // namespace

Proven verify(const Proof& proof)
{
    const Localized checkpoint_name("საკონტროლო წერტილი", "checkpoint");
    const auto key = parse_verifier_key(proof.key);
    if (!key)
        throw fails({"გასაღები არ იკითხება", "the key cannot be read"});
    Log log{*key, {}};
    const std::string text = signed_text(proof.checkpoint, log.key, checkpoint_name);
    log.checkpoint = read(checkpoint_name, [&] { return Checkpoint::parse(text); });
    Proven proven{log.checkpoint, log.key.name, log.key.key, {}};
    const LogKeys keys = log_keys(proof.handovers, log.key);
    for (const Handover& handover : keys.handovers()) {
        if (handover.from >= log.checkpoint.size)
            throw fails({"საკონტროლო წერტილი გასაღების შეცვლამდეა", "the checkpoint is from before the change of the log's key"});
        proven.older_keys.push_back(handover.older);
    }
    for (const EventProof& event : proof.events)
        proven.events.push_back(verify_event(event, log));
    if (proven.events.empty())
        throw fails({"მოვლენა არ არის", "there is no event"});
    if (proof.subject)
        verify_chain(*proof.subject, proven.events);
    return proven;
}

} // namespace ogp::ledger
