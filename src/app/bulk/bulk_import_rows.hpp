#pragma once

#include "app/bulk/bulk_columns.hpp"
#include "app/repository/repository.hpp"
#include "base/error.hpp"
#include "base/line_reader.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ogp::app {

/// A case as a row of a file has it: values in the shapes of their fields but not yet checked, references as keys.
struct BulkRow
{
    std::uint32_t line = 0;
    const workflow::CaseType* type = nullptr;
    std::string key;   ///< "" where the file does not say
    std::string state; ///< "" for the initial one
    Json values = Json::object();
    std::size_t bytes = 0; ///< about as many as in the file

    bool usable() const { return type != nullptr; }
};

/// Takes a finding; there may be very many.
using FindingSink = std::function<void(Finding)>;

/// For BulkRows::finding_at(): no field can have that name.
inline constexpr std::string_view state_column = "case.state";

/// The rows of a file. What is wrong with a row's form goes to the sink; the row is then not usable.
class BulkRows
{
public:
    virtual ~BulkRows() = default;
    /// False at the end.
    virtual bool next(BulkRow& row) = 0;
    /// Where the value of that field (or state_column) stands in the row that was read last; the row itself where it is not there.
    virtual Finding finding_at(std::string_view field) const = 0;
    virtual std::uint64_t consumed() const = 0; ///< bytes
};

/// What both kinds of file need. `type` is the type of every row, or null where the rows say it.
struct BulkRowsOptions
{
    const Repository& repository;
    std::string name;
    LineReader::Source source;
    const workflow::CaseType* type = nullptr;
    FindingSink report;
};

/// Reads the header at once. Throws InvalidInput where there is none, or with all that is wrong with it.
std::unique_ptr<BulkRows> csv_rows(BulkRowsOptions options);
std::unique_ptr<BulkRows> ndjson_rows(BulkRowsOptions options);

/// Longest record of either kind.
inline constexpr std::size_t bulk_record_bytes = 1U << 20U;

/// The type that a row names, or the one given for all; null and a message where there is none or it is another.
const workflow::CaseType* row_type(const BulkRowsOptions& options, std::string_view named, Localized& problem);

} // namespace ogp::app
