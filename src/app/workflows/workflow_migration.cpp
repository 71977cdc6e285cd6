#include "app/workflows/workflow_migration.hpp"

#include "app/cases/batch.hpp"
#include "app/cases/case_condition.hpp"
#include "app/cases/effective_history.hpp"
#include "app/clocks/clock_table.hpp"
#include "app/clocks/repository_calendars.hpp"
#include "app/workflows/workflow_versions.hpp"
#include "base/text.hpp"
#include "store/projection.hpp"
#include "workflow/migration.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <utility>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Show;

std::string name_of(const store::CaseRow& row)
{
    return printable(row.path.empty() ? row.subject.uid.hex().substr(0, 12) : row.path);
}

bool is_closed(const workflow::CaseType& type, const model::Case& subject)
{
    const workflow::State* state = type.state(subject.state);
    return state != nullptr && state->terminal;
}

/// One case on its way.
struct Passage
{
    model::Event event;      ///< to be written
    model::Case after;
    std::vector<KeptClock> clocks; ///< as they will be
    std::vector<workflow::MigrationProblem> problems;
};

/// What becomes of the clocks of some cases.
struct Tally
{
    std::int64_t cases = 0;
    std::int64_t earlier = 0;
    std::int64_t later = 0;
    std::int64_t breached = 0;
    std::int64_t started = 0;
    std::int64_t dropped = 0;
};

/// The same thing in several cases.
struct Trouble
{
    std::int64_t cases = 0;
    std::string first; ///< name of the first case
    Localized message; ///< of it
};

/// Whole seconds, as the table of clocks has them.
std::optional<std::int64_t> second_of(const std::optional<Instant>& time)
{
    return time ? std::optional((time->milliseconds() + 999) / 1000) : std::nullopt;
}

const KeptClock* find_same(const std::vector<KeptClock>& clocks, const KeptClock& wanted)
{
    const auto found = std::find_if(clocks.begin(), clocks.end(), [&](const KeptClock& one) {
        return one.clock.sla == wanted.clock.sla && one.clock.cycle == wanted.clock.cycle;
    });
    return found == clocks.end() ? nullptr : &*found;
}

class Migrating
{
public:
    Migrating(Repository& repository, const VersionedType& from, const VersionedType& to)
        : m_repository(repository), m_from(from), m_to(to), m_is_back(to.type.version < from.type.version), m_actor(repository.acting()),
          m_calendars(repository), m_zone(zone_of(repository, to.type)), m_versions(repository)
    {
        for (const workflow::CaseType* type : {&m_from.type, &m_to.type})
            for (const std::string& part : workflow::counted_parts(*type))
                m_parts.insert(part);
    }

    const Hash& from() const { return m_from.hash; }
    bool is_open(const model::Case& subject) const { return subject.workflow == m_from.hash && !is_closed(m_from.type, subject); }

    /// Going back: what the case was before it came to this version, where nothing has happened since.
    std::optional<model::Case> earlier(const store::CaseRow& row) const
    {
        const std::vector<store::StoredEvent> history = effective_history(m_repository, row.subject.uid);
        const auto is_the_one = [&](const model::Event& event) {
            const auto detail = model::MigrateDetail::from_json(event.detail);
            return event.op == model::Op::Migrate && detail && detail->previous == m_to.hash && event.workflow == m_from.hash;
        };
        if (history.empty() || !is_the_one(history.back().event))
            return {};
        model::Case subject;
        for (std::size_t i = 0; i + 1 < history.size(); ++i)
            model::apply(subject, history[i].event, history[i].id);
        return subject;
    }
    /// Whether it is for this migration to move the case.
    bool may_go(const store::CaseRow& row) const { return !m_is_back || earlier(row).has_value(); }

