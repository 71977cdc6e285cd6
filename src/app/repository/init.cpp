#include "app/repository/repository.hpp"

#include "app/cases/batch.hpp"
#include "app/clocks/calendars.hpp"
#include "app/repository/shipped.hpp"
#include "app/repository/starting_files.hpp"
#include "app/repository/unfinished_folder.hpp"
#include "app/workflows/workflows.hpp"
#include "base/file.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/note.hpp"
#include "store/blobs.hpp"
#include "workflow/case_clocks.hpp"
#include "workflow/guard_children.hpp"
#include "workflow/loader.hpp"

#include <algorithm>
#include <map>
#include <set>
namespace ogp::app {
namespace {

namespace fs = std::filesystem;

/// A case type about to be defined: its YAML and what came of it.
struct Definition
{
    std::string text;
    std::string source; ///< what the repository keeps: with the files that it uses
    std::string file;   ///< name in workflows/
    workflow::CaseType type;
    std::vector<workflow::Fragment> fragments;
};

bool is_yaml(std::string_view path)
{
    return path.ends_with(".yaml");
}

/// What to say where one case type was chosen without another: the types of a plan are a set, others belong to all.
Localized chosen_together(const std::vector<Definition>& chosen)
{
    const bool of_a_plan = std::all_of(chosen.begin(), chosen.end(), [](const Definition& definition) {
        return std::find(plan_types.begin(), plan_types.end(), definition.type.id) != plan_types.end();
    });
    const std::vector<std::string> plan(plan_types.begin(), plan_types.end());
    return say("აირჩიეთ ერთად: ogp init --workflows {}", "choose them together: ogp init --workflows {}",
               of_a_plan ? join(plan, ",") : std::string(all_types));
}

bool holds(const std::vector<std::string>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// The shipped case types that fields and guards of the chosen ones name and that are not chosen. Which types of a plan are there
/// is left to whoever names them.
std::vector<std::string> named_by(const std::vector<Definition>& chosen, const std::vector<std::string>& wanted,
                                  const std::vector<std::string>& shipped_ids)
{
    std::vector<std::string> missing;
    const auto need = [&](const std::string& id) {
        const bool is_there = std::any_of(chosen.begin(), chosen.end(), [&](const Definition& other) { return other.type.id == id; });
        if (!is_there && holds(shipped_ids, id) && !holds(missing, id))
            missing.push_back(id);
    };
    for (const Definition& definition : chosen) {
        for (const workflow::Field& field : definition.type.fields)
            need(field.to);
        const bool is_of_plan = std::find(plan_types.begin(), plan_types.end(), definition.type.id) != plan_types.end();
        if (is_of_plan && holds(wanted, definition.type.id))
            continue;
        for (const std::string& part : workflow::counted_children(definition.type))
            need(part);
        for (const workflow::ChildRule& rule : definition.type.child_rules)
            need(rule.type);
    }
    return missing;
}

/// The shipped case types, all or those named with those that their fields name, and files of the user's own.
std::vector<Definition> definitions(const std::vector<std::string>& named, std::vector<workflow::Role>& roles)
{
    const std::vector<std::string> wanted = named.empty() ? std::vector<std::string>(plan_types.begin(), plan_types.end()) : named;
    const bool all = wanted.size() == 1 && wanted.front() == all_types;
    std::vector<Definition> chosen;
    std::vector<std::string> shipped_ids;
    const auto add = [&](const WorkflowFile& file) {
        chosen.push_back({file.document.text(), file.source(), fs::path(file.document.file()).filename().string(),
                          workflow::load_case_type(file.document, roles, file.fragments), file.fragments});
    };
    for (const ShippedFile& file : shipped_files())
        if (file.path == "workflows/roles.yaml")
            roles = workflow::load_roles(YamlDocument(std::string(file.content), std::string(file.path)));
    for (const ShippedFile& file : shipped_files()) {
        const bool is_definition = fs::path(file.path).parent_path() == "workflows";
        if (!is_definition || !is_yaml(file.path) || file.path.ends_with("/roles.yaml"))
            continue;
        const std::string id = fs::path(file.path).stem().string();
        shipped_ids.push_back(id);
        if (all || std::find(wanted.begin(), wanted.end(), id) != wanted.end())
            add(shipped_workflow(std::string(file.content), std::string(file.path)));
    }
    for (const std::string& name : wanted) {
        if (is_yaml(name)) {
            add(read_workflow(name));
        } else if (!all && std::find(shipped_ids.begin(), shipped_ids.end(), name) == shipped_ids.end()) {
            const auto near = nearest(name, shipped_ids);
            throw Error(Fault::NotFound, say("პროცესი „{}“ არ არის", "there is no workflow \"{}\"", name),
                        near ? say("იქნებ {}?", "did you mean {}?", *near)
                             : say("არის: {}", "there are: {}", join(shipped_ids, ", ")));
        }
    }
    for (std::vector<std::string> missing = named_by(chosen, wanted, shipped_ids); !missing.empty(); missing = named_by(chosen, wanted, shipped_ids)) {
        for (const std::string& id : missing) {
            const std::string path = "workflows/" + id + ".yaml";
            for (const ShippedFile& file : shipped_files())
                if (file.path == path)
                    add(shipped_workflow(std::string(file.content), path));
        }
    }
    std::vector<workflow::CaseType> types;
    for (const Definition& definition : chosen)
        types.push_back(definition.type);
    const Findings findings = workflow::link(types);
    if (has_errors(findings))
        throw InvalidInput(say("პროცესები ერთმანეთს არ ეთანხმება", "the workflows do not fit together"), findings, chosen_together(chosen));
    for (std::size_t i = 0; i < chosen.size(); ++i)
        chosen[i].type = std::move(types[i]);
    return chosen;
}

/// The texts of the calendars that the case types count in, by id: those that lie in the folder already, else the program's.
/// One that is in neither place has to be applied later.
std::map<std::string, std::string> calendars_for(const std::vector<Definition>& chosen, const fs::path& folder)
{
    std::map<std::string, std::string> texts;
    for (const Definition& definition : chosen)
        for (const std::string& id : workflow::named_calendars(definition.type))
            if (auto text = calendar_text(folder, id))
                texts.emplace(id, std::move(*text));
    return texts;
}

/// The templates of messages that the case types name.
std::set<std::string> messages_of(const std::vector<Definition>& chosen)
{
    std::set<std::string> names;
    const auto add = [&](const std::vector<workflow::Effect>& effects) {
        for (const workflow::Effect& effect : effects)
            if (effect.kind == workflow::EffectKind::Notify)
                names.insert("templates/messages/" + effect.what + ".yaml");
    };
    for (const Definition& definition : chosen) {
        for (const workflow::Transition& transition : definition.type.transitions)
            add(transition.effects);
        for (const workflow::Sla& sla : definition.type.slas) {
            add(sla.breach.effects);
            for (const workflow::ClockWarning& warning : sla.warnings)
                add(warning.effects);
            for (const workflow::ClockEscalation& escalation : sla.escalations)
                add(escalation.effects);
        }
    }
    return names;
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
        for (const Definition& definition : chosen)
            batch.define(definition.type, blobs.put(definition.source));
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
    for (const Definition& definition : chosen) {
        write_unless_there(folder / "workflows" / definition.file, definition.text);
        for (const workflow::Fragment& fragment : definition.fragments)
            write_unless_there(folder / "workflows" / fragment.path, fragment.document.text());
    }
    fs::rename(making, data, failed);
    if (failed)
        throw Error(Fault::Io, say("{}: ვერ შეიქმნა: {}", "{}: cannot be made: {}", data.string(), failed.message()));
    cleanup.keep();
    return folder;
}

} // namespace ogp::app
