#include "app/workflows/workflow_versions.hpp"

#include "base/file.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;
using report::Cell;

constexpr std::size_t most_shown = 60;              ///< columns of a value in a table
constexpr std::string_view shipped_word = "shipped"; ///< in place of a version: the program's

Label word_of(workflow::ChangeClass weight)
{
    switch (weight) {
    case workflow::ChangeClass::Safe: return {"უსაფრთხო", "safe"};
    case workflow::ChangeClass::Careful: return {"სიფრთხილით", "careful"};
    case workflow::ChangeClass::Breaking: return {"შეუთავსებელი", "breaking"};
    }
    return {};
}

Label word_of(workflow::ChangeKind kind)
{
    switch (kind) {
    case workflow::ChangeKind::Added: return {"დაემატა", "added"};
    case workflow::ChangeKind::Removed: return {"წაიშალა", "removed"};
    case workflow::ChangeKind::Changed: return {"შეიცვალა", "changed"};
    }
    return {};
}

/// As YAML has it in one line: {amount: 10, unit: working_days}.
std::string flow_text(const Json& value)
{
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (value.is_array()) {
        for (const Json& item : value.items())
            add(flow_text(item));
        return "[" + text + "]";
    }
    if (value.is_object()) {
        for (const auto& [key, member] : value.members())
            add(key + ": " + flow_text(member));
        return "{" + text + "}";
    }
    return value.is_text() ? value.as_text() : to_json(value);
}

/// Labels in the reader's language, everything else as the compiled form has it.
Cell value_cell(const Json& value)
{
    if (value.is_null())
        return Cell::none();
    const bool is_label = value.is_object() && value["ka"].is_text() && value["en"].is_text();
    if (is_label)
        return {value, {shorten(value.text("ka"), most_shown), shorten(value.text("en"), most_shown)}};
    const std::string text = flow_text(value);
    const bool has_braces = value.is_array() || value.is_object();
    return {value, both(shorten(has_braces ? text.substr(1, text.size() - 2) : text, most_shown))};
}

std::vector<workflow::Role> roles_beside(const fs::path& file)
{
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    for (const fs::path& candidate : {folder / "roles.yaml", folder / ".." / "roles.yaml"}) {
        std::error_code failed;
        if (fs::is_regular_file(candidate, failed))
            return workflow::load_roles(YamlDocument(read_file(candidate, YamlLimits{}.bytes), candidate.string()));
    }
    return shipped_roles();
}

} // namespace

VersionedType version_in(const WorkflowFile& file)
{
    workflow::CaseType type = workflow::load_case_type(file.document, roles_beside(file.document.file()), file.fragments);
    const Hash hash = workflow::workflow_hash(workflow::compile(type));
    return {std::move(type), hash};
}

VersionedType version_in_file(const fs::path& path)
{
    return version_in(read_workflow(path));
}

VersionedType kept_version(const Repository& repository, const std::string& id, std::int64_t version)
{
    std::vector<std::string> versions;
    std::optional<Hash> found;
    for (const Hash& hash : repository.store().workflow_hashes()) {
        const auto row = repository.store().workflow(hash);
        if (!row || row->type != id)
            continue;
        versions.push_back(std::to_string(row->version));
        if (row->version == version)
            found = hash;
    }
    if (versions.empty())
        repository.active_hash(id); // says which types there are
    if (!found)
        throw Error(Fault::NotFound, say("„{}“-ს ვერსია {} არ აქვს", "\"{}\" has no version {}", id, version),
                    say("არის: {}", "there are: {}", join(versions, ", ")));
    return {repository.type(*found), *found};
}

VersionedType named_version(const Repository* repository, const std::string& name)
{
    if (name.ends_with(".yaml") || name.ends_with(".yml"))
        return version_in_file(name);
    const std::size_t at = name.find('@');
    std::string id = name.substr(0, at);
    std::replace(id.begin(), id.end(), '-', '_');
    if (at == std::string::npos)
        return find_workflow(repository, id, {});
    if (std::string_view(name).substr(at + 1) == shipped_word)
        return find_workflow(nullptr, id, {});
    const auto version = to_integer(std::string_view(name).substr(at + 1));
    if (!version)
        throw Error(Fault::Usage, say("„{}“: ვერსია რიცხვი უნდა იყოს", "\"{}\": a version is a number", printable(shorten(name, 60))),
                    {"მაგალითად: foi@2", "for example: foi@2"});
    return repository != nullptr ? kept_version(*repository, id, *version) : find_workflow(nullptr, id, *version);
}

report::Table table_of(const std::vector<workflow::VersionChange>& changes)
{
    report::Table table{"changes",
                        {"რა შეიცვალა", "What has changed"},
                        {{"class", {"კლასი", "Class"}},
                         {"kind", {"როგორ", "How"}},
                         {"part", {"რა", "What"}},
                         {"id", {"სახელი", "Name"}},
                         {"key", {"გასაღები", "Key"}},
                         {"before", {"იყო", "Before"}},
                         {"after", {"არის", "After"}}},
                        {}};
    for (const workflow::VersionChange& change : changes)
        table.rows.push_back({{Json(code(change.weight)), word_of(change.weight)},
                              {Json(code(change.kind)), word_of(change.kind)},
                              Cell::of(change.part),
                              Cell::of(change.id),
                              change.key.empty() ? Cell::none() : Cell::of(change.key),
                              value_cell(change.before),
                              value_cell(change.after)});
    return table;
}

} // namespace ogp::app
