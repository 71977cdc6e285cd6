#include "ledger/log_keys.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace ogp::ledger {
namespace {

Error wrong(const Localized& reason)
{
    return {Fault::Integrity, {"ჟურნალის გასაღების შეცვლა უვარგისია: " + reason.ka, "the change of the log's key does not hold: " + reason.en}};
}

/// A signer is named "<origin>/<replica>".
std::string origin_of(std::string_view name)
{
    return std::string(name.substr(0, name.rfind('/')));
}

std::string text_of(std::uint64_t from, const VerifierKey& older, const VerifierKey& newer)
{
    return fmt::format("{}/key\n{}\n{}\n{}\n", origin_of(older.name), from, verifier_key(older.name, older.key), verifier_key(newer.name, newer.key));
}

Note read(std::string_view text)
{
    try {
        return parse_note(text);
    } catch (const Error& error) {
        throw wrong(error.message());
    }
}

} // namespace

Handover Handover::make(std::uint64_t from, std::string_view name, const SecretKey& older, const SecretKey& newer)
{
    Handover made{from, {std::string(name), older.public_key()}, {std::string(name), newer.public_key()}, {}};
    made.note = sign_note(sign_note(text_of(from, made.older, made.newer), name, older), name, newer);
    return made;
}

Handover Handover::parse(std::string_view text)
{
    const Note note = read(text);
    const std::vector<std::string_view> lines = split(note.text, '\n');
    const auto older = lines.size() == 5 ? parse_verifier_key(lines[2]) : std::nullopt;
    const auto newer = lines.size() == 5 ? parse_verifier_key(lines[3]) : std::nullopt;
    std::uint64_t from = 0;
    if (older && newer)
        std::from_chars(lines[1].data(), lines[1].data() + lines[1].size(), from);
    if (!older || !newer || note.signatures.size() != 2 || note.text != text_of(from, *older, *newer))
        throw wrong({"ჩანაწერს სხვა სახე აქვს", "the statement has another form"});
    if (older->name != newer->name || older->key == newer->key)
        throw wrong({"ორი სხვადასხვა გასაღები ერთი სახელით უნდა იყოს", "there must be two different keys under one name"});
    for (const VerifierKey& key : {*older, *newer})
        if (!verify_note(note, key.name, key.key))
            throw wrong(say("ამ გასაღებს ის ხელს არ აწერს: {}", "it is not signed by this key: {}", printable(verifier_key(key.name, key.key))));
    Handover handover{from, *older, *newer, note.text + '\n'};
    for (const NoteSignature& signature : note.signatures)
        handover.note += signature_line(signature);
    if (note.signatures.front().key_id != key_id(older->name, older->key) || handover.note != text)
        throw wrong({"ხელმოწერებს სხვა სახე აქვს", "its signatures have another form"});
    return handover;
}

void LogKeys::add(Handover handover)
{
    if (handover.older != present())
        throw wrong(say("ძველი გასაღები სხვაა, ვიდრე ის, რომელიც მანამდე მოქმედებდა: {}", "its older key is not the one that was in force before it: {}",
                        printable(verifier_key(present().name, present().key))));
    if (!m_handovers.empty() && handover.from <= m_handovers.back().from)
        throw wrong({"ჟურნალში თავის ადგილზე არ დგას", "it does not stand in its place of the log"});
    m_handovers.push_back(std::move(handover));
}

const VerifierKey& LogKeys::at(std::uint64_t size) const
{
    const auto last = std::find_if(m_handovers.rbegin(), m_handovers.rend(), [&](const Handover& handover) { return handover.from < size; });
    return last == m_handovers.rend() ? m_first : last->newer;
}

bool LogKeys::contains(const VerifierKey& key) const
{
    return key == m_first || std::any_of(m_handovers.begin(), m_handovers.end(), [&](const Handover& handover) { return handover.newer == key; });
}

std::vector<std::string> LogKeys::notes() const
{
    std::vector<std::string> notes;
    for (const Handover& handover : m_handovers)
        notes.push_back(handover.note);
    return notes;
}

LogKeys log_keys(std::span<const std::string> notes, const VerifierKey& present)
{
    if (notes.empty())
        return LogKeys(present);
    if (notes.size() > most_handovers)
        throw wrong(say("{}-ზე მეტია", "there are more than {}", most_handovers));
    LogKeys keys(Handover::parse(notes.front()).older);
    for (const std::string& note : notes)
        keys.add(Handover::parse(note));
    if (keys.present() != present)
        throw wrong(say("ამ გასაღებამდე ის არ მიდის: {}", "it does not lead to this key: {}", printable(verifier_key(present.name, present.key))));
    return keys;
}

} // namespace ogp::ledger
