#pragma once

#include "app/repository/repository.hpp"
#include "ledger/signature.hpp"
#include "sync/client.hpp"

#include <filesystem>
#include <string>

namespace ogp::app {

/// What a clone signed with, and signs with now.
struct KeyRotation
{
    ledger::PublicKey old_key;
    ledger::PublicKey new_key;
};

/// Gives a clone a new key: makes it, lets the authority grant it to the token's actor (scope push), and only then signs with it. Cut
/// at any point and called again, it goes on with the same key. The old one stays in force until an admin of the authority takes it
/// back (`ogp actor revoke`): a clone cannot, and what it signed stays good. A key with a passphrase is followed by one with the same.
///
/// Error: Forbidden on the authority, whose key is what its checkpoints are known by; Conflict where own events still wait; Remote.
KeyRotation rotate_key(Repository& repository, sync::Client& client);
/// The same with the authority of the settings; `token` "": the one kept.
KeyRotation rotate_key(Repository& repository, const std::string& token);

} // namespace ogp::app
