#include "app/clocks/sla.hpp"

#include "app/cases/effective_history.hpp"
#include "base/text.hpp"
#include "store/projection.hpp"

#include <algorithm>
#include <utility>

namespace ogp::app {
namespace {

std::vector<int> years_touched(const ReadClock& read, Instant now)
{
    const calendar::Calendar& calendar = *read.calendar;
    const auto& runs = read.kept.clock.runs;
    const Date from = calendar.date_at(runs.front().from);
    const Date until = read.reading.due ? read.reading.due->on : calendar.date_at(std::max(now, runs.back().from));
    return calendar.incomplete_years(from, std::max(from, until));
}

} // namespace

AsOf as_of_from(const Repository& repository, const std::string& text)
{
    if (text.empty())
        return {};
    if (const auto date = Date::parse(text))
        return {Instant::from_milliseconds(repository.zone().start_of(*date + 1).milliseconds() - 1)};
    if (const auto instant = Instant::parse(text))
        return {instant};
    throw Error(Fault::Usage, say("--as-of: „{}“ არც თარიღია და არც დრო", "--as-of: \"{}\" is neither a date nor a time", printable(text)),
                {"დაწერეთ 2026-04-20 ან 2026-04-20T10:00:00+04:00", "write 2026-04-20 or 2026-04-20T10:00:00+04:00"});
}

ClockReader::ClockReader(const Repository& repository, AsOf as_of)
    : m_repository(repository), m_now(as_of.at.value_or(repository.clock().now)), m_past(m_now < repository.clock().now),
      m_versions(repository)
{
    if (as_of.at)
        m_known_then.emplace(repository, calendar::View{repository.zone().date_at(m_now), {}});
}

const workflow::Calendars& ClockReader::calendars() const
{
    return m_known_then ? static_cast<const workflow::Calendars&>(*m_known_then) : m_versions.now();
}

const workflow::CaseType& ClockReader::type_of(std::int64_t workflow)
{
    return m_repository.type(m_repository.store().workflow_hash(workflow));
}

ReadClock ClockReader::read(const workflow::CaseType& type, KeptClock kept)
{
    ReadClock read;
    read.sla = &workflow::sla_of(type, kept.clock);
    read.kept = std::move(kept);
    const bool as_then = m_known_then || !read.kept.is_settled();
    const workflow::Calendars& calendars = as_then ? this->calendars() : m_versions.of_number(read.kept.calendar);
    try {
        read.calendar = &workflow::calendar_of(type, read.kept.clock, calendars);
        read.reading = workflow::read(type, read.kept.clock, calendars, m_now);
        read.incomplete_years = years_touched(read, m_now);
        read.status = workflow::status_word(read.reading);
    } catch (const Error& error) {
        if (error.fault() != Fault::Invalid)
            throw;
        read.status = code(read.kept.clock.status);
        read.reading.status = read.kept.clock.status;
        read.problem = error.message();
    }
    return read;
}

/// What had been recorded by then: the log's order, and the time of writing.
std::vector<KeptClock> ClockReader::kept_then(const store::CaseRow& row)
{
    std::vector<KeptClock> clocks;
    if (!m_past || row.subject.updated <= m_now) {
        for (const store::ClockRow& clock : m_repository.store().clocks(row.row))
            clocks.push_back(kept_clock(clock));
        return clocks;
    }
    std::vector<workflow::CaseClock> folded;
    model::Case subject;
    for (const store::StoredEvent& stored : effective_history(m_repository, row.subject.uid)) {
        if (stored.event.at > m_now)
            break;
        const model::Case before = subject;
        model::apply(subject, stored.event, stored.id);
        const workflow::CaseType& type = m_repository.type(subject.workflow);
        workflow::advance(folded, type, before, subject, stored.event, zone_of(m_repository, type));
    }
    for (workflow::CaseClock& clock : folded)
        clocks.emplace_back().clock = std::move(clock);
    return clocks;
}

std::vector<ReadClock> ClockReader::clocks(const store::CaseRow& row)
{
    std::vector<ReadClock> all;
    if (row.subject.opened > m_now)
        return all;
    const workflow::CaseType& type = m_repository.type(row.subject.workflow);
    std::vector<KeptClock> kept = kept_then(row);
    for (const workflow::Sla& sla : type.slas) {
        const std::size_t before = all.size();
        for (KeptClock& clock : kept)
            if (clock.clock.sla == sla.id)
                all.push_back(read(type, std::move(clock)));
        if (all.size() == before) {
            ReadClock& idle = all.emplace_back();
            idle.sla = &sla;
            idle.kept.clock.sla = sla.id;
            idle.status = workflow::clock_statuses.front();
        }
    }
    return all;
}

} // namespace ogp::app
