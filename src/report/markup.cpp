#include "report/markup.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <iterator>

namespace ogp::report {
namespace {

bool is_noncharacter(char32_t c)
{
    return (c & 0xFFFEU) == 0xFFFEU || (c >= 0xFDD0 && c <= 0xFDEF);
}

std::string_view entity(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
    }
}

bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_unreserved(char c)
{
    return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.' || c == '~';
}

} // namespace

Shown shown(const Localized& text, Language language)
{
    const std::string& wanted = language == Language::Ka ? text.ka : text.en;
    if (!wanted.empty() || text.empty())
        return {wanted, language, false};
    return {text.in(language), language == Language::Ka ? Language::En : Language::Ka, true};
}

void append_escaped(std::string& out, std::string_view text)
{
    std::size_t done = 0; // what lies before is written
    std::size_t at = 0;
    while (at < text.size()) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80 && !is_control_character(byte)) {
            const std::string_view name = entity(text[at]);
            if (!name.empty()) {
                out.append(text, done, at - done).append(name);
                done = at + 1;
            }
            ++at;
            continue;
        }
        const Utf8Character character = utf8_at(text, at);
        const std::size_t size = character.size == 0 ? 1 : character.size;
        if (character.size == 0 || is_control_character(character.value) || is_noncharacter(character.value)) {
            out.append(text, done, at - done);
            if (character.size == 0)
                fmt::format_to(std::back_inserter(out), "\\x{{{:02x}}}", byte);
            else
                fmt::format_to(std::back_inserter(out), "\\u{{{:x}}}", static_cast<std::uint32_t>(character.value));
            done = at + size;
        }
        at += size;
    }
    out.append(text, done);
}

std::string escaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    append_escaped(out, text);
    return out;
}

std::string css_string(std::string_view text)
{
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = utf8_at(text, at);
        const char32_t c = character.size == 0 ? U'\uFFFD' : character.value;
        const bool plain = c == ' ' || c == '.' || c == ',' || c == '(' || c == ')' || c == '-' || c == ':' ||
                           (c < 0x80 && is_letter_or_digit(static_cast<char>(c))) ||
                           (c >= 0xA0 && !is_control_character(c) && !is_noncharacter(c));
        if (plain)
            append_utf8(out, c);
        else
            fmt::format_to(std::back_inserter(out), "\\{:x} ", static_cast<std::uint32_t>(is_control_character(c) ? U'\uFFFD' : c));
        at += character.size == 0 ? 1 : character.size;
    }
    return out + "\"";
}

std::string url_of_file(std::string_view name)
{
    std::string url;
    for (const char c : name) {
        if (is_unreserved(c))
            url += c;
        else
            fmt::format_to(std::back_inserter(url), "%{:02X}", static_cast<unsigned char>(c));
    }
    return url;
}

std::string url_of_path(std::string_view path)
{
    std::string url;
    for (const std::string_view segment : split(path, '/'))
        if (!segment.empty() && segment != "." && segment != "..")
            url += (url.empty() ? "" : "/") + url_of_file(segment);
    return url;
}

std::string Anchors::take(std::string_view wanted)
{
    std::string id;
    for (const char c : wanted)
        id += is_letter_or_digit(c) || c == '-' || c == '_' || c == '.' ? c : '-';
    if (id.empty() || !is_letter_or_digit(id.front()) || (id.front() >= '0' && id.front() <= '9'))
        id = "p-" + id;
    std::string unique = id;
    for (int n = 2; !m_taken.insert(unique).second; ++n)
        unique = id + "-" + std::to_string(n);
    return unique;
}

} // namespace ogp::report
