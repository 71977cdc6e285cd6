#include "app/clocks/tick.hpp"

#include "app/cases/change.hpp"
#include "app/clocks/clock_table.hpp"
#include "workflow/due_acts.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Show;

report::Table act_table()
{
    return {"acts",
            {"რა გააკეთა სისტემამ", "What the system did"},
            {{"case", {"საქმე", "Case"}},
             {"type", {"ტიპი", "Type"}, Align::Left, Show::OnRequest},
             {"what", {"რა", "What"}},
             {"name", {"სახელი", "Name"}},
             {"cycle", {"მერამდენედ", "Cycle"}, Align::Right, Show::OnRequest},
             {"index", {"რიგი", "Place"}, Align::Right, Show::OnRequest},
             {"at", {"როდის დადგა", "Fell due"}},
             {"due", {"ვადის ბოლო", "Due"}, Align::Left, Show::OnRequest}},
            {}};
}

report::Table failure_table()
{
    return {"failures",
            {"რა ვერ გაკეთდა", "What could not be done"},
            {{"case", {"საქმე", "Case"}},
             {"type", {"ტიპი", "Type"}, Align::Left, Show::OnRequest},
             {"what", {"რა", "What"}},
             {"message", {"მიზეზი", "Reason"}}},
            {}};
}

std::string name_of(const store::CaseRow& row)
{
    return row.path.empty() ? row.subject.uid.hex() : row.path;
}

std::string name_of(const workflow::DueAct& act)
{
    return act.tick ? act.tick->clock : act.transition;
}

workflow::Intent intent_of(const workflow::DueAct& act)
{
    workflow::Intent intent;
    intent.op = act.tick ? model::Op::Tick : model::Op::Move;
    intent.tick = act.tick;
    intent.transition = act.transition;
    return intent;
}

/// Something was written before it failed: the batch has to be made again without this case.
struct Spoiled
{
    std::int64_t case_row;
};

/// The cases of one batch.
class Batchful
{
public:
    Batchful(Repository& repository, Ticked& result) : m_repository(repository), m_result(result), m_calendars(repository), m_change(repository)
    {
        m_change.act_as(workflow::system_role);
    }

    void run(std::int64_t number)
    {
        std::vector<workflow::DueAct> failed;
        for (int done = 0; done <= most_acts_of_a_case; ++done) {
            const auto row = m_repository.store().find_row(number);
            if (!row)
                return;
            std::vector<workflow::DueAct> acts;
            try {
                acts = due(*row);
            } catch (const Error& error) {
                return fail(*row, row->subject.state, error.message());
            }
            std::erase_if(acts, [&](const workflow::DueAct& act) { return std::find(failed.begin(), failed.end(), act) != failed.end(); });
            if (acts.empty())
                return;
            if (done == most_acts_of_a_case)
                return fail(*row, name_of(acts.front()), {"ზედმეტად ბევრი ავტომატური ნაბიჯი ერთად", "too many automatic steps at once"});
            if (!act(*row, acts.front()))
                failed.push_back(acts.front());
        }
    }

