#include "calendar/explain.hpp"

#include "calendar/count.hpp"

#include <algorithm>

namespace ogp::calendar {
namespace {

constexpr Label counted_texts[] = {
    {"ითვლება", "counted"},
    {"პირველი დღე არ ითვლება", "the first day is not counted"},
    {"", ""},
    {"შეჩერებულია", "paused"},
    {"სამუშაო დროის გარეთ", "outside of the open hours"},
    {"ვადა სამუშაო დღეზე გადადის", "the end moves to a working day"},
};

/// Goes through the days of a clock.
class Explainer
{
public:
    Explainer(const Calendar& calendar, const Term& term, std::span<const Running> runs)
        : m_calendar(calendar), m_term(term), m_runs(runs), m_count(calendar, term, runs.front().from),
          m_start(calendar.date_at(runs.front().from)), m_total(m_count.used())
    {
    }

    std::vector<ExplainedDay> until(Date last, Instant end)
    {
        std::vector<ExplainedDay> lines;
        for (Date date = m_start; date <= last && m_calendar.covers(date); date = date + 1)
            lines.push_back(explain(date, end));
        return lines;
    }

private:
    ExplainedDay explain(Date date, Instant end)
    {
        ExplainedDay line;
        line.day = m_calendar.day(date);
        const bool days = counts_days(m_term.target.unit);
        const bool used_up = m_total >= m_count.target();
        if (date == m_start && m_total > 0)
            line.ticks = m_total;
        else if (!days || !used_up)
            line.ticks = days ? closed_on(date) : passed_on(date, end);
        if (date != m_start || m_total == 0)
            m_total += line.ticks;
        line.total = m_total;
        line.counted = line.ticks > 0 ? Counted::Yes : why_not(line.day, used_up);
        return line;
    }

    Counted why_not(const Day& day, bool used_up) const
    {
        const bool off = counts_working_time(m_term.target.unit) && !day.working();
        if (counts_days(m_term.target.unit)) {
            if (off)
                return Counted::DayOff;
            if (day.date == m_start && m_term.conventions.first_day == FirstDay::Excluded)
                return Counted::FirstDay;
            return used_up ? Counted::Rolled : Counted::Paused;
        }
        return off ? Counted::DayOff : runs_on(day.date) ? Counted::Closed : Counted::Paused;
    }

    /// 1 where the clock runs when the day closes, and the unit counts that day.
    std::int64_t closed_on(Date date) const
    {
        if (m_term.target.unit == Unit::WorkingDays && !m_calendar.is_working(date))
            return 0;
        const Instant close = m_count.scale().close_of(date);
        return std::any_of(m_runs.begin(), m_runs.end(), [&](const Running& run) {
            return std::max(run.from, m_count.counting_from()) < close && (!run.until || close <= *run.until);
        });
    }

    std::int64_t passed_on(Date date, Instant end) const
    {
        std::int64_t sum = 0;
        for (const Running& run : m_runs) {
            const Instant from = std::max(run.from, m_calendar.start_of(date));
            const Instant until = std::min({run.until.value_or(end), end, m_calendar.end_of(date)});
            if (from < until)
                sum += m_count.scale().between(from, until);
        }
        return sum;
    }

    bool runs_on(Date date) const
    {
        return std::any_of(m_runs.begin(), m_runs.end(), [&](const Running& run) {
            return run.from < m_calendar.end_of(date) && (!run.until || *run.until > m_calendar.start_of(date));
        });
    }

    const Calendar& m_calendar;
    const Term& m_term;
    std::span<const Running> m_runs;
    Count m_count;
    Date m_start;
    std::int64_t m_total;
};

} // namespace

std::string_view code(Counted counted)
{
    switch (counted) {
    case Counted::Yes: return "counted";
    case Counted::FirstDay: return "first_day";
    case Counted::DayOff: return "day_off";
    case Counted::Paused: return "paused";
    case Counted::Closed: return "closed";
    case Counted::Rolled: return "rolled";
    }
    return "";
}

Localized ExplainedDay::reason() const
{
    if (counted == Counted::DayOff || (counted == Counted::Rolled && !day.working()))
        return day.reason();
    const Localized text(counted_texts[static_cast<std::size_t>(counted)]);
    if (counted != Counted::Yes || (day.kind != DayKind::MovedWorking && !day.suspended))
        return text;
    const Localized why = day.reason();
    return say("{0} ({2})", "{1} ({3})", text.ka, text.en, why.ka, why.en);
}

std::vector<ExplainedDay> explain(const Calendar& calendar, const Term& term, std::span<const Running> runs, bool stopped,
                                  Instant now)
{
    if (runs.empty())
        return {};
    const ClockReading reading = read(calendar, term, runs, stopped, now);
    const Instant last_change = runs.back().until.value_or(runs.back().from);
    Instant end = std::max(now, last_change);
    if (reading.status == ClockStatus::Stopped)
        end = reading.due ? std::min(last_change, reading.due->at) : last_change;
    else if (reading.due)
        end = reading.due->at;
    const Date last = reading.due && end == reading.due->at ? reading.due->on : calendar.date_at(end);
    return Explainer(calendar, term, runs).until(last, end);
}

} // namespace ogp::calendar
