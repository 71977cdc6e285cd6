#include "irm/field_text.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace ogp::irm {
namespace {

/// Where a part of at most `size` bytes ends best.
std::size_t part_end(std::string_view text, std::size_t size)
{
    if (text.size() <= size)
        return text.size();
    for (const char end : {'\n', ' '}) {
        const std::size_t at = text.rfind(end, size - 1);
        if (at != std::string_view::npos && at >= size / 2)
            return at + 1;
    }
    while (size > 1 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
        --size;
    return size;
}

} // namespace

std::string field_text(std::string_view cell)
{
    std::string text;
    text.reserve(cell.size());
    for (std::size_t at = 0; at < cell.size();) {
        if (const std::size_t run = ascii_run(cell, at); run > 0) {
            for (const char c : cell.substr(at, run))
                if (!is_control_character(static_cast<unsigned char>(c)))
                    text += c;
            at += run;
            continue;
        }
        const Utf8Character next = utf8_at(cell, at);
        if (next.size > 0 && !is_control_character(next.value))
            text += cell.substr(at, next.size);
        at += std::max<std::size_t>(next.size, 1);
    }
    return to_nfc(trim(text));
}

std::string one_line(std::string_view cell)
{
    std::string text = field_text(cell);
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return text;
}

std::vector<std::string> in_parts(std::string_view text, std::size_t size)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = part_end(text, size);
        if (const std::string_view part = trim(text.substr(0, end)); !part.empty())
            parts.emplace_back(part);
        text.remove_prefix(end);
    }
    return parts;
}

} // namespace ogp::irm
