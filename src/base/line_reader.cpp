#include "base/line_reader.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <cstring>

namespace ogp {
namespace {

constexpr std::size_t piece_bytes = 64U << 10U;
constexpr std::size_t kept_of_long_line = 256;

/// Marks of encodings that are not UTF-8, or two letters in one of them without a mark.
bool is_wide(std::string_view start)
{
    if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF"))
        return true;
    const auto zero = [&](std::size_t at) { return start[at] == '\0'; };
    return start.size() >= 4 && zero(0) != zero(1) && zero(0) == zero(2) && zero(1) == zero(3);
}

} // namespace

LineReader::LineReader(std::string name, Source source, std::size_t limit)
    : m_name(std::move(name)), m_source(std::move(source)), m_limit(limit)
{}

/// Reads another piece behind what is left; false at the end of the source.
bool LineReader::fill()
{
    if (m_source_ended)
        return false;
    if (m_at > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_at, m_end - m_at);
        m_end -= m_at;
        m_at = 0;
    }
    if (m_buffer.size() < m_end + piece_bytes)
        m_buffer.resize(m_end + piece_bytes);
    const std::size_t count = m_source(m_buffer.data() + m_end, m_buffer.size() - m_end);
    m_source_ended = count == 0;
    m_end += count;
    return count > 0;
}

void LineReader::begin()
{
    m_begun = true;
    while (m_end < 4 && fill()) {
    }
    const std::string_view start(m_buffer.data(), m_end);
    if (is_wide(start))
        throw Error(Fault::Invalid,
                    say("{}: ტექსტი UTF-16-ით ან UTF-32-ით არის კოდირებული და არა UTF-8-ით",
                        "{}: the text is encoded in UTF-16 or UTF-32, not in UTF-8", printable(m_name)),
                    {"შეინახეთ ფაილი ხელახლა კოდირებით UTF-8 (Excel-ში: CSV UTF-8)",
                     "save the file again as UTF-8 (in Excel: CSV UTF-8)"});
    if (start.starts_with("\xEF\xBB\xBF"))
        m_at = m_consumed = 3;
}

/// Keeps the beginning of the line that starts at the cursor, and goes on behind its end.
void LineReader::skip_rest(TextLine& line)
{
    m_long_line = line.text.substr(0, kept_of_long_line);
    line.text = m_long_line;
    line.bytes = 0;
    line.too_long = true;
    while (true) {
        const char* from = m_buffer.data() + m_at;
        const void* end = std::memchr(from, '\n', m_end - m_at);
        const std::size_t count = end != nullptr ? static_cast<std::size_t>(static_cast<const char*>(end) - from) : m_end - m_at;
        line.bytes += count;
        advance(count + (end != nullptr ? 1 : 0));
        if (end != nullptr || !fill())
            return;
    }
}

bool LineReader::next(TextLine& line)
{
    if (!m_begun)
        begin();
    std::size_t searched = 0;
    while (true) {
        const char* from = m_buffer.data() + m_at;
        const std::size_t have = m_end - m_at;
        const void* found = have > searched ? std::memchr(from + searched, '\n', have - searched) : nullptr;
        const std::size_t length = found != nullptr ? static_cast<std::size_t>(static_cast<const char*>(found) - from) : have;
        if (found == nullptr && length <= m_limit) {
            searched = length;
            if (fill())
                continue;
            if (length == 0)
                return false;
        }
        // The buffer may have moved.
        line = {std::string_view(m_buffer.data() + m_at, length), ++m_number, length, false};
        if (length > m_limit) {
            skip_rest(line);
            return true;
        }
        advance(length + (found != nullptr ? 1 : 0));
        if (line.text.ends_with('\r'))
            line.text.remove_suffix(1);
        return true;
    }
}

void LineReader::advance(std::size_t count)
{
    m_at += count;
    m_consumed += count;
}

} // namespace ogp
