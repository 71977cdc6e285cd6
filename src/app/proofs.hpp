#pragma once

#include "app/repository.hpp"
#include "base/json.hpp"
#include "base/language.hpp"
#include "report/document.hpp"
#include "report/table.hpp"

#include <string>
#include <string_view>

namespace ogp::app {

/// A proof (ledger/proof.hpp) under the newest checkpoint: "#17" for the event in that place of the log; at least 8 hex digits
/// of an event's id for that event; anything else, and the uid of a case (which is how the id of its first event begins), for
/// all events of a case. What is handed out has been checked. Error{NotFound}, Error{Usage} where several events fit,
/// Error{Integrity} where the log is damaged there.
std::string prove(const Repository& repository, std::string_view id);

/// What a proof says to whoever holds nothing but the file.
struct ProofSheet
{
    Json json;            ///< subject, origin, size, root, key, key_known, events
    report::Card card;    ///< the same for people, without the events
    report::Table events; ///< sequence, time, actor, what, values, text, and on request id, role, event ...
    Localized heading;
};

/// `key`: a verifier key, or the name of a file with one, that the proof must be signed by; "" where the reader does not know
/// it. Errors name the proof as `name`: Invalid where it is none, Integrity where it does not hold.
ProofSheet verify_proof(std::string_view text, const std::string& name, const std::string& key);

/// The newest checkpoint, checked against the tree.
struct SignedCheckpoint
{
    std::string note;
    Json json; ///< origin, size, root, key, note
};
SignedCheckpoint newest_checkpoint(const Repository& repository);

/// That the present log continues the log that the note was signed over. `name`: what errors call the note. Error{Invalid}
/// where it is no signed checkpoint; Error{Integrity} where it is of another repository, was never signed by this one, or
/// history was changed or cut off since.
struct Audit
{
    Json json; ///< consistent, origin, from_size, from_root, size, root
    Localized sentence;
};
Audit audit(const Repository& repository, std::string_view note, const std::string& name);

/// `.ogp/checkpoint`: the newest checkpoint once more, outside the database. Error{NotFound} where there is none.
std::string kept_checkpoint(const Repository& repository);

} // namespace ogp::app
