#include "app/repository/near_names.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <bit>
#include <iterator>
#include <utility>

namespace ogp::app::plan_checks {
namespace {

constexpr std::size_t shortest = 8;     ///< columns of a name
constexpr std::size_t longest = 600;    ///< bytes: comparing letters takes the square of it
constexpr std::size_t most_edits = 2;

bool continues_character(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::size_t characters_in(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) { return !continues_character(byte); }));
}

std::string digits_of(std::string_view text)
{
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    return digits;
}

bool can_be_compared(std::string_view name)
{
    return name.size() <= longest && display_width(name) >= shortest;
}

/// What is left without the same beginning and end, which no edit touches.
void leave_the_difference(std::string_view& a, std::string_view& b)
{
    std::size_t same = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
    while (same > 0 && ((same < a.size() && continues_character(a[same])) || (same < b.size() && continues_character(b[same]))))
        --same;
    a.remove_prefix(same);
    b.remove_prefix(same);
    same = static_cast<std::size_t>(std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first - a.rbegin());
    while (same > 0 && continues_character(a[a.size() - same]))
        --same;
    a.remove_suffix(same);
    b.remove_suffix(same);
}

} // namespace

NearNames::NearNames(const std::set<std::string>& names) : m_names(names)
{
    for (const std::string& name : m_names)
        if (can_be_compared(name))
            m_known[{digits_of(name), characters_in(name)}].push_back({letters_of(name), name});
}

NearNames::Letters NearNames::letters_of(std::string_view text)
{
    constexpr unsigned bits = 64;
    std::map<std::string_view, unsigned> seen;
    Letters letters{};
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        while (end < text.size() && continues_character(text[end]))
            ++end;
        const std::string_view letter = text.substr(at, end - at);
        unsigned mixed = seen[letter]++ * 37U;
        for (const char byte : letter)
            mixed = mixed * 31U + static_cast<unsigned char>(byte);
        letters[mixed / bits % letters.size()] |= std::uint64_t{1} << (mixed % bits);
        at = end;
    }
    return letters;
}

std::string NearNames::nearest(const std::string& word) const
{
    if (!can_be_compared(word))
        return {};
    const Letters letters = letters_of(word);
    const std::string digits = digits_of(word);
    const std::size_t length = characters_in(word);
    std::string_view found;
    for (std::size_t other = length - most_edits; other <= length + most_edits; ++other) {
        const auto known = m_known.find({digits, other});
        if (known == m_known.end())
            continue;
        for (const Name& name : known->second) {
            const int changed = std::popcount(letters[0] ^ name.letters[0]) + std::popcount(letters[1] ^ name.letters[1]);
            if (changed > static_cast<int>(2 * most_edits) || (!found.empty() && found <= name.text))
                continue;
            std::string_view a = word;
            std::string_view b = name.text;
            leave_the_difference(a, b);
            if (edit_distance(a, b) <= most_edits)
                found = name.text;
        }
    }
    return std::string(found);
}

WordPlaces::WordPlaces(std::string text) : m_text(std::move(text))
{
    const auto in_word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    };
    const std::string_view all = m_text;
    for (std::size_t at = 0; at < all.size(); ++at)
        if (in_word(all[at]) && (at == 0 || !in_word(all[at - 1])))
            m_places.push_back(all.substr(at, longest));
    std::sort(m_places.begin(), m_places.end());
}

bool WordPlaces::has(std::string_view name) const
{
    if (name.size() > longest)
        return m_text.find(name) != std::string::npos;
    const auto place = std::lower_bound(m_places.begin(), m_places.end(), name);
    return place != m_places.end() && place->starts_with(name);
}

} // namespace ogp::app::plan_checks
