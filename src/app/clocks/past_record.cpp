#include "app/clocks/past_record.hpp"

#include "app/clocks/clock_table.hpp"
#include "app/clocks/repository_calendars.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace ogp::app {
namespace {

/// The field that says when cases of the type come; nullptr where there is none.
const workflow::Field* field_of_coming(const workflow::CaseType& type)
{
    const auto found = std::find_if(type.fields.begin(), type.fields.end(), [](const workflow::Field& field) {
        const bool is_time = field.type == workflow::FieldType::Datetime || field.type == workflow::FieldType::Date;
        return is_time && !field.many && field.preset == Json(workflow::now_preset) && !workflow::is_sealed(field.privacy);
    });
    return found == type.fields.end() ? nullptr : &*found;
}

class PastReader
{
public:
    PastReader(const Repository& repository, Date day) : m_repository(repository), m_day(day), m_versions(repository)
    {
        m_past.until = end_of(repository, day);
    }

    PastRecord read()
    {
        m_past.others = CasesAt(m_repository, m_past.until).others();
        for (const store::CaseRow& row : m_past.others.changed)
            read_clocks(row, m_past.until);
        if (!m_past.others.later.empty())
            for (const std::string& id : m_repository.type_ids())
                if (const workflow::Field* field = field_of_coming(m_repository.active_type(id)))
                    add_come(id, *field);
        auto& changed = m_past.others.changed;
        std::sort(changed.begin(), changed.end(), [](const store::CaseRow& a, const store::CaseRow& b) { return a.row < b.row; });
        return std::move(m_past);
    }

private:
    /// Cases of the type that had come by the day and were put on record later.
    void add_come(const std::string& type, const workflow::Field& field)
    {
        std::vector<std::int64_t> come;
        m_repository.store().each_text(type, [&](const store::CaseText& text) {
            if (m_past.others.is_later(text.row) && has_come(parse_json(text.fields).text(field.id)))
                come.push_back(text.row);
            return true;
        });
        std::vector<std::int64_t> left;
        std::set_difference(m_past.others.later.begin(), m_past.others.later.end(), come.begin(), come.end(), std::back_inserter(left));
        m_past.others.later = std::move(left);
        std::vector<std::int64_t> acted; // on which anything was recorded after the opening
        m_repository.store().each_key({.type = type}, [&](store::CaseKey&& key) {
            if (key.version > 1 && std::binary_search(come.begin(), come.end(), key.row))
                acted.push_back(key.row);
            return true;
        });
        for (const std::int64_t row : acted)
            if (const auto now = m_repository.store().find_row(row))
                add_first(*now);
    }

    bool has_come(const std::string& text) const
    {
        if (const auto date = Date::parse(text))
            return *date <= m_day;
        const auto at = Instant::parse(text);
        return at && *at < m_past.until;
    }

    /// The case as the command that opened it left it.
    void add_first(const store::CaseRow& now)
    {
        const std::vector<store::StoredEvent> events = m_repository.store().history(now.subject.uid);
        if (events.empty())
            return;
        const Instant until = Instant::from_milliseconds(events.front().event.at.milliseconds() + 1);
        if (auto first = CasesAt(m_repository, until).find(now)) {
            read_clocks(*first, until);
            m_past.others.changed.push_back(std::move(*first));
        }
    }

    void read_clocks(const store::CaseRow& row, Instant until)
    {
        if (!has_clocks(m_repository.type(row.subject.workflow)))
            return;
        std::vector<store::StoredEvent> events = m_repository.store().history(row.subject.uid);
        const auto later = std::find_if(events.begin(), events.end(), [&](const store::StoredEvent& stored) { return stored.event.at >= until; });
        events.erase(later, events.end());
        m_past.clocks.emplace(row.row, folded_clocks(m_repository, events, m_versions).clocks);
    }

    const Repository& m_repository;
    Date m_day;
    CalendarVersions m_versions;
    PastRecord m_past;
};

} // namespace

Recorded recorded_by(const Repository& repository, Date day)
{
    const Instant until = end_of(repository, day);
    // Under a set clock the log may well go on after what is said to be now.
    if (repository.clock().source == ClockSource::System && until > repository.clock().now)
        return Recorded::Now;
    return record_begins(repository) >= until ? Recorded::Later : Recorded::Then;
}

PastRecord past_record(const Repository& repository, Date day)
{
    return PastReader(repository, day).read();
}

store::SqlPast sql_past(const PastRecord& past)
{
    store::SqlPast sql{past.until, past.others.changed, past.others.later, {}};
    for (const auto& [row, clocks] : past.clocks)
        for (const KeptClock& clock : clocks)
            sql.clocks.emplace_back(row, row_of(clock));
    return sql;
}

} // namespace ogp::app
