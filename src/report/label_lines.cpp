#include "report/label_lines.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace ogp::report {
namespace {

constexpr int ellipsis_width = 900;

int character_em(char32_t c)
{
    if (c == ' ' || c == 0xA0)
        return 270;
    if (c < 0x80) {
        const std::string_view narrow = "il.,:;'|!()[]-jtfrI/";
        if (narrow.find(static_cast<char>(c)) != std::string_view::npos)
            return 370;
        return c == 'm' || c == 'w' || c == 'M' || c == 'W' || c == '@' || c == '%' ? 930 : (c >= 'A' && c <= 'Z') ? 690 : 590;
    }
    const int columns = character_width(c);
    return columns == 0 ? 0 : columns == 2 ? 1050 : 720;
}

/// How many bytes of `text` fit into `width`: at least one character.
std::size_t fitting(std::string_view text, int width)
{
    std::size_t at = 0;
    int used = 0;
    while (at < text.size()) {
        const Utf8Character character = utf8_at(text, at);
        const std::size_t size = character.size == 0 ? 1 : character.size;
        used += character_em(character.value);
        if (at != 0 && used > width)
            break;
        at += size;
    }
    return at;
}

} // namespace

int text_width(std::string_view text)
{
    int width = 0;
    for (std::size_t at = 0; at < text.size() && width < 1'000'000;) {
        const Utf8Character character = utf8_at(text, at);
        width += character_em(character.value);
        at += character.size == 0 ? 1 : character.size;
    }
    return width;
}

std::vector<std::string> label_lines(std::string_view text, int width, std::size_t lines)
{
    std::string flat(trim(text));
    std::replace_if(flat.begin(), flat.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    std::string_view rest = flat;
    std::vector<std::string> result;
    while (!rest.empty() && result.size() < lines) {
        const bool last = result.size() + 1 == lines;
        const std::size_t whole = fitting(rest, width);
        if (whole == rest.size()) {
            result.emplace_back(rest);
            break;
        }
        std::size_t end = last ? fitting(rest, width - ellipsis_width) : whole;
        // A line that is full to the last letter of a word needs no break before it.
        const std::size_t blank = rest[end] == ' ' ? end : rest.rfind(' ', end);
        if (blank != std::string_view::npos && blank * 2 > end)
            end = blank;
        result.emplace_back(trim(rest.substr(0, end)));
        if (last)
            result.back() += "…";
        rest = trim(rest.substr(end));
    }
    return result;
}

} // namespace ogp::report
