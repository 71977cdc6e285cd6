#pragma once

#include "app/repository/repository.hpp"
#include "base/json.hpp"
#include "ledger/note.hpp"
#include "ledger/tlog_proof.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What witnesses have signed of this log's checkpoints (ledger/cosignature.hpp). Whom it takes for a witness, a repository says in
/// its settings: without that a cosignature says nothing, because anybody can make a key.
namespace ogp::app {

/// Keys of witnesses as words, or names of files with one: as `--witness` and `witnesses:` have them. Error{Usage}, Error{Invalid}.
std::vector<ledger::VerifierKey> witness_keys(std::span<const std::string> words);
/// Those of the settings.
std::vector<ledger::VerifierKey> known_witnesses(const Repository& repository);

/// The note with the cosignatures that are kept for it. Whoever asks for it elsewhere gets this (GET /v1/checkpoint).
std::string with_cosignatures(const store::Store& store, std::string_view checkpoint);

/// As JSON, an object each: name, key, time.
Json described(std::span<const ledger::Witnessed> cosigned);

/// What POST /v1/cosignature brings: the checkpoint's text, an empty line, the line of one witness. Kept where the settings
/// name that witness and this log signed that checkpoint. Returns the witness's name. Error: Invalid where it is no such note,
/// Forbidden for a witness that nobody knows here, NotFound for a checkpoint that this log does not have, Integrity where it
/// has another one of that size.
std::string keep_cosignature(Repository& repository, std::string_view body);

} // namespace ogp::app
