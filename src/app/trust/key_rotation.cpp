#include "app/trust/key_rotation.hpp"

#include "app/sync/replica_remote.hpp"
#include "app/trust/keys.hpp"
#include "base/file.hpp"
#include "ledger/key_file.hpp"

#include <cstdlib>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

/// Where the new key lies until it takes the place of the old one.
fs::path waiting_file(const Repository& repository)
{
    fs::path file = replica_key_file(repository);
    file += ".new";
    return file;
}

/// The passphrase of the present key goes for the next one too.
fs::path passphrase_file(const Repository& repository)
{
    constexpr std::size_t most_bytes = 4096;
    if (!ledger::is_protected(read_file(replica_key_file(repository), most_bytes)))
        return {};
    const char* named = std::getenv("OGP_PASSPHRASE_FILE"); // NOLINT: nothing here writes the environment while threads run
    return named == nullptr ? fs::path() : fs::path(named);
}

void take_place(const Repository& repository)
{
    std::error_code failed;
    fs::rename(waiting_file(repository), replica_key_file(repository), failed);
    if (failed)
        throw Error(Fault::Io, say("{}: ვერ ჩაიწერა: {}", "{}: cannot be written: {}", replica_key_file(repository).string(), failed.message()));
}

} // namespace

KeyRotation rotate_key(Repository& repository, sync::Client& client)
{
    const store::Identity identity = repository.store().identity();
    if (identity.is_authority())
        throw Error(Fault::Forbidden, {"მთავარი საცავის გასაღები არ იცვლება: საკონტროლო წერტილებს ყველა მისით ამოწმებს",
                                       "the key of an authority does not change: everybody checks its checkpoints with it"},
                    {"დაიცავით ის პაროლით: ogp key protect", "put a passphrase on it: ogp key protect"});
    if (repository.store().count_pending() != 0)
        throw Error(Fault::Conflict, {"მოვლენები ელოდება, რომლებსაც ძველი გასაღები აწერს ხელს", "events wait that the present key has signed"},
                    {"ჯერ გაგზავნეთ: ogp sync", "hand them in first: ogp sync"});
    const fs::path waiting = waiting_file(repository);
    std::error_code failed;
    if (!fs::exists(waiting, failed)) {
        read_key(replica_key_file(repository)); // whoever cannot open the present key must not replace it
        make_key(waiting, passphrase_file(repository));
    }
    const ledger::SecretKey next = read_key(waiting);
    if (next.public_key() != identity.key) {
        sync::Registration registration{.replica = identity.replica, .key = next.public_key()};
        registration.signature = next.sign(registration.text(identity.repository));
        client.register_replica(registration);
        repository.store().change_key(next.public_key());
    }
    take_place(repository);
    return {identity.key, next.public_key()};
}

KeyRotation rotate_key(Repository& repository, const std::string& token)
{
    if (repository.store().identity().is_authority()) {
        sync::Client nobody{nullptr};
        return rotate_key(repository, nobody);
    }
    sync::Client client(sync::open_transport({.url = remote_url(repository), .token = token.empty() ? kept_token(repository.data_folder()) : token}));
    return rotate_key(repository, client);
}

} // namespace ogp::app
