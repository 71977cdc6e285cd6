#pragma once

#include "workflow/definition.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The form in which cases leave and enter a repository many at a time (`ogp export`, `ogp import`).
///
/// NDJSON: one object a line: {"fields": {...}, "key": "...", "state": "...", "type": "..."}. Fields as everywhere in JSON; a field
/// that has a preset and no value stands there as null, so that the preset does not come back. Computed fields are left out.
///
/// CSV: RFC 4180 with a header. Columns `case.type` (where there are several types), `case.key` and `case.state`, then the fields
/// by name. A localized field has the columns title.ka, title.en and title.confidence; a field of many values is a JSON array;
/// records, persons and printed dates that are more than a date are JSON objects. An empty cell is no value. A text that a
/// spreadsheet could take for a formula, or that begins with an apostrophe, has an apostrophe in front, which reading takes away.
///
/// `key` is what other rows call the case: its full number ("tbilisi-2018-2020/I.4"), or "#" and its place in the file where it
/// has none. References stand as keys. A case comes after the one that it is a part of.
///
/// Rejected: ids of cases, which another repository cannot keep, so that what was imported would export as other bytes.
namespace ogp::app {

enum class BulkFormat { Csv, Ndjson };

enum class ColumnPart { Type, Key, State, Whole, Ka, En, Confidence };

struct BulkColumn
{
    std::string header;
    ColumnPart part = ColumnPart::Whole;
    std::string field;
};

enum class PersonalFields { Left, Taken };

/// Every column that CSV may have for these types, in order: by type, then by field, each once. `case.type` comes first.
std::vector<BulkColumn> bulk_columns(std::span<const workflow::CaseType* const> types, PersonalFields personal);

/// Whether the text gets an apostrophe in front in CSV.
bool needs_guard(std::string_view text);
/// The text without the apostrophe that needs_guard() gave it.
std::string_view without_guard(std::string_view text);

/// The date of a printed date (as compact JSON) that says nothing else, so that a cell can hold it as 2019-04-30; else "".
std::string_view plain_date(std::string_view json);

} // namespace ogp::app
