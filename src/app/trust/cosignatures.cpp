#include "app/trust/cosignatures.hpp"

#include "app/trust/consistency.hpp"
#include "app/trust/trusted_key.hpp"
#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/cosignature.hpp"

namespace ogp::app {

std::vector<ledger::VerifierKey> witness_keys(std::span<const std::string> words)
{
    std::vector<ledger::VerifierKey> keys;
    for (const std::string& word : words)
        keys.push_back(trusted_witness(word, "--witness"));
    return keys;
}

std::vector<ledger::VerifierKey> known_witnesses(const Repository& repository)
{
    std::vector<ledger::VerifierKey> keys;
    for (const std::string& word : repository.settings().witnesses)
        keys.push_back(ledger::parse_verifier_key(word, ledger::KeyKind::Witness).value());
    return keys;
}

std::string with_cosignatures(const store::Store& store, std::string_view checkpoint)
{
    std::string note(checkpoint);
    if (note.empty())
        return note;
    try {
        const auto size = ledger::Checkpoint::parse(ledger::parse_note(checkpoint).text).size;
        for (const std::string& line : store.cosignatures(size))
            note = ledger::with_signature(note, line);
    } catch (const Error& error) {
        throw Error(Fault::Integrity, {"საცავი დაზიანებულია: " + error.message().ka, "the repository is damaged: " + error.message().en},
                    {"შეამოწმეთ: ogp fsck", "check it: ogp fsck"});
    }
    return note;
}

Json described(std::span<const ledger::Witnessed> cosigned)
{
    Json witnesses = Json::array();
    for (const ledger::Witnessed& one : cosigned)
        witnesses.push(Json::object({{"name", one.witness.name},
                                     {"key", ledger::verifier_key(one.witness.name, one.witness.key, ledger::KeyKind::Witness)},
                                     {"time", one.seconds}}));
    return witnesses;
}

std::string keep_cosignature(Repository& repository, std::string_view body)
{
    const ledger::Note note = ledger::parse_note(body);
    const auto stated = ledger::Checkpoint::parse(note.text);
    const auto ours = repository.store().checkpoint_at(stated.size);
    if (!ours || stated.origin != ledger::origin(repository.store().identity().repository))
        throw Error(Fault::NotFound, {"ამ ჟურნალში ასეთი საკონტროლო წერტილი არ არის", "this log has no such checkpoint"});
    if (ledger::parse_note(*ours).text != note.text)
        throw Error(Fault::Integrity, say("{} მოვლენაზე ამ ჟურნალს სხვა საკონტროლო წერტილი აქვს",
                                          "over {} events this log has another checkpoint", stated.size));
    for (const ledger::VerifierKey& witness : known_witnesses(repository)) {
        if (witness.key == log_key(repository.store()).key || !ledger::cosigned_at(note, witness))
            continue;
        const std::uint32_t id = ledger::key_id(witness.name, witness.key, ledger::KeyKind::Witness);
        for (const ledger::NoteSignature& signature : note.signatures)
            if (signature.name == witness.name && signature.key_id == id)
                repository.store().keep_cosignature(stated.size, witness.name, ledger::signature_line(signature));
        return witness.name;
    }
    throw Error(Fault::Forbidden, {"ეს მოწმე პარამეტრებში არ წერია", "the settings do not name this witness"},
                {"მოწმის დამატება: .ogp/config.yaml, witnesses", "name it in .ogp/config.yaml, witnesses"});
}

} // namespace ogp::app
