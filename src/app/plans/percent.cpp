#include "app/plans/percent.hpp"

#include <fmt/format.h>

namespace ogp::app {

std::string percent(std::int64_t part, std::int64_t whole)
{
    const std::int64_t tenths = part * 1000 / whole;
    return fmt::format("{}.{}", tenths / 10, tenths % 10);
}

} // namespace ogp::app
