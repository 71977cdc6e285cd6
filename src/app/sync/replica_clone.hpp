#pragma once

#include "app/repository/repository.hpp"
#include "app/sync/replica.hpp"
#include "base/time.hpp"
#include "ledger/note.hpp"
#include "sync/client.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace ogp::app {

struct CloneOptions
{
    std::filesystem::path folder;                ///< where `.ogp` is made
    std::string url;                             ///< kept in the settings
    std::string token;                           ///< kept in `.ogp/token`
    std::optional<ledger::VerifierKey> key{};    ///< what the authority's key must be
};

struct Cloned
{
    std::filesystem::path folder;                ///< absolute
    std::string authority;                       ///< verifier key of the authority, to be compared with what it says of itself
    std::string actor;                           ///< who acts here
    CloneResult::Rights rights = CloneResult::Rights::Read; ///< Read: this replica's key is not granted
    enum class State { Begun, GoesOn };
    State state = State::Begun;                  ///< GoesOn: an earlier clone was cut
};

/// Makes an empty clone: an identity of its own with a new key, which the authority is told; under another name until it is whole. Of
/// the log nothing is there yet: ReplicaSync::pull() gets it. A folder that an earlier call made from the same authority is gone on
/// with.
///
/// Error: Conflict where there is another repository; Forbidden where the token may not read; Integrity where the authority's key is
/// not the one given; what the client throws.
Cloned begin_clone(const CloneOptions& options, sync::Client& client);

/// Writes what people edit and print with beside `.ogp`, unless it is there: the case types in force, roles, calendars, templates.
void write_clone_files(const Repository& repository);

} // namespace ogp::app
