#include "calendar/loader.hpp"

#include "base/text.hpp"
#include "base/time_zone.hpp"
#include "calendar/key_reader.hpp"

#include <algorithm>
#include <map>

namespace ogp::calendar {
namespace {

/// Rules of Easter are exact in between, and longer tables are of no use.
constexpr int first_year = 1900;
constexpr int last_year = 2199;

/// "09:00" or "24:00" in seconds since midnight.
std::optional<std::int32_t> parse_time(std::string_view text)
{
    if (text.size() != 5 || text[2] != ':')
        return std::nullopt;
    for (const std::size_t i : {0U, 1U, 3U, 4U}) {
        if (text[i] < '0' || text[i] > '9')
            return std::nullopt;
    }
    const int minutes = ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
    return text[3] > '5' || minutes > 24 * 60 ? std::nullopt : std::optional<std::int32_t>(minutes * 60);
}

std::optional<OpenHours> parse_hours(std::string_view text)
{
    if (text.size() != 11 || text[5] != '-')
        return std::nullopt;
    const auto from = parse_time(text.substr(0, 5));
    const auto until = parse_time(text.substr(6));
    return from && until ? std::optional<OpenHours>({*from, *until}) : std::nullopt;
}

/// Whether one rule holds in both at the same time.
bool same_days(const Holiday& a, const Holiday& b)
{
    const bool a_before = a.until && b.since && *a.until < *b.since;
    const bool b_before = b.until && a.since && *b.until < *a.since;
    return a.rule == b.rule && !a_before && !b_before;
}

class CalendarLoader
{
public:
    explicit CalendarLoader(const YamlDocument& document) : m_reader(document), m_root(document.root()) {}

    CalendarDefinition load()
    {
        if (m_reader.enter(m_root, "")) {
            m_result.id = m_reader.text(m_root, "id");
            m_result.label = m_reader.label(m_root, "label");
            time_zone();
            validity();
            week();
            each("holidays", &CalendarLoader::holiday);
            each("decrees", &CalendarLoader::decree);
            each("working_exceptions", &CalendarLoader::moved_day);
            each("suspensions", &CalendarLoader::suspension);
            complete_years();
        }
        m_reader.finish();
        return std::move(m_result);
    }

private:
    void time_zone()
    {
        m_result.time_zone = m_reader.text(m_root, "timezone");
        if (m_result.time_zone.empty())
            return;
        try {
            TimeZone::load(m_result.time_zone);
        } catch (const Error& error) {
            m_reader.refuse(*m_root.find("timezone"), "unknown_zone", error.message());
        }
    }

    void validity()
    {
        const YamlNode* node = m_root.find("valid");
        if (node == nullptr || !m_reader.enter(*node, "valid"))
            return;
        const auto from = m_reader.date(*node, "from");
        const auto until = m_reader.date(*node, "until");
        if (!from || !until)
            return;
        m_result.valid_from = *from;
        m_result.valid_until = *until;
        m_has_validity = *from <= *until;
        if (!m_has_validity)
            m_reader.refuse(*node, "validity_reversed",
                            say("კალენდარი მთავრდება ({1}) დაწყებამდე ({0})", "the calendar ends ({1}) before it begins ({0})",
                                from->iso(), until->iso()));
        else if (from->year() < first_year || until->year() > last_year)
            m_reader.refuse(*node, "validity_too_long", say("წლები უნდა იყოს {}..{}", "years must be {}..{}", first_year, last_year));
    }

    void week()
    {
        const YamlNode* node = m_root.find("week");
        if (node == nullptr || !m_reader.enter(*node, "week"))
            return;
        std::size_t day = 0;
        bool open = false;
        for (const KeyRow& row : calendar_keys()) {
            if (row.kind != ValueKind::Hours)
                continue;
            m_result.week[day] = hours(*node, row.key);
            open = open || !m_reader.items(*node, row.key).empty();
            ++day;
        }
        if (!open)
            m_reader.refuse(*node, "no_open_time", Localized("კვირაში არც ერთი სამუშაო საათი არ არის", "the week has no open hours at all"));
    }

    std::vector<OpenHours> hours(const YamlNode& week, const char* key)
    {
        std::vector<OpenHours> list;
        for (const YamlNode& item : m_reader.items(week, key)) {
            const auto open = item.is_scalar() ? parse_hours(item.scalar) : std::nullopt;
            if (!open) {
                m_reader.refuse(item, "bad_hours",
                                say("„{}“ საათები არ არის: იწერება \"09:00-13:00\"", "\"{}\" are no hours: write \"09:00-13:00\"",
                                    printable(shorten(item.scalar, 60))));
            } else if (open->from >= open->until) {
                m_reader.refuse(item, "bad_hours", say("{}: მთავრდება დაწყებამდე", "{}: they end before they begin", item.scalar));
            } else if (!list.empty() && open->from < list.back().until) {
                m_reader.refuse(item, "hours_overlap", say("{}: წინა საათებს ემთხვევა ან უსწრებს", "{}: they overlap or precede the ones before", item.scalar));
            } else {
                list.push_back(*open);
            }
        }
        return list;
    }

    using Reading = void (CalendarLoader::*)(const YamlNode&);

    void each(const char* key, Reading reading)
    {
        for (const YamlNode& item : m_reader.items(m_root, key)) {
            if (m_reader.enter(item, key))
                (this->*reading)(item);
        }
    }

