#include "base/utf8.hpp"

#include <utf8proc.h>

#include <cstdint>
#include <cstring>

namespace ogp {
namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080U;

} // namespace

Utf8Character utf8_at(std::string_view text, std::size_t offset)
{
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[offset + i])); };
    const std::size_t left = text.size() - offset;
    const auto continues = [&](std::size_t i) { return i < left && (byte(i) & 0xC0U) == 0x80U; };
    const std::uint32_t lead = byte(0);
    if (lead < 0x80)
        return {lead, 1};
    if (lead < 0xC2)
        return {};
    if (lead < 0xE0) {
        if (!continues(1))
            return {};
        return {((lead & 0x1FU) << 6U) | (byte(1) & 0x3FU), 2};
    }
    if (lead < 0xF0) {
        if (!continues(1) || !continues(2))
            return {};
        const char32_t value = ((lead & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
        if (value < 0x800 || (value >= 0xD800 && value <= 0xDFFF))
            return {};
        return {value, 3};
    }
    if (lead > 0xF4 || !continues(1) || !continues(2) || !continues(3))
        return {};
    const char32_t value =
        ((lead & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) | ((byte(2) & 0x3FU) << 6U) | (byte(3) & 0x3FU);
    if (value < 0x10000 || value > 0x10FFFF)
        return {};
    return {value, 4};
}

void append_utf8(std::string& out, char32_t character)
{
    const auto tail = [character](unsigned shift) { return static_cast<char>(0x80U | ((character >> shift) & 0x3FU)); };
    if (character < 0x80) {
        out += static_cast<char>(character);
    } else if (character < 0x800) {
        out += static_cast<char>(0xC0U | (character >> 6U));
        out += tail(0);
    } else if (character < 0x10000) {
        out += static_cast<char>(0xE0U | (character >> 12U));
        out += tail(6);
        out += tail(0);
    } else {
        out += static_cast<char>(0xF0U | (character >> 18U));
        out += tail(12);
        out += tail(6);
        out += tail(0);
    }
}

std::size_t ascii_run(std::string_view text, std::size_t offset)
{
    std::size_t at = offset;
    while (at + 8 <= text.size()) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        if ((word & high_bits) != 0)
            break;
        at += 8;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80)
        ++at;
    return at - offset;
}

bool is_control_character(char32_t character)
{
    if (character < 0x20)
        return character != '\n' && character != '\t';
    if (character < 0x7F)
        return false;
    return character <= 0x9F || character == 0x061C || character == 0x200E || character == 0x200F ||
           (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
}

int character_width(char32_t character)
{
    if (character < 0x300)
        return (character >= 0x20 && character < 0x7F) || character >= 0xA0 ? 1 : 0;
    // Georgian, the common case, without the table.
    if (character >= 0x10A0 && character <= 0x10FF)
        return 1;
    const int width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(character));
    return width < 0 ? 0 : width;
}

} // namespace ogp
