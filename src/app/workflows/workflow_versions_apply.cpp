#include "app/workflows/workflow_versions.hpp"

#include "app/cases/batch.hpp"
#include "app/clocks/repository_calendars.hpp"
#include "base/text.hpp"
#include "store/blobs.hpp"
#include "workflow/case_clocks.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

struct Candidate
{
    fs::path path;
    WorkflowFile file;
    workflow::CaseType type;
    std::optional<Hash> active; ///< what was in force when it was read
};

/// What does not say that it is something else.
bool is_case_type(const fs::path& path)
{
    static constexpr std::string_view others[] = {"roles", "fragment", "calendar", "workflow_test"};
    const WorkflowFile file = read_workflow(path);
    const YamlNode* kind = file.document.root().find("kind");
    return kind == nullptr || !kind->is_scalar() || std::find(std::begin(others), std::end(others), kind->scalar) == std::end(others);
}

/// Those in the folder, without its subfolders: fragments, calendars and scenarios lie there.
std::vector<fs::path> definitions_in(const fs::path& folder)
{
    std::vector<fs::path> paths;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed))
        if (entry.path().extension() == ".yaml" && entry.is_regular_file(failed) && is_case_type(entry.path()))
            paths.push_back(entry.path());
    if (failed)
        throw Error(Fault::Io, say("{}: ვერ იკითხება: {}", "{}: cannot be read: {}", folder.string(), failed.message()));
    std::sort(paths.begin(), paths.end());
    return paths;
}

std::vector<fs::path> paths_of(const Repository& repository, const std::vector<std::string>& names)
{
    const fs::path folder = repository.folder() / "workflows";
    if (names.empty())
        return definitions_in(folder);
    std::vector<fs::path> paths;
    for (const std::string& name : names) {
        if (name.ends_with(".yaml")) {
            paths.emplace_back(name);
            continue;
        }
        std::string id = name;
        std::replace(id.begin(), id.end(), '-', '_');
        const fs::path path = folder / (id + ".yaml");
        std::error_code failed;
        if (!is_identifier(id) || !fs::is_regular_file(path, failed)) {
            std::vector<std::string> known;
            for (const fs::path& one : definitions_in(folder))
                known.push_back(one.stem().string());
            const auto near = nearest(id, known);
            throw Error(Fault::NotFound, say("{}: ასეთი ფაილი არ არის", "{}: there is no such file", printable(path.string())),
                        near ? say("იქნებ {}?", "did you mean {}?", *near) : say("არის: {}", "there are: {}", join(known, ", ")));
        }
        paths.push_back(path);
    }
    return paths;
}

/// The case types as they will stand together: each is checked against the others, and guards that count parts are completed.
void link_all(const Repository& repository, std::vector<Candidate>& candidates)
{
    std::vector<workflow::CaseType> types;
    for (const Candidate& candidate : candidates)
        types.push_back(candidate.type);
    for (const std::string& id : repository.type_ids())
        if (std::none_of(types.begin(), types.end(), [&](const workflow::CaseType& type) { return type.id == id; }))
            types.push_back(repository.active_type(id));
    const Findings findings = workflow::link(types);
    if (has_errors(findings))
        throw InvalidInput({"პროცესები ერთმანეთს არ ეთანხმება", "the workflows do not fit together"}, findings,
                           {"დაამატეთ, რაც აკლია, და დაასახელეთ ერთად: ogp workflow apply A B", "add what is missing and name them together: ogp workflow apply A B"});
    for (std::size_t i = 0; i < candidates.size(); ++i)
        candidates[i].type = std::move(types[i]);
}

std::optional<Hash> active_hash(const Repository& repository, const std::string& id)
{
    const auto row = repository.store().active_workflow(id);
    return row ? std::optional(row->hash) : std::nullopt;
}

std::vector<Candidate> candidates_of(const Repository& repository, const std::vector<fs::path>& paths)
{
    std::vector<Candidate> candidates;
    std::set<std::string> ids;
    for (const fs::path& path : paths) {
        WorkflowFile file = read_workflow(path);
        workflow::CaseType type = version_in_file(path).type;
        if (!ids.insert(type.id).second)
            throw Error(Fault::Invalid, say("{0}: საქმის ტიპი „{1}“ ორ ფაილშია", "{0}: the case type \"{1}\" is in two files", path.string(), type.id),
                        {"დატოვეთ ერთი", "keep one of them"});
        const auto active = active_hash(repository, type.id);
        candidates.push_back({path, std::move(file), std::move(type), active});
    }
    link_all(repository, candidates);
    return candidates;
}

