#include "calendar/calendar.hpp"

#include "calendar/special_days.hpp"
#include "calendar/wall_clock.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace ogp::calendar {
namespace {

constexpr std::int64_t day_seconds = 86'400;

constexpr Label weekdays[] = {{"ორშაბათი", "Monday"},   {"სამშაბათი", "Tuesday"}, {"ოთხშაბათი", "Wednesday"}, {"ხუთშაბათი", "Thursday"},
                              {"პარასკევი", "Friday"}, {"შაბათი", "Saturday"},  {"კვირა", "Sunday"}};

std::int64_t second_of(Instant instant)
{
    const std::int64_t ms = instant.milliseconds();
    return ms / 1000 - (ms % 1000 < 0 ? 1 : 0);
}

Instant instant_of(std::int64_t second)
{
    return Instant::from_milliseconds(second * 1000);
}

Date civil_of(std::int64_t second)
{
    const std::int64_t day = second / day_seconds - (second % day_seconds < 0 ? 1 : 0);
    return Date::from_days(static_cast<std::int32_t>(std::clamp<std::int64_t>(day, -719'162, 2'932'896))); // years 1..9999
}

/// The label, or the rule that the day follows.
Localized named(const Day& day)
{
    return day.label.empty() ? both(day.rule) : day.label;
}

} // namespace

std::string_view code(DayKind kind)
{
    switch (kind) {
    case DayKind::Working: return "working";
    case DayKind::Weekend: return "weekend";
    case DayKind::Holiday: return "holiday";
    case DayKind::Substitute: return "substitute";
    case DayKind::Decree: return "decree";
    case DayKind::MovedOff: return "moved_off";
    case DayKind::MovedWorking: return "moved_working";
    }
    return "";
}

Localized weekday_name(Date date)
{
    return Localized(weekdays[weekday_of(date)]);
}

Localized Day::reason() const
{
    const std::string other_day = other ? other->iso() : "";
    if (suspended) {
        const Localized name = named(*this);
        return say("{0}, მაგრამ უქმე არ არის: {2}", "{1}, but not a day off: {2}", name.ka, name.en, act);
    }
    switch (kind) {
    case DayKind::Working:
    case DayKind::Weekend: return weekday_name(date);
    case DayKind::Holiday: return named(*this);
    case DayKind::Substitute: {
        const Localized name = named(*this);
        return say("{0}-ის ნაცვლად: {1}", "in place of {0}: {2}", other_day, name.ka, name.en);
    }
    case DayKind::Decree:
        return label.empty() ? say("უქმე დღე აქტით: {}", "day off by act: {}", act)
                             : say("{0}: {2}", "{1}: {2}", label.ka, label.en, act);
    case DayKind::MovedOff:
        return say("გადატანილია {}-ზე: {}", "moved to {}: {}", other_day, act);
    case DayKind::MovedWorking:
        return say("სამუშაოა {}-ის ნაცვლად: {}", "worked in place of {}: {}", other_day, act);
    }
    return {};
}

struct Calendar::Data
{
    struct Open
    {
        std::int64_t from;
        std::int64_t until;
    };

    Data(CalendarDefinition the_definition, View the_view)
        : definition(std::move(the_definition)), view(std::move(the_view)), hash(content_hash(definition)),
          zone(TimeZone::load(definition.time_zone)), wall(zone, definition.valid_from, definition.valid_until),
          specials(special_days(definition, view))
    {
        const auto days = static_cast<std::size_t>(definition.valid_until - definition.valid_from + 1);
        starts.reserve(days + 1);
        opened.reserve(days + 1);
        worked.reserve(days + 1);
        first_open.reserve(days + 1);
        for (Date date = definition.valid_from; date <= definition.valid_until; date = date + 1) {
            add_sums(date);
            add_hours(date);
        }
        add_sums(definition.valid_until + 1);
    }

    void add_sums(Date date)
    {
        starts.push_back(wall.second_at(date, 0));
        opened.push_back(open_total);
        worked.push_back(static_cast<std::int32_t>(working.size()));
        first_open.push_back(static_cast<std::uint32_t>(opens.size()));
    }

    void add_hours(Date date)
    {
        const std::int64_t before = open_total;
        for (const OpenHours& hours : hours_of(date)) {
            const Open open{wall.second_at(date, hours.from), wall.second_at(date, hours.until)};
            if (open.from == open.until) // swallowed by a clock that was put forward
                continue;
            opens.push_back(open);
            open_total += open.until - open.from;
        }
        if (open_total > before)
            working.push_back(date - definition.valid_from);
    }

    const std::vector<OpenHours>& hours_of(Date date) const
    {
        static const std::vector<OpenHours> none;
        const auto found = specials.find(date);
        if (found == specials.end() || found->second.suspended)
            return definition.week[static_cast<std::size_t>(weekday_of(date))];
        if (found->second.kind == DayKind::MovedWorking)
            return definition.week[static_cast<std::size_t>(weekday_of(*found->second.other))];
        return none;
    }

    CalendarDefinition definition;
    View view;
    Hash hash;
    TimeZone zone;
    WallClock wall;
    std::map<Date, SpecialDay> specials;

    // Of day i of the validity; each has one more at the end, where the last day closes.
    std::vector<std::int64_t> starts;      ///< the second of its midnight
    std::vector<std::int64_t> opened;      ///< P[i]: open seconds before it
    std::vector<std::int32_t> worked;      ///< W[i]: working days before it
    std::vector<std::uint32_t> first_open; ///< where its hours begin in `opens`

    std::vector<Open> opens;           ///< open hours of all days, in seconds since the epoch
    std::vector<std::int32_t> working; ///< list[k]: day index of the working day number k
    std::int64_t open_total = 0;
};

Calendar::Calendar(CalendarDefinition definition, View view)
    : m_data(std::make_shared<const Data>(std::move(definition), std::move(view)))
{
}

const CalendarDefinition& Calendar::definition() const
{
    return m_data->definition;
}

const View& Calendar::view() const
{
    return m_data->view;
}

const Hash& Calendar::hash() const
{
    return m_data->hash;
}

const TimeZone& Calendar::zone() const
{
    return m_data->zone;
}

void Calendar::refuse(Date date) const
{
    const CalendarDefinition& known = definition();
    throw Error(Fault::Invalid,
                say("{0} კალენდარში „{1}“ არ არის: ის მოიცავს {2}..{3}", "{0} is outside of the calendar {1}, which covers {2}..{3}",
                    date.iso(), known.id, known.valid_from.iso(), known.valid_until.iso()),
                {"გააგრძელეთ valid: კალენდრის ფაილში, როცა იმ წლების უქმე დღეები ცნობილია",
                 "extend valid: in the calendar's file, once the days off of those years are known"});
}

bool Calendar::covers(Date date) const
{
    return date >= definition().valid_from && date <= definition().valid_until;
}

std::size_t Calendar::index_of(Date date) const
{
    if (!covers(date) && date != definition().valid_until + 1)
        refuse(date);
    return static_cast<std::size_t>(date - definition().valid_from);
}

std::size_t Calendar::day_index(std::int64_t second) const
{
    const std::vector<std::int64_t>& starts = m_data->starts;
    if (second < starts.front() || second > starts.back())
        refuse(civil_of(second + m_data->zone.offset_at(instant_of(second))));
    // A day has 24 hours but for the few on which the clocks change: the guess is right or one off.
    const auto guess = static_cast<std::size_t>((second - starts.front()) / day_seconds);
    std::size_t index = std::min(guess, starts.size() - 1);
    while (starts[index] > second)
        --index;
    while (index + 1 < starts.size() && starts[index + 1] <= second)
        ++index;
    return index;
}

Day Calendar::day(Date date) const
{
    if (!covers(date))
        refuse(date);
    const std::size_t index = index_of(date);
    Day day;
    day.date = date;
    day.open_seconds = m_data->opened[index + 1] - m_data->opened[index];
    day.kind = day.working() ? DayKind::Working : DayKind::Weekend;
    const auto found = m_data->specials.find(date);
    if (found == m_data->specials.end())
        return day;
    const SpecialDay& special = found->second;
    day.other = special.other;
    day.suspended = special.suspended && day.working();
    if (!special.suspended)
        day.kind = special.kind;
    if (special.kind == DayKind::Decree) {
        day.label = definition().decrees[special.source].label;
        day.act = definition().decrees[special.source].act;
    } else if (special.kind == DayKind::MovedOff || special.kind == DayKind::MovedWorking) {
        day.act = definition().working_exceptions[special.source].act;
    } else {
        const Holiday& holiday = definition().holidays[special.source];
        day.label = holiday.label;
        day.rule = holiday.rule.text();
        day.act = special.suspended ? definition().suspensions[special.suspension].act : holiday.act;
    }
    return day;
}

bool Calendar::is_working(Date date) const
{
    if (!covers(date))
        refuse(date);
    const std::size_t index = index_of(date);
    return m_data->worked[index + 1] > m_data->worked[index];
}

Date Calendar::working_day_from(Date date) const
{
    return working_day(working_days_before(date));
}

std::vector<int> Calendar::incomplete_years(Date from, Date until) const
{
    std::vector<int> years;
    const std::vector<int>& complete = definition().decrees_complete;
    for (int year = from.year(); year <= until.year() && !definition().decrees_always_complete; ++year) {
        if (std::find(complete.begin(), complete.end(), year) == complete.end())
            years.push_back(year);
    }
    return years;
}

Instant Calendar::start_of(Date date) const
{
    return instant_of(m_data->starts[index_of(date)]);
}

Instant Calendar::end_of_business(Date date) const
{
    if (!covers(date))
        refuse(date);
    const std::size_t index = index_of(date);
    const std::uint32_t end = m_data->first_open[index + 1];
    return end > m_data->first_open[index] ? instant_of(m_data->opens[end - 1].until) : end_of(date);
}

Instant Calendar::at_time(Date date, std::int32_t seconds) const
{
    if (!covers(date))
        refuse(date);
    return instant_of(m_data->wall.second_at(date, seconds));
}

std::int32_t Calendar::time_of_day(Instant instant) const
{
    return m_data->wall.time_of_day(second_of(instant));
}

Date Calendar::date_at(Instant instant) const
{
    return definition().valid_from + static_cast<std::int32_t>(day_index(second_of(instant)));
}

std::int64_t Calendar::open_seconds_until(Instant instant) const
{
    const std::int64_t second = second_of(instant);
    const std::size_t index = day_index(second);
    std::int64_t sum = m_data->opened[index];
    if (index + 1 == m_data->starts.size())
        return sum;
    for (std::size_t i = m_data->first_open[index]; i < m_data->first_open[index + 1]; ++i)
        sum += std::max<std::int64_t>(0, std::min(second, m_data->opens[i].until) - m_data->opens[i].from);
    return sum;
}

Instant Calendar::at_open_seconds(std::int64_t seconds) const
{
    const std::vector<std::int64_t>& opened = m_data->opened;
    if (seconds > opened.back())
        refuse(definition().valid_until + 1);
    if (seconds <= 0)
        return start_of(definition().valid_from);
    const auto day_after = std::lower_bound(opened.begin(), opened.end(), seconds);
    const auto index = static_cast<std::size_t>(day_after - opened.begin()) - 1;
    std::int64_t rest = seconds - opened[index];
    std::size_t i = m_data->first_open[index];
    while (rest > m_data->opens[i].until - m_data->opens[i].from) {
        rest -= m_data->opens[i].until - m_data->opens[i].from;
        ++i;
    }
    return instant_of(m_data->opens[i].from + rest);
}

std::int64_t Calendar::working_days_before(Date date) const
{
    return m_data->worked[index_of(date)];
}

Date Calendar::working_day(std::int64_t index) const
{
    if (index < 0)
        refuse(definition().valid_from + -1);
    if (index >= static_cast<std::int64_t>(m_data->working.size()))
        refuse(definition().valid_until + 1);
    return definition().valid_from + m_data->working[static_cast<std::size_t>(index)];
}

} // namespace ogp::calendar
