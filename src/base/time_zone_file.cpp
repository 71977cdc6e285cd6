#include "base/time_zone_file.hpp"

#include "base/time.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace ogp {
namespace {

constexpr std::int64_t day_seconds = 86'400;
constexpr int largest_offset = 25 * 3600 + 3599; // RFC 8536 section 3.2: within 26 hours

int year_of(std::int64_t seconds)
{
    const std::int64_t day = seconds / day_seconds - (seconds % day_seconds < 0 ? 1 : 0);
    // Far outside of the calendar any year does: the rules repeat.
    return Date::from_days(static_cast<std::int32_t>(std::clamp<std::int64_t>(day, -700'000, 2'900'000))).year();
}

/// Big-endian numbers from a text that ends sooner or later; after the end everything is zero and `ok` false.
class ByteReader
{
public:
    explicit ByteReader(std::string_view bytes) : m_rest(bytes) {}

    bool ok() const { return m_ok; }
    std::string_view rest() const { return m_rest; }

    std::string_view take(std::size_t count)
    {
        m_ok = m_ok && count <= m_rest.size();
        if (!m_ok)
            return {};
        const std::string_view taken = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return taken;
    }

    std::uint64_t number(std::size_t size)
    {
        std::uint64_t value = 0;
        for (const char c : take(size))
            value = (value << 8U) | static_cast<unsigned char>(c);
        return value;
    }

    std::int32_t number32() { return static_cast<std::int32_t>(number(4)); }
    std::int64_t number64() { return static_cast<std::int64_t>(number(8)); }

private:
    std::string_view m_rest;
    bool m_ok = true;
};

struct Header
{
    char version = 0;
    std::uint64_t utc_indicators = 0;
    std::uint64_t standard_indicators = 0;
    std::uint64_t leaps = 0;
    std::uint64_t times = 0;
    std::uint64_t types = 0;
    std::uint64_t characters = 0;

    std::uint64_t data_size(std::uint64_t time_size) const
    {
        return times * (time_size + 1) + types * 6 + characters + leaps * (time_size + 4) + standard_indicators +
               utc_indicators;
    }
};

std::optional<Header> read_header(ByteReader& reader)
{
    Header header;
    if (reader.take(4) != "TZif")
        return std::nullopt;
    header.version = static_cast<char>(reader.number(1));
    reader.take(15);
    for (std::uint64_t* count : {&header.utc_indicators, &header.standard_indicators, &header.leaps, &header.times,
                                 &header.types, &header.characters})
        *count = reader.number(4);
    return reader.ok() ? std::optional<Header>(header) : std::nullopt;
}

/// Takes the pieces of a POSIX TZ string from its front.
class TailReader
{
public:
    explicit TailReader(std::string_view text) : m_rest(text) {}

    bool done() const { return m_rest.empty(); }
    bool at(char c) const { return !m_rest.empty() && m_rest.front() == c; }

    bool take(char c)
    {
        if (!at(c))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    /// "EET" or "<+04>".
    bool take_name()
    {
        const bool bracketed = take('<');
        std::size_t size = 0;
        while (size < m_rest.size() && (is_letter(m_rest[size]) || (bracketed && is_sign_or_digit(m_rest[size]))))
            ++size;
        m_rest.remove_prefix(size);
        return size >= 3 && (!bracketed || take('>'));
    }

    std::optional<int> take_number(int smallest, int largest)
    {
        int value = 0;
        std::size_t size = 0;
        for (; size < m_rest.size() && size < 3 && m_rest[size] >= '0' && m_rest[size] <= '9'; ++size)
            value = value * 10 + (m_rest[size] - '0');
        m_rest.remove_prefix(size);
        return size != 0 && value >= smallest && value <= largest ? std::optional<int>(value) : std::nullopt;
    }

    /// "[+-]hh[:mm[:ss]]" in seconds.
    std::optional<int> take_time(int largest_hour)
    {
        const bool negative = at('-');
        if (negative || at('+'))
            m_rest.remove_prefix(1);
        const std::optional<int> hours = take_number(0, largest_hour);
        if (!hours)
            return std::nullopt;
        int seconds = *hours * 3600;
        for (const int unit : {60, 1}) {
            if (!take(':'))
                break;
            const std::optional<int> part = take_number(0, 59);
            if (!part)
                return std::nullopt;
            seconds += *part * unit;
        }
        return negative ? -seconds : seconds;
    }

    std::optional<ZoneRule> take_rule()
    {
        ZoneRule rule;
        if (!take_day(rule))
            return std::nullopt;
        if (take('/')) {
            const std::optional<int> time = take_time(167);
            if (!time)
                return std::nullopt;
            rule.time = *time;
        }
        return rule;
    }

private:
    static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
    static bool is_sign_or_digit(char c) { return (c >= '0' && c <= '9') || c == '+' || c == '-'; }

    bool take_day(ZoneRule& rule)
    {
        if (take('M')) {
            rule.kind = ZoneRule::Kind::WeekOfMonth;
            return take_into(rule.month, 1, 12) && take('.') && take_into(rule.week, 1, 5) && take('.') &&
                   take_into(rule.day, 0, 6);
        }
        if (take('J')) {
            rule.kind = ZoneRule::Kind::DayWithoutLeap;
            return take_into(rule.day, 1, 365);
        }
        rule.kind = ZoneRule::Kind::DayOfYear;
        return take_into(rule.day, 0, 365);
    }

    bool take_into(int& target, int smallest, int largest)
    {
        const std::optional<int> number = take_number(smallest, largest);
        target = number.value_or(0);
        return number.has_value();
    }

    std::string_view m_rest;
};

/// A change of one year: when, and the offset from then on.
struct Change
{
    std::int64_t at = 0;
    int offset = 0;
};

std::array<Change, 6> changes_around(const ZoneTail& tail, int year)
{
    std::array<Change, 6> changes;
    for (int i = 0; i < 3; ++i) {
        const auto slot = static_cast<std::size_t>(2 * i);
        const int y = year - 1 + i;
        changes[slot] = {tail.starts.wall_seconds(y) - tail.standard_offset, tail.daylight_offset};
        changes[slot + 1] = {tail.ends.wall_seconds(y) - tail.daylight_offset, tail.standard_offset};
    }
    // Daylight-saving time all the year: the end of one year and the start of the next coincide, the start wins.
    std::sort(changes.begin(), changes.end(), [&tail](const Change& a, const Change& b) {
        if (a.at != b.at)
            return a.at < b.at;
        return a.offset == tail.standard_offset && b.offset == tail.daylight_offset;
    });
    return changes;
}

} // namespace

std::int64_t ZoneRule::wall_seconds(int year) const
{
    const std::int64_t year_start = Date::from_civil(std::clamp(year, 1, 9999), 1, 1)->days();
    std::int64_t date = 0;
    switch (kind) {
    case Kind::DayWithoutLeap:
        date = year_start + day - 1 + (day >= 60 && days_in_month(year, 2) == 29 ? 1 : 0);
        break;
    case Kind::DayOfYear: date = year_start + day; break;
    case Kind::WeekOfMonth: {
        const std::int64_t first = Date::from_civil(std::clamp(year, 1, 9999), month, 1)->days();
        const std::int64_t weekday = ((first + 4) % 7 + 7) % 7; // 1970-01-01 was a Thursday
        std::int64_t in_month = (day - weekday + 7) % 7 + (week - 1) * std::int64_t{7};
        while (in_month >= days_in_month(year, month))
            in_month -= 7;
        date = first + in_month;
        break;
    }
    }
    return date * day_seconds + time;
}

int ZoneTail::offset_at(std::int64_t seconds) const
{
    if (!has_daylight)
        return standard_offset;
    int offset = standard_offset;
    for (const Change& change : changes_around(*this, year_of(seconds))) {
        if (change.at <= seconds)
            offset = change.offset;
    }
    return offset;
}

std::vector<std::int64_t> ZoneTail::transitions_around(int year) const
{
    std::vector<std::int64_t> times;
    if (has_daylight) {
        for (const Change& change : changes_around(*this, year))
            times.push_back(change.at);
        times.erase(std::unique(times.begin(), times.end()), times.end());
    }
    return times;
}

int ZoneFile::offset_at(std::int64_t seconds) const
{
    if (tail && (transitions.empty() || seconds >= transitions.back()))
        return tail->offset_at(seconds);
    const auto next = std::upper_bound(transitions.begin(), transitions.end(), seconds);
    if (next == transitions.begin())
        return first_offset;
    return offsets[static_cast<std::size_t>(next - transitions.begin()) - 1];
}

std::vector<std::int64_t> ZoneFile::transitions_within(std::int64_t from, std::int64_t to) const
{
    std::vector<std::int64_t> found;
    const auto inside = [from, to](std::int64_t t) { return t > from && t < to; };
    std::copy_if(transitions.begin(), transitions.end(), std::back_inserter(found), inside);
    if (tail) {
        const std::vector<std::int64_t> later = tail->transitions_around(year_of(from));
        std::copy_if(later.begin(), later.end(), std::back_inserter(found), [&](std::int64_t t) {
            return inside(t) && (transitions.empty() || t > transitions.back());
        });
    }
    return found;
}

std::optional<ZoneTail> read_zone_tail(std::string_view posix)
{
    TailReader reader(posix);
    ZoneTail tail;
    if (!reader.take_name())
        return std::nullopt;
    const std::optional<int> west = reader.take_time(24);
    if (!west)
        return std::nullopt;
    tail.standard_offset = -*west;
    if (reader.done())
        return tail;
    tail.has_daylight = true;
    tail.daylight_offset = tail.standard_offset + 3600;
    if (!reader.take_name())
        return std::nullopt;
    if (!reader.at(',')) {
        const std::optional<int> daylight_west = reader.take_time(24);
        if (!daylight_west)
            return std::nullopt;
        tail.daylight_offset = -*daylight_west;
    }
    for (ZoneRule* rule : {&tail.starts, &tail.ends}) {
        const std::optional<ZoneRule> taken = reader.take(',') ? reader.take_rule() : std::nullopt;
        if (!taken)
            return std::nullopt;
        *rule = *taken;
    }
    return reader.done() ? std::optional<ZoneTail>(tail) : std::nullopt;
}

std::optional<ZoneFile> read_zone(std::string_view bytes)
{
    ByteReader reader(bytes);
    const std::optional<Header> old = read_header(reader);
    if (!old || old->version < '2')
        return std::nullopt;
    reader.take(static_cast<std::size_t>(old->data_size(4)));
    const std::optional<Header> header = read_header(reader);
    if (!header || header->types == 0 || header->types > 256 || header->data_size(8) > reader.rest().size())
        return std::nullopt;
    ZoneFile zone;
    for (std::uint64_t i = 0; i < header->times; ++i) {
        zone.transitions.push_back(reader.number64());
        if (i != 0 && zone.transitions[i] <= zone.transitions[i - 1])
            return std::nullopt;
    }
    const std::string_view indices = reader.take(static_cast<std::size_t>(header->times));
    std::vector<int> type_offsets;
    for (std::uint64_t i = 0; i < header->types; ++i) {
        type_offsets.push_back(reader.number32());
        reader.take(2);
        if (type_offsets.back() < -largest_offset || type_offsets.back() > largest_offset)
            return std::nullopt;
    }
    for (const char index : indices) {
        const auto type = static_cast<std::size_t>(static_cast<unsigned char>(index));
        if (type >= type_offsets.size())
            return std::nullopt;
        zone.offsets.push_back(type_offsets[type]);
    }
    zone.first_offset = type_offsets.front();
    reader.take(static_cast<std::size_t>(header->characters + header->leaps * 12 + header->standard_indicators +
                                         header->utc_indicators));
    const std::string_view footer = reader.rest();
    if (!reader.ok() || footer.size() < 2 || footer.front() != '\n' || footer.back() != '\n')
        return std::nullopt;
    const std::string_view posix = footer.substr(1, footer.size() - 2);
    if (!posix.empty() && !(zone.tail = read_zone_tail(posix)))
        return std::nullopt;
    return zone;
}

} // namespace ogp
