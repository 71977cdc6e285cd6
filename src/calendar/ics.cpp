#include "calendar/ics.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <set>

namespace ogp::calendar {
namespace {

constexpr std::size_t most_bytes = 4U << 20U;
constexpr std::size_t most_events = 20'000;
constexpr std::size_t fold_octets = 75; // RFC 5545 section 3.1

struct Line
{
    std::uint32_t number;
    std::string text;
};

std::vector<Line> unfold(std::string_view text)
{
    std::vector<Line> lines;
    std::uint32_t number = 0;
    for (std::string_view line : split(text, '\n')) {
        ++number;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!lines.empty() && (line.starts_with(' ') || line.starts_with('\t')))
            lines.back().text += line.substr(1);
        else if (!line.empty())
            lines.push_back({number, std::string(line)});
    }
    return lines;
}

/// NAME;PARAMETERS:VALUE. A quoted parameter may hold a colon.
struct Property
{
    std::string name;
    std::string parameters;
    std::string value;
};

Property property_of(std::string_view line)
{
    bool quoted = false;
    std::size_t colon = 0;
    while (colon < line.size() && (quoted || line[colon] != ':')) {
        quoted = quoted != (line[colon] == '"');
        ++colon;
    }
    const std::string_view head = line.substr(0, colon);
    const std::size_t semicolon = std::min(head.find(';'), head.size());
    return {std::string(head.substr(0, semicolon)), std::string(head.substr(semicolon)),
            std::string(colon < line.size() ? line.substr(colon + 1) : std::string_view())};
}

/// "20260423", or the day of "20260423T100000Z".
std::optional<Date> date_of(std::string_view value)
{
    if (value.size() < 8)
        return std::nullopt;
    return Date::parse(fmt::format("{}-{}-{}", value.substr(0, 4), value.substr(4, 2), value.substr(6, 2)));
}

std::string unescape(std::string_view value)
{
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] != '\\' || i + 1 == value.size()) {
            text += value[i];
            continue;
        }
        ++i;
        text += value[i] == 'n' || value[i] == 'N' ? ' ' : value[i];
    }
    return std::string(trim(text));
}

class IcsReader
{
public:
    IcsReader(std::string_view text, const std::string& file) : m_text(text), m_file(file) {}

    std::vector<IcsEvent> read()
    {
        if (m_text.size() > most_bytes || !is_utf8(m_text)) {
            refuse(0, "bad_file", say("ფაილი ძალიან დიდია ან UTF-8 არ არის", "the file is too large or not UTF-8"));
            finish();
        }
        const std::vector<Line> lines = unfold(m_text);
        if (lines.empty() || lines.front().text != "BEGIN:VCALENDAR")
            refuse(1, "no_calendar", say("ფაილი BEGIN:VCALENDAR-ით უნდა იწყებოდეს", "the file must begin with BEGIN:VCALENDAR"));
        else
            for (const Line& line : lines)
                read_line(line);
        if (m_inside)
            refuse(m_event.line, "no_end", say("მოვლენას END:VEVENT აკლია", "the event has no END:VEVENT"));
        finish();
        return std::move(m_events);
    }

private:
    void refuse(std::uint32_t line, const char* code, Localized message)
    {
        Finding finding;
        finding.code = code;
        finding.place = Place{m_file, line, 0, ""};
        finding.message = std::move(message);
        m_findings.push_back(std::move(finding));
    }

    void finish()
    {
        if (m_findings.empty())
            return;
        const std::size_t count = m_findings.size();
        throw InvalidInput(say("{}: ნაპოვნია შეცდომები, სულ {}", "{}: {} errors found", m_file, count), std::move(m_findings));
    }

    void read_line(const Line& line)
    {
        if (line.text == "BEGIN:VEVENT") {
            m_event = {};
            m_event.line = line.number;
            m_inside = true;
            m_has_start = m_has_end = false;
        } else if (line.text == "END:VEVENT" && m_inside) {
            end_event(line.number);
        } else if (m_inside) {
            read_property(line);
        }
    }

    void read_property(const Line& line)
    {
        const Property property = property_of(line.text);
        if (property.name == "DTSTART" || property.name == "DTEND") {
            const auto date = date_of(property.value);
            if (property.value.size() != 8 || !date) {
                refuse(line.number, "not_a_day", say("{}: მხოლოდ მთელი დღეებია დასაშვები: 20260423", "{}: whole days only, such as 20260423",
                                                     printable(shorten(line.text, 60))));
                m_has_start = m_has_start || property.name == "DTSTART";
                return;
            }
            (property.name == "DTSTART" ? m_event.first : m_event.last) = property.name == "DTSTART" ? *date : *date + -1;
            (property.name == "DTSTART" ? m_has_start : m_has_end) = true;
        } else if (property.name == "SUMMARY") {
            m_event.summary = unescape(property.value);
        } else if (property.name == "DTSTAMP") {
            m_event.stamp = date_of(property.value);
        } else if (property.name == "RRULE") {
            read_rule(line, property.value);
        }
    }

    void read_rule(const Line& line, std::string_view rule)
    {
        for (const std::string_view part : split(rule, ';')) {
            if (part == "FREQ=YEARLY")
                m_event.yearly = true;
            else if (part.starts_with("UNTIL="))
                m_event.until = date_of(part.substr(6));
            else if (part != "INTERVAL=1")
                refuse(line.number, "bad_recurrence",
                       say("{}: მხოლოდ FREQ=YEARLY და UNTIL იკითხება", "{}: only FREQ=YEARLY and UNTIL are read", printable(shorten(part, 60))));
        }
    }

