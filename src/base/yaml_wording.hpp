#pragma once

#include "base/language.hpp"

#include <string_view>

namespace ogp {

/// What to tell a person instead of the parser's own words. Words that are not known are kept in English.
Localized yaml_fault(std::string_view parser_message);

} // namespace ogp
