#include "app/clocks/sla.hpp"

#include "app/cases/states_at.hpp"
#include "calendar/scale.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Show;

constexpr Instant end_of_time = Instant::from_milliseconds(9'000'000'000'000'000);
constexpr Instant start_of_time = Instant::from_milliseconds(-9'000'000'000'000'000);

/// One line before it is written out.
struct Line
{
    std::optional<Instant> due;
    std::int64_t case_row = 0;
    std::int64_t workflow = 0; ///< 0 for that of the case now
    KeptClock clock;
};

bool sooner(const Line& a, const Line& b)
{
    return std::tuple(a.due.value_or(end_of_time), a.case_row) < std::tuple(b.due.value_or(end_of_time), b.case_row);
}

class Lister
{
public:
    Lister(const Repository& repository, const ClockFilter& filter)
        : m_repository(repository), m_filter(filter), m_reader(repository, filter.as_of),
          m_then(repository, Instant::from_milliseconds(m_reader.now().milliseconds() + 1))
    {
        if (!filter.type.empty())
            repository.active_type(filter.type); // names the nearest
    }

    ClockList list()
    {
        if (m_filter.as_of.at)
            from_cases();
        else
            from_table();
        ClockList list;
        list.table = table();
        list.total = m_total;
        for (const Line& line : m_lines)
            add(list.table, line);
        return list;
    }

private:
    static report::Table table()
    {
        return {"deadlines",
                {"ვადები", "Deadlines"},
                {{"case", {"საქმე", "Case"}},
                 {"type", {"ტიპი", "Type"}, Align::Left, Show::OnRequest},
                 {"title", {"სახელი", "Title"}},
                 {"state", {"მდგომარეობა", "State"}},
                 {"clock", {"ვადა", "Clock"}},
                 {"status", {"როგორ არის", "Status"}},
                 {"due_on", {"ბოლო დღე", "Due on"}},
                 {"due_at", {"ბოლო, დრო", "Due at"}, Align::Left, Show::OnRequest},
                 {"left", {"დარჩა", "Left"}},
                 {"used", {"გამოყენებულია", "Used"}, Align::Left, Show::OnRequest},
                 {"unit", {"ერთეული", "Unit"}, Align::Left, Show::OnRequest},
                 {"cycle", {"მერამდენედ", "Cycle"}, Align::Right, Show::OnRequest},
                 {"target", {"სულ", "Target"}, Align::Left, Show::OnRequest},
                 {"legal_basis", {"საფუძველი", "Legal basis"}, Align::Left, Show::OnRequest},
                 {"problem", {"რატომ არ ითვლება", "Why it cannot be counted"}, Align::Left, Show::OnRequest}},
                {}};
    }

    /// Times of due instants that are asked for; clocks without one only where everything is.
    std::pair<Instant, Instant> window()
    {
        const Instant now = m_reader.now();
        const Instant past_now = Instant::from_milliseconds(now.milliseconds() + 1);
        return {m_filter.overdue ? start_of_time : past_now, m_filter.due_within ? latest_horizon() : past_now};
    }

    Instant horizon(const calendar::Calendar& calendar) const
    {
        const calendar::Scale scale(calendar, m_filter.due_within->unit);
        return scale.when(scale.at(m_reader.now()) + m_filter.due_within->amount * calendar::ticks_in(m_filter.due_within->unit));
    }

    Instant latest_horizon() const
    {
        Instant latest = m_reader.now();
        const auto add = [&](std::string_view id) {
            if (const calendar::Calendar* calendar = m_reader.calendars().find(id))
                latest = std::max(latest, horizon(*calendar));
        };
        add(workflow::always_calendar);
        for (const auto& [id, source] : m_repository.store().active_calendars())
            add(id);
        return Instant::from_milliseconds(latest.milliseconds() + 1);
    }

    bool is_wanted(const workflow::CaseType& type, const KeptClock& clock) const
    {
        if (!m_filter.type.empty() && type.id != m_filter.type)
            return false;
        if (!m_filter.due_within || !clock.due || *clock.due <= m_reader.now())
            return true;
        return *clock.due <= horizon(workflow::calendar_of(type, clock.clock, m_reader.calendars()));
    }

    /// Holds as many as the limit, the soonest.
    void keep(Line line)
    {
        ++m_total;
        if (m_filter.limit && std::ssize(m_lines) >= *m_filter.limit && (m_lines.empty() || !sooner(line, m_lines.back())))
            return;
        m_lines.insert(std::upper_bound(m_lines.begin(), m_lines.end(), line, sooner), std::move(line));
        if (m_filter.limit && std::ssize(m_lines) > *m_filter.limit)
            m_lines.pop_back();
    }

    bool is_empty() const
    {
        bool empty = true;
        m_repository.store().each_clock([&](const store::ClockText&) { return empty = false; });
        return empty;
    }

    void from_table()
    {
        if (is_empty())
            return; // calendars are not made for nothing

        const auto take = [&](const store::ClockText& row) {
            if (row.status == static_cast<std::int64_t>(calendar::ClockStatus::Stopped))
                return true;
            KeptClock clock = kept_clock(row);
            if (is_wanted(m_reader.type_of(row.workflow), clock))
                keep({row.due, row.case_row, row.workflow, std::move(clock)});
            return true;
        };
        const store::Store& store = m_repository.store();
        if (m_filter.overdue && !m_filter.due_within && m_filter.type.empty() && m_filter.limit) {
            // The soonest come first, and the index alone counts the others.
            store.each_due_clock(window().first, window().second,
                                 [&](const store::ClockText& row) { return std::ssize(m_lines) < *m_filter.limit && take(row); });
            m_total = store.count_overdue(m_reader.now());
            return;
        }
        if (m_filter.overdue || m_filter.due_within) {
            const auto [from, until] = window();
            store.each_due_clock(from, until, take);
        } else {
            store.each_clock(take);
        }
    }

    /// At another time: every case that was open then has to be asked.
    void from_cases()
    {
        const Instant now = m_reader.now();
        const bool all = !m_filter.overdue && !m_filter.due_within;
        for (const std::int64_t number : m_repository.store().watched_cases()) {
            const auto row = m_repository.store().find_row(number);
            if (!row)
                continue;
            const workflow::CaseType& type = m_repository.type(row->subject.workflow);
            for (ReadClock& read : m_reader.clocks(*row)) {
                const auto status = read.kept.clock.status;
                if (status == calendar::ClockStatus::Stopped || status == calendar::ClockStatus::Idle)
                    continue;
                read.kept.due = read.reading.due ? std::optional(read.reading.due->at) : std::nullopt;
                const bool overdue = read.kept.due && *read.kept.due <= now;
                const bool soon = read.kept.due && !overdue && m_filter.due_within;
                if ((all || (overdue && m_filter.overdue) || soon) && is_wanted(type, read.kept))
                    keep({read.kept.due, number, 0, std::move(read.kept)});
            }
        }
    }

    /// The case as it stands now, or stood at the time that is asked for.
    std::optional<store::CaseRow> case_of(const Line& line) const
    {
        auto row = m_repository.store().find_row(line.case_row);
        return row && m_filter.as_of.at ? m_then.find(*row) : row;
    }

    void add(report::Table& table, const Line& line)
    {
        const auto row = case_of(line);
        if (!row)
            return;
        const workflow::CaseType& type = m_repository.type(row->subject.workflow);
        const ReadClock read = m_reader.read(type, line.clock);
        const workflow::State* state = type.state(row->subject.state);
        const calendar::Unit unit = read.kept.clock.target.duration.unit;
        const auto ticks = [&](std::int64_t count) {
            return read.calendar == nullptr ? Cell::none() : Cell{Json(count / calendar::ticks_in(unit)), calendar::ticks_label(count, unit)};
        };
        const auto& due = read.reading.due;
        table.rows.push_back({Cell::of(row->path.empty() ? row->subject.uid.hex() : row->path),
                              Cell::of(type.id),
                              Cell::localized(row->title),
                              {Json(row->subject.state), state != nullptr ? state->label : both(row->subject.state)},
                              Cell::of(read.kept.clock.sla),
                              status_cell(read.status),
                              due ? Cell::of(due->on.iso()) : Cell::none(),
                              due ? Cell::of(read.calendar->zone().rfc3339(due->at)) : Cell::none(),
                              ticks(read.reading.left),
                              ticks(read.reading.used),
                              Cell::of(std::string(code(unit))),
                              Cell::of(read.kept.clock.cycle),
                              {Json(read.kept.clock.target.duration.text()), read.kept.clock.target.duration.label()},
                              read.sla->legal_basis.empty() ? Cell::none() : Cell::of(read.sla->legal_basis),
                              read.problem.en.empty() ? Cell::none() : Cell::localized(read.problem)});
    }

    const Repository& m_repository;
    const ClockFilter& m_filter;
    mutable ClockReader m_reader;
    CasesAt m_then;
    std::vector<Line> m_lines; ///< soonest first
    std::int64_t m_total = 0;
};

} // namespace

ClockList list_clocks(const Repository& repository, const ClockFilter& filter)
{
    return Lister(repository, filter).list();
}

} // namespace ogp::app