    Passage passage(const store::CaseRow& row, const std::vector<KeptClock>& clocks)
    {
        Passage passage;
        const std::optional<model::Case> before = m_is_back ? earlier(row) : std::nullopt;
        workflow::MigratedCase migrated = before ? workflow::migrate_back(*before, row.subject)
                                                 : workflow::migrate(m_from.type, m_to.type, row.subject, facts(row, clocks));
        passage.problems = std::move(migrated.problems);
        model::Event& event = passage.event;
        event.op = model::Op::Migrate;
        event.at = m_repository.clock().now;
        event.actor = m_actor.id;
        event.role = m_actor.role;
        event.case_uid = row.subject.uid;
        event.base = row.subject.version;
        event.type = row.subject.type;
        event.workflow = m_to.hash;
        event.from = row.subject.state;
        event.to = std::move(migrated.to);
        event.set = std::move(migrated.set);
        event.why = std::move(migrated.why);
        event.detail = model::MigrateDetail{m_from.hash, std::move(migrated.clocks)}.to_json();
        passage.after = row.subject;
        model::apply(passage.after, event, Hash{});
        passage.clocks = clocks;
        step(passage.clocks, m_to.type, row.subject, passage.after, event, m_zone, m_calendars);
        if (before)
            check_clocks(row, passage);
        return passage;
    }

    workflow::MigrationFacts facts(const store::CaseRow& row, const std::vector<KeptClock>& clocks) const
    {
        workflow::MigrationFacts facts;
        facts.actor = m_actor.id;
        facts.role = m_actor.role;
        facts.now = m_repository.clock().now;
        facts.today = m_repository.today();
        facts.calendars = &m_calendars;
        if (workflow::asks_clocks(m_from.type) || workflow::asks_clocks(m_to.type))
            facts.clocks = workflow::clock_facts(m_from.type, bare(clocks), m_calendars, facts.now);
        for (const std::string& part : m_parts)
            for (const auto category : workflow::state_categories)
                facts.children[part][category] = m_repository.store().count({.type = part, .category = category, .parent = row.subject.uid});
        return facts;
    }

    std::vector<workflow::ClosedTransition> closed(const store::CaseRow& row, const std::vector<KeptClock>& clocks, const Passage& passage) const
    {
        return workflow::closed_transitions(m_from.type, row.subject, m_to.type, passage.after, facts(row, clocks));
    }

    void write(std::span<const std::int64_t> cases)
    {
        Batch batch(m_repository.store(), m_repository.clock(), m_actor.id, m_actor.role);
        ClockTable table(m_repository, m_calendars);
        for (const std::int64_t number : cases) {
            const auto row = m_repository.store().find_row(number);
            if (!row || !is_open(row->subject) || !may_go(*row))
                continue; // it went on meanwhile
            Passage passage = this->passage(*row, table.of(*row));
            if (!passage.problems.empty())
                throw Error(Fault::Conflict, say("{}: საქმე ამასობაში შეიცვალა", "{}: the case has changed meanwhile", name_of(*row)),
                            {"გაუშვით ხელახლა: რაც გადავიდა, გადასულია", "run it again: what went over has gone over"});
            model::Event event = batch.blank(model::Op::Migrate);
            passage.event.repository = event.repository;
            passage.event.replica = event.replica;
            passage.event.nonce = event.nonce;
            passage.event.clock = event.clock;
            const store::CaseRow after = batch.append(passage.event);
            table.follow(batch.transaction(), row->subject, after, passage.event);
            ++m_written;
        }
        batch.commit([&](std::string_view text) { return m_repository.sign(text); });
    }

    std::size_t written() const { return m_written; }

private:
    /// A clock that was restarted or dropped does not come back.
    void check_clocks(const store::CaseRow& row, Passage& passage)
    {
        std::vector<store::StoredEvent> history = m_repository.store().history(row.subject.uid);
        while (!history.empty() && !store::is_folded(history.back().leaf.verdict))
            history.pop_back();
        history.pop_back();
        const FoldedClocks were = folded_clocks(m_repository, history, m_versions);
        for (const KeptClock& clock : were.clocks) {
            const KeptClock* now = find_same(passage.clocks, clock);
            if (now == nullptr || now->clock != clock.clock)
                passage.problems.push_back({"not_undone", clock.clock.sla,
                                            say("ვადა „{}“ თავიდან დაიწყო ან გაუქმდა და უკან ვეღარ ბრუნდება",
                                                "the clock \"{}\" was restarted or dropped and does not come back", clock.clock.sla)});
        }
    }

