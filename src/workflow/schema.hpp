#pragma once

#include "base/json.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace ogp::workflow {

/// The kinds of files that there is a schema of.
inline constexpr std::array<std::string_view, 5> schema_kinds = {"case_type", "fragment", "roles", "calendar", "workflow_test"};

/// JSON Schema 2020-12, and draft-07 for editors that know no newer one.
enum class SchemaDraft { Draft2020, Draft07 };
std::optional<SchemaDraft> schema_draft_from(std::string_view word); // "2020-12", "07"

/// The schema of a kind of file, made of the table that its reader goes by (keys.hpp, calendar/loader.hpp). It says which keys
/// there are and what their values look like; whether names exist and expressions hold only the reader knows.
Json json_schema(std::string_view kind, SchemaDraft draft);

} // namespace ogp::workflow
