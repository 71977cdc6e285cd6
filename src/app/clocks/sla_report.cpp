#include "app/clocks/sla_report.hpp"

#include "app/cases/cases.hpp"
#include "app/clocks/clock_table.hpp"
#include "app/plans/percent.hpp"
#include "app/repository/known_names.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Show;

/// What a line is for, in the order of the lines.
struct Key
{
    std::string type;
    std::size_t place = 0; ///< of the clock in its definition
    std::string clock;
    calendar::Unit unit = calendar::Unit::WorkingDays;
    std::vector<std::string> values; ///< canonical JSON

    auto tie() const { return std::tie(type, place, clock, unit, values); }
    bool operator<(const Key& other) const { return tie() < other.tie(); }
};

struct Sums
{
    std::int64_t opened = 0;
    std::int64_t due = 0;
    std::int64_t in_time = 0;
    std::int64_t late = 0;
    std::vector<std::int64_t> used; ///< ticks
    std::vector<Cell> cells;        ///< of the fields
};

struct Month
{
    Instant from;
    Instant until;
    bool has(const std::optional<Instant>& at) const { return at && *at >= from && *at < until; }
    /// A due instant is exclusive: midnight ends the day before.
    bool has_end(const std::optional<Instant>& at) const { return at && *at > from && *at <= until; }
};

/// By nearest rank; `values` sorted, not empty.
std::int64_t quantile(const std::vector<std::int64_t>& values, std::size_t tenths)
{
    return values[(values.size() * tenths + 9) / 10 - 1];
}

class Counter
{
public:
    Counter(const Repository& repository, const SlaReportRequest& request) : m_repository(repository), m_request(request), m_versions(repository)
    {
        check_fields();
    }

    report::Table count()
    {
        std::int64_t current = 0;
        std::optional<store::CaseRow> row;
        m_repository.store().each_clock([&](const store::ClockText& text) {
            const workflow::CaseType& type = m_repository.type(m_repository.store().workflow_hash(text.workflow));
            if (!m_request.type.empty() && type.id != m_request.type)
                return true;
            KeptClock kept = kept_clock(text);
            const Month month = month_of(type);
            if (!month.has(kept.clock.runs.front().from) && !month.has_end(kept.due))
                return true;
            if (!m_request.by.empty() && (!row || current != text.case_row)) {
                row = m_repository.store().find_row(text.case_row);
                current = text.case_row;
            }
            add(type, kept, month, row);
            return true;
        });
        return table();
    }

private:
    void check_fields() const
    {
        if (!m_request.type.empty())
            m_repository.active_type(m_request.type);
        std::vector<std::string> known;
        for (const std::string& id : m_repository.type_ids()) {
            const workflow::CaseType& type = m_repository.active_type(id);
            if (has_clocks(type) && (m_request.type.empty() || m_request.type == id))
                known.insert(known.end(), type.statistics.begin(), type.statistics.end());
        }
        std::sort(known.begin(), known.end());
        known.erase(std::unique(known.begin(), known.end()), known.end());
        for (const std::string& field : m_request.by)
            if (std::find(known.begin(), known.end(), field) == known.end())
                throw Error(Fault::Usage, say("სტატისტიკაში ველი „{}“ არ არის", "\"{}\" is not a field of the statistics", printable(shorten(field, 60))),
                            one_of(field, known, {"statistics-შია", "in `statistics` there are"}));
    }

    Month month_of(const workflow::CaseType& type)
    {
        const auto known = m_months.find(type.time_zone);
        if (known != m_months.end())
            return known->second;
        const TimeZone zone = zone_of(m_repository, type);
        const Date first = Date::from_civil(m_request.year, m_request.month, 1).value();
        const Month month{zone.start_of(first), zone.start_of(first + days_in_month(m_request.year, m_request.month))};
        return m_months.emplace(type.time_zone, month).first->second;
    }

    void add(const workflow::CaseType& type, const KeptClock& kept, const Month& month, const std::optional<store::CaseRow>& row)
    {
        const workflow::Sla* sla = type.sla(kept.clock.sla);
        Key key{type.id, sla == nullptr ? 0 : static_cast<std::size_t>(sla - type.slas.data()), kept.clock.sla,
                kept.clock.target.duration.unit, {}};
        std::vector<Cell> cells;
        for (const std::string& name : m_request.by) {
            const workflow::Field* field = type.field(name);
            const bool told = field != nullptr && row && std::find(type.statistics.begin(), type.statistics.end(), name) != type.statistics.end();
            cells.push_back(told ? field_cell(m_repository, type, *field, row->subject.fields[name]) : Cell::none());
            key.values.push_back(to_json(cells.back().value));
        }
        Sums& sums = m_sums[key];
        sums.cells = std::move(cells);
        sums.opened += month.has(kept.clock.runs.front().from) ? 1 : 0;
        if (!month.has_end(kept.due))
            return;
        ++sums.due;
        const bool stopped = kept.clock.status == calendar::ClockStatus::Stopped;
        if (kept.overdue(m_repository.clock().now))
            ++sums.late;
        else if (stopped)
            ++sums.in_time;
        if (stopped)
            sums.used.push_back(used(type, kept));
    }

