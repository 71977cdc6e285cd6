#pragma once

#include "ledger/signature.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::ledger {

/// C2SP signed notes: a text that ends in a line feed, an empty line, then lines "— <name> <base64(id || signature)>"
/// where id is the first four bytes of SHA-256(name || "\n" || kind || public key).
enum class KeyKind : std::uint8_t {
    Ed25519 = 1, ///< signs the text as it is
    Witness = 4, ///< signs it with a time: ledger/cosignature.hpp
};

struct NoteSignature
{
    std::string name;
    std::uint32_t key_id = 0;
    std::string bytes; ///< 64 bytes for Ed25519; other algorithms are kept as they are
};

struct Note
{
    std::string text; ///< with its final line feed
    std::vector<NoteSignature> signatures;
};

std::uint32_t key_id(std::string_view name, const PublicKey& key, KeyKind kind = KeyKind::Ed25519);

/// "<name>+<8 hex>+<base64(kind || key)>": the form in which verifiers are handed around.
std::string verifier_key(std::string_view name, const PublicKey& key, KeyKind kind = KeyKind::Ed25519);

struct VerifierKey
{
    std::string name;
    PublicKey key;
    bool operator==(const VerifierKey&) const = default;
};
/// Strict: nothing where verifier_key() would not have written it byte for byte.
std::optional<VerifierKey> parse_verifier_key(std::string_view text, KeyKind kind = KeyKind::Ed25519);

/// The note with one more signature: `text` is a text that ends in a line feed, or a note that is signed already and gets
/// another signature over the same text. `name`: not empty, no space, no plus sign. Throws Error{Invalid}.
std::string sign_note(std::string_view text, std::string_view name, const SecretKey& key);

/// A signature as its line, with a line feed. Throws Error{Invalid} for a name that a signer cannot have.
std::string signature_line(const NoteSignature& signature);
/// Throws Error{Invalid}; `line` without its line feed.
NoteSignature parse_signature_line(std::string_view line);

/// Throws Error{Invalid} where this is no signed note: at most 1 MiB and 100 signatures, UTF-8, no control characters.
Note parse_note(std::string_view signed_note);

/// Whether one of the signatures is a valid one by that key under that name.
bool verify_note(const Note& note, std::string_view name, const PublicKey& key);

} // namespace ogp::ledger
