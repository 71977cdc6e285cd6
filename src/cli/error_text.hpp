#pragma once

#include "base/error.hpp"
#include "base/json.hpp"

#include <cstddef>
#include <string>

namespace ogp::cli {

/// "ogp: message", its findings where it has some, then the hint, each line indented. Nothing in it is raw: control and
/// bidirectional characters are made visible.
std::string error_text(const Error& error, Language language);

/// "plan.yaml:3:7: warning: message" and, where the line is known, the line with a caret under the place. The column counts
/// characters, as editors do, not bytes; a long line is cut around the place.
std::string finding_text(const Finding& finding, Language language);

/// The line and, below it, a caret under the character that byte column `column` (from 1) stands in.
std::string caret_text(const std::string& line, std::size_t column);

/// Column in characters, from 1, of a place whose column counts bytes; the column itself where the line is not known.
std::size_t character_column(const Place& place);

/// {severity, code, message: {ka, en}} and, where they are known, file, line, column (in characters), where.
Json to_json(const Finding& finding);
Json to_json(const Findings& findings);

} // namespace ogp::cli
