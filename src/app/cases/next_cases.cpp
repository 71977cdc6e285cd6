#include "app/cases/next_cases.hpp"

#include "app/clocks/sla.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Show;

constexpr Instant end_of_time = Instant::from_milliseconds(9'000'000'000'000'000);
constexpr Instant start_of_time = Instant::from_milliseconds(-9'000'000'000'000'000);

class Page
{
public:
    Page(const Repository& repository, const NextRequest& request) : m_repository(repository), m_request(request), m_reader(repository, {})
    {
        if (!request.type.empty())
            repository.active_type(request.type);
        m_table = {"next",
                   {"რა არის გასაკეთებელი", "What to do next"},
                   {{"case", {"საქმე", "Case"}},
                    {"type", {"ტიპი", "Type"}},
                    {"title", {"სახელი", "Title"}},
                    {"state", {"მდგომარეობა", "State"}},
                    {"clock", {"ვადა", "Clock"}, Align::Left, Show::OnRequest},
                    {"status", {"როგორ არის", "Status"}, Align::Left, Show::OnRequest},
                    {"due_on", {"ბოლო დღე", "Due on"}},
                    {"due_at", {"ბოლო, დრო", "Due at"}, Align::Left, Show::OnRequest},
                    {"left", {"დარჩა", "Left"}},
                    {"can", {"რა შეიძლება", "What can be done"}}},
                   {}};
    }

    report::Table make()
    {
        m_repository.store().each_due_clock(start_of_time, end_of_time, [&](const store::ClockText& clock) {
            const workflow::CaseType& type = m_reader.type_of(clock.workflow);
            if (has_part_in(type) && m_seen.insert(clock.case_row).second)
                if (const auto row = m_repository.store().find_row(clock.case_row))
                    add(*row, m_reader.read(type, kept_clock(clock)));
            return !is_full();
        });
        for (const std::string& id : m_repository.type_ids()) {
            const workflow::CaseType& type = m_repository.active_type(id);
            if (!is_full() && has_part_in(type))
                without_deadline(type);
        }
        return std::move(m_table);
    }

private:
    bool is_full() const { return std::ssize(m_table.rows) >= m_request.limit; }

    bool may_make(const workflow::Transition& transition) const
    {
        const auto& roles = transition.roles;
        return m_request.actor.role == workflow::admin_role || std::find(roles.begin(), roles.end(), m_request.actor.role) != roles.end();
    }

    /// Whether the role can do anything in cases of that type at all.
    bool has_part_in(const workflow::CaseType& type) const
    {
        return (m_request.type.empty() || m_request.type == type.id) &&
               std::any_of(type.transitions.begin(), type.transitions.end(), [&](const auto& transition) { return may_make(transition); });
    }

    bool can_leave(const workflow::CaseType& type, const workflow::State& state) const
    {
        return !is_closed(state.category) && std::any_of(type.transitions.begin(), type.transitions.end(), [&](const auto& transition) {
            return may_make(transition) && std::find(transition.from.begin(), transition.from.end(), state.id) != transition.from.end();
        });
    }

    static bool is_closed(model::StateCategory category)
    {
        return category == model::StateCategory::Done || category == model::StateCategory::Cancelled;
    }

    /// State by state, so that cases with which there is nothing to do are not read.
    void without_deadline(const workflow::CaseType& type)
    {
        std::vector<store::CaseRow> rows;
        for (const workflow::State& state : type.states) {
            std::int64_t wanted = m_request.limit - std::ssize(m_table.rows);
            if (!can_leave(type, state))
                continue;
            m_repository.store().each_case({.type = type.id, .state = state.id}, [&](store::CaseRow&& row) {
                if (!m_seen.contains(row.row) && !open_in(row).empty()) {
                    rows.push_back(std::move(row));
                    --wanted;
                }
                return wanted > 0;
            });
        }
        std::sort(rows.begin(), rows.end(), [](const store::CaseRow& a, const store::CaseRow& b) { return a.row < b.row; });
        for (const store::CaseRow& row : rows)
            if (!is_full())
                add(row, {});
    }

    std::vector<const workflow::Transition*> open_in(const store::CaseRow& row) const
    {
        return workflow::open_transitions(m_repository.type(row.subject.workflow), row.subject, m_request.actor);
    }

    void add(const store::CaseRow& row, const std::optional<ReadClock>& clock)
    {
        const workflow::CaseType& type = m_repository.type(row.subject.workflow);
        const auto open = open_in(row);
        if (is_closed(row.category) || open.empty())
            return;
        Json ids = Json::array();
        Localized words;
        for (const workflow::Transition* transition : open) {
            ids.push(transition->id);
            words.ka += (words.ka.empty() ? "" : ", ") + transition->id;
            words.en = words.ka;
        }
        const workflow::State* state = type.state(row.subject.state);
        const bool due = clock && clock->reading.due;
        const auto left = [&] {
            const calendar::Unit unit = clock->kept.clock.target.duration.unit;
            return Cell{Json(clock->reading.left / calendar::ticks_in(unit)), calendar::ticks_label(clock->reading.left, unit)};
        };
        m_table.rows.push_back({Cell::of(row.path.empty() ? row.subject.uid.hex() : row.path),
                                Cell::of(type.id),
                                Cell::localized(row.title),
                                {Json(row.subject.state), state != nullptr ? state->label : both(row.subject.state)},
                                clock ? Cell::of(clock->kept.clock.sla) : Cell::none(),
                                clock ? status_cell(clock->status) : Cell::none(),
                                due ? Cell::of(clock->reading.due->on.iso()) : Cell::none(),
                                due ? Cell::of(clock->calendar->zone().rfc3339(clock->reading.due->at)) : Cell::none(),
                                due ? left() : Cell::none(),
                                {std::move(ids), std::move(words)}});
    }

    const Repository& m_repository;
    const NextRequest& m_request;
    ClockReader m_reader;
    std::set<std::int64_t> m_seen;
    report::Table m_table;
};

} // namespace

report::Table next_cases(const Repository& repository, const NextRequest& request)
{
    return Page(repository, request).make();
}

} // namespace ogp::app