    void finish(DryRun dry_run)
    {
        m_result.events += m_change.size();
        if (dry_run == DryRun::No)
            m_change.commit();
    }

private:
    std::vector<workflow::DueAct> due(const store::CaseRow& row)
    {
        const workflow::CaseType& type = m_repository.type(row.subject.workflow);
        const Instant now = m_repository.clock().now;
        std::vector<workflow::DueAct> acts;
        std::vector<workflow::CaseClock> clocks;
        // A clock that has stopped is judged by what was in force then.
        for (const store::ClockRow& kept_row : m_repository.store().clocks(row.row)) {
            KeptClock kept = kept_clock(kept_row);
            if (!kept.is_settled()) {
                clocks.push_back(std::move(kept.clock));
            } else if (!kept.clock.breached && kept.overdue(now)) {
                workflow::DueAct& act = acts.emplace_back();
                act.at = *kept.due;
                act.tick = model::TickDetail{kept.clock.sla, kept.clock.cycle, model::TickKind::Breach, 0, *kept.due, std::nullopt};
            }
        }
        const workflow::ChildCounts children = counts_of(type, row.subject.uid);
        const std::vector<workflow::DueAct> further =
            workflow::due_acts({type, row.subject, clocks, m_calendars, children, zone_of(m_repository, type).date_at(now)}, now);
        acts.insert(acts.end(), further.begin(), further.end());
        std::stable_sort(acts.begin(), acts.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
        return acts;
    }

    workflow::ChildCounts counts_of(const workflow::CaseType& type, const CaseUid& uid) const
    {
        workflow::ChildCounts counts;
        for (const std::string& child : workflow::counted_parts(type))
            for (const auto category : workflow::state_categories)
                counts[child][category] = m_repository.store().count({.type = child, .category = category, .parent = uid});
        return counts;
    }

    bool act(const store::CaseRow& row, const workflow::DueAct& act)
    {
        const std::size_t before = m_change.size();
        try {
            m_change.act(row.subject.uid, intent_of(act));
        } catch (const Error& error) {
            if (error.fault() == Fault::Io || error.fault() == Fault::Integrity || error.fault() == Fault::Internal)
                throw;
            fail(row, name_of(act), error.message());
            if (m_change.size() != before)
                throw Spoiled{row.row};
            return false;
        }
        if (m_change.size() == before)
            return false;
        const TimeZone& zone = m_repository.zone();
        const bool is_tick = act.tick.has_value();
        m_result.acts.rows.push_back({Cell::of(name_of(row)), Cell::of(row.subject.type),
                                      Cell::of(std::string(is_tick ? code(act.tick->kind) : "transition")), Cell::of(name_of(act)),
                                      is_tick ? Cell::of(act.tick->cycle) : Cell::none(), is_tick ? Cell::of(act.tick->index) : Cell::none(),
                                      Cell::of(zone.rfc3339(act.at)), is_tick ? Cell::of(zone.rfc3339(act.tick->due)) : Cell::none()});
        return true;
    }

    void fail(const store::CaseRow& row, const std::string& what, const Localized& message)
    {
        m_result.failures.rows.push_back({Cell::of(name_of(row)), Cell::of(row.subject.type), Cell::of(what), Cell::localized(message)});
    }

    Repository& m_repository;
    Ticked& m_result;
    RepositoryCalendars m_calendars;
    Change m_change;
};

void append(report::Table& table, std::vector<std::vector<Cell>>& rows)
{
    for (std::vector<Cell>& row : rows)
        table.rows.push_back(std::move(row));
}

/// Runs a batch; where a case has spoiled it, again without that one.
void run_batch(Repository& repository, std::span<const std::int64_t> cases, DryRun dry_run, Ticked& result)
{
    std::set<std::int64_t> spoiled;
    std::vector<std::vector<Cell>> told;
    for (;;) {
        Ticked attempt;
        try {
            Batchful batch(repository, attempt);
            for (const std::int64_t number : cases)
                if (!spoiled.contains(number))
                    batch.run(number);
            batch.finish(dry_run);
        } catch (const Spoiled& one) {
            spoiled.insert(one.case_row);
            told.push_back(attempt.failures.rows.back());
            continue;
        }
        result.events += attempt.events;
        append(result.acts, attempt.acts.rows);
        append(result.failures, attempt.failures.rows);
        append(result.failures, told);
        return;
    }
}

} // namespace

Ticked tick(Repository& repository, DryRun dry_run, const std::function<void(std::uint64_t, std::uint64_t)>& progress)
{
    const workflow::Actor actor = repository.acting();
    if (actor.role != workflow::system_role && actor.role != workflow::admin_role)
        throw Error(Fault::Forbidden, say("როლს „{}“ სისტემის საქმის კეთება არ შეუძლია", "the role \"{}\" may not do what the system does", actor.role),
                    say("როლში: {} ან {}", "in the role {} or {}", workflow::system_role, workflow::admin_role));
    if (!repository.store().identity().is_authority())
        throw Error(Fault::Forbidden, {"ეს ასლია: სისტემის საქმეს მთავარი საცავი აკეთებს", "this is a clone: its authority does what the system has to do"},
                    {"გააკეთეთ იქ, სადაც ogp serve მუშაობს", "do it where ogp serve runs"});
    Ticked result;
    result.acts = act_table();
    result.failures = failure_table();
    const std::vector<std::int64_t> cases = repository.store().cases_to_look_at(repository.clock().now);
    result.cases = cases.size();
    const std::span<const std::int64_t> all(cases);
    for (std::size_t first = 0; first < all.size(); first += cases_in_a_batch) {
        run_batch(repository, all.subspan(first, std::min(cases_in_a_batch, all.size() - first)), dry_run, result);
        if (progress)
            progress(std::min(first + cases_in_a_batch, all.size()), all.size());
    }
    return result;
}

} // namespace ogp::app
