#include "app/workflows/workflows.hpp"

#include "app/repository/repository.hpp"
#include "app/repository/shipped.hpp"
#include "app/workflows/shipped_types.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "workflow/source_bundle.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

const ShippedFile* find_shipped(std::string_view path)
{
    const auto files = shipped_files();
    const auto found = std::find_if(files.begin(), files.end(), [&](const ShippedFile& file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

/// Whether the file lies below the folder, links followed.
bool is_below(const fs::path& file, const fs::path& folder)
{
    std::error_code failed;
    const fs::path real = fs::canonical(file, failed);
    const fs::path root = failed ? fs::path() : fs::canonical(folder, failed);
    const auto [end, rest] = std::mismatch(root.begin(), root.end(), real.begin(), real.end());
    return !failed && end == root.end() && rest != real.end();
}

VersionedType find_shipped_type(const std::string& id)
{
    workflow::CaseType type = shipped_type(id, shipped_roles()).type;
    const Hash hash = workflow::workflow_hash(workflow::compile(type));
    return {std::move(type), hash};
}

Error no_such_version(const std::string& id, const std::vector<std::int64_t>& versions)
{
    std::vector<std::string> words;
    for (const std::int64_t version : versions)
        words.push_back(std::to_string(version));
    return {Fault::NotFound, say("„{}“-ს ასეთი ვერსია არ აქვს", "\"{}\" has no such version", id),
            say("არის: {}", "there are: {}", join(words, ", "))};
}

} // namespace

std::string WorkflowFile::source() const
{
    return workflow::bundle_source(document.text(), fragments);
}

WorkflowFile read_workflow(const fs::path& file)
{
    WorkflowFile workflow{YamlDocument(read_file(file, YamlLimits{}.bytes), file.string()), {}};
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    for (const std::string& path : workflow::fragments_of(workflow.document)) {
        std::error_code failed;
        const fs::path full = folder / path;
        // One that is missing is said by the loader, with the line that names it.
        if (fs::is_regular_file(full, failed) && is_below(full, folder))
            workflow.fragments.push_back({path, YamlDocument(read_file(full, YamlLimits{}.bytes), full.lexically_normal().string())});
    }
    return workflow;
}

WorkflowFile shipped_workflow(std::string text, const std::string& name)
{
    WorkflowFile workflow{YamlDocument(std::move(text), name), {}};
    for (const std::string& path : workflow::fragments_of(workflow.document)) {
        if (const ShippedFile* file = find_shipped("workflows/" + path))
            workflow.fragments.push_back({path, YamlDocument(std::string(file->content), std::string(file->path))});
    }
    return workflow;
}

WorkflowFile kept_workflow(std::string source, const std::string& name)
{
    std::vector<workflow::Fragment> fragments;
    for (auto& [path, text] : workflow::bundled_fragments(source))
        fragments.push_back({path, YamlDocument(std::move(text), path)});
    return {YamlDocument(std::move(source), name), std::move(fragments)};
}

VersionedType find_workflow(const Repository* repository, const std::string& id, std::optional<std::int64_t> version)
{
    if (repository == nullptr) {
        const VersionedType shipped = find_shipped_type(id);
        if (version && *version != shipped.type.version)
            throw no_such_version(id, {shipped.type.version});
        return shipped;
    }
    const workflow::CaseType& active = repository->active_type(id);
    if (!version || *version == active.version)
        return {active, repository->active_hash(id)};
    std::optional<Hash> found;
    std::vector<std::int64_t> versions;
    repository->store().each_event(1, [&](const store::StoredEvent& stored) {
        if (stored.event.op == model::Op::Define && stored.event.type == id && stored.event.workflow) {
            versions.push_back(repository->type(*stored.event.workflow).version);
            if (versions.back() == *version)
                found = stored.event.workflow;
        }
        return true;
    });
    if (!found)
        throw no_such_version(id, versions);
    return {repository->type(*found), *found};
}

std::string schema_text(std::string_view kind, workflow::SchemaDraft draft)
{
    return to_pretty_json(workflow::json_schema(kind, draft)) + "\n";
}

std::vector<workflow::Role> shipped_roles()
{
    const ShippedFile* file = find_shipped("workflows/roles.yaml");
    if (file == nullptr)
        throw Error(Fault::Internal, say("პროგრამას workflows/roles.yaml აკლია", "the program has no workflows/roles.yaml"));
    return workflow::load_roles(YamlDocument(std::string(file->content), std::string(file->path)));
}

} // namespace ogp::app
