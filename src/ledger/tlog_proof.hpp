#pragma once

#include "ledger/note.hpp"
#include "ledger/proof.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::ledger {

/// The proof of one event in the form that other programs read as well: C2SP tlog-proof, version 1.
///
///   c2sp.org/tlog-proof@v1
///   extra <base64 of the text below>
///   index <place in the log, decimal>       then a line of base64 for each hash of the path
///                                           an empty line
///   <the checkpoint's note>                 with the cosignatures that witnesses gave (ledger/cosignature.hpp)
///
/// The entry of the log is the 137 bytes of the leaf. Other programs are given those; the extra data hold them with what they
/// stand for, as text. Nobody has to trust it: each of its bytes is held against the leaf, and so against the checkpoint.
///
///   ogp/tlog-extra@v1                       @v2 where the key of the log has changed
///   key <verifier key of the log>
///   handover <base64>                       in version 2: the notes that lead to it, oldest first (ledger/log_keys.hpp)
///   event <the event's bytes>
///   leaf <base64, 137 bytes>
///   batch <place in the batch, decimal>     then a line of base64 for each hash of the path in the batch
///   signer <verifier key>                   who signed the batch
///                                           an empty line
///   <the batch's note>
struct TlogProof
{
    std::string key;        ///< verifier key of the log, as the extra data name it
    EventProof event;
    std::string checkpoint; ///< signed note, with cosignatures
    std::vector<std::string> handovers{}; ///< as in Proof

    std::string text() const;
    /// Throws Error, naming the line: Invalid where there are no extra data of ours, Integrity where it is damaged.
    static TlogProof parse(std::string_view text);
    static bool is_one(std::string_view text);
};

/// What a witness says of the checkpoint.
struct Witnessed
{
    VerifierKey witness;
    std::int64_t seconds = 0; ///< since 1970
};

struct ProvenTlog
{
    Proven proven;
    std::vector<Witnessed> cosigned; ///< in the order of the witnesses asked for, each key once
};

/// As verify(Proof), then the cosignatures of those witnesses. A witness with the log's own key is none. Throws Error{Integrity}.
ProvenTlog verify(const TlogProof& proof, std::span<const VerifierKey> witnesses);

/// Those of the witnesses whose valid line the note has; keys that are given twice, or are the log's, count once or not at all.
std::vector<Witnessed> cosigned_by(const Note& note, std::span<const VerifierKey> witnesses, const PublicKey& log);

} // namespace ogp::ledger
