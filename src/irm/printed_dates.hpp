#pragma once

#include "model/printed_date.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ogp::irm {

/// How a date of two short numbers is meant: 9/1/2018. The file writes the month first, some plans the day.
enum class DateOrder : std::uint8_t { MonthFirst, DayFirst };

/// The order that a date shows by itself: 31/12/2014 has its day first, 12/31/2022 its month. Nothing where both would do, and for
/// what is no such date.
std::optional<DateOrder> shown_order(std::string_view cell);

/// What a cell of dates says. The printed text is always the cell; its value has the precision that stands there: 9/1/2018, 9/1/18
/// and 2018-09-01 to the day, "February 2014" and 2/2014 to the month, 2012 and "Spring 2015" to the year. A text that names no year, or
/// several, has no value. A day that its month does not have is read as the last of the month and marked impossible. Nothing for a
/// cell that says nothing.
std::optional<model::PrintedDate> read_date(std::string_view cell, DateOrder order = DateOrder::MonthFirst);

} // namespace ogp::irm
