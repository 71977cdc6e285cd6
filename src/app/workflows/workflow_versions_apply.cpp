#include "app/workflows/workflow_versions.hpp"

#include "app/workflows/shipped_types.hpp"
#include "app/workflows/type_changes.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

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

Error no_such_definition(const fs::path& folder, const fs::path& path, const std::string& id)
{
    const Localized message = say("{}: ასეთი ფაილი არ არის", "{}: there is no such file", printable(path.string()));
    const std::vector<std::string> shipped = shipped_type_ids();
    if (std::find(shipped.begin(), shipped.end(), id) != shipped.end())
        return {Fault::NotFound, message, say("პროგრამას აქვს: ogp workflow add {}", "the program has it: ogp workflow add {}", id)};
    std::vector<std::string> known;
    for (const fs::path& one : definitions_in(folder))
        known.push_back(one.stem().string());
    const auto near = nearest(id, known);
    return {Fault::NotFound, message, near ? say("იქნებ {}?", "did you mean {}?", *near) : say("არის: {}", "there are: {}", join(known, ", "))};
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
        if (!is_identifier(id) || !fs::is_regular_file(path, failed))
            throw no_such_definition(folder, path, id);
        paths.push_back(path);
    }
    return paths;
}

void write(Repository& repository, const TypeChanges& changes)
{
    const workflow::Actor actor = repository.acting();
    NewBlobs blobs(repository.data_folder() / "blobs");
    Batch batch(repository.store(), repository.clock(), actor.id, actor.role);
    changes.define(batch, blobs);
    blobs.keep();
    batch.commit([&](std::string_view text) { return repository.sign(text); });
}

} // namespace

Applied apply_workflows(Repository& repository, const ApplyRequest& request, DryRun dry_run)
{
    check_may_apply(repository);
    const std::vector<fs::path> paths = paths_of(repository, request.names);
    if (paths.empty())
        return {}; // lint without files would look at the whole folder
    LintResult lint = lint_workflows({.files = paths, .repository = &repository, .reserved = request.reserved, .today = repository.today()});
    refuse_mistakes(lint, {"გაასწორეთ და სცადეთ ხელახლა", "correct them and try again"});
    std::vector<WorkflowFile> files;
    for (const fs::path& path : paths)
        files.push_back(read_workflow(path));
    const TypeChanges changes(repository, std::move(files),
                              {"დაამატეთ, რაც აკლია, და დაასახელეთ ერთად: ogp workflow apply A B",
                               "add what is missing and name them together: ogp workflow apply A B"});
    Applied applied = changes.summary();
    applied.findings = std::move(lint.findings);
    if (dry_run == DryRun::No && applied.written > 0)
        write(repository, changes);
    return applied;
}

} // namespace ogp::app
