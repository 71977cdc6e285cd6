#include "app/workflows/type_changes.hpp"

#include "app/clocks/repository_calendars.hpp"
#include "workflow/case_clocks.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

namespace ogp::app {

namespace fs = std::filesystem;

void check_may_apply(const Repository& repository)
{
    const workflow::Actor actor = repository.acting();
    if (actor.role != workflow::admin_role)
        throw Error(Fault::Forbidden, say("როლს „{}“ პროცესის დამტკიცება არ შეუძლია", "the role \"{}\" may not apply a workflow", actor.role),
                    say("როლში: {}", "in the role {}", workflow::admin_role));
}

void refuse_mistakes(LintResult& lint, const Localized& remedy)
{
    if (has_errors(lint.findings))
        throw InvalidInput({"პროცესებში შეცდომებია, არაფერი ჩაწერილა", "there are mistakes in the workflows, nothing was written"},
                           std::move(lint.findings), remedy);
}

TypeChanges::TypeChanges(const Repository& repository, std::vector<WorkflowFile> files, const Localized& remedy) : m_repository(repository)
{
    std::set<std::string> ids;
    for (WorkflowFile& file : files) {
        workflow::CaseType type = version_in(file).type;
        if (!ids.insert(type.id).second)
            throw Error(Fault::Invalid, say("{0}: საქმის ტიპი „{1}“ ორ ფაილშია", "{0}: the case type \"{1}\" is in two files", file.document.file(), type.id),
                        {"დატოვეთ ერთი", "keep one of them"});
        const auto active = active_hash(type.id);
        m_candidates.push_back({std::move(file), std::move(type), active});
    }
    link_all(remedy);
    for (Candidate& candidate : m_candidates)
        candidate.is_same = candidate.active && workflow::workflow_hash(workflow::compile(candidate.type)) == *candidate.active;
}

std::optional<Hash> TypeChanges::active_hash(const std::string& id) const
{
    const auto row = m_repository.store().active_workflow(id);
    return row ? std::optional(row->hash) : std::nullopt;
}

/// The case types as they will stand together: each is checked against the others, and guards that count parts are completed.
void TypeChanges::link_all(const Localized& remedy)
{
    std::vector<workflow::CaseType> types;
    for (const Candidate& candidate : m_candidates)
        types.push_back(candidate.type);
    for (const std::string& id : m_repository.type_ids())
        if (std::none_of(types.begin(), types.end(), [&](const workflow::CaseType& type) { return type.id == id; }))
            types.push_back(m_repository.active_type(id));
    const Findings findings = workflow::link(types);
    if (has_errors(findings))
        throw InvalidInput({"პროცესები ერთმანეთს არ ეთანხმება", "the workflows do not fit together"}, findings, remedy);
    for (std::size_t i = 0; i < m_candidates.size(); ++i)
        m_candidates[i].type = std::move(types[i]);
}

EditedType TypeChanges::edited(const Candidate& candidate) const
{
    const fs::path path(candidate.file.document.file());
    EditedType edited{path.string(), candidate.type, {}, {}, candidate.is_same, false};
    std::error_code failed;
    edited.is_elsewhere =
        !fs::equivalent(path.has_parent_path() ? path.parent_path() : fs::path("."), m_repository.folder() / "workflows", failed);
    if (candidate.active) {
        const workflow::CaseType& before = m_repository.type(*candidate.active);
        edited.before = before.version;
        edited.changes = workflow::diff_versions(before, candidate.type);
    }
    return edited;
}

Applied TypeChanges::summary() const
{
    Applied applied;
    const RepositoryCalendars calendars(m_repository);
    std::set<std::string> missing;
    for (const Candidate& candidate : m_candidates) {
        applied.types.push_back(edited(candidate));
        if (!candidate.is_same)
            ++applied.written;
        for (const std::string& id : workflow::named_calendars(candidate.type))
            if (calendars.find(id) == nullptr)
                missing.insert(id);
    }
    applied.calendars.assign(missing.begin(), missing.end());
    return applied;
}

void TypeChanges::define(Batch& batch, NewBlobs& blobs) const
{
    for (const Candidate& candidate : m_candidates) {
        if (active_hash(candidate.type.id) != candidate.active)
            throw Error(Fault::Conflict, say("{}: სხვამ უკვე დაამტკიცა სხვა ვერსია", "{}: somebody else has applied another version", candidate.type.id),
                        {"ნახეთ: ogp workflow diff, მერე სცადეთ ხელახლა", "look at it with ogp workflow diff, then try again"});
        if (!candidate.is_same)
            batch.define(candidate.type, blobs.put(candidate.file.source()));
    }
}

} // namespace ogp::app
