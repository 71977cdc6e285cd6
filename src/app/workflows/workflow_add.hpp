#pragma once

#include "app/workflows/workflow_versions.hpp"

#include <string>
#include <vector>

namespace ogp::app {

/// What becomes of a definition that lies in `workflows` and is not the program's.
enum class Replace { No, Yes };

struct AddRequest
{
    std::vector<std::string> types;    ///< ids of the program's case types; all_types: those not in use here, to replace: every one
    std::vector<std::string> reserved; ///< names that case types cannot have
    Replace replace = Replace::No;
};

/// A file that was written, or with DryRun would be.
struct AddedFile
{
    std::string file;       ///< from the repository's folder: "workflows/foi.yaml"
    bool was_there = false; ///< with another text
    std::string kept_as;    ///< where that text lies now, if no version in the log has it; else ""
};

struct AddedTypes
{
    Applied applied;                     ///< of it: calendars that are not in force, and cannot come into force
    std::vector<AddedFile> files;        ///< in order of path
    std::vector<std::string> calendars;  ///< ids that came into force
    std::vector<std::string> kept;       ///< files under `use` that are not the program's and that case types in force use as they are
    std::vector<std::string> behind;     ///< ids of other case types in force that use a replaced file as it was before

    bool changes_nothing() const { return applied.written == 0 && files.empty() && calendars.empty(); }
};

/// Takes case types of the program into use, or in its newer version: with those that they name and that are neither in force here nor in
/// `workflows` as somebody's own, with the calendars that they count in where no version is in force, all in one batch; and writes to
/// `workflows` and `templates` what init() would have. Calendars, roles, messages and schemas that are there stay as they are, and so
/// does a file under `use` that a case type in force uses as it is.
///
/// Files are written when nothing but the disk can refuse the batch any more, and before it is committed: what a crash leaves in
/// `workflows` changes nothing by itself, and the same call again completes it. With DryRun nothing is written.
///
/// Needs the role admin: Error{Forbidden}; on a clone as well, where something is to be recorded. Error{NotFound, Usage} for what is no
/// case type of the program. Error{Conflict} where a definition or a file that it uses is there with another text, and Replace::No.
/// Throws InvalidInput where lint finds an error, one of which is a version below the one in force. Nothing is written then.
AddedTypes add_shipped_types(Repository& repository, const AddRequest& request, DryRun dry_run);

} // namespace ogp::app