    void end_event(std::uint32_t line)
    {
        m_inside = false;
        if (!m_has_end)
            m_event.last = m_event.first;
        if (!m_has_start)
            refuse(m_event.line, "no_start", say("მოვლენას DTSTART აკლია", "the event has no DTSTART"));
        else if (m_event.last < m_event.first || m_event.last - m_event.first > 366)
            refuse(m_event.line, "bad_length", say("მოვლენა დაწყებამდე მთავრდება ან წელიწადზე გრძელია",
                                                   "the event ends before it begins or is longer than a year"));
        else if (m_events.size() == most_events)
            refuse(line, "too_many", say("{} მოვლენაზე მეტია", "there are more than {} events", most_events));
        else
            m_events.push_back(m_event);
    }

    std::string_view m_text;
    const std::string& m_file;
    Findings m_findings;
    std::vector<IcsEvent> m_events;
    IcsEvent m_event;
    bool m_inside = false;
    bool m_has_start = false;
    bool m_has_end = false;
};

/// A double-quoted scalar of YAML; what terminals must not see is made visible first.
std::string quoted(std::string_view text)
{
    std::string result = "\"";
    for (const char c : to_nfc(printable(text))) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c == '\n' || c == '\t' ? ' ' : c;
    }
    return result + "\"";
}

void add_folded(std::string& out, std::string_view line)
{
    for (std::size_t room = fold_octets; line.size() > room; room = fold_octets - 1) {
        std::size_t cut = room;
        while ((static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) // never inside of a character
            --cut;
        out.append(line.substr(0, cut)).append("\r\n ");
        line.remove_prefix(cut);
    }
    out.append(line).append("\r\n");
}

std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c == '\\' || c == ';' || c == ',')
            result += '\\';
        result += c;
    }
    return result;
}

std::string basic(Date date)
{
    return fmt::format("{:04}{:02}{:02}", date.year(), date.month(), date.day());
}

std::string stamp_of(Instant instant)
{
    std::string text = Instant::from_milliseconds(instant.milliseconds() / 1000 * 1000).rfc3339();
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

} // namespace

std::vector<IcsEvent> read_ics(std::string_view text, const std::string& file)
{
    return IcsReader(text, file).read();
}

std::string ics_to_yaml(const std::vector<IcsEvent>& events, const std::string& file, const std::string& id,
                        const std::string& time_zone, Date today)
{
    if (events.empty())
        throw Error(Fault::Invalid, say("{}: მთელი დღის მოვლენა არ არის", "{}: there are no all-day events", file),
                    {"შეამოწმეთ, რომ ფაილში VEVENT წერია", "see that there is a VEVENT in the file"});
    int first_year = 9999;
    int last_year = 1;
    std::string rules;
    std::string days;
    std::set<std::string> seen;
    for (const IcsEvent& event : events) {
        for (Date date = event.first; date <= event.last; date = date + 1) {
            first_year = std::min(first_year, date.year());
            last_year = std::max(last_year, event.until ? std::max(date, *event.until).year() : date.year());
            const std::string rule = date.iso().substr(5);
            if (!seen.insert(event.yearly ? rule : date.iso()).second)
                continue;
            if (event.yearly) {
                rules += fmt::format("  - {{rule: \"{}\", since: {}", rule, date.iso());
                rules += event.until ? fmt::format(", until: {}", event.until->iso()) : "";
                rules += event.summary.empty() ? "}\n" : fmt::format(", label: {{ka: {0}, en: {0}}}}}\n", quoted(event.summary));
            } else {
                days += fmt::format("  - {{date: {}, act: {}, recorded: {}}}\n", date.iso(),
                                    quoted(fmt::format("{} ({})", event.summary, file)), event.stamp.value_or(today).iso());
            }
        }
    }
    return fmt::format("ogp: 1\nkind: calendar\nid: {0}\nlabel: {{ka: {1}, en: {1}}}\ntimezone: {2}\n"
                       "valid: {{from: {3}-01-01, until: {4}-12-31}}\n"
                       "week: {{mon: [\"09:00-18:00\"], tue: [\"09:00-18:00\"], wed: [\"09:00-18:00\"], thu: [\"09:00-18:00\"], "
                       "fri: [\"09:00-18:00\"], sat: [], sun: []}}\n"
                       "holidays:{5}\ndecrees:{6}\ndecrees_complete: []\n",
                       id, quoted(id), time_zone, first_year, last_year, rules.empty() ? " []" : "\n" + rules.substr(0, rules.size() - 1),
                       days.empty() ? " []" : "\n" + days.substr(0, days.size() - 1));
}

std::string write_ics(const Calendar& calendar, Date from, Date until, Language language, Instant stamp)
{
    std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ogp//calendar//EN\r\n";
    add_folded(out, "X-WR-CALNAME:" + escaped(calendar.definition().label.in(language)));
    for (Date date = from; date <= until; date = date + 1) {
        const Day day = calendar.day(date);
        if (day.working() || day.kind == DayKind::Weekend)
            continue;
        out += "BEGIN:VEVENT\r\n";
        add_folded(out, fmt::format("UID:{}-{}@ogp", calendar.id(), date.iso()));
        add_folded(out, "DTSTAMP:" + stamp_of(stamp));
        add_folded(out, "DTSTART;VALUE=DATE:" + basic(date));
        add_folded(out, "DTEND;VALUE=DATE:" + basic(date + 1));
        add_folded(out, "SUMMARY:" + escaped(day.reason().in(language)));
        if (!day.act.empty())
            add_folded(out, "DESCRIPTION:" + escaped(day.act));
        out += "END:VEVENT\r\n";
    }
    return out + "END:VCALENDAR\r\n";
}

} // namespace ogp::calendar
