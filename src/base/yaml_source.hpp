#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ogp {

/// Where the lines of a text begin, for places.
class LineIndex
{
public:
    explicit LineIndex(std::string_view text);

    /// Line `line` (from 1) without its end; "" where there is none.
    std::string_view line(std::string_view text, std::uint32_t line) const;
    std::uint32_t line_at(std::size_t offset) const;
    std::uint32_t column_at(std::size_t offset) const;

private:
    std::vector<std::uint32_t> m_starts;
};

/// The place with its line as excerpt; a very long line is cut, and what a terminal must not see is made visible.
Place place_in(std::string_view text, const LineIndex& lines, const std::string& file, std::uint32_t line,
               std::uint32_t column);

/// What is wrong with the bytes of a text document before any syntax: size, UTF-8, byte-order mark, control and
/// bidirectional characters, NFC. Of each kind the first few.
Findings check_source(std::string_view text, const std::string& file, std::size_t limit);

} // namespace ogp
