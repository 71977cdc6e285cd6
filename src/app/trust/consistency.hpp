#pragma once

#include "app/repository/repository.hpp"
#include "base/json.hpp"
#include "base/language.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/note.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace ogp::app {

/// The key that signs the newest checkpoints of this repository's log: its own, or that of its authority.
ledger::VerifierKey log_key(const store::Store& store);

/// The newest checkpoint, checked against the tree, with the cosignatures that came for it.
struct SignedCheckpoint
{
    std::string note;
    Json json; ///< origin, size, root, key, witnesses (name, key, time), witnesses_required, witnessed, note
};
/// Error{NotFound} where the log is empty.
SignedCheckpoint newest_checkpoint(const Repository& repository);
/// The newest one that as many witnesses have cosigned as the settings ask for. Error{Gate} where there is none.
SignedCheckpoint witnessed_checkpoint(const Repository& repository);

/// That the present log continues the log that the note was signed over, by the key in force at that size. `name`: what errors call the note; cosignatures that it
/// carries are checked where the settings name the witness. Reads the nodes at the edges of the two trees, a few tiles whatever
/// the number of events; leaves and events are for `ogp fsck`. Error{Invalid} where it is no signed checkpoint; Error{Integrity}
/// where it is of another repository, was never signed by this one, or history was changed or cut off since.
struct Audit
{
    Json json; ///< consistent, origin, from_size, from_root, size, root, witnesses
    Localized sentence;
};
Audit audit(const Repository& repository, std::string_view note, const std::string& name);

/// `.ogp/checkpoint`: the newest checkpoint once more, outside the database. Error{NotFound} where there is none.
std::string kept_checkpoint(const Repository& repository);

/// The answer to GET /v1/consistency?from=N (ledger/consistency.hpp), under the newest checkpoint. Error{NotFound} where the log
/// has fewer events.
std::string consistency_answer(const store::Store& store, std::uint64_t from);

} // namespace ogp::app
