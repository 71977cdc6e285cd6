#include "report/odt_text.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "report/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ogp::report {
namespace {

constexpr std::string_view prefix = "ogp:";
constexpr std::size_t hash_digits = 16;

bool is_hash(std::string_view text)
{
    return text.size() == hash_digits && from_hex(text).has_value();
}

} // namespace

std::string to_name(const TextPlace& place)
{
    const std::string name = fmt::format("{}{}:{}:{}", prefix, place.mark, code(place.language), place.hash);
    return place.copy == 1 ? name : fmt::format("{}:{}", name, place.copy);
}

std::optional<TextPlace> find_text_place(std::string_view name)
{
    if (!name.starts_with(prefix))
        return {};
    const std::vector<std::string_view> parts = split(name, ':');
    // The mark itself has no colon: a uid and the name of a field.
    if (parts.size() < 4 || parts.size() > 5 || parts[1].empty() || (parts[2] != "ka" && parts[2] != "en") || !is_hash(parts[3]))
        return {};
    TextPlace place{std::string(parts[1]), parts[2] == "ka" ? Language::Ka : Language::En, std::string(parts[3]), 1};
    if (parts.size() == 5) {
        const auto copy = to_integer(parts[4]);
        if (!copy || *copy < 2 || *copy > 1'000'000)
            return {};
        place.copy = static_cast<int>(*copy);
    }
    return place;
}

TextPlace text_place(std::string mark, Language language, std::string_view text)
{
    return {std::move(mark), language, sha256(text).hex().substr(0, hash_digits), 1};
}

void append_odt_text(std::string& out, std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find_first_of(" \t\n", at), text.size());
        append_escaped(out, text.substr(at, end - at));
        at = end;
        if (at == text.size())
            break;
        if (text[at] == '\t') {
            out += "<text:tab/>";
            ++at;
            continue;
        }
        const std::size_t after = std::min(text.find_first_not_of(" \n", at), text.size());
        std::size_t blanks = after - at;
        // One blank between words is itself; at the ends of a paragraph it would be lost.
        if (at != 0 && text[at - 1] != '\t' && after != text.size()) {
            out += ' ';
            --blanks;
        }
        if (blanks != 0)
            fmt::format_to(std::back_inserter(out), "<text:s text:c=\"{}\"/>", blanks);
        at = after;
    }
}

} // namespace ogp::report
