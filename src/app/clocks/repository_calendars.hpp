#pragma once

#include "app/repository/repository.hpp"
#include "calendar/calendar.hpp"
#include "workflow/calendars.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// A calendar that the repository has in force or had, from the blob that the log names.
calendar::CalendarDefinition kept_calendar(const Repository& repository, const std::string& id, const Hash& source);

/// The calendars in force in a repository, each made when first asked for: those that were applied (calendar_apply.hpp), so that the
/// log says what was counted with, and "always". A file in `workflows/calendars` counts for nothing until it is applied.
class RepositoryCalendars : public workflow::Calendars
{
public:
    explicit RepositoryCalendars(const Repository& repository, calendar::View view = {})
        : m_repository(repository), m_view(std::move(view))
    {
    }
    /// nullptr where none of that id is in force.
    const calendar::Calendar* find(std::string_view id) const override;

private:
    const Repository& m_repository;
    calendar::View m_view;
    mutable std::map<std::string, std::optional<calendar::Calendar>, std::less<>> m_known;
};

/// The same as they were at places of the log, and by their hash.
class CalendarVersions
{
public:
    explicit CalendarVersions(const Repository& repository);

    /// What was in force before the event of that number. It lives as long as this.
    const workflow::Calendars& before(std::uint64_t sequence);
    /// What is in force now.
    const workflow::Calendars& now() const;
    /// The one calendar that a row of the table of clocks names, as it was when the row was written; none where it was never in force.
    const workflow::Calendars& of_number(std::int64_t number);

private:
    class Period;
    class Single;
    const calendar::Calendar& version(std::size_t index);

    const Repository& m_repository;
    RepositoryCalendars m_now;
    std::vector<store::CalendarRow> m_rows;
    std::vector<std::optional<calendar::Calendar>> m_made; ///< as m_rows
    std::map<std::size_t, std::shared_ptr<Period>> m_periods; ///< by how many rows came before
    std::map<std::int64_t, std::shared_ptr<Single>> m_by_number;
};

/// The first 64 bits of a calendar's hash: what the table of clocks keeps of it.
std::int64_t number_of(const calendar::Calendar& calendar);

} // namespace ogp::app
