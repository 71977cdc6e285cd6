#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace ogp {

/// A line of a text that is read piece by piece.
struct TextLine
{
    std::string_view text;    ///< without its end (LF or CRLF); valid until the next line is read
    std::uint32_t number = 0; ///< from 1
    std::size_t bytes = 0;    ///< its length, also of what was not kept
    bool too_long = false;    ///< `text` holds its beginning alone
};

/// Lines of a text of any length in little memory. A byte order mark of UTF-8 is skipped; a text in UTF-16 or UTF-32 is refused
/// with Error{Invalid}. What stands in the lines is not checked.
class LineReader
{
public:
    /// Fills the buffer and gives the number of bytes, 0 at the end.
    using Source = std::function<std::size_t(char* buffer, std::size_t size)>;

    /// `name` of the text, for errors. Of a line longer than `limit` only the beginning is kept, the rest is skipped.
    LineReader(std::string name, Source source, std::size_t limit);

    /// False at the end of the text. An empty last line is no line.
    bool next(TextLine& line);

    const std::string& name() const { return m_name; }
    std::uint64_t consumed() const { return m_consumed; } ///< bytes of the lines read so far

private:
    bool fill();
    void begin();
    void advance(std::size_t count);
    void skip_rest(TextLine& line);

    std::string m_name;
    Source m_source;
    std::size_t m_limit;
    std::string m_buffer;
    std::string m_long_line; ///< the beginning of one
    std::size_t m_at = 0;
    std::size_t m_end = 0;
    std::uint64_t m_consumed = 0;
    std::uint32_t m_number = 0;
    bool m_begun = false;
    bool m_source_ended = false;
};

} // namespace ogp
