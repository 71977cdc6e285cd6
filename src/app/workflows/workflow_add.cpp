#include "app/workflows/workflow_add.hpp"

#include "app/clocks/calendars.hpp"
#include "app/clocks/clock_table.hpp"
#include "app/clocks/repository_calendars.hpp"
#include "app/repository/shipped.hpp"
#include "app/workflows/definition_files.hpp"
#include "app/workflows/shipped_types.hpp"
#include "app/workflows/type_changes.hpp"
#include "base/text.hpp"
#include "workflow/case_clocks.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

namespace ogp::app {
namespace {

bool holds(const std::vector<std::string>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// What `all` stands for.
std::vector<std::string> all_ids(const Repository& repository, Replace replace)
{
    std::vector<std::string> ids = shipped_type_ids();
    if (replace == Replace::No)
        std::erase_if(ids, [&](const std::string& id) { return repository.store().active_workflow(id).has_value(); });
    return ids;
}

/// The ids asked for, each once, in order.
std::vector<std::string> wanted_ids(const Repository& repository, const AddRequest& request)
{
    std::vector<std::string> ids;
    const auto add = [&](std::string id) {
        std::replace(id.begin(), id.end(), '-', '_');
        if (!holds(ids, id))
            ids.push_back(std::move(id));
    };
    for (const std::string& word : request.types) {
        if (word.ends_with(".yaml"))
            throw Error(Fault::Usage,
                        say("{}: ფაილია, პროგრამის საქმის ტიპი არ არის", "{}: this is a file, not a case type of the program", printable(word)),
                        say("თქვენი ფაილი: ogp workflow apply {}", "a file of your own: ogp workflow apply {}", printable(word)));
        if (word != all_types) {
            add(word);
            continue;
        }
        for (const std::string& id : all_ids(repository, request.replace))
            add(id);
    }
    return ids;
}

/// Those asked for and those that they need here.
std::vector<TypeDefinition> types_to_add(const Repository& repository, const AddRequest& request, const DefinitionFiles& files)
{
    const std::vector<workflow::Role> roles = shipped_roles();
    std::vector<TypeDefinition> types;
    for (const std::string& id : wanted_ids(repository, request))
        types.push_back(shipped_type(id, roles));
    // One that lies in `workflows` as the program has it, and is not in force, is what a cut call has left.
    const auto is_there = [&](const std::string& id) {
        return repository.store().active_workflow(id).has_value() || files.has_another(id);
    };
    add_named_types(types, roles, is_there, [](const std::string&) { return false; });
    return types;
}

/// The mistakes are of the program's files as they would stand here: nobody is to correct those.
Localized remedy_for(const Repository& repository, const Findings& findings)
{
    for (const Finding& finding : findings) {
        const std::string id = std::filesystem::path(finding.place.file).stem().string();
        if (finding.severity == Severity::Error && repository.store().active_workflow(id))
            return say("რაც აქ არის, უცვლელია; პროგრამისა რით განსხვავდება: ogp workflow diff {0} {0}@shipped",
                       "what is here stays as it is; how the program's differs: ogp workflow diff {0} {0}@shipped", id);
    }
    return {"პროგრამის ფაილი ამ საცავს არ ერგება; შეასწორეთ, რასაც ის აქ ხმარობს: workflows/roles.yaml, workflows/common",
            "the program's file does not fit in here; correct what it uses of this repository: workflows/roles.yaml, workflows/common"};
}

/// The texts of calendars that the types count in and that can come into force, by id.
std::map<std::string, std::string> take_calendars(const Repository& repository, Applied& applied)
{
    std::map<std::string, std::string> texts;
    for (const std::string& id : applied.calendars)
        if (auto text = calendar_text(repository.folder(), id))
            texts.emplace(id, std::move(*text));
    std::erase_if(applied.calendars, [&](const std::string& id) { return texts.contains(id); });
    return texts;
}

/// What lies beside the definitions, where it is not there yet.
void plan_other_files(const std::vector<TypeDefinition>& types, const std::vector<EditedType>& edited, DefinitionFiles& files)
{
    std::set<std::string> wanted = messages_of(types);
    wanted.insert("workflows/roles.yaml");
    for (const EditedType& one : edited)
        for (const std::string& id : workflow::named_calendars(one.type))
            wanted.insert("workflows/calendars/" + id + ".yaml");
    for (const ShippedFile& file : shipped_files())
        if (wanted.contains(std::string(file.path)) || file.path.starts_with("workflows/schema/"))
            files.want_if_missing(file);
}

/// Files stand between what could still be refused, under the lock of the log, and the commit.
void write(Repository& repository, const TypeChanges& changes, const std::map<std::string, std::string>& calendars, const DefinitionFiles& files)
{
    const workflow::Actor actor = repository.acting();
    NewBlobs blobs(repository.data_folder() / "blobs");
    Batch batch(repository.store(), repository.clock(), actor.id, actor.role);
    changes.define(batch, blobs);
    for (const auto& [id, text] : calendars)
        batch.apply_calendar(id, blobs.put(text));
    if (!calendars.empty())
        count_anew(repository, batch.transaction(), RepositoryCalendars(repository));
    files.write();
    blobs.keep();
    batch.commit([&](std::string_view text) { return repository.sign(text); });
}

} // namespace

AddedTypes add_shipped_types(Repository& repository, const AddRequest& request, DryRun dry_run)
{
    check_may_apply(repository);
    DefinitionFiles files(repository, request.replace);
    const std::vector<TypeDefinition> types = types_to_add(repository, request, files);
    if (types.empty())
        return {}; // lint without definitions would look at the whole folder
    std::vector<WorkflowFile> definitions;
    std::vector<std::string> ids;
    for (const TypeDefinition& type : types) {
        definitions.push_back(files.take(type));
        ids.push_back(type.type.id);
    }
    files.refuse_conflicts(ids);
    LintResult lint = lint_workflows(
        {.files = {}, .repository = &repository, .reserved = request.reserved, .today = repository.today(), .definitions = definitions});
    refuse_mistakes(lint, remedy_for(repository, lint.findings));
    const TypeChanges changes(repository, std::move(definitions),
                              {"ჯერ დაამტკიცეთ, რაც საქაღალდეშია: ogp workflow apply", "apply first what lies in the folder: ogp workflow apply"});
    AddedTypes added;
    added.applied = changes.summary();
    added.applied.findings = std::move(lint.findings);
    const std::map<std::string, std::string> calendars = take_calendars(repository, added.applied);
    for (const auto& [id, text] : calendars)
        added.calendars.push_back(id);
    plan_other_files(types, added.applied.types, files);
    added.files = files.list();
    added.kept = files.kept();
    added.behind = files.behind(ids);
    if (dry_run == DryRun::No && !added.changes_nothing())
        write(repository, changes, calendars, files);
    return added;
}

} // namespace ogp::app
