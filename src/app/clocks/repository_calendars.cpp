#include "app/clocks/repository_calendars.hpp"

#include "base/yaml.hpp"
#include "calendar/loader.hpp"
#include "store/blobs.hpp"
#include "workflow/sla.hpp"

#include <algorithm>
#include <utility>

namespace ogp::app {

calendar::CalendarDefinition kept_calendar(const Repository& repository, const std::string& id, const Hash& source)
{
    const std::string text = store::Blobs(repository.data_folder() / "blobs").get(source);
    return calendar::load_calendar(YamlDocument(text, id + ".yaml"));
}

const calendar::Calendar* RepositoryCalendars::find(std::string_view id) const
{
    auto known = m_known.find(id);
    if (known == m_known.end()) {
        std::optional<calendar::Calendar> made;
        if (const auto source = m_repository.store().active_calendar(id))
            made.emplace(kept_calendar(m_repository, std::string(id), *source), m_view);
        else if (id == workflow::always_calendar)
            made.emplace(calendar::always(m_repository.settings().time_zone), m_view);
        known = m_known.emplace(std::string(id), std::move(made)).first;
    }
    return known->second ? &*known->second : nullptr;
}

/// The calendars in force after so many versions.
class CalendarVersions::Period final : public workflow::Calendars
{
public:
    Period(CalendarVersions& owner, std::size_t count) : m_owner(owner), m_count(count) {}

    const calendar::Calendar* find(std::string_view id) const override
    {
        for (std::size_t i = m_count; i-- > 0;)
            if (m_owner.m_rows[i].id == id)
                return &m_owner.version(i);
        return id == workflow::always_calendar ? m_owner.m_now.find(id) : nullptr;
    }

private:
    CalendarVersions& m_owner;
    std::size_t m_count;
};

/// One calendar.
class CalendarVersions::Single final : public workflow::Calendars
{
public:
    explicit Single(const calendar::Calendar* calendar) : m_calendar(calendar) {}
    const calendar::Calendar* find(std::string_view id) const override
    {
        return m_calendar != nullptr && m_calendar->id() == id ? m_calendar : nullptr;
    }

private:
    const calendar::Calendar* m_calendar;
};

CalendarVersions::CalendarVersions(const Repository& repository)
    : m_repository(repository), m_now(repository), m_rows(repository.store().calendar_versions()), m_made(m_rows.size())
{
}

const calendar::Calendar& CalendarVersions::version(std::size_t index)
{
    std::optional<calendar::Calendar>& made = m_made[index];
    if (!made)
        made.emplace(kept_calendar(m_repository, m_rows[index].id, m_rows[index].source));
    return *made;
}

const workflow::Calendars& CalendarVersions::before(std::uint64_t sequence)
{
    const auto first = std::find_if(m_rows.begin(), m_rows.end(), [&](const store::CalendarRow& row) { return row.sequence >= sequence; });
    const auto count = static_cast<std::size_t>(first - m_rows.begin());
    auto& period = m_periods[count];
    if (!period)
        period = std::make_shared<Period>(*this, count);
    return *period;
}

const workflow::Calendars& CalendarVersions::now() const
{
    return m_now;
}

const workflow::Calendars& CalendarVersions::of_number(std::int64_t number)
{
    if (m_by_number.empty()) {
        const auto add = [&](const calendar::Calendar& calendar) {
            m_by_number.emplace(app::number_of(calendar), std::make_shared<Single>(&calendar));
        };
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            add(version(i));
        add(*m_now.find(workflow::always_calendar));
    }
    auto& found = m_by_number[number];
    if (!found)
        found = std::make_shared<Single>(nullptr);
    return *found;
}

std::int64_t number_of(const calendar::Calendar& calendar)
{
    std::uint64_t number = 0;
    for (const char byte : calendar.hash().view().substr(0, 8))
        number = number << 8U | static_cast<unsigned char>(byte);
    return static_cast<std::int64_t>(number);
}

} // namespace ogp::app