    std::int64_t used(const workflow::CaseType& type, const KeptClock& kept)
    {
        return workflow::read(type, kept.clock, m_versions.of_number(kept.calendar), m_repository.clock().now).used;
    }

    report::Table table()
    {
        report::Table table{"sla", {"როგორ დაიცვეს ვადები", "How deadlines were kept"}, {{"type", {"ტიპი", "Type"}}, {"clock", {"ვადა", "Clock"}}}, {}};
        for (const std::string& field : m_request.by)
            table.columns.push_back({field, label_of(field)});
        const report::Column further[] = {{"opened", {"დაიწყო", "Opened"}, Align::Right},
                                          {"due", {"იწურებოდა", "Due"}, Align::Right},
                                          {"in_time", {"ვადაში", "In time"}, Align::Right},
                                          {"late", {"გვიან", "Late"}, Align::Right},
                                          {"open", {"მიდის", "Open"}, Align::Right},
                                          {"percent", {"%", "%"}, Align::Right},
                                          {"fraction", {"წილადი", "Fraction"}, Align::Right},
                                          {"median", {"მედიანა", "Median"}, Align::Right},
                                          {"p90", {"90%", "90th percentile"}, Align::Right},
                                          {"unit", {"ერთეული", "Unit"}, Align::Left, Show::OnRequest},
                                          {"median_ticks", {"მედიანა, ზუსტად", "Median, exactly"}, Align::Right, Show::OnRequest},
                                          {"p90_ticks", {"90%, ზუსტად", "90th percentile, exactly"}, Align::Right, Show::OnRequest}};
        table.columns.insert(table.columns.end(), std::begin(further), std::end(further));
        for (auto& [key, sums] : m_sums)
            table.rows.push_back(line(key, sums));
        return table;
    }

    Localized label_of(const std::string& name) const
    {
        for (const auto& [key, sums] : m_sums)
            if (const workflow::Field* field = m_repository.active_type(key.type).field(name))
                return field->label;
        return both(name);
    }

    static std::vector<Cell> line(const Key& key, Sums& sums)
    {
        std::sort(sums.used.begin(), sums.used.end());
        const std::int64_t decided = sums.in_time + sums.late;
        const auto ticks = [&](std::size_t tenths) {
            if (sums.used.empty())
                return Cell::none();
            const std::int64_t value = quantile(sums.used, tenths);
            return Cell{Json(value / calendar::ticks_in(key.unit)), calendar::ticks_label(value, key.unit)};
        };
        const auto exact = [&](std::size_t tenths) { return sums.used.empty() ? Cell::none() : Cell::of(quantile(sums.used, tenths)); };
        std::vector<Cell> cells{Cell::of(key.type), Cell::of(key.clock)};
        cells.insert(cells.end(), sums.cells.begin(), sums.cells.end());
        const std::vector<Cell> further{Cell::of(sums.opened),
                                        Cell::of(sums.due),
                                        Cell::of(sums.in_time),
                                        Cell::of(sums.late),
                                        Cell::of(sums.due - decided),
                                        decided == 0 ? Cell::none() : Cell::of(percent(sums.in_time, decided)),
                                        decided == 0 ? Cell::none() : Cell::of(fmt::format("{}/{}", sums.in_time, decided)),
                                        ticks(5),
                                        ticks(9),
                                        Cell::of(std::string(code(key.unit))),
                                        exact(5),
                                        exact(9)};
        cells.insert(cells.end(), further.begin(), further.end());
        return cells;
    }

    const Repository& m_repository;
    const SlaReportRequest& m_request;
    CalendarVersions m_versions;
    std::map<std::string, Month> m_months; ///< by zone
    std::map<Key, Sums> m_sums;
};

} // namespace

report::Table sla_report(const Repository& repository, const SlaReportRequest& request)
{
    return Counter(repository, request).count();
}

} // namespace ogp::app
