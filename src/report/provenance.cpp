#include "report/provenance.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <iterator>

namespace ogp::report {
namespace {

bool is_mistakable(char32_t c)
{
    if (c < 0x80)
        return std::string_view("&<>'()").find(static_cast<char>(c)) != std::string_view::npos || is_control_character(c);
    const bool private_use = c >= 0xE000 && c <= 0xF8FF;
    const bool noncharacter = (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFEU) == 0xFFFEU;
    // U+2028 and U+2029 end a line for some readers.
    return is_control_character(c) || private_use || noncharacter || c == 0x2028 || c == 0x2029;
}

void append_escape(std::string& out, char32_t c)
{
    const auto value = static_cast<std::uint32_t>(c);
    if (value < 0x10000)
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", value);
    else
        fmt::format_to(std::back_inserter(out), "\\u{:04x}\\u{:04x}", 0xD800 + ((value - 0x10000) >> 10U), 0xDC00 + ((value - 0x10000) & 0x3FFU));
}

} // namespace

Json provenance(const Document& document, std::string_view format, std::optional<Language> language)
{
    if (document.provenance.is_null())
        return {};
    Json made = document.provenance;
    made.set("format", format);
    if (language)
        made.set("language", code(*language));
    return made;
}

std::string embedded_json(const Json& value)
{
    const std::string json = to_json(value);
    std::string out;
    out.reserve(json.size());
    for (std::size_t at = 0; at < json.size();) {
        const Utf8Character character = utf8_at(json, at);
        const std::size_t size = character.size == 0 ? 1 : character.size;
        if (character.size == 0)
            append_escape(out, U'\uFFFD');
        else if (is_mistakable(character.value))
            append_escape(out, character.value);
        else
            out.append(json, at, size);
        at += size;
    }
    return out;
}

} // namespace ogp::report
