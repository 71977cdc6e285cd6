#include "app/next_cases.hpp"

#include "app/sla.hpp"
#include "base/text.hpp"

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
            if (!m_seen.contains(clock.case_row)) {
                m_seen.insert(clock.case_row);
                if (const auto row = m_repository.store().find_row(clock.case_row))
                    add(*row, m_reader.read(m_reader.type_of(clock.workflow), kept_clock(clock)));
            }
            return !is_full();
        });
        for (const std::string& type : types())
            for (const auto category : {model::StateCategory::Open, model::StateCategory::Waiting})
                if (!is_full())
                    without_deadline(type, category);
        return std::move(m_table);
    }

private:
    bool is_full() const { return std::ssize(m_table.rows) >= m_request.limit; }

    /// Those in which the role has anything to do.
    std::vector<std::string> types() const
    {
        std::vector<std::string> ids;
        for (const std::string& id : m_repository.type_ids())
            if (m_request.type.empty() || m_request.type == id)
                ids.push_back(id);
        return ids;
    }

    void without_deadline(const std::string& type, model::StateCategory category)
    {
        m_repository.store().each_case({.type = type, .category = category}, [&](store::CaseRow&& row) {
            if (!m_seen.contains(row.row))
                add(row, {});
            return !is_full();
        });
    }

    void add(const store::CaseRow& row, const std::optional<ReadClock>& clock)
    {
        const workflow::CaseType& type = m_repository.type(row.subject.workflow);
        if ((!m_request.type.empty() && type.id != m_request.type) || row.category == model::StateCategory::Done ||
            row.category == model::StateCategory::Cancelled)
            return;
        const auto open = workflow::open_transitions(type, row.subject, m_request.actor);
        if (open.empty())
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
                                clock ? Cell::of(clock->status) : Cell::none(),
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
