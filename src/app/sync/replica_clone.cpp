#include "app/sync/replica_clone.hpp"

#include "app/repository/shipped.hpp"
#include "app/repository/starting_files.hpp"
#include "app/repository/unfinished_folder.hpp"
#include "app/sync/replica_remote.hpp"
#include "app/sync/told_keys.hpp"
#include "app/workflows/workflows.hpp"
#include "base/file.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "store/blobs.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

bool may(const sync::Info& info, std::string_view scope)
{
    const auto is = [&](std::string_view word) { return std::find(info.scopes.begin(), info.scopes.end(), word) != info.scopes.end(); };
    return is(scope) || is("admin");
}

/// The clone that lies there already, cut in its beginning.
Cloned go_on(const CloneOptions& options, const fs::path& folder, const sync::Info& info, Cloned cloned)
{
    const fs::path data = folder / ".ogp";
    const Settings settings = Settings::load(data / "config.yaml");
    const store::Store store(data, {.access = store::Access::Read});
    if (settings.remote != options.url || store.identity().repository != info.repository || store.identity().is_authority())
        throw Error(Fault::Conflict, say("{}: აქ საცავი უკვე არის", "{}: there is a repository here already", folder.string()),
                    say("ნახეთ: ogp -C {} status", "look at it: ogp -C {} status", folder.string()));
    told_keys(info, store.log_keys().present());
    cloned.state = Cloned::State::GoesOn;
    return cloned;
}

} // namespace

Cloned begin_clone(const CloneOptions& options, sync::Client& client)
{
    check_remote(options.url);
    const sync::Info info = client.info();
    const ledger::VerifierKey known = options.key.value_or(told_key(info));
    const ledger::LogKeys keys = told_keys(info, known);
    if (info.tag_secret.empty())
        throw Error(Fault::Forbidden, {"გასაღებსიტყვას წაკითხვის უფლება (pull) არ აქვს", "the token may not read the log (scope pull)"},
                    {"ახალი: ogp token new --scope pull,push, მთავარ საცავში", "a new one: ogp token new --scope pull,push, on the authority"});
    std::error_code failed;
    Cloned cloned{.folder = fs::absolute(options.folder, failed).lexically_normal(),
                  .authority = ledger::verifier_key(keys.present().name, keys.present().key),
                  .actor = info.actor,
                  .rights = may(info, "push") ? CloneResult::Rights::Write : CloneResult::Rights::Read};
    const fs::path data = cloned.folder / ".ogp";
    if (fs::exists(data, failed))
        return go_on(options, cloned.folder, info, cloned);

    // Everything is made under another name and takes its own at the end: a crash leaves no half repository.
    const fs::path making = cloned.folder / ".ogp-making";
    UnfinishedFolder cleanup(making);
    const ledger::SecretKey key = begin_data_folder(making);
    Settings settings;
    settings.time_zone = info.time_zone;
    settings.actor = info.actor;
    settings.remote = options.url;
    write_file(making / "config.yaml", settings.to_yaml());
    keep_token(making, options.token);
    const store::Identity identity{.repository = info.repository,
                                   .replica = ReplicaId::from_bytes(random_bytes(16)).value(),
                                   .tag_secret = info.tag_secret,
                                   .key = key.public_key(),
                                   .authority = info.authority,
                                   .authority_key = keys.first().key,
                                   .pinned = known == keys.first() ? std::nullopt : std::optional(known.key)};
    store::Store::create(making, identity);
    if (cloned.rights == CloneResult::Rights::Write) {
        sync::Registration registration{.replica = identity.replica, .key = identity.key};
        registration.signature = key.sign(registration.text(identity.repository));
        client.register_replica(registration);
    }
    fs::rename(making, data, failed);
    if (failed)
        throw Error(Fault::Io, say("{}: ვერ შეიქმნა: {}", "{}: cannot be made: {}", data.string(), failed.message()));
    cleanup.keep();
    return cloned;
}

void write_clone_files(const Repository& repository)
{
    const fs::path& folder = repository.folder();
    make_folders(folder / "workflows" / "calendars");
    for (const ShippedFile& file : shipped_files())
        if (file.path == "workflows/roles.yaml" || file.path.starts_with("workflows/schema/") || file.path.starts_with("templates/"))
            write_unless_there(folder / file.path, file.content);
    const store::Blobs blobs(repository.data_folder() / "blobs");
    for (const store::WorkflowRow& row : repository.store().active_workflows()) {
        const WorkflowFile file = kept_workflow(blobs.get(row.source), row.type + ".yaml");
        const std::string_view text = file.document.text();
        write_unless_there(folder / "workflows" / (row.type + ".yaml"), text.substr(0, text.find("#ogp-fragment ")));
        for (const workflow::Fragment& fragment : file.fragments)
            write_unless_there(folder / "workflows" / fragment.path, fragment.document.text());
    }
    for (const auto& [id, source] : repository.store().active_calendars())
        write_unless_there(folder / "workflows" / "calendars" / (id + ".yaml"), blobs.get(source));
}

} // namespace ogp::app
