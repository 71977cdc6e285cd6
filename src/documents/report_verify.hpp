#pragma once

#include "app/repository/repository.hpp"
#include "base/json.hpp"
#include "documents/pdf_search.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ogp::documents {

/// A report that was made again, beside the file.
struct VerifiedReport
{
    Json provenance;
    bool is_same = false;
    std::string file;                    ///< of several (CSV) the first that differs
    std::optional<std::size_t> offset{}; ///< the first byte that differs
    bool template_changed = false;       ///< since the file was made
    bool program_changed = false;
};

/// Reads what the file says it was made from, makes the log what it was then, makes the report again with the same parameters at the
/// same time, and compares the bytes. Of CSV: the folder, or a file in it. Error{Integrity} where the file is of another repository
/// or of a history that this one does not have; Error{Invalid} where it says nothing; Error{Io} where an engine that it was made with
/// is missing.
/// `search`: where what makes a PDF is looked for.
VerifiedReport verify_report(app::Repository& repository, const std::filesystem::path& file, const PdfSearch& search = {});

} // namespace ogp::documents
