#pragma once

#include "app/bulk/bulk_columns.hpp"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// A value as compact JSON.
struct ExportedValue
{
    std::string_view field;
    std::string_view json;
};

/// A case on its way out: valid while it is being written.
struct ExportedCase
{
    const workflow::CaseType* type = nullptr;
    std::string_view state;
    std::string_view key;
    std::span<const ExportedValue> values; ///< by field
};

class BulkWriter
{
public:
    virtual ~BulkWriter() = default;
    /// What stands before the first case.
    virtual void begin(std::string& out) = 0;
    virtual void write(std::string& out, const ExportedCase& exported) = 0;
};

enum class TypeColumn { Left, Written };
std::unique_ptr<BulkWriter> csv_writer(std::span<const workflow::CaseType* const> types, PersonalFields personal, TypeColumn with_type);
std::unique_ptr<BulkWriter> ndjson_writer();

} // namespace ogp::app
