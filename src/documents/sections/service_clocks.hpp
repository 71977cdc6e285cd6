#pragma once

#include "calendar/duration.hpp"
#include "documents/report_source.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::documents {

/// How deadlines were kept: each cycle of a clock counts for itself, where it began and where it was due.
struct DeadlineSums
{
    std::int64_t opened = 0;  ///< began in the time
    std::int64_t due = 0;     ///< was due in the time, as far as that is known
    std::int64_t in_time = 0; ///< of those due: stopped before
    std::int64_t late = 0;    ///< of those due: not stopped before, and the time has passed
    std::vector<std::int64_t> used; ///< ticks, of those due that were stopped

    void add(const DeadlineSums& more); ///< without `used`
    std::int64_t decided() const { return in_time + late; }
};

/// Of services that citizens ask for: of case types that a citizen may open.
struct ServiceClock
{
    std::string type;
    std::size_t place = 0; ///< of the clock in its definition
    std::string sla;

    auto operator<=>(const ServiceClock&) const = default;
};

/// What one clock did in the period.
struct ClockFact
{
    std::int64_t case_row = 0;
    std::size_t clock = 0; ///< index of ServiceClocks::clocks
    bool opened = false;  ///< in the period
    bool due = false;     ///< in the period
    bool in_time = false; ///< stopped before it was due, and by the report's day
    bool late = false;
};

/// A line of the table: times used can be put in order only where they are counted in one unit.
struct ClockMonth
{
    std::size_t clock = 0; ///< index of ServiceClocks::clocks
    calendar::Unit unit = calendar::Unit::WorkingDays;
    int month = 0;         ///< year * 12 + month - 1

    auto operator<=>(const ClockMonth&) const = default;
};

/// All clocks of services, in one pass. Days are those of the case type's zone; whether something is late is said for the end of the
/// report's day.
struct ServiceClocks
{
    std::vector<ServiceClock> clocks; ///< sorted
    std::map<ClockMonth, DeadlineSums> months;
    std::vector<ClockFact> facts;     ///< in order of the cases
};
enum class TimesUsed { Counted, LeftOut };
/// `type` and `sla`: only these; "" for all.
ServiceClocks service_clocks(const ReportSource& source, TimesUsed used, std::string_view type = {}, std::string_view sla = {});

/// By nearest rank: of n values the one with number ceil(n * tenths / 10). `values` sorted, not empty.
std::int64_t rank_of(const std::vector<std::int64_t>& values, std::size_t tenths);

/// "2019-06".
std::string month_name(int month);

} // namespace ogp::documents
