#pragma once

#include "ledger/note.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogp::ledger {

/// C2SP tlog-cosignature, version 1: a witness says that at a time it saw this checkpoint, and that it continues every one that
/// the witness saw before. It is one more signature line of the checkpoint's note, of kind KeyKind::Witness:
///
///   signed text   "cosignature/v1\n" "time <seconds since 1970, decimal>\n" <text of the note>
///   signature     the seconds as 8 bytes, big-endian, then the 64 bytes of Ed25519
///
/// Of the two kinds that the text allows this is the one that libsodium can make. A key signs under one name only, since the
/// name is not among what is signed.

/// The line, with its line feed. `seconds`: not negative. Throws Error{Invalid} for a name that a signer cannot have.
std::string cosignature_line(std::string_view checkpoint_text, std::string_view witness, const SecretKey& key, std::int64_t seconds);

/// When the witness says that it saw this: the latest of its lines; nothing where it has none under this name and key.
/// Throws Error{Integrity} where one is there and does not hold: such a note was tampered with.
std::optional<std::int64_t> cosigned_at(const Note& note, const VerifierKey& witness);

/// The note with one more signature line. One of the same name and key takes the place of the older one. `note` must be a signed
/// note and `line` a line with its line feed, else Error{Invalid}.
std::string with_signature(std::string_view note, std::string_view line);

/// The note with the signatures of this key alone: of a checkpoint with cosignatures, what the log itself signed. Nothing where
/// there is none.
std::optional<std::string> signed_only_by(const Note& note, const VerifierKey& key);

} // namespace ogp::ledger
