#include "app/trust/key_rotation.hpp"

#include "app/cases/batch.hpp"
#include "app/sync/replica_remote.hpp"
#include "app/trust/keys.hpp"
#include "app/trust/tokens.hpp"
#include "base/file.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/key_file.hpp"
#include "ledger/log_keys.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

bool is_protected(const fs::path& file)
{
    constexpr std::size_t most_bytes = 4096;
    return ledger::is_protected(read_file(file, most_bytes));
}

/// The passphrase of the present key goes for the next one too.
fs::path passphrase_file(const Repository& repository)
{
    if (!is_protected(replica_key_file(repository)))
        return {};
    const char* named = std::getenv("OGP_PASSPHRASE_FILE"); // NOLINT: nothing here writes the environment while threads run
    return named == nullptr ? fs::path() : fs::path(named);
}

/// The key that is to follow: the one that an earlier call has left, else a new one.
ledger::SecretKey next_key(const Repository& repository)
{
    const fs::path waiting = next_key_place(repository);
    const fs::path present = replica_key_file(repository);
    std::error_code failed;
    // One that was left from before the present one was given a passphrase would lie there without.
    if (fs::exists(waiting, failed) && present != waiting && is_protected(present) != is_protected(waiting))
        fs::remove(waiting, failed);
    if (!fs::exists(waiting, failed)) {
        read_key(present); // whoever cannot open the present key must not replace it
        make_key(waiting, passphrase_file(repository));
    }
    return read_key(waiting);
}

void take_place(const Repository& repository)
{
    const fs::path place = replica_key_place(repository);
    std::error_code failed;
    fs::rename(next_key_place(repository), place, failed);
    // Another call that ran at once may have done it.
    const bool is_done = failed == std::errc::no_such_file_or_directory && read_key(place).public_key() == repository.store().identity().key;
    if (failed && !is_done)
        throw Error(Fault::Io, say("{}: ვერ ჩაიწერა: {}", "{}: cannot be written: {}", place.string(), failed.message()));
}

/// The key of the log goes over, under the lock: whoever acts with the old one acts with the new one.
void write_handover(Batch& batch, const store::Store& store, const ledger::SecretKey& older, const ledger::SecretKey& newer)
{
    const store::Identity& identity = store.identity();
    const std::string old_key = older.public_key().hex();
    const std::string name = ledger::signer_name(identity.repository, identity.replica);
    std::vector<std::string> holders;
    for (const store::ActorRow& actor : store.actors())
        if (std::find(actor.keys.begin(), actor.keys.end(), older.public_key()) != actor.keys.end())
            holders.push_back(actor.id);
    model::Event event = batch.blank(model::Op::Grant);
    const std::string acting = event.actor;
    event.set = Json::object({{"actor", acting},
                              {"key", newer.public_key().hex()},
                              {"handover", ledger::Handover::make(batch.transaction().head().size, name, older, newer).note}});
    batch.append(std::move(event));
    for (const std::string& holder : holders)
        if (holder != acting)
            batch.grant(holder, newer.public_key(), {});
    for (const std::string& holder : holders)
        batch.revoke(holder, std::nullopt, old_key);
}

} // namespace

KeyRotation rotate_key(Repository& repository, sync::Client& client)
{
    const store::Identity identity = repository.store().identity();
    if (repository.store().count_pending() != 0)
        throw Error(Fault::Conflict, {"მოვლენები ელოდება, რომლებსაც ძველი გასაღები აწერს ხელს", "events wait that the present key has signed"},
                    {"ჯერ გაგზავნეთ: ogp sync", "hand them in first: ogp sync"});
    const ledger::SecretKey next = next_key(repository);
    if (next.public_key() != identity.key) {
        sync::Registration registration{.replica = identity.replica, .key = next.public_key()};
        registration.signature = next.sign(registration.text(identity.repository));
        client.register_replica(registration);
        repository.store().change_key(next.public_key());
    }
    take_place(repository);
    return {identity.key, next.public_key()};
}

KeyRotation rotate_log_key(Repository& repository)
{
    check_administers(repository);
    store::Store& store = repository.store();
    const ledger::SecretKey newer = next_key(repository);
    const workflow::Actor actor = repository.acting();
    std::optional<Batch> batch(std::in_place, store, repository.clock(), actor.id, actor.role);
    KeyRotation rotation{store.identity().key, newer.public_key()};
    if (rotation.old_key == rotation.new_key) {
        // The log knows it already: an earlier call was cut before its last step.
        if (const ledger::LogKeys keys = store.log_keys(); !keys.handovers().empty())
            rotation.old_key = keys.handovers().back().older.key;
    } else {
        repository.sign("ogp\n"); // says so where the file holds another key than the log
        const ledger::SecretKey older = read_key(replica_key_file(repository));
        const std::string name = ledger::signer_name(store.identity().repository, store.identity().replica);
        write_handover(*batch, store, older, newer);
        batch->transaction().commit(
            repository.clock().now, [&](std::string_view text) { return repository.sign(text); },
            [&](std::string_view text) { return ledger::sign_note(ledger::sign_note(text, name, older), name, newer); });
    }
    batch.reset();
    take_place(repository);
    return rotation;
}

KeyRotation rotate_key(Repository& repository, const std::string& token)
{
    if (repository.store().identity().is_authority())
        return rotate_log_key(repository);
    sync::Client client(sync::open_transport({.url = remote_url(repository), .token = token.empty() ? kept_token(repository.data_folder()) : token}));
    return rotate_key(repository, client);
}

} // namespace ogp::app
