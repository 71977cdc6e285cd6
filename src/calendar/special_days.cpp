#include "calendar/special_days.hpp"

#include <algorithm>

namespace ogp::calendar {
namespace {

/// Finds the special days: first holidays, then what is off in their place, then acts, which move nothing that is off
/// already.
class Finder
{
public:
    Finder(const CalendarDefinition& definition, const View& view) : m_definition(definition), m_view(view) {}

    std::map<Date, SpecialDay> find()
    {
        for (std::size_t i = 0; i < m_definition.holidays.size(); ++i)
            holiday(i);
        substitutes();
        decrees();
        moved_days();
        m_days.erase(m_days.begin(), m_days.lower_bound(m_definition.valid_from));
        m_days.erase(m_days.upper_bound(m_definition.valid_until), m_days.end());
        return std::move(m_days);
    }

private:
    bool known(const std::optional<Date>& recorded) const
    {
        return !m_view.known_on || !recorded || *recorded <= *m_view.known_on;
    }

    bool open_by_week(Date date) const { return !m_definition.week[static_cast<std::size_t>(weekday_of(date))].empty(); }

    bool is_off(Date date) const
    {
        const auto found = m_days.find(date);
        return found == m_days.end() || found->second.suspended ? !open_by_week(date)
                                                                : found->second.kind != DayKind::MovedWorking;
    }

    std::optional<std::size_t> suspension_on(Date date) const
    {
        for (std::size_t i = 0; i < m_definition.suspensions.size(); ++i) {
            const Suspension& suspension = m_definition.suspensions[i];
            if (known(suspension.recorded) && date >= suspension.from && (!suspension.until || date <= *suspension.until))
                return i;
        }
        return std::nullopt;
    }

    void holiday(std::size_t index)
    {
        const Holiday& holiday = m_definition.holidays[index];
        if (!known(holiday.recorded))
            return;
        // A year more on either side: a rule may reach over New Year, and so may a substitute.
        for (int year = m_definition.valid_from.year() - 1; year <= m_definition.valid_until.year() + 1; ++year) {
            const auto date = holiday.rule.in_year(year);
            if (!date || (holiday.since && *date < *holiday.since) || (holiday.until && *date > *holiday.until))
                continue;
            if (const auto suspension = suspension_on(*date)) {
                m_days.emplace(*date, SpecialDay{DayKind::Holiday, index, {}, true, *suspension});
                continue;
            }
            m_days.emplace(*date, SpecialDay{DayKind::Holiday, index, {}});
            if (holiday.substitute && !open_by_week(*date))
                m_substituted.emplace(*date, index);
        }
    }

    void substitutes()
    {
        for (const auto& [date, index] : m_substituted) {
            Date next = date + 1;
            while (is_off(next))
                next = next + 1;
            if (!suspension_on(next))
                m_days.insert_or_assign(next, SpecialDay{DayKind::Substitute, index, date});
        }
    }

    void decrees()
    {
        for (std::size_t i = 0; i < m_definition.decrees.size(); ++i) {
            const DecreeDay& decree = m_definition.decrees[i];
            const bool exempt = !m_view.purpose.empty() &&
                                std::find(decree.exempt.begin(), decree.exempt.end(), m_view.purpose) != decree.exempt.end();
            if (known(decree.recorded) && !exempt && !is_off(decree.date))
                m_days.insert_or_assign(decree.date, SpecialDay{DayKind::Decree, i, {}});
        }
    }

    void moved_days()
    {
        for (std::size_t i = 0; i < m_definition.working_exceptions.size(); ++i) {
            const MovedDay& moved = m_definition.working_exceptions[i];
            if (!known(moved.recorded))
                continue;
            if (!is_off(moved.off))
                m_days.insert_or_assign(moved.off, SpecialDay{DayKind::MovedOff, i, moved.works});
            m_days.insert_or_assign(moved.works, SpecialDay{DayKind::MovedWorking, i, moved.off});
        }
    }

    const CalendarDefinition& m_definition;
    const View& m_view;
    std::map<Date, SpecialDay> m_days;
    std::map<Date, std::size_t> m_substituted;
};

} // namespace

std::map<Date, SpecialDay> special_days(const CalendarDefinition& definition, const View& view)
{
    return Finder(definition, view).find();
}

} // namespace ogp::calendar
