#pragma once

#include "app/bulk/bulk_columns.hpp"
#include "app/plans/plans.hpp"
#include "app/repository/repository.hpp"
#include "base/line_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace ogp::app {

struct BulkImport
{
    std::string name;           ///< of the file, for findings
    BulkFormat format = BulkFormat::Csv;
    LineReader::Source source;
    std::string type;           ///< of every row; "" where the rows say it
    DryRun dry_run = DryRun::No;
    std::function<void(std::uint64_t bytes)> progress{}; ///< how much of the file is read
};

struct BulkImportResult
{
    std::size_t rows = 0;   ///< read, good and bad
    std::size_t opened = 0; ///< cases
    std::size_t events = 0;
    std::size_t errors = 0; ///< also those that `findings` has no room for
    Findings findings;      ///< errors, in the order of the file; at most most_findings
};
inline constexpr std::size_t most_findings = 100'000;

/// Opens a case for every row, in the role importer (form: bulk_columns.hpp). All or nothing: where any row is bad, or the machine
/// stops before the end, nothing is stored; the findings name every bad row. A row whose parent is bad is not a mistake of its own.
///
/// A reference is the key of a row of the file, else what people call a case of the repository. The case that a row is a part of
/// must be there or stand above it; so must every reference that the field requires. Other references may point further down:
/// they are set when the whole file is read.
///
/// Throws Error: NotFound (no such type), Forbidden (who acts may not import), InvalidInput (a header that cannot be read, a text
/// that is not UTF-8).
BulkImportResult import_cases(Repository& repository, const BulkImport& import);

} // namespace ogp::app