    Repository& m_repository;
    const VersionedType& m_from;
    const VersionedType& m_to;
    bool m_is_back;
    workflow::Actor m_actor;
    RepositoryCalendars m_calendars;
    TimeZone m_zone;
    CalendarVersions m_versions;
    std::set<std::string> m_parts;
    std::size_t m_written = 0;
};

/// Counts what would happen.
class Preview
{
public:
    Preview(Repository& repository, Migrating& migrating, MigrationResult& result)
        : m_repository(repository), m_migrating(migrating), m_result(result), m_calendars(repository), m_table(repository, m_calendars)
    {
    }

    void look(const store::CaseRow& row)
    {
        const std::vector<KeptClock> clocks = m_table.of(row);
        const Passage passage = m_migrating.passage(row, clocks);
        for (const workflow::MigrationProblem& problem : passage.problems) {
            Trouble& trouble = m_troubles[{problem.rule, problem.where}];
            if (++trouble.cases == 1) {
                trouble.first = name_of(row);
                trouble.message = problem.message;
            }
        }
        Tally& tally = m_states[{passage.event.from, passage.event.to}];
        ++tally.cases;
        count(tally, clocks, passage.clocks);
        if (!passage.problems.empty())
            return;
        for (const workflow::ClosedTransition& closed : m_migrating.closed(row, clocks, passage)) {
            Trouble& guard = m_guards[{passage.after.state, closed.transition}];
            if (++guard.cases == 1) {
                guard.first = name_of(row);
                guard.message = closed.reason;
            }
        }
    }

    void finish()
    {
        for (const auto& [place, trouble] : m_troubles)
            m_result.problems.push_back({Severity::Error, place.first, {}, place.second,
                                         {fmt::format("{} (საქმე: {}, მაგალითად {})", trouble.message.ka, trouble.cases, trouble.first),
                                          fmt::format("{} (cases: {}, for example {})", trouble.message.en, trouble.cases, trouble.first)}});
        m_result.states = {"states",
                           {"საქმეები მდგომარეობების მიხედვით", "Cases by state"},
                           {{"from", {"იყო", "From"}},
                            {"to", {"იქნება", "To"}},
                            {"cases", {"საქმე", "Cases"}, Align::Right},
                            {"earlier", {"ვადა უფრო ადრე", "Due earlier"}, Align::Right},
                            {"later", {"ვადა უფრო გვიან", "Due later"}, Align::Right},
                            {"breached", {"ამით გადაცილდება", "Breached by it"}, Align::Right},
                            {"started", {"ახალი ვადა", "Clocks started"}, Align::Right},
                            {"dropped", {"გაუქმებული ვადა", "Clocks dropped"}, Align::Right}},
                           {}};
        for (const auto& [states, tally] : m_states)
            m_result.states.rows.push_back({Cell::of(states.first), Cell::of(states.second), Cell::of(tally.cases), Cell::of(tally.earlier),
                                            Cell::of(tally.later), Cell::of(tally.breached), Cell::of(tally.started), Cell::of(tally.dropped)});
        m_result.guards = {"guards",
                           {"გადასვლები, რომლებსაც პირობა ახლა არ უშვებს", "Transitions whose guard no longer holds"},
                           {{"state", {"მდგომარეობა", "State"}},
                            {"transition", {"გადასვლა", "Transition"}},
                            {"cases", {"საქმე", "Cases"}, Align::Right},
                            {"case", {"მაგალითად", "For example"}},
                            {"reason", {"მიზეზი", "Reason"}}},
                           {}};
        for (const auto& [place, guard] : m_guards)
            m_result.guards.rows.push_back({Cell::of(place.first), Cell::of(place.second), Cell::of(guard.cases), Cell::of(guard.first),
                                            Cell::localized(guard.message)});
    }

private:
    void count(Tally& tally, const std::vector<KeptClock>& before, const std::vector<KeptClock>& after) const
    {
        const Instant now = m_repository.clock().now;
        for (const KeptClock& was : before) {
            const KeptClock* is = find_same(after, was);
            if (is == nullptr) {
                ++tally.dropped;
                continue;
            }
            const auto due_was = second_of(was.due);
            const auto due_is = second_of(is->due);
            if (due_was && due_is && due_is < due_was)
                ++tally.earlier;
            if (due_was && due_is && due_is > due_was)
                ++tally.later;
            if (!was.overdue(now) && is->overdue(now))
                ++tally.breached;
        }
        for (const KeptClock& is : after)
            if (find_same(before, is) == nullptr)
                ++tally.started;
    }

