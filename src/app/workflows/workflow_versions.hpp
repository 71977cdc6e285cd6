#pragma once

#include "app/plans/plans.hpp"
#include "app/repository/repository.hpp"
#include "app/workflows/workflows.hpp"
#include "report/table.hpp"
#include "workflow/version_diff.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ogp::app {

/// The version of a case type that a word names: "foi" is the active one, "foi@2" the second, "foi@shipped" the program's,
/// "permit.yaml" what the file says, checked with the roles beside it, else the program's. Without a repository ids are those of the
/// program. Throws InvalidInput for a file that cannot be loaded, Error{NotFound, Usage}.
VersionedType named_version(const Repository* repository, const std::string& name);
/// What a file says, checked likewise.
VersionedType version_in_file(const std::filesystem::path& path);
/// The same for one that was read, or is to be written there.
VersionedType version_in(const WorkflowFile& file);
/// The version of that number that the repository has kept. Error{NotFound} naming those that there are.
VersionedType kept_version(const Repository& repository, const std::string& id, std::int64_t version);

/// weight, kind, part, id, key, before, after.
report::Table table_of(const std::vector<workflow::VersionChange>& changes);

/// A definition that was edited.
struct EditedType
{
    std::string file;
    workflow::CaseType type;
    std::optional<std::int64_t> before; ///< the active version, none where the case type is new
    std::vector<workflow::VersionChange> changes;
    bool is_same = false;               ///< it is what is active, and nothing is written
    bool is_elsewhere = false;          ///< the file does not lie in `workflows`, where the next one who edits it will look
};

struct ApplyRequest
{
    std::vector<std::string> names;    ///< ids of case types in `workflows`, or files; none: all of `workflows`
    std::vector<std::string> reserved; ///< names that case types cannot have
};

/// Makes edited definitions the active versions, one event each, all in one batch. What is unchanged is not written again; with
/// DryRun nothing is. Needs the role admin: Error{Forbidden}. Throws InvalidInput where lint finds an error in any of them, one of
/// which is a version that was not raised, or where what they name is not in the repository.
struct Applied
{
    std::vector<EditedType> types;
    Findings findings;                  ///< warnings and notes
    std::vector<std::string> calendars; ///< that they count in and that are not in force
    std::size_t written = 0;            ///< events; with DryRun those that would be
};
Applied apply_workflows(Repository& repository, const ApplyRequest& request, DryRun dry_run);

} // namespace ogp::app
