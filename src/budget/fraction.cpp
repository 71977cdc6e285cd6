#include "budget/fraction.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace ogp::budget {
namespace {

constexpr std::size_t longest = 10'000;

bool are_digits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

std::optional<Rational> parse_fraction(std::string_view text)
{
    if (text.size() > longest)
        return std::nullopt;
    const std::string sign = text.starts_with('-') ? "-" : "";
    text.remove_prefix(sign.size());
    if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
        const std::string_view below = text.substr(slash + 1);
        if (!are_digits(text.substr(0, slash)) || !are_digits(below) || below.find_first_not_of('0') == std::string_view::npos)
            return std::nullopt;
        return Rational::from_text(sign + std::string(text.substr(0, slash)), std::string(below));
    }
    const std::size_t point = text.find('.');
    if (point == std::string_view::npos)
        return are_digits(text) ? std::optional{Rational::from_text(sign + std::string(text), "1")} : std::nullopt;
    const std::string_view after = text.substr(point + 1);
    if (!are_digits(text.substr(0, point)) || !are_digits(after))
        return std::nullopt;
    return Rational::from_text(sign + std::string(text.substr(0, point)) + std::string(after), "1" + std::string(after.size(), '0'));
}

} // namespace ogp::budget
