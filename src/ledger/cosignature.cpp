#include "ledger/cosignature.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <limits>

namespace ogp::ledger {
namespace {

constexpr std::size_t time_size = 8;

std::string signed_text(std::string_view checkpoint_text, std::int64_t seconds)
{
    return fmt::format("cosignature/v1\ntime {}\n{}", seconds, checkpoint_text);
}

std::string time_bytes(std::int64_t seconds)
{
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<char>(static_cast<unsigned char>(static_cast<std::uint64_t>(seconds) >> shift)));
    return bytes;
}

/// Nothing above 2^63 - 1.
std::optional<std::int64_t> read_time(std::string_view bytes)
{
    std::uint64_t seconds = 0;
    for (const char c : bytes.substr(0, time_size))
        seconds = seconds << 8U | static_cast<unsigned char>(c);
    if (seconds > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    return static_cast<std::int64_t>(seconds);
}

/// The time of one line of that witness, or nothing where the line does not hold.
std::optional<std::int64_t> time_of(const NoteSignature& line, std::string_view text, const PublicKey& key)
{
    Signature signature{};
    if (line.bytes.size() != time_size + signature.size())
        return std::nullopt;
    const auto seconds = read_time(line.bytes);
    std::copy(line.bytes.begin() + time_size, line.bytes.end(), signature.begin());
    return seconds && verify(key, signed_text(text, *seconds), signature) ? seconds : std::nullopt;
}

std::string joined(const Note& note)
{
    std::string out = note.text + '\n';
    for (const NoteSignature& signature : note.signatures)
        out += signature_line(signature);
    return out;
}

} // namespace

std::string cosignature_line(std::string_view checkpoint_text, std::string_view witness, const SecretKey& key, std::int64_t seconds)
{
    if (seconds < 0)
        throw Error(Fault::Invalid, {"დრო 1970 წლამდეა", "the time is before 1970"});
    const Signature signature = key.sign(signed_text(checkpoint_text, seconds));
    std::string bytes = time_bytes(seconds);
    bytes.append(reinterpret_cast<const char*>(signature.data()), signature.size());
    return signature_line({std::string(witness), key_id(witness, key.public_key(), KeyKind::Witness), bytes});
}

std::optional<std::int64_t> cosigned_at(const Note& note, const VerifierKey& witness)
{
    const std::uint32_t id = key_id(witness.name, witness.key, KeyKind::Witness);
    std::optional<std::int64_t> latest;
    for (const NoteSignature& line : note.signatures) {
        if (line.name != witness.name || line.key_id != id)
            continue;
        const auto seconds = time_of(line, note.text, witness.key);
        if (!seconds)
            throw Error(Fault::Integrity, say("მოწმის ხელმოწერა უვარგისია: {}", "the signature of a witness does not hold: {}",
                                              printable(witness.name)));
        latest = std::max(latest.value_or(*seconds), *seconds);
    }
    return latest;
}

std::string with_signature(std::string_view note, std::string_view line)
{
    if (!line.ends_with('\n'))
        throw Error(Fault::Invalid, {"ხელმოწერის სტრიქონი არ მთავრდება", "the signature line has no end"});
    line.remove_suffix(1);
    const NoteSignature added = parse_signature_line(line);
    Note parsed = parse_note(note);
    std::erase_if(parsed.signatures, [&](const NoteSignature& present) {
        return present.name == added.name && present.key_id == added.key_id;
    });
    parsed.signatures.push_back(added);
    std::string out = joined(parsed);
    parse_note(out); // there may be too many now
    return out;
}

std::optional<std::string> signed_only_by(const Note& note, const VerifierKey& key)
{
    const std::uint32_t id = key_id(key.name, key.key);
    Note bare{.text = note.text, .signatures = {}};
    for (const NoteSignature& signature : note.signatures)
        if (signature.name == key.name && signature.key_id == id)
            bare.signatures.push_back(signature);
    return bare.signatures.empty() ? std::nullopt : std::optional(joined(bare));
}

} // namespace ogp::ledger
