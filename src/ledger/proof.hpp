#pragma once

#include "base/hash.hpp"
#include "base/id.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/leaf.hpp"
#include "ledger/note.hpp"
#include "ledger/signature.hpp"
#include "model/event.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::ledger {

/// The log's word for one event: its bytes, the leaf that accepted it, its way up the tree of the log, and its way up the
/// tree of the batch that it was signed in.
struct EventProof
{
    std::string event;             ///< canonical bytes
    Leaf leaf;
    std::vector<Hash> path;        ///< from the leaf to the checkpoint's root
    std::uint64_t batch_index = 0; ///< place of the event in its batch, from 0
    std::vector<Hash> batch_path;  ///< from the event's id to the batch's root
    std::string signer{};          ///< verifier key that signed the batch; "" where it is the log's
    std::string batch_note;        ///< the signed note whose hash the leaf holds
};

/// A proof that needs no repository: that one event, or the events of one case, stand in the log under a signed checkpoint.
/// What is personal stays the commitment that it is in the event. Lines of text, each ended by a line feed:
///
///   ogp/proof@v1
///   subject event <64 hex>                    or: subject case <32 hex>
///   key <verifier key of the log>             ledger/note.hpp
///                                             an empty line
///   event <the event's bytes>                 they have no line feed
///   leaf <base64, 137 bytes>
///   index <place in the log, decimal>         then a line of base64 for each hash of the path, as in C2SP tlog-proof
///   batch <place in the batch, decimal>       then the same for the path in the batch
///   signer <verifier key>                     who signed the batch: in version 2 alone
///                                             an empty line
///   <the batch's note>                        five lines: origin, count, root, an empty one, a signature
///                                             an empty line
///   event ...                                 a case has several, in the order of the log
///   <the checkpoint's note>                   the last five lines
///
/// Where the key of the log has changed, the first line says @v3, each event has its signer line, and the line of the key is followed by
/// one for each change, oldest first (ledger/log_keys.hpp):
///
///   handover <base64 of the note>
///
/// So whoever knows an older key of the log is led to the one that signed the checkpoint.
///
/// The first line says @v2 where the log's own key did not sign every batch: then events of other replicas, or from before the
/// key was changed, are in it, and each event has its signer line. That such a key was in force, the log says by having
/// accepted the event.
///
/// There is exactly one form: nothing is left out, nothing follows, base64 is canonical, each note has one signature (a
/// cosignature would be bytes that not everybody can check: ledger/tlog_proof.hpp has a place for them). So no byte can be
/// changed unnoticed. Vectors: whatever `ogp prove` writes; ogp-proof(5) tells it to people.
///
/// Rejected: JSON (blanks and order would be bytes without meaning); C2SP tlog-proof as the only form (one leaf a file, and no
/// place for the event and its signature but an opaque extra line).
struct Proof
{
    std::optional<CaseUid> subject; ///< the case, or nothing where one event is proved
    std::string key;                ///< verifier key of the log
    std::vector<EventProof> events;
    std::string checkpoint;         ///< signed note
    std::vector<std::string> handovers{}; ///< notes that lead to the key, oldest first

    std::string text() const;
    /// Throws Error, naming the line: Invalid where the text is no proof at all, Integrity where it is a damaged or a newer one.
    static Proof parse(std::string_view text);
};

struct ProvenEvent
{
    Hash id;
    Leaf leaf;
    model::Event event;
    std::string signer; ///< verifier key that signed its batch
};

/// What a proof shows, once everything in it has been checked.
struct Proven
{
    Checkpoint checkpoint;
    std::string signer; ///< name of the key: "ogp/<repository>/<replica>"
    PublicKey key;
    std::vector<ProvenEvent> events;
    std::vector<VerifierKey> older_keys{}; ///< of the log, which have led to this one, oldest first
};

/// Checks signatures, paths, and that event, leaf, batch, checkpoint and subject belong together; of a case also that no event
/// between its first and the last one given is missing (later ones cannot be excluded). Whether the key is the right one the
/// reader must know. Throws Error{Integrity} with the reason.
Proven verify(const Proof& proof);

} // namespace ogp::ledger
