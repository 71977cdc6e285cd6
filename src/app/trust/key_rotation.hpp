#pragma once

#include "app/repository/repository.hpp"
#include "ledger/signature.hpp"
#include "sync/client.hpp"

#include <filesystem>
#include <string>

namespace ogp::app {

/// What a repository signed with, and signs with now.
struct KeyRotation
{
    ledger::PublicKey old_key;
    ledger::PublicKey new_key;
};

/// Gives a clone a new key: makes it, lets the authority grant it to the token's actor (scope push), and only then signs with it. Cut
/// at any point and called again, it goes on with the same key. The old one stays in force until an admin of the authority takes it
/// back (`ogp actor revoke`): a clone cannot, and what it signed stays good. A key with a passphrase is followed by one with the same.
///
/// Error: Conflict where own events still wait; Remote.
KeyRotation rotate_key(Repository& repository, sync::Client& client);

/// Gives an authority a new key: the log says so, in a Grant with a handover that both keys have signed (ledger/log_keys.hpp). Whoever may
/// act with the old one may act with the new one instead, and the old one is taken back at once: what it signed stays good, and what it
/// signs from now on counts nowhere. The first checkpoint after it bears both signatures. Cut at any point and called again, it goes on
/// with the same key; at no point is there a moment in which nothing could be signed.
///
/// Error: Forbidden for whoever is no admin, or where the present key cannot be opened.
KeyRotation rotate_log_key(Repository& repository);

/// Either, with the authority of the settings; `token` "": the one kept.
KeyRotation rotate_key(Repository& repository, const std::string& token);

} // namespace ogp::app
