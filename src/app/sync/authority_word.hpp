#pragma once

#include "app/repository/repository.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/log_keys.hpp"
#include "sync/client.hpp"

#include <optional>
#include <string>

namespace ogp::app {

/// Error{Integrity}: what the authority shows is not what this replica has seen of its log; nothing was changed.
Error changed_history(const Localized& reason);

/// What an authority says of its log, on a replica: by which keys it counts. Where a note is signed by a key that the log, as far as it
/// is here, does not give, the authority is asked for the changes since: each is signed by the key before.
class AuthorityWord
{
public:
    AuthorityWord(const Repository& repository, sync::Client& client) : m_repository(repository), m_client(client) {}

    /// The statement of a signed note. Error{Integrity} where no key counts for it.
    ledger::Checkpoint verified(const std::string& note);
    /// The key that signs now, as far as it was told.
    ledger::VerifierKey present() const { return keys().present(); }
    /// Asks for the keys anew; whether that gave another present one. Error{Integrity} where the one known here does not lead to it.
    bool ask();

private:
    ledger::LogKeys keys() const;
    bool counts(const ledger::LogKeys& keys, const ledger::Note& note, const ledger::Checkpoint& checkpoint) const;

    const Repository& m_repository;
    sync::Client& m_client;
    std::optional<ledger::LogKeys> m_told;
};

} // namespace ogp::app
