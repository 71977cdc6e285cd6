#include "model/official_number.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ogp::model {
namespace {

constexpr std::size_t most_digits = 32;

/// A field's value as a part of a number.
std::string part_of(const Event& open, std::string_view field)
{
    const Json& value = open.set[field];
    if (value.is_text() && !value.as_text().empty())
        return value.as_text();
    return value.is_integer() ? std::to_string(value.as_integer()) : "0";
}

std::string padded(std::int64_t number, std::size_t width)
{
    return fmt::format("{:0{}}", number, width);
}

/// "{seq:05}" taken apart: the name, and the width or 0.
struct Placeholder
{
    std::string_view name;
    std::size_t width = 0;
};

Placeholder placeholder(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return {text, 0};
    const auto width = to_integer(text.substr(colon + 1));
    return {text.substr(0, colon), width && *width > 0 ? std::min(static_cast<std::size_t>(*width), most_digits) : 0};
}

} // namespace

std::string series_of(const TypeProfile& profile, const Event& open, Date day)
{
    std::string series = profile.type;
    for (const std::string& part : profile.numbering.per) {
        series += '/';
        series += part == "year" ? padded(day.year(), 4) : part == "month" ? day.iso().substr(0, 7) : part_of(open, part);
    }
    return series;
}

std::string format_number(std::string_view pattern, const Event& open, Date day, std::uint64_t number, const CaseUid& uid)
{
    std::string text;
    while (!pattern.empty()) {
        const std::size_t begin = pattern.find('{');
        text += pattern.substr(0, begin);
        const std::size_t end = begin == std::string_view::npos ? begin : pattern.find('}', begin);
        if (end == std::string_view::npos)
            return begin == std::string_view::npos ? text : text + std::string(pattern.substr(begin));
        const Placeholder wanted = placeholder(pattern.substr(begin + 1, end - begin - 1));
        if (wanted.name == "year")
            text += padded(day.year(), wanted.width);
        else if (wanted.name == "month")
            text += padded(day.month(), wanted.width);
        else if (wanted.name == "seq")
            text += padded(static_cast<std::int64_t>(number), wanted.width);
        else if (wanted.name == "hash")
            text += uid.hex().substr(0, wanted.width == 0 ? 6 : wanted.width);
        else
            text += part_of(open, wanted.name);
        pattern.remove_prefix(end + 1);
    }
    return text;
}

} // namespace ogp::model
