#include "base/time_zone.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/time_zone_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>

namespace ogp {
namespace {

constexpr std::int64_t day_seconds = 86'400;

std::int64_t whole_seconds(Instant instant)
{
    const std::int64_t ms = instant.milliseconds();
    return ms / 1000 - (ms % 1000 < 0 ? 1 : 0);
}

std::int32_t day_of(std::int64_t seconds)
{
    return static_cast<std::int32_t>(seconds / day_seconds - (seconds % day_seconds < 0 ? 1 : 0));
}

/// "Area/City": letters, digits, "_+-" and dots inside, separated by single slashes; never a way out of the folder.
bool is_zone_name(std::string_view name)
{
    if (name.empty() || name.size() > 64)
        return false;
    for (const std::string_view part : split(name, '/')) {
        if (part.empty() || part.front() == '.')
            return false;
        for (const char c : part) {
            const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && c != '_' && c != '+' && c != '-' && c != '.')
                return false;
        }
    }
    return true;
}

} // namespace

struct TimeZone::Data
{
    std::string name;
    ZoneFile zone;
};

TimeZone TimeZone::load(std::string_view name, std::string_view folder)
{
    if (!is_zone_name(name)) {
        throw Error(Fault::Invalid, say("„{}“ არ არის დროის სარტყლის სახელი", "\"{}\" is not the name of a time zone",
                                        printable(name)),
                    {"სახელი ასე იწერება: Asia/Tbilisi", "a name looks like Asia/Tbilisi"});
    }
    const std::string path = fmt::format("{}/{}", folder, name);
    std::string bytes;
    try {
        bytes = read_file(path, 1U << 20U);
    } catch (const Error& error) {
        if (error.fault() != Fault::NotFound && error.fault() != Fault::Io)
            throw;
        throw Error(Fault::NotFound,
                    say("დროის სარტყელი {} არ მოიძებნა: {}", "the time zone {} was not found: {}", name, path),
                    {"შეამოწმეთ სახელი (მაგალითად Asia/Tbilisi) და დააყენეთ პაკეტი tzdata",
                     "check the name (such as Asia/Tbilisi) and install the package tzdata"});
    }
    std::optional<ZoneFile> zone = read_zone(bytes);
    if (!zone) {
        throw Error(Fault::Invalid, say("{}: დროის სარტყლის ფაილი დაზიანებულია", "{}: the time-zone file is damaged", path),
                    {"თავიდან დააყენეთ პაკეტი tzdata", "install the package tzdata again"});
    }
    TimeZone result;
    result.m_data = std::make_shared<const Data>(Data{std::string(name), std::move(*zone)});
    return result;
}

TimeZone TimeZone::utc()
{
    TimeZone result;
    result.m_data = std::make_shared<const Data>(Data{"UTC", ZoneFile{}});
    return result;
}

const std::string& TimeZone::name() const
{
    return m_data->name;
}

int TimeZone::offset_at(Instant instant) const
{
    return m_data->zone.offset_at(whole_seconds(instant));
}

Date TimeZone::date_at(Instant instant) const
{
    return Date::from_days(day_of(whole_seconds(instant) + offset_at(instant)));
}

std::string TimeZone::rfc3339(Instant instant) const
{
    const int offset = offset_at(instant);
    std::string text = Instant::from_milliseconds(instant.milliseconds() + std::int64_t{offset} * 1000).rfc3339();
    text.pop_back(); // Z
    const int minutes = std::abs(offset) / 60;
    fmt::format_to(std::back_inserter(text), "{}{:02}:{:02}", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
    return text;
}

Instant TimeZone::start_of(Date date) const
{
    const std::int64_t midnight = date.days() * day_seconds; // as the clock on the wall shows it
    // No zone is farther than 26 hours from Greenwich. Between its transitions the offset stands still: the first
    // instant whose wall clock is at or past midnight is the start of the day, whether midnight exists, was skipped or
    // came twice.
    const std::int64_t window = 26 * std::int64_t{3600};
    std::vector<std::int64_t> starts = m_data->zone.transitions_within(midnight - window, midnight + window);
    starts.insert(starts.begin(), midnight - window);
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::int64_t reached = std::max(starts[i], midnight - m_data->zone.offset_at(starts[i]));
        if (i + 1 == starts.size() || reached < starts[i + 1])
            return Instant::from_milliseconds(reached * 1000);
    }
    return Instant::from_milliseconds(midnight * 1000);
}

std::vector<Instant> TimeZone::changes_within(Instant from, Instant until) const
{
    std::vector<Instant> changes;
    const std::int64_t end = whole_seconds(until);
    // The rules of the footer are asked year by year; a file's own transitions may end at any time.
    for (std::int64_t begin = whole_seconds(from); begin < end; begin += 300 * day_seconds) {
        for (const std::int64_t t : m_data->zone.transitions_within(begin, std::min(end, begin + 300 * day_seconds + 1))) {
            if (m_data->zone.offset_at(t) != m_data->zone.offset_at(t - 1))
                changes.push_back(Instant::from_milliseconds(t * 1000));
        }
    }
    return changes;
}

} // namespace ogp
