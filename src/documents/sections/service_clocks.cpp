#include "documents/sections/service_clocks.hpp"

#include "app/clocks/clock_table.hpp"
#include "app/clocks/kept_clock.hpp"
#include "app/clocks/repository_calendars.hpp"
#include "workflow/case_clocks.hpp"

#include <algorithm>

namespace ogp::documents {

using app::KeptClock;

namespace {

int month_of(Date day)
{
    return day.year() * 12 + day.month() - 1;
}

/// Whether it had stopped by then: of a case that was put on record after the day the table says what became of it later.
bool has_stopped(const KeptClock& kept, Instant now)
{
    const auto& until = kept.clock.runs.back().until;
    return kept.clock.status == calendar::ClockStatus::Stopped && (!until || *until <= now);
}

/// Stopped at or past its due time; of one that had not stopped, whether `now` is.
bool was_overdue(const KeptClock& kept, Instant now)
{
    return kept.due && (has_stopped(kept, now) ? kept.overdue(now) : now >= *kept.due);
}

/// A version of a case type as its clocks need it.
struct Version
{
    const workflow::CaseType* type = nullptr;
    bool wanted = false;
    TimeZone zone;
    Instant from;  ///< first instant of the period
    Instant until; ///< first instant after it
};

class Pass
{
public:
    Pass(const ReportSource& source, TimesUsed used, std::string_view type, std::string_view sla)
        : m_source(source), m_used(used), m_type(type), m_sla(sla), m_calendars(source.repository()),
          m_now(std::min(source.repository().clock().now, source.repository().zone().start_of(source.as_of() + 1)))
    {
    }

    ServiceClocks run()
    {
        collect_clocks();
        const std::optional<app::PastRecord>& past = m_source.past();
        m_source.repository().store().each_clock([&](const store::ClockText& text) {
            if (past && (past->others.is_later(text.case_row) || past->others.find(text.case_row) != nullptr))
                return true;
            const Version& version = version_of(text.workflow);
            if (version.wanted && (m_sla.empty() || text.sla == m_sla))
                add(text.case_row, app::kept_clock(text), version);
            return true;
        });
        if (past)
            add_past(*past);
        return std::move(m_result);
    }

private:
    void collect_clocks()
    {
        for (const std::string& id : m_source.repository().type_ids()) {
            const workflow::CaseType& type = m_source.repository().active_type(id);
            if (is_wanted(type))
                for (std::size_t i = 0; i < type.slas.size(); ++i)
                    if (m_sla.empty() || type.slas[i].id == m_sla)
                        m_result.clocks.push_back({id, i, type.slas[i].id});
        }
        std::sort(m_result.clocks.begin(), m_result.clocks.end());
    }

    bool is_wanted(const workflow::CaseType& type) const
    {
        const auto& open = type.permissions.open;
        return (m_type.empty() || type.id == m_type) && std::find(open.begin(), open.end(), "citizen") != open.end();
    }

    /// Clocks of cases that changed after the report's day, as they ran then.
    void add_past(const app::PastRecord& past)
    {
        for (const auto& [row, clocks] : past.clocks) {
            const Version& version = version_of(past.others.find(row)->subject.workflow);
            for (const KeptClock& kept : clocks)
                if (version.wanted && (m_sla.empty() || kept.clock.sla == m_sla))
                    add(row, kept, version);
        }
        std::stable_sort(m_result.facts.begin(), m_result.facts.end(), [](const ClockFact& a, const ClockFact& b) { return a.case_row < b.case_row; });
    }

    const Version& version_of(std::int64_t workflow)
    {
        const auto known = m_numbers.find(workflow);
        if (known != m_numbers.end())
            return *known->second;
        return *m_numbers.emplace(workflow, &version_of(m_source.repository().store().workflow_hash(workflow))).first->second;
    }

    const Version& version_of(const Hash& workflow)
    {
        const auto known = m_versions.find(workflow);
        if (known != m_versions.end())
            return known->second;
        const workflow::CaseType& type = m_source.repository().type(workflow);
        TimeZone zone = app::zone_of(m_source.repository(), type);
        const Instant from = zone.start_of(m_source.period().from);
        const Instant until = zone.start_of(m_source.period().to + 1);
        return m_versions.emplace(workflow, Version{&type, is_wanted(type), std::move(zone), from, until}).first->second;
    }

    void add(std::int64_t case_row, const KeptClock& kept, const Version& version)
    {
        const Instant begun = kept.clock.runs.front().from;
        const bool opened = begun >= version.from && begun < version.until;
        // A due instant is exclusive: midnight ends the day before.
        const bool due = kept.due && *kept.due > version.from && *kept.due <= version.until;
        if ((!opened && !due) || begun >= m_now)
            return;
        const auto clock = clock_index(*version.type, kept.clock.sla);
        if (clock == m_result.clocks.size())
            return;
        ClockFact fact{.case_row = case_row, .clock = clock, .opened = opened, .due = due};
        fact.late = was_overdue(kept, m_now);
        fact.in_time = !fact.late && kept.due && has_stopped(kept, m_now);
        if (opened)
            ++m_result.months[{clock, kept.clock.target.duration.unit, month_of(version.zone.date_at(begun))}].opened;
        if (due)
            add_due(kept, version, fact);
        m_result.facts.push_back(fact);
    }

    void add_due(const KeptClock& kept, const Version& version, const ClockFact& fact)
    {
        const Instant last_day = Instant::from_milliseconds(kept.due->milliseconds() - 1);
        DeadlineSums& sums = m_result.months[{fact.clock, kept.clock.target.duration.unit, month_of(version.zone.date_at(last_day))}];
        ++sums.due;
        sums.late += fact.late ? 1 : 0;
        sums.in_time += fact.in_time ? 1 : 0;
        if (has_stopped(kept, m_now) && m_used == TimesUsed::Counted)
            sums.used.push_back(workflow::read(*version.type, kept.clock, m_calendars.of_number(kept.calendar), m_now).used);
    }

    /// By type and name; the number of clocks where the active version has none of that name any more.
    std::size_t clock_index(const workflow::CaseType& type, const std::string& sla)
    {
        const auto found = std::find_if(m_result.clocks.begin(), m_result.clocks.end(),
                                        [&](const ServiceClock& clock) { return clock.type == type.id && clock.sla == sla; });
        return static_cast<std::size_t>(found - m_result.clocks.begin());
    }

    const ReportSource& m_source;
    TimesUsed m_used;
    std::string_view m_type;
    std::string_view m_sla;
    app::CalendarVersions m_calendars;
    Instant m_now;
    std::map<Hash, Version> m_versions;
    std::map<std::int64_t, const Version*> m_numbers; ///< the same by the number that clocks have
    ServiceClocks m_result;
};

} // namespace

void DeadlineSums::add(const DeadlineSums& more)
{
    opened += more.opened;
    due += more.due;
    in_time += more.in_time;
    late += more.late;
}

ServiceClocks service_clocks(const ReportSource& source, TimesUsed used, std::string_view type, std::string_view sla)
{
    return Pass(source, used, type, sla).run();
}

std::int64_t rank_of(const std::vector<std::int64_t>& values, std::size_t tenths)
{
    return values[(values.size() * tenths + 9) / 10 - 1];
}

std::string month_name(int month)
{
    return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1);
}

} // namespace ogp::documents
