#pragma once

#include "app/repository/repository.hpp"
#include "model/attachment.hpp"
#include "report/table.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// A file of a case as it can be had: attached to it, or the value of one of its fields.
struct CaseFile
{
    model::Attachment attachment;    ///< opened where it was sealed; sealed still where its key is not here
    Hash blob;                       ///< under which the content lies: of a sealed file its ciphertext
    std::string field;               ///< "" where it is attached to the case itself
    std::optional<std::uint64_t> sequence{}; ///< of the event that brought it, where it is attached
    std::string actor{};
    Instant at{};
    std::string subject{};           ///< whose key opens it; "" where it is not sealed, or this copy was never given its key
};

/// Attached files, oldest first, then those of fields in the order of the case type.
std::vector<CaseFile> files_of(const Repository& repository, const store::CaseRow& row);

/// Those that are attached to the case itself, opened where they are sealed.
std::vector<model::Attachment> attached_files(const Repository& repository, const store::CaseRow& row);

/// As a table: name, size, type, field, actor, time, and on request sha256, sequence.
report::Table files_table(const Repository& repository, const std::vector<CaseFile>& files);

/// The file of that name, the newest of several, or whose SHA-256 begins so (at least 8 digits). Error{NotFound} with the nearest
/// name; NotFound also where its key was destroyed, Forbidden where this copy was never given it.
CaseFile find_file(const Repository& repository, const store::CaseRow& row, std::string_view name);

/// The content piece by piece, decrypted. Error: NotFound where the blob is missing, Integrity where it was changed, which may
/// show only at its end.
void read_file_of(const Repository& repository, const CaseFile& file, const std::function<void(std::string_view piece)>& visit);

/// An array of {name, sha256, size, type}, of sealed ones the hash alone; for people "letter.pdf (48.2 KiB)", a line each.
report::Cell files_cell(const std::vector<model::Attachment>& attachments);

} // namespace ogp::app
