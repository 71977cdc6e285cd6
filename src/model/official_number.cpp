#include "model/official_number.hpp"

#include "model/number_template.hpp"

#include <fmt/format.h>

namespace ogp::model {
namespace {

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
    Localized problem;
    const auto parts = parse_number_template(pattern, problem);
    if (!parts)
        return std::string(pattern);
    std::string text;
    for (const NumberPart& part : *parts) {
        const auto width = static_cast<std::size_t>(part.width);
        if (part.name.empty())
            text += part.literal;
        else if (part.name == "year")
            text += padded(day.year(), width);
        else if (part.name == "month")
            text += padded(day.month(), width);
        else if (part.name == "seq")
            text += padded(static_cast<std::int64_t>(number), width);
        else if (part.name == "hash")
            text += uid.hex().substr(0, width == 0 ? 6 : width);
        else
            text += part_of(open, part.name);
    }
    return text;
}

} // namespace ogp::model
