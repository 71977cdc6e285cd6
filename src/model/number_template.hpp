#pragma once

#include "base/language.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::model {

/// A part of a numbering template: literal text, or a placeholder {name} with its least width: {seq:05} has width 5 and is
/// filled with zeros, {hash:6} is cut to 6.
struct NumberPart
{
    std::string literal; ///< "" for a placeholder
    std::string name;    ///< year, month, seq, hash or a field
    std::int64_t width = 0;
};

/// Nothing where the template is none; `problem` then says why.
std::optional<std::vector<NumberPart>> parse_number_template(std::string_view text, Localized& problem);

} // namespace ogp::model
