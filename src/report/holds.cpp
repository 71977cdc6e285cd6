#include "report/holds.hpp"

#include <fmt/format.h>

namespace ogp::report {

const char* word(Holds holds)
{
    switch (holds) {
    case Holds::Text: return "text";
    case Holds::Number: return "number";
    case Holds::Date: return "date";
    case Holds::Instant: return "instant";
    case Holds::Money: return "money";
    case Holds::Percent: return "percent";
    }
    return "text";
}

std::string decimal_text(std::int64_t value, Holds holds)
{
    // The smallest number has no positive twin: its digits are taken from the unsigned one.
    const std::uint64_t digits = value < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    const char* sign = value < 0 ? "-" : "";
    if (holds == Holds::Percent)
        return fmt::format("{}{}.{}", sign, digits / 10, digits % 10);
    return fmt::format("{}{}.{:02}", sign, digits / 100, digits % 100);
}

bool is_printed_date(const Json& value)
{
    return value.find("printed") != nullptr && value.find("value") != nullptr;
}

} // namespace ogp::report