    void holiday(const YamlNode& node)
    {
        Holiday holiday;
        const std::string text = m_reader.text(node, "rule");
        const auto rule = parse_rule(text);
        if (!rule && !text.empty())
            m_reader.refuse(*node.find("rule"), "bad_rule",
                            say("„{}“ წესი არ არის: იწერება 01-07, orthodox-easter +1, western-easter -2 ან last friday november",
                                "\"{}\" is no rule: write 01-07, orthodox-easter +1, western-easter -2 or last friday november",
                                printable(shorten(text, 60))));
        holiday.rule = rule.value_or(Rule{});
        holiday.label = m_reader.label(node, "label");
        holiday.since = m_reader.year_or_date(node, "since", KeyReader::YearEnd::First);
        holiday.until = m_reader.year_or_date(node, "until", KeyReader::YearEnd::Last);
        if (holiday.since && holiday.until && *holiday.since > *holiday.until)
            m_reader.refuse(node, "rule_reversed", say("წესი მთავრდება დაწყებამდე", "the rule ends before it begins"));
        holiday.substitute = node.find("substitute") != nullptr;
        holiday.act = m_reader.text(node, "act");
        holiday.recorded = m_reader.date(node, "recorded");
        if (rule && std::any_of(m_result.holidays.begin(), m_result.holidays.end(),
                                [&](const Holiday& other) { return same_days(other, holiday); }))
            m_reader.refuse(node, "given_twice", say("წესი „{}“ ორჯერ წერია", "the rule \"{}\" is given twice", text));
        m_result.holidays.push_back(std::move(holiday));
    }

    /// A single day: within the validity, and not named before by a decree or a moved day.
    Date single_day(const YamlNode& node, const char* key)
    {
        const auto date = m_reader.date(node, key);
        if (!date)
            return {};
        const YamlNode& value = *node.find(key);
        if (m_has_validity && (*date < m_result.valid_from || *date > m_result.valid_until))
            m_reader.refuse(value, "outside_validity",
                            say("{} კალენდრის ვადის გარეთაა: {}..{}", "{} is outside of the validity {}..{}", date->iso(),
                                m_result.valid_from.iso(), m_result.valid_until.iso()));
        const auto [before, is_new] = m_days.emplace(*date, value.line);
        if (!is_new)
            m_reader.refuse(value, "given_twice",
                            say("{} ორჯერ წერია, უკვე სტრიქონში {}", "{} is given twice, first in line {}", date->iso(), before->second));
        return *date;
    }

    void decree(const YamlNode& node)
    {
        DecreeDay decree;
        decree.date = single_day(node, "date");
        decree.label = m_reader.label(node, "label");
        decree.act = m_reader.text(node, "act");
        decree.recorded = m_reader.date(node, "recorded").value_or(Date{});
        for (const YamlNode& purpose : m_reader.items(node, "exempt")) {
            if (m_reader.is_id(purpose))
                decree.exempt.push_back(purpose.scalar);
        }
        m_result.decrees.push_back(std::move(decree));
    }

    void moved_day(const YamlNode& node)
    {
        MovedDay moved;
        moved.off = single_day(node, "day_off");
        moved.works = single_day(node, "works_on");
        moved.act = m_reader.text(node, "act");
        moved.recorded = m_reader.date(node, "recorded").value_or(Date{});
        if (m_result.week[static_cast<std::size_t>(weekday_of(moved.off))].empty() && node.find("day_off") != nullptr)
            m_reader.refuse(*node.find("day_off"), "not_a_working_day",
                            say("{} კვირის მიხედვით ისედაც უქმეა", "{} is off by the week already", moved.off.iso()));
        m_result.working_exceptions.push_back(std::move(moved));
    }

    void suspension(const YamlNode& node)
    {
        Suspension suspension;
        suspension.from = m_reader.date(node, "from").value_or(Date{});
        suspension.until = m_reader.date(node, "until");
        suspension.act = m_reader.text(node, "act");
        suspension.recorded = m_reader.date(node, "recorded").value_or(Date{});
        if (suspension.until && *suspension.until < suspension.from)
            m_reader.refuse(node, "suspension_reversed", say("მთავრდება დაწყებამდე", "it ends before it begins"));
        m_result.suspensions.push_back(std::move(suspension));
    }

    void complete_years()
    {
        const YamlNode* node = m_root.find("decrees_complete");
        if (node == nullptr)
            return;
        m_result.decrees_always_complete = node->is_scalar() && node->scalar == "always";
        if (!node->is_sequence() && !m_result.decrees_always_complete)
            m_reader.refuse(*node, "wrong_kind", say("აქ უნდა იყოს წლების სია ან always", "a list of years or always is expected here"));
        for (const YamlNode& item : node->items) {
            const auto year = item.is_scalar() ? to_integer(item.scalar) : std::nullopt;
            if (!year || *year < first_year || *year > last_year)
                m_reader.refuse(item, "bad_year", say("„{}“ წელი არ არის", "\"{}\" is no year", printable(shorten(item.scalar, 60))));
            else
                m_result.decrees_complete.push_back(static_cast<int>(*year));
        }
        std::sort(m_result.decrees_complete.begin(), m_result.decrees_complete.end());
    }

    KeyReader m_reader;
    const YamlNode& m_root;
    CalendarDefinition m_result;
    bool m_has_validity = false;
    std::map<Date, std::uint32_t> m_days; ///< single days, each with its line
};

} // namespace

CalendarDefinition load_calendar(const YamlDocument& document)
{
    return CalendarLoader(document).load();
}

} // namespace ogp::calendar
