#pragma once

#include "app/bulk/bulk_columns.hpp"
#include "app/repository/repository.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace ogp::app {

struct BulkExport
{
    BulkFormat format = BulkFormat::Ndjson;
    std::string type;                               ///< "" for all
    PersonalFields personal = PersonalFields::Left; ///< Taken: sealed values too
    std::function<void(std::string_view)> sink;     ///< takes the bytes, piece by piece
    std::function<void(std::uint64_t done, std::uint64_t total)> progress{};
};

/// Writes every case of the record, in the form of bulk_columns.hpp, and gives their number. They stand in the order of opening,
/// except that a case whose parent (or whose required reference) was opened later comes right after that one. Without personal
/// values the bytes follow from the log alone: they are the same wherever the same log lies.
///
/// Comments, attached files and the history are not in it.
///
/// Throws Error: NotFound (no such type), Forbidden (personal values, where who acts may not write such values either), Invalid
/// (CSV, where a case has a value in a field that its type no longer has).
std::int64_t export_cases(const Repository& repository, const BulkExport& wanted);

} // namespace ogp::app
