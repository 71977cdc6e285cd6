#include "base/yaml_source.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace ogp {
namespace {

constexpr std::size_t longest_excerpt = 400;
constexpr std::size_t most_of_a_kind = 20;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

class SourceCheck
{
public:
    SourceCheck(std::string_view text, const std::string& file) : m_text(text), m_file(file), m_lines(text) {}

    Findings run()
    {
        if (const auto bad = find_bad_utf8(m_text)) {
            add(*bad, "bad_utf8",
                {"ტექსტი არ არის სწორი UTF-8: შეინახეთ ფაილი UTF-8 კოდირებით", "not valid UTF-8: save the file as UTF-8"});
            return std::move(m_findings);
        }
        if (m_text.starts_with(byte_order_mark)) {
            add(0, "control_character",
                {"ფაილი BOM ნიშნით იწყება: შეინახეთ ის UTF-8 კოდირებით BOM-ის გარეშე",
                 "the file begins with a byte-order mark: save it as UTF-8 without BOM"});
        }
        if (has_control_characters(m_text))
            find_control_characters();
        if (!is_nfc(m_text))
            find_lines_not_nfc();
        return std::move(m_findings);
    }

private:
    void add(std::size_t offset, const char* code, Localized message)
    {
        Place place = place_in(m_text, m_lines, m_file, m_lines.line_at(offset), m_lines.column_at(offset));
        m_findings.push_back({Severity::Error, code, std::move(place), {}, std::move(message)});
    }

    void find_control_characters()
    {
        std::size_t count = 0;
        for (std::size_t at = 0; at < m_text.size() && count < most_of_a_kind;) {
            const Utf8Character character = utf8_at(m_text, at);
            // A carriage return is welcome as part of a line end only.
            const bool line_end = character.value == '\r' && m_text.substr(at).starts_with("\r\n");
            if (is_control_character(character.value) && !line_end) {
                add(at, "control_character",
                    say("დაუშვებელი მართვის სიმბოლო U+{:04X}: წაშალეთ ის",
                        "control character U+{:04X} is not allowed: remove it",
                        static_cast<std::uint32_t>(character.value)));
                ++count;
            }
            at += character.size;
        }
    }

    void find_lines_not_nfc()
    {
        std::size_t count = 0;
        std::size_t start = 0;
        for (const std::string_view line : split(m_text, '\n')) {
            if (!is_nfc(line) && count++ < most_of_a_kind) {
                const std::string normal = to_nfc(line);
                const auto differs = std::mismatch(line.begin(), line.end(), normal.begin(), normal.end()).first;
                std::size_t offset = static_cast<std::size_t>(differs - line.begin());
                // To the start of the character.
                while (offset != 0 && offset < line.size() && (static_cast<unsigned char>(line[offset]) & 0xC0U) == 0x80U)
                    --offset;
                add(start + offset, "not_nfc",
                    {"ტექსტი არ არის ნორმალიზებული (Unicode NFC): გადაიყვანეთ, მაგალითად uconv -x nfc",
                     "the text is not in Unicode NFC: convert it, for example with uconv -x nfc"});
            }
            start += line.size() + 1;
        }
    }

    std::string_view m_text;
    const std::string& m_file;
    LineIndex m_lines;
    Findings m_findings;
};

} // namespace

LineIndex::LineIndex(std::string_view text) : m_starts{0}
{
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        m_starts.push_back(static_cast<std::uint32_t>(at + 1));
}

std::string_view LineIndex::line(std::string_view text, std::uint32_t line) const
{
    if (line == 0 || line > m_starts.size() || m_starts[line - 1] > text.size())
        return {};
    std::string_view result = text.substr(m_starts[line - 1]);
    result = result.substr(0, result.find('\n'));
    if (result.ends_with('\r'))
        result.remove_suffix(1);
    return result;
}

std::uint32_t LineIndex::line_at(std::size_t offset) const
{
    return static_cast<std::uint32_t>(std::upper_bound(m_starts.begin(), m_starts.end(), offset) - m_starts.begin());
}

std::uint32_t LineIndex::column_at(std::size_t offset) const
{
    return static_cast<std::uint32_t>(offset - m_starts[line_at(offset) - 1] + 1);
}

Place place_in(std::string_view text, const LineIndex& lines, const std::string& file, std::uint32_t line,
               std::uint32_t column)
{
    std::string_view excerpt = lines.line(text, line);
    if (excerpt.size() > longest_excerpt) {
        std::size_t end = longest_excerpt;
        while (end != 0 && (static_cast<unsigned char>(excerpt[end]) & 0xC0U) == 0x80U)
            --end;
        excerpt = excerpt.substr(0, end);
    }
    return {file, line, column, printable(excerpt)};
}

Findings check_source(std::string_view text, const std::string& file, std::size_t limit)
{
    if (text.size() > limit) {
        return {{Severity::Error, "too_large", {file, 0, 0, {}}, {},
                 say("ფაილი ძალიან დიდია: {} ბაიტი, ნებადართულია {}", "too large: {} bytes, at most {} allowed", text.size(),
                     limit)}};
    }
    // The common case needs no index of lines.
    const bool plain = is_utf8(text) && !has_control_characters(text) && is_nfc(text) && !text.starts_with(byte_order_mark);
    return plain ? Findings{} : SourceCheck(text, file).run();
}

} // namespace ogp
