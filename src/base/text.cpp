#include "base/text.hpp"

#include "base/error.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <charconv>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <utility>

namespace ogp {
namespace {

/// Characters that never compose nor decompose and have no combining class: what is made of them alone is NFC already.
/// (The table of utf8proc knows the rest; this one keeps it out of the common path.)
bool is_always_nfc(char32_t c)
{
    return c < 0x300 ||                     // Latin
           (c >= 0x10A0 && c <= 0x10FF) ||  // Georgian
           (c >= 0x2010 && c <= 0x205E) ||  // dashes, quotation marks, ellipsis
           (c >= 0x0400 && c <= 0x0482) ||  // Cyrillic
           (c >= 0x048A && c <= 0x052F) ||
           (c >= 0x1C90 && c <= 0x1CBF) ||  // Georgian capitals
           (c >= 0x20A0 && c <= 0x20C0);    // currencies, the lari among them
}

/// Length of the run of Mkhedruli (U+10D0..10FF) at `offset`: most of what is read here, and each letter three bytes.
std::size_t georgian_run(std::string_view text, std::size_t offset)
{
    std::size_t at = offset;
    while (at + 3 <= text.size() && text[at] == '\xE1' && text[at + 1] == '\x83' &&
           static_cast<unsigned char>(text[at + 2]) >= 0x90 && static_cast<unsigned char>(text[at + 2]) <= 0xBF)
        at += 3;
    return at - offset;
}

/// Length of the run of ASCII and Mkhedruli at `offset`.
std::size_t plain_run(std::string_view text, std::size_t offset)
{
    std::size_t at = offset;
    for (std::size_t before = at + 1; at != before;) {
        before = at;
        at += ascii_run(text, at);
        at += georgian_run(text, at);
    }
    return at - offset;
}

/// Whether NFC can be seen without normalizing. False only says: not known.
bool is_plainly_nfc(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        at += plain_run(text, at);
        if (at == text.size())
            return true;
        const Utf8Character character = utf8_at(text, at);
        if (character.size == 0 || !is_always_nfc(character.value))
            return false;
        at += character.size;
    }
    return true;
}

bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr std::string_view no_break_space = "\xC2\xA0";

void wrap_paragraph(std::vector<std::string>& lines, std::string_view text, std::size_t width)
{
    std::string line;
    std::size_t line_width = 0;
    for (const std::string_view word : split(text, ' ')) {
        if (word.empty())
            continue;
        const std::size_t word_width = display_width(word);
        if (!line.empty() && line_width + 1 + word_width > width) {
            lines.push_back(std::exchange(line, {}));
            line_width = 0;
        }
        if (!line.empty()) {
            line += ' ';
            ++line_width;
        }
        line += word;
        line_width += word_width;
    }
    lines.push_back(std::move(line));
}

} // namespace

std::optional<std::size_t> find_bad_utf8(std::string_view text)
{
    std::size_t at = 0;
    while (true) {
        at += plain_run(text, at);
        if (at == text.size())
            return std::nullopt;
        const Utf8Character character = utf8_at(text, at);
        if (character.size == 0)
            return at;
        at += character.size;
    }
}

bool is_utf8(std::string_view text)
{
    return !find_bad_utf8(text);
}

std::string to_nfc(std::string_view text)
{
    if (is_plainly_nfc(text))
        return std::string(text);
    utf8proc_uint8_t* raw = nullptr;
    const utf8proc_ssize_t size =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                     &raw, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(raw, &std::free);
    if (size < 0)
        throw Error(Fault::Invalid, {"ტექსტი არ არის სწორი UTF-8", "the text is not valid UTF-8"});
    return {reinterpret_cast<const char*>(raw), static_cast<std::size_t>(size)};
}

bool is_nfc(std::string_view text)
{
    return is_plainly_nfc(text) || to_nfc(text) == text;
}

std::string to_lower(std::string_view text)
{
    std::string lower;
    lower.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = utf8_at(text, at);
        utf8proc_uint8_t bytes[4];
        const utf8proc_ssize_t size =
            utf8proc_encode_char(utf8proc_tolower(static_cast<utf8proc_int32_t>(character.value)), bytes);
        lower.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
        at += std::max<std::size_t>(character.size, 1);
    }
    return lower;
}

bool has_control_characters(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            if (is_control_character(byte))
                return true;
            ++at;
            continue;
        }
        if (const std::size_t run = georgian_run(text, at); run != 0) {
            at += run;
            continue;
        }
        const Utf8Character character = utf8_at(text, at);
        if (is_control_character(character.value) && character.size != 0)
            return true;
        at += character.size == 0 ? 1 : character.size;
    }
    return false;
}

std::string printable(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = utf8_at(text, at);
        if (character.size == 0) {
            fmt::format_to(std::back_inserter(out), "\\x{{{:02x}}}", static_cast<unsigned char>(text[at]));
            ++at;
            continue;
        }
        if (is_control_character(character.value))
            fmt::format_to(std::back_inserter(out), "\\u{{{:x}}}", static_cast<std::uint32_t>(character.value));
        else
            out += text.substr(at, character.size);
        at += character.size;
    }
    return out;
}

std::size_t display_width(std::string_view text)
{
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = utf8_at(text, at);
        // A bad byte is shown as one replacement character.
        width += character.size == 0 ? 1 : static_cast<std::size_t>(character_width(character.value));
        at += character.size == 0 ? 1 : character.size;
    }
    return width;
}

std::string shorten(std::string_view text, std::size_t width)
{
    if (display_width(text) <= width)
        return std::string(text);
    if (width == 0)
        return {};
    std::size_t used = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const Utf8Character character = utf8_at(text, at);
        const std::size_t columns = character.size == 0 ? 1 : static_cast<std::size_t>(character_width(character.value));
        if (used + columns > width - 1)
            break;
        used += columns;
        at += character.size == 0 ? 1 : character.size;
    }
    return std::string(text.substr(0, at)) + "…";
}

std::vector<std::string> wrap(std::string_view text, std::size_t width)
{
    std::vector<std::string> lines;
    if (trim(text).empty())
        return lines;
    for (const std::string_view paragraph : split(text, '\n'))
        wrap_paragraph(lines, paragraph, width);
    return lines;
}

std::string_view trim(std::string_view text)
{
    while (!text.empty()) {
        if (is_blank(text.front()))
            text.remove_prefix(1);
        else if (text.starts_with(no_break_space))
            text.remove_prefix(no_break_space.size());
        else
            break;
    }
    while (!text.empty()) {
        if (is_blank(text.back()))
            text.remove_suffix(1);
        else if (text.ends_with(no_break_space))
            text.remove_suffix(no_break_space.size());
        else
            break;
    }
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

std::string join(std::span<const std::string> parts, std::string_view separator)
{
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i != 0)
            text += separator;
        text += parts[i];
    }
    return text;
}

bool is_identifier(std::string_view word)
{
    if (word.empty() || word.front() < 'a' || word.front() > 'z')
        return false;
    for (const char c : word) {
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
            return false;
    }
    return true;
}

std::optional<long long> to_integer(std::string_view text)
{
    long long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

} // namespace ogp
