#include "report_xlsx/sheet_names.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <iterator>

namespace ogp::report_xlsx {
namespace {

constexpr std::size_t longest_name = 31;

std::string allowed(std::string_view wanted)
{
    std::string name;
    for (const char c : cell_text(wanted)) {
        const bool blank = c == '\n' || c == '\t' || c == ' ';
        if (blank && (name.empty() || name.back() == ' '))
            continue;
        if (std::string_view("[]:*?/\\'").find(c) == std::string_view::npos)
            name += blank ? ' ' : c;
    }
    return std::string(trim(name));
}

std::string cut(std::string_view name, std::size_t most)
{
    if (excel_length(name) <= most)
        return std::string(name);
    return std::string(trim(excel_prefix(name, most - 1))) + "…";
}

} // namespace

std::size_t excel_length(std::string_view text)
{
    std::size_t length = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = utf8_at(text, at);
        length += character.value > 0xFFFF ? 2 : 1;
        at += character.size == 0 ? 1 : character.size;
    }
    return length;
}

std::string_view excel_prefix(std::string_view text, std::size_t length)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const Utf8Character character = utf8_at(text, at);
        const std::size_t units = character.value > 0xFFFF ? 2 : 1;
        if (units > length)
            break;
        length -= units;
        at += character.size == 0 ? 1 : character.size;
    }
    return text.substr(0, at);
}

std::string cell_text(std::string_view text)
{
    const std::string shown = printable(text);
    std::string out;
    std::size_t done = 0;
    for (std::size_t at = ascii_run(shown, 0); at < shown.size();) {
        const Utf8Character character = utf8_at(shown, at);
        // Of the noncharacters XML refuses these two.
        if (character.value == 0xFFFE || character.value == 0xFFFF) {
            out.append(shown, done, at - done);
            fmt::format_to(std::back_inserter(out), "\\u{{{:x}}}", static_cast<std::uint32_t>(character.value));
            done = at + character.size;
        }
        at += character.size;
    }
    return out.append(shown, done);
}

std::string SheetNames::take(std::string_view wanted)
{
    std::string base = allowed(wanted);
    if (base.empty() || to_lower(base) == "history")
        base += base.empty() ? "-" : " -";
    std::string name = cut(base, longest_name);
    for (int n = 2; !m_taken.insert(to_lower(name)).second; ++n) {
        const std::string suffix = fmt::format(" ({})", n);
        name = cut(base, longest_name - suffix.size()) + suffix;
    }
    return name;
}

} // namespace ogp::report_xlsx
