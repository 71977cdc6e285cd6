#pragma once

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/time.hpp"
#include "base/yaml.hpp"
#include "workflow/lint_rules.hpp"
#include "workflow/loader.hpp"
#include "workflow/schema.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

class Repository;

/// A definition of a case type with the files that it uses.
struct WorkflowFile
{
    YamlDocument document;
    std::vector<workflow::Fragment> fragments;

    /// What a repository keeps of it: workflow/source_bundle.hpp.
    std::string source() const;
};

/// Reads the files under `use` from the folder of the definition, and from nowhere else.
WorkflowFile read_workflow(const std::filesystem::path& file);
/// The text of a definition that is part of the program, whose files are as well.
WorkflowFile shipped_workflow(std::string text, const std::string& name);
/// One that a repository has kept.
WorkflowFile kept_workflow(std::string source, const std::string& name);

/// The roles that are part of the program.
std::vector<workflow::Role> shipped_roles();

/// A version of a case type.
struct VersionedType
{
    workflow::CaseType type;
    Hash hash;
};
/// The active version of the repository, or the one asked for, looked for in its log; without a repository the program's.
/// Error{NotFound} with the nearest type, or with the versions that there are.
VersionedType find_workflow(const Repository* repository, const std::string& id, std::optional<std::int64_t> version);

/// A JSON Schema as a file: indented, with a line end.
std::string schema_text(std::string_view kind, workflow::SchemaDraft draft);

struct LintRequest
{
    std::vector<std::filesystem::path> files;    ///< files and folders; none: the repository's, without one the program's
    const Repository* repository = nullptr;      ///< what is active there counts as well
    std::vector<std::string> reserved;           ///< names that case types cannot have
    std::optional<Date> today;
    const Repository* against = nullptr;         ///< its recorded acts are judged by the files: workflow_lint_against.hpp
    std::function<void(std::uint64_t done, std::uint64_t total)> progress{}; ///< of that
    std::vector<WorkflowFile> definitions{};     ///< these and no files: named by where they will lie
};

/// Checks workflow files of every kind: whether they can be loaded, then what workflow::lint looks for, each finding with
/// file, line and column; in order of file. Error{NotFound, Io} for files that cannot be read.
struct LintResult
{
    std::vector<std::string> files;
    Findings findings;
};
LintResult lint_workflows(const LintRequest& request);

} // namespace ogp::app