EditedType edited(const Repository& repository, const Candidate& candidate)
{
    EditedType edited{candidate.path.string(), candidate.type, {}, {}, false, false};
    std::error_code failed;
    edited.is_elsewhere = !fs::equivalent(candidate.path.has_parent_path() ? candidate.path.parent_path() : fs::path("."),
                                          repository.folder() / "workflows", failed);
    if (candidate.active) {
        const workflow::CaseType& before = repository.type(*candidate.active);
        edited.before = before.version;
        edited.is_same = workflow::workflow_hash(workflow::compile(candidate.type)) == *candidate.active;
        edited.changes = workflow::diff_versions(before, candidate.type);
    }
    return edited;
}

/// Contents that were kept for a batch and are not wanted where it fails.
class NewBlobs
{
public:
    explicit NewBlobs(const fs::path& folder) : m_blobs(folder) {}
    ~NewBlobs()
    {
        std::error_code ignored;
        for (const Hash& hash : m_new)
            fs::remove(m_blobs.path(hash), ignored);
    }
    Hash put(const std::string& text)
    {
        const Hash hash = sha256(text);
        if (!m_blobs.has(hash))
            m_new.push_back(hash);
        return m_blobs.put(text);
    }
    /// From here on the log may name them.
    void keep() { m_new.clear(); }

private:
    store::Blobs m_blobs;
    std::vector<Hash> m_new;
};

void write(Repository& repository, const std::vector<Candidate>& candidates, const std::vector<EditedType>& types)
{
    const workflow::Actor actor = repository.acting();
    NewBlobs blobs(repository.data_folder() / "blobs");
    Batch batch(repository.store(), repository.clock(), actor.id, actor.role);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const Candidate& candidate = candidates[i];
        if (active_hash(repository, candidate.type.id) != candidate.active)
            throw Error(Fault::Conflict, say("{}: სხვამ უკვე დაამტკიცა სხვა ვერსია", "{}: somebody else has applied another version", candidate.type.id),
                        {"ნახეთ: ogp workflow diff, მერე სცადეთ ხელახლა", "look at it with ogp workflow diff, then try again"});
        if (!types[i].is_same)
            batch.define(candidate.type, blobs.put(candidate.file.source()));
    }
    blobs.keep();
    batch.commit([&](std::string_view text) { return repository.sign(text); });
}

} // namespace

Applied apply_workflows(Repository& repository, const ApplyRequest& request, DryRun dry_run)
{
    const workflow::Actor actor = repository.acting();
    if (actor.role != workflow::admin_role)
        throw Error(Fault::Forbidden, say("როლს „{}“ პროცესის დამტკიცება არ შეუძლია", "the role \"{}\" may not apply a workflow", actor.role),
                    say("როლში: {}", "in the role {}", workflow::admin_role));
    const std::vector<fs::path> paths = paths_of(repository, request.names);
    if (paths.empty())
        return {}; // lint without files would look at the whole folder
    LintResult lint = lint_workflows({.files = paths, .repository = &repository, .reserved = request.reserved, .today = repository.today()});
    if (has_errors(lint.findings))
        throw InvalidInput({"პროცესებში შეცდომებია, არაფერი ჩაწერილა", "there are mistakes in the workflows, nothing was written"},
                           std::move(lint.findings), {"გაასწორეთ და სცადეთ ხელახლა", "correct them and try again"});
    const std::vector<Candidate> candidates = candidates_of(repository, paths);
    Applied applied;
    applied.findings = std::move(lint.findings);
    const RepositoryCalendars calendars(repository);
    std::set<std::string> missing;
    for (const Candidate& candidate : candidates) {
        applied.types.push_back(edited(repository, candidate));
        if (!applied.types.back().is_same)
            ++applied.written;
        for (const std::string& id : workflow::named_calendars(candidate.type))
            if (calendars.find(id) == nullptr)
                missing.insert(id);
    }
    applied.calendars.assign(missing.begin(), missing.end());
    if (dry_run == DryRun::No && applied.written > 0)
        write(repository, candidates, applied.types);
    return applied;
}

} // namespace ogp::app
