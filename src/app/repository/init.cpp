#include "app/repository/repository.hpp"

#include "app/cases/batch.hpp"
#include "app/clocks/calendars.hpp"
#include "app/repository/shipped.hpp"
#include "app/repository/starting_files.hpp"
#include "app/repository/unfinished_folder.hpp"
#include "app/workflows/shipped_types.hpp"
#include "base/file.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/note.hpp"
#include "store/blobs.hpp"
#include "workflow/case_clocks.hpp"
#include "workflow/loader.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

bool is_yaml(std::string_view path)
{
    return path.ends_with(".yaml");
}

bool is_of_plan(const std::string& id)
{
    return std::find(plan_types.begin(), plan_types.end(), id) != plan_types.end();
}

/// What to say where one case type was chosen without another: the types of a plan are a set, others belong to all.
Localized chosen_together(const std::vector<TypeDefinition>& chosen)
{
    const bool of_a_plan = std::all_of(chosen.begin(), chosen.end(), [](const TypeDefinition& definition) { return is_of_plan(definition.type.id); });
    const std::vector<std::string> plan(plan_types.begin(), plan_types.end());
    return say("აირჩიეთ ერთად: ogp init --workflows {}", "choose them together: ogp init --workflows {}",
               of_a_plan ? join(plan, ",") : std::string(all_types));
}

bool holds(const std::vector<std::string>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// Fills in what each case type takes from the others.
void link_together(std::vector<TypeDefinition>& chosen)
{
    std::vector<workflow::CaseType> types;
    for (const TypeDefinition& definition : chosen)
        types.push_back(definition.type);
    const Findings findings = workflow::link(types);
    if (has_errors(findings))
        throw InvalidInput(say("პროცესები ერთმანეთს არ ეთანხმება", "the workflows do not fit together"), findings, chosen_together(chosen));
    for (std::size_t i = 0; i < chosen.size(); ++i)
        chosen[i].type = std::move(types[i]);
}

/// The shipped case types, all or those named with those that their fields name, and files of the user's own. Which types of a plan
/// are there is left to whoever names them.
std::vector<TypeDefinition> definitions(const std::vector<std::string>& named)
{
    const std::vector<std::string> wanted = named.empty() ? std::vector<std::string>(plan_types.begin(), plan_types.end()) : named;
    const bool all = wanted.size() == 1 && wanted.front() == all_types;
    const std::vector<workflow::Role> roles = shipped_roles();
    const std::vector<std::string> shipped_ids = shipped_type_ids();
    std::vector<TypeDefinition> chosen;
    for (const std::string& id : shipped_ids)
        if (all || holds(wanted, id))
            chosen.push_back(shipped_type(id, roles));
    for (const std::string& name : wanted) {
        if (is_yaml(name)) {
            WorkflowFile file = read_workflow(name);
            workflow::CaseType type = workflow::load_case_type(file.document, roles, file.fragments);
            chosen.push_back({std::move(file), std::move(type)});
        } else if (!all && !holds(shipped_ids, name)) {
            const auto near = nearest(name, shipped_ids);
            throw Error(Fault::NotFound, say("პროცესი „{}“ არ არის", "there is no workflow \"{}\"", name),
                        near ? say("იქნებ {}?", "did you mean {}?", *near)
                             : say("არის: {}", "there are: {}", join(shipped_ids, ", ")));
        }
    }
    add_named_types(
        chosen, roles, [](const std::string&) { return false; }, [&](const std::string& id) { return is_of_plan(id) && holds(wanted, id); });
    link_together(chosen);
    return chosen;
}

/// The texts of the calendars that the case types count in, by id: those that lie in the folder already, else the program's.
/// One that is in neither place has to be applied later.
std::map<std::string, std::string> calendars_for(const std::vector<TypeDefinition>& chosen, const fs::path& folder)
{
    std::map<std::string, std::string> texts;
    for (const TypeDefinition& definition : chosen)
        for (const std::string& id : workflow::named_calendars(definition.type))
            if (auto text = calendar_text(folder, id))
                texts.emplace(id, std::move(*text));
    return texts;
}

/// The example of a message, and the messages that are sent here. A report is taken from the program until somebody wants another
/// (`ogp report new`): a copy would stay as it is when the program's gets better.
bool is_wanted_template(std::string_view path, const std::set<std::string>& messages)
{
    return path == "templates/messages/notice.yaml" || messages.contains(std::string(path));
}

} // namespace

std::filesystem::path init(const InitOptions& options)
{
    if (!is_actor_id(options.actor))
        throw Error(Fault::Usage, say("„{}“ მომხმარებლის სახელად არ ვარგა", "\"{}\" cannot be an actor's id", options.actor),
                    say("დაიწერება ლათინური პატარა ასოებით, ციფრებითა და ნიშნებით . _ -",
                        "it is written in lower-case letters a-z, digits and . _ -"));
    TimeZone::load(options.time_zone);
    const std::vector<TypeDefinition> chosen = definitions(options.workflows);

    std::error_code failed;
    const fs::path folder = fs::absolute(options.folder, failed).lexically_normal();
    const fs::path data = folder / ".ogp";
    if (fs::exists(data, failed))
        throw Error(Fault::Conflict, say("{}: აქ საცავი უკვე არის", "{}: there is a repository here already", folder.string()),
                    say("ნახეთ: ogp -C {} status", "look at it: ogp -C {} status", folder.string()));

    // Everything is made under another name and takes its own at the end: a crash leaves no half repository.
    const fs::path making = folder / ".ogp-making";
    UnfinishedFolder cleanup(making);
    const ledger::SecretKey key = begin_data_folder(making);
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
        for (const TypeDefinition& definition : chosen)
            batch.define(definition.type, blobs.put(definition.file.source()));
        for (const auto& [id, text] : calendars_for(chosen, folder))
            batch.apply_calendar(id, blobs.put(text));
        batch.commit([&](std::string_view text) {
            return ledger::sign_note(text, ledger::signer_name(identity.repository, identity.replica), key);
        });
    }
    make_folders(folder / "workflows" / "calendars");
    make_folders(folder / "templates" / "messages");
    const std::set<std::string> messages = messages_of(chosen);
    for (const ShippedFile& file : shipped_files())
        if (file.path == "workflows/roles.yaml" || file.path.starts_with("workflows/calendars/") ||
            file.path.starts_with("workflows/schema/") || is_wanted_template(file.path, messages))
            write_unless_there(folder / file.path, file.content);
    for (const TypeDefinition& definition : chosen) {
        write_unless_there(folder / "workflows" / definition.file_name(), definition.file.document.text());
        for (const workflow::Fragment& fragment : definition.file.fragments)
            write_unless_there(folder / "workflows" / fragment.path, fragment.document.text());
    }
    fs::rename(making, data, failed);
    if (failed)
        throw Error(Fault::Io, say("{}: ვერ შეიქმნა: {}", "{}: cannot be made: {}", data.string(), failed.message()));
    cleanup.keep();
    return folder;
}

} // namespace ogp::app
