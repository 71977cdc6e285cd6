#pragma once

#include <string_view>

namespace ogp {

/// Whether a spreadsheet may take a cell of this text for a formula (OWASP, "CSV injection"): it begins with = + - @, one of their
/// full-width forms, a tab or a line end, and is no number.
bool looks_like_formula(std::string_view text);

} // namespace ogp
