#pragma once

#include <optional>
#include <string_view>

namespace ogp::workflow {

/// The value whose code() is `word`, among the array of all values of an enumeration.
template <class Values>
auto from_code(const Values& values, std::string_view word) -> std::optional<typename Values::value_type>
{
    for (const auto value : values) {
        if (code(value) == word)
            return value;
    }
    return std::nullopt;
}

} // namespace ogp::workflow
