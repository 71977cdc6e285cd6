#include "ledger/tlog_proof.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ledger/cosignature.hpp"
#include "ledger/line_reader.hpp"

#include <algorithm>

namespace ogp::ledger {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view any_version = "c2sp.org/tlog-proof@v";
constexpr std::string_view extra_line = "ogp/tlog-extra@v1";
constexpr std::string_view other_keys_line = "ogp/tlog-extra@v2";

Error damaged(const Localized& reason)
{
    return {Fault::Integrity, {"მტკიცებულება უვარგისია: " + reason.ka, "the proof does not hold: " + reason.en}};
}

std::string write_extra(const TlogProof& proof)
{
    const EventProof& event = proof.event;
    std::string out(proof.handovers.empty() ? extra_line : other_keys_line);
    out += "\nkey " + proof.key;
    for (const std::string& note : proof.handovers)
        out += "\nhandover " + to_base64(note);
    out += "\nevent " + event.event + "\nleaf " + to_base64(event.leaf.bytes());
    out += "\nbatch " + std::to_string(event.batch_index) + '\n';
    append_path(out, event.batch_path);
    out += "signer " + (event.signer.empty() ? proof.key : event.signer) + "\n\n";
    return out + event.batch_note;
}

/// The other half of the proof, out of the extra data.
TlogProof read_extra(std::string_view text)
{
    const bool changed = text.starts_with(other_keys_line);
    if (!changed && !text.starts_with(extra_line))
        throw Error(Fault::Invalid, {"ამ მტკიცებულებაში მოვლენა არ დევს", "there is no event in this proof"},
                    {"ogp ამოწმებს იმას, რაც ogp prove-მ დაწერა", "ogp checks what ogp prove wrote"});
    LineReader reader(text, Fault::Integrity,
                      {"მტკიცებულების extra დაზიანებულია", "the extra data of the proof are damaged"});
    reader.expect(changed ? other_keys_line : extra_line);
    TlogProof proof;
    proof.key = reader.value("key");
    if (changed)
        proof.handovers = reader.list("handover");
    if (changed && proof.handovers.empty())
        throw reader.damaged({"გასაღების შეცვლა აკლია", "the changes of the key are missing"});
    proof.event.event = reader.value("event");
    const std::string leaf = reader.bytes("leaf");
    try {
        proof.event.leaf = Leaf::parse(leaf);
    } catch (const Error& error) {
        throw reader.damaged(error.message());
    }
    proof.event.batch_index = reader.number("batch");
    proof.event.batch_path = reader.path("signer ");
    if (const std::string_view signer = reader.value("signer"); signer != proof.key)
        proof.event.signer = signer;
    reader.expect("");
    proof.event.batch_note = reader.note();
    if (!reader.at_end())
        throw reader.damaged({"მის შემდეგ კიდევ რაღაც წერია", "something follows it"});
    return proof;
}

} // namespace

bool TlogProof::is_one(std::string_view text)
{
    return text.starts_with(any_version);
}

std::string TlogProof::text() const
{
    std::string out(first_line);
    out += "\nextra " + to_base64(write_extra(*this)) + "\nindex " + std::to_string(event.leaf.sequence) + '\n';
    append_path(out, event.path);
    return out + '\n' + checkpoint;
}

TlogProof TlogProof::parse(std::string_view text)
{
    LineReader reader(text, Fault::Integrity, {"მტკიცებულება დაზიანებულია", "the proof is damaged"});
    reader.expect(first_line);
    TlogProof proof = read_extra(reader.next_starts_with("extra ") ? reader.bytes("extra") : std::string());
    if (reader.number("index") != proof.event.leaf.sequence)
        throw reader.damaged({"ჩანაწერი სხვა ადგილს ასახელებს", "the leaf names another place"});
    proof.event.path = reader.path("");
    reader.expect("");
    proof.checkpoint = reader.rest();
    return proof;
}

std::vector<Witnessed> cosigned_by(const Note& note, std::span<const VerifierKey> witnesses, const PublicKey& log)
{
    std::vector<Witnessed> cosigned;
    for (const VerifierKey& witness : witnesses) {
        const bool known = witness.key == log || std::any_of(cosigned.begin(), cosigned.end(), [&](const Witnessed& other) {
                               return other.witness.key == witness.key;
                           });
        if (known)
            continue;
        if (const auto seconds = cosigned_at(note, witness))
            cosigned.push_back({witness, *seconds});
    }
    return cosigned;
}

ProvenTlog verify(const TlogProof& proof, std::span<const VerifierKey> witnesses)
{
    const auto key = parse_verifier_key(proof.key);
    if (!key)
        throw damaged({"გასაღები არ იკითხება", "the key cannot be read"});
    std::optional<Note> note;
    try {
        note = parse_note(proof.checkpoint);
    } catch (const Error& error) {
        throw damaged(error.message());
    }
    const auto bare = signed_only_by(*note, *key);
    if (!bare)
        throw damaged({"საკონტროლო წერტილს ეს გასაღები ხელს არ აწერს", "the checkpoint is not signed by this key"});
    ProvenTlog result{verify(Proof{std::nullopt, proof.key, {proof.event}, *bare, proof.handovers}), {}};
    result.cosigned = cosigned_by(*note, witnesses, key->key);
    return result;
}

} // namespace ogp::ledger
