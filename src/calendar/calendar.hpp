#pragma once

#include "base/error.hpp"
#include "base/time_zone.hpp"
#include "calendar/definition.hpp"
#include "calendar/duration.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Working time: calendars with open hours and days off, terms counted in them, and the clocks of cases.
namespace ogp::calendar {

/// Why a day is worked or not.
enum class DayKind {
    Working,      ///< by the week
    Weekend,      ///< by the week: no open hours
    Holiday,      ///< by a rule
    Substitute,   ///< in place of a holiday that fell on a day without open hours
    Decree,       ///< a single day off by an act
    MovedOff,     ///< off, worked on another day
    MovedWorking, ///< worked in place of another day
};
std::string_view code(DayKind kind);

/// "Monday".
Localized weekday_name(Date date);

/// One day of a calendar.
struct Day
{
    Date date;
    DayKind kind = DayKind::Working;
    std::int64_t open_seconds = 0; ///< 0 on a day off
    Localized label;               ///< of the holiday or decree, where the file has one
    std::string rule;              ///< of a holiday or substitute
    std::string act;
    std::optional<Date> other;     ///< the holiday of a substitute; the other day of a moved one
    bool suspended = false;        ///< a holiday by `rule` that is worked because of `act`

    bool working() const { return open_seconds > 0; }
    /// "Easter Monday", "Saturday", "day off: Government decree 167": the reason in words.
    Localized reason() const;
};

/// How a calendar is looked at: what was known at the end of a day, and for which purpose.
struct View
{
    std::optional<Date> known_on; ///< acts recorded later are not there yet
    std::string purpose;          ///< decree days that exempt it are worked
};

/// A calendar ready for counting. Built once, copied cheaply, never changed; threads may share it.
///
/// For each unit there is one monotone function F of time, kept as sums before each day, so that time elapsed is a
/// difference and a due instant is a look-up in the inverse. What is asked about a time outside of the validity is refused
/// with Error{Invalid}, which names the calendar, the day and the validity: days off beyond it are not known.
class Calendar
{
public:
    /// Throws what TimeZone::load throws. The definition is taken to be one that the loader has checked.
    explicit Calendar(CalendarDefinition definition, View view = {});

    const CalendarDefinition& definition() const;
    const std::string& id() const { return definition().id; }
    const View& view() const;
    /// content_hash of the definition.
    const Hash& hash() const;
    const TimeZone& zone() const;

    bool covers(Date date) const;
    /// Why the day is worked or not.
    Day day(Date date) const;
    bool is_working(Date date) const;
    /// The first working day from `date` on, itself included.
    Date working_day_from(Date date) const;
    /// The years from..until, both included, whose decree days are not known to be all.
    std::vector<int> incomplete_years(Date from, Date until) const;

    /// Midnight at the start of the day; also of the day after the last one.
    Instant start_of(Date date) const;
    Instant end_of(Date date) const { return start_of(date + 1); }
    /// The end of its last open hours, or of the day where it has none.
    Instant end_of_business(Date date) const;
    /// When the wall clock shows that many seconds since midnight; where it skips that time, the end of the gap.
    Instant at_time(Date date, std::int32_t seconds) const;
    /// Seconds since midnight on the wall clock.
    std::int32_t time_of_day(Instant instant) const;
    /// The civil day at that instant; at the very end of the validity the day after the last one.
    Date date_at(Instant instant) const;

    /// Open seconds from the start of the validity until `instant`.
    std::int64_t open_seconds_until(Instant instant) const;
    /// The earliest instant with so many.
    Instant at_open_seconds(std::int64_t seconds) const;
    /// Working days before `date`, from the start of the validity; also of the day after the last one.
    std::int64_t working_days_before(Date date) const;
    /// The working day number `index`, from 0.
    Date working_day(std::int64_t index) const;

private:
    struct Data;
    std::size_t day_index(std::int64_t second) const;
    std::size_t index_of(Date date) const;
    [[noreturn]] void refuse(Date date) const;

    std::shared_ptr<const Data> m_data;
};

} // namespace ogp::calendar
