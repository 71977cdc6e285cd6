#include "base/formula_guard.hpp"

#include <algorithm>
#include <array>

namespace ogp {
namespace {

constexpr std::array<std::string_view, 11> formula_starts = {
    "=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};

/// [+-]digits[.digits], which no spreadsheet evaluates to anything but itself.
bool is_number(std::string_view text)
{
    if (text.starts_with('+') || text.starts_with('-'))
        text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const auto digits = [](std::string_view part) {
        return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (point == std::string_view::npos)
        return digits(text);
    return digits(text.substr(0, point)) && digits(text.substr(point + 1));
}

} // namespace

bool looks_like_formula(std::string_view text)
{
    const bool formula = std::any_of(formula_starts.begin(), formula_starts.end(),
                                     [text](std::string_view start) { return text.starts_with(start); });
    return formula && !is_number(text);
}

} // namespace ogp
