#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

struct GuardToken
{
    enum class Kind { End, Name, Integer, Decimal, Text, Symbol };

    Kind kind = Kind::End;
    std::string text; ///< Text: without quotes and escapes; else as written
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The source in tokens, with End as the last one; nothing where it cannot be cut, the findings say why.
std::optional<std::vector<GuardToken>> cut_guard(std::string_view source, Findings& findings);

} // namespace ogp::workflow
