#include "app/repository.hpp"

#include "app/batch.hpp"
#include "app/shipped.hpp"
#include "base/file.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/note.hpp"
#include "store/blobs.hpp"
#include "workflow/loader.hpp"

#include <sys/stat.h>

#include <algorithm>
namespace ogp::app {
namespace {

namespace fs = std::filesystem;

/// A case type about to be defined: its YAML and what came of it.
struct Definition
{
    std::string source;
    std::string file; ///< name in workflows/
    workflow::CaseType type;
};

bool is_yaml(std::string_view path)
{
    return path.ends_with(".yaml");
}

/// The shipped case types, all or those named, and files of the user's own.
std::vector<Definition> definitions(const std::vector<std::string>& wanted, std::vector<workflow::Role>& roles)
{
    std::vector<Definition> chosen;
    std::vector<std::string> shipped_ids;
    const auto add = [&](std::string source, const std::string& file) {
        const YamlDocument document(source, file);
        chosen.push_back({std::move(source), fs::path(file).filename().string(), workflow::load_case_type(document, roles)});
    };
    for (const ShippedFile& file : shipped_files())
        if (file.path == "workflows/roles.yaml")
            roles = workflow::load_roles(YamlDocument(std::string(file.content), std::string(file.path)));
    for (const ShippedFile& file : shipped_files()) {
        if (!file.path.starts_with("workflows/") || !is_yaml(file.path) || file.path.ends_with("/roles.yaml"))
            continue;
        const std::string id = fs::path(file.path).stem().string();
        shipped_ids.push_back(id);
        if (wanted.empty() || std::find(wanted.begin(), wanted.end(), id) != wanted.end())
            add(std::string(file.content), std::string(file.path));
    }
    for (const std::string& name : wanted) {
        if (is_yaml(name)) {
            add(read_file(name, YamlLimits{}.bytes), name);
        } else if (std::find(shipped_ids.begin(), shipped_ids.end(), name) == shipped_ids.end()) {
            const auto near = nearest(name, shipped_ids);
            throw Error(Fault::NotFound, say("პროცესი „{}“ არ არის", "there is no workflow \"{}\"", name),
                        near ? say("იქნებ {}?", "did you mean {}?", *near)
                             : say("არის: {}", "there are: {}", join(shipped_ids, ", ")));
        }
    }
    std::vector<workflow::CaseType> types;
    for (const Definition& definition : chosen)
        types.push_back(definition.type);
    const Findings findings = workflow::link(types);
    if (has_errors(findings))
        throw InvalidInput(say("პროცესები ერთმანეთს არ ეთანხმება", "the workflows do not fit together"), findings,
                           say("აირჩიეთ ერთად: ogp init --workflows plan,commitment,milestone,indicator,org_unit",
                               "choose them together: ogp init --workflows plan,commitment,milestone,indicator,org_unit"));
    for (std::size_t i = 0; i < chosen.size(); ++i)
        chosen[i].type = std::move(types[i]);
    return chosen;
}

/// Removes what a failed init has made, so that it can be tried again; keeps what was there before.
class Cleanup
{
public:
    explicit Cleanup(fs::path folder) : m_folder(std::move(folder)) {}
    ~Cleanup()
    {
        std::error_code ignored;
        if (!m_folder.empty())
            fs::remove_all(m_folder, ignored);
    }
    void keep() { m_folder.clear(); }

private:
    fs::path m_folder;
};

void write_unless_there(const fs::path& file, std::string_view content)
{
    std::error_code failed;
    if (!fs::exists(file, failed))
        write_file(file, content);
}

} // namespace

std::filesystem::path init(const InitOptions& options)
{
    if (!is_actor_id(options.actor))
        throw Error(Fault::Usage, say("„{}“ მომხმარებლის სახელად არ ვარგა", "\"{}\" cannot be an actor's id", options.actor),
                    say("დაიწერება ლათინური პატარა ასოებით, ციფრებითა და ნიშნებით . _ -",
                        "it is written in lower-case letters a-z, digits and . _ -"));
    TimeZone::load(options.time_zone);
    std::vector<workflow::Role> roles;
    const std::vector<Definition> chosen = definitions(options.workflows, roles);

    std::error_code failed;
    const fs::path folder = fs::absolute(options.folder, failed).lexically_normal();
    const fs::path data = folder / ".ogp";
    if (fs::exists(data, failed))
        throw Error(Fault::Conflict, say("{}: აქ საცავი უკვე არის", "{}: there is a repository here already", folder.string()),
                    say("ნახეთ: ogp -C {} status", "look at it: ogp -C {} status", folder.string()));

    // Everything is made under another name and takes its own at the end: a crash leaves no half repository.
    const fs::path making = folder / ".ogp-making";
    fs::remove_all(making, failed);
    make_folders(making / "keys");
    Cleanup cleanup(making);
    make_folders(making / "blobs");
    ::chmod((making / "keys").c_str(), 0700);

    const ledger::SecretKey key = ledger::SecretKey::generate();
    write_file(making / "keys" / "replica.key", "ogp-ed25519-seed " + to_hex(key.seed()) + "\n", FileMode::Private);
    Settings settings;
    settings.time_zone = options.time_zone;
    settings.actor = options.actor;
    write_file(making / "config.yaml", settings.to_yaml());

    const store::Identity identity{RepositoryId::from_bytes(random_bytes(16)).value(),
                                   ReplicaId::from_bytes(random_bytes(16)).value(), random_bytes(32), key.public_key()};
    store::Store::create(making, identity);
    {
        store::Store store(making, {});
        const store::Blobs blobs(making / "blobs");
        // Signed with the very key that its first event grants.
        Batch batch(store, options.clock, options.actor, std::string(workflow::admin_role));
        batch.grant(options.actor, identity.key, workflow::admin_role);
        for (const Definition& definition : chosen)
            batch.define(definition.type, blobs.put(definition.source));
        batch.commit([&](std::string_view text) {
            return ledger::sign_note(text, ledger::signer_name(identity.repository, identity.replica), key);
        });
    }
    make_folders(folder / "workflows");
    make_folders(folder / "templates");
    for (const ShippedFile& file : shipped_files())
        if (file.path == "workflows/roles.yaml" || file.path.starts_with("templates/"))
            write_unless_there(folder / file.path, file.content);
    for (const Definition& definition : chosen)
        write_unless_there(folder / "workflows" / definition.file, definition.source);
    fs::rename(making, data, failed);
    if (failed)
        throw Error(Fault::Io, say("{}: ვერ შეიქმნა: {}", "{}: cannot be made: {}", data.string(), failed.message()));
    cleanup.keep();
    return folder;
}

} // namespace ogp::app