    Repository& m_repository;
    Migrating& m_migrating;
    MigrationResult& m_result;
    RepositoryCalendars m_calendars;
    ClockTable m_table;
    std::map<std::pair<std::string, std::string>, Tally> m_states;
    std::map<std::pair<std::string, std::string>, Trouble> m_guards;
    std::map<std::pair<std::string, std::string>, Trouble> m_troubles;
};

void check_role(const Repository& repository)
{
    const workflow::Actor actor = repository.acting();
    if (actor.role != workflow::admin_role)
        throw Error(Fault::Forbidden, say("როლს „{}“ საქმეების სხვა ვერსიაზე გადაყვანა არ შეუძლია", "the role \"{}\" may not migrate cases", actor.role),
                    say("როლში: {}", "in the role {}", workflow::admin_role));
    if (!repository.store().identity().is_authority())
        throw Error(Fault::Forbidden, {"ეს ასლია: საქმეები სხვა ვერსიაზე მთავარ საცავში გადადის", "this is a clone: cases are taken to another version on the authority"},
                    {"გააკეთეთ იქ, სადაც ogp serve მუშაობს", "do it where ogp serve runs"});
}

/// CaseRow::row of the cases to go over, in order of opening.
std::vector<std::int64_t> chosen(Repository& repository, Migrating& migrating, const workflow::CaseType& from, const std::string& where,
                                 MigrationResult& result)
{
    const CaseCondition condition(repository, &from, where);
    std::vector<std::int64_t> rows;
    repository.store().each_case({.type = from.id}, [&](store::CaseRow&& row) {
        if (row.subject.workflow != migrating.from() || !condition.holds(row))
            return true;
        if (!migrating.is_open(row.subject))
            ++result.closed;
        else if (!migrating.may_go(row))
            ++result.others;
        else
            rows.push_back(row.row);
        return true;
    });
    return rows;
}

} // namespace

MigrationResult migrate_cases(Repository& repository, const MigrationRequest& request, DryRun dry_run,
                              const std::function<void(std::uint64_t, std::uint64_t)>& progress)
{
    check_role(repository);
    const VersionedType from = kept_version(repository, request.type, request.from);
    const VersionedType to = request.to ? kept_version(repository, request.type, *request.to) : find_workflow(&repository, request.type, {});
    if (from.hash == to.hash)
        throw Error(Fault::Usage, say("{0}: საქმეები ვერსიაში {1} უკვე არის", "{0}: the cases of version {1} are in it already", request.type, request.from),
                    {"მიუთითეთ სხვა: --to", "name another one with --to"});
    MigrationResult result;
    result.type = request.type;
    result.from = from.type.version;
    result.to = to.type.version;
    Migrating migrating(repository, from, to);
    const std::vector<std::int64_t> cases = chosen(repository, migrating, from.type, request.where, result);
    result.cases = cases.size();
    Preview preview(repository, migrating, result);
    for (const std::int64_t number : cases)
        if (const auto row = repository.store().find_row(number))
            preview.look(*row);
    preview.finish();
    if (dry_run == DryRun::Yes || has_errors(result.problems))
        return result;
    const std::span<const std::int64_t> all(cases);
    for (std::size_t first = 0; first < all.size(); first += cases_in_a_migration) {
        migrating.write(all.subspan(first, std::min(cases_in_a_migration, all.size() - first)));
        if (progress)
            progress(std::min(first + cases_in_a_migration, all.size()), all.size());
    }
    result.events = migrating.written();
    return result;
}

} // namespace ogp::app
