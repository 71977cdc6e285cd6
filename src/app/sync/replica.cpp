#include "app/sync/replica.hpp"

#include "app/sync/replica_clone.hpp"
#include "app/sync/replica_remote.hpp"
#include "app/sync/replica_sync.hpp"

#include <chrono>
#include <thread>

namespace ogp::app {
namespace {

/// Says each second of a longer wait that it is one: where nothing moves, people take a program for broken.
void wait(std::chrono::seconds time, const SyncProgress& progress)
{
    constexpr std::chrono::seconds one{1};
    for (std::chrono::seconds waited{0}; waited < time; waited += one) {
        if (progress && time > one)
            progress(SyncWork::Waiting, static_cast<std::uint64_t>(waited.count()), static_cast<std::uint64_t>(time.count()));
        std::this_thread::sleep_for(one);
    }
}

sync::Client client_of(const std::string& url, const std::string& token, const SyncProgress& progress)
{
    return sync::Client(sync::open_transport({.url = url, .token = token}), [progress](std::chrono::seconds time) { wait(time, progress); });
}

Error no_token()
{
    return {Fault::Usage, {"გასაღებსიტყვა მითითებული არ არის", "there is no token"},
            {"OGP_TOKEN=... ან ogp remote set URL --token-stdin", "OGP_TOKEN=... or ogp remote set URL --token-stdin"}};
}

} // namespace

SyncCounts synchronise(Repository& repository, SyncDirection direction, const std::string& token, const SyncProgress& progress)
{
    const std::string url = remote_url(repository);
    const std::string used = token.empty() ? kept_token(repository.data_folder()) : token;
    if (used.empty())
        throw no_token();
    sync::Client client = client_of(url, used, progress);
    ReplicaSync replica(repository, client, progress);
    switch (direction) {
    case SyncDirection::Push: replica.push(); break;
    case SyncDirection::Pull: replica.pull(); break;
    case SyncDirection::Both: replica.sync(); break;
    }
    return replica.counts();
}

Json CloneResult::to_json() const
{
    Json json = counts.to_json();
    json.set("folder", folder.string());
    json.set("authority", authority);
    json.set("actor", actor);
    json.set("rights", rights == Rights::Write ? "write" : "read");
    return json;
}

CloneResult clone(const CloneRequest& request, const SyncProgress& progress)
{
    if (request.token.empty())
        throw no_token();
    CloneOptions options{.folder = request.folder, .url = request.url, .token = request.token};
    if (!request.key.empty()) {
        options.key = ledger::parse_verifier_key(request.key);
        if (!options.key)
            throw Error(Fault::Usage, {"--key მთავარი საცავის გასაღები უნდა იყოს: ogp/...+...+...", "--key must be a key of an authority: ogp/...+...+..."},
                        {"ის მთავარ საცავში იბეჭდება: ogp key show", "the authority prints it: ogp key show"});
    }
    sync::Client client = client_of(request.url, request.token, progress);
    const Cloned cloned = begin_clone(options, client);
    Repository repository({.folder = cloned.folder, .access = store::Access::Write, .actor = {}, .role = {}, .clock = request.clock});
    ReplicaSync replica(repository, client, progress);
    replica.pull();
    write_clone_files(repository);
    return {.folder = cloned.folder,
            .authority = cloned.authority,
            .actor = cloned.actor,
            .rights = cloned.rights,
            .counts = replica.counts()};
}

} // namespace ogp::app
