#pragma once

#include "base/json.hpp"
#include "base/language.hpp"
#include "base/time.hpp"
#include "ledger/signature.hpp"
#include "sync/transport.hpp"

#include <filesystem>
#include <string>

/// The work of a witness: somebody apart from the city, who signs that its log only ever grew (ledger/cosignature.hpp).
namespace ogp::app {

struct WitnessOptions
{
    std::string name;               ///< that it signs under: "ngo.example/w1"
    ledger::SecretKey key;
    std::filesystem::path state;    ///< what it saw last, of every log: a JSON object of {"key", "note"} by origin; mode 0600
    std::string log_key{};          ///< verifier key of the log, or a file with one; "": the one that the authority names the first time
    Instant now;
};

/// What came of one look.
struct WitnessReport
{
    Json json; ///< origin, from_size, size, key, first: whether the log was seen for the first time, signed: whether a cosignature was sent
    Localized sentence;
};

/// Looks at the log once: fetches the newest checkpoint, with the proof that it continues the one seen last, checks both, writes
/// down what it saw (synced, before it signs: a crash must not let it sign a fork), signs and hands the cosignature in. Nothing is
/// sent where the checkpoint is the one seen last and carries the signature already.
///
/// Where the key of the log has changed, the authority is asked for what led to the new one (ledger/log_keys.hpp); from then on that one
/// alone counts.
///
/// A log that does not continue what was seen is not signed: both notes are kept in a file beside the state, `<state>.evidence-<size>`,
/// because two signed checkpoints that do not fit are the proof of it, and Error{Integrity} names that file. Error: Remote, as the
/// transport; Forbidden where the authority does not know this witness; Usage, Invalid for keys and state that are none.
WitnessReport witness_once(sync::Transport& transport, const WitnessOptions& options);

} // namespace ogp::app
