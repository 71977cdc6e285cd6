#include "app/clocks/clock_table.hpp"

#include "app/cases/effective_history.hpp"
#include "base/text.hpp"
#include "store/confirmation.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace ogp::app {
namespace {

Localized in_words(const std::optional<Instant>& time)
{
    return time ? both(time->rfc3339()) : Localized("არ არის", "none");
}

Localized difference(const KeptClock& is, const KeptClock& should)
{
    if (is.due != should.due) {
        const Localized a = in_words(is.due);
        const Localized b = in_words(should.due);
        return {fmt::format("ვადის ბოლო წერია {}, უნდა იყოს {}", a.ka, b.ka), fmt::format("is due {} in the table, by the log {}", a.en, b.en)};
    }
    if (is.clock.status != should.clock.status)
        return say("ვადის მდგომარეობა წერია {}, უნდა იყოს {}", "is {} in the table, by the log {}", code(is.clock.status), code(should.clock.status));
    return {"ვადის ჩანაწერი ჟურნალს არ ემთხვევა", "the row is not what follows from the log"};
}

std::string name_of(const store::CaseRow& row, std::string_view clock)
{
    return printable(fmt::format("{}/{}", row.path.empty() ? row.subject.uid.hex().substr(0, 12) : row.path, clock));
}

/// Compares the rows of one case, and tells.
class Comparison
{
public:
    Comparison(const store::CaseRow& row, const std::function<void(const ClockDifference&)>& tell) : m_row(row), m_tell(tell) {}

    bool differ(const std::vector<KeptClock>& are, const std::vector<KeptClock>& should)
    {
        for (std::size_t i = 0; i < std::max(are.size(), should.size()); ++i) {
            if (i >= should.size())
                tell(are[i].clock.sla, {"ასეთი ვადა ჟურნალიდან არ გამომდინარეობს", "no such clock follows from the log"});
            else if (i >= are.size())
                tell(should[i].clock.sla, {"ვადა აკლია", "the clock is missing"});
            else if (are[i] != should[i])
                tell(should[i].clock.sla, difference(are[i], should[i]));
        }
        return m_differs;
    }

    bool differ(std::optional<Instant> is, std::optional<Instant> should)
    {
        if (is != should)
            tell(m_row.subject.state, {"მდგომარეობის ვადა ჟურნალს არ ემთხვევა", "the end of the state is not what follows from the log"});
        return is != should;
    }

private:
    void tell(std::string_view clock, Localized message)
    {
        m_differs = true;
        m_tell({m_row.row, name_of(m_row, clock), std::move(message)});
    }

    const store::CaseRow& m_row;
    const std::function<void(const ClockDifference&)>& m_tell;
    bool m_differs = false;
};

/// The rows of the table of one case; a record that cannot be read is no clock.
std::vector<KeptClock> readable_clocks(const store::Store& store, std::int64_t row)
{
    std::vector<KeptClock> clocks;
    for (const store::ClockRow& clock : store.clocks(row)) {
        try {
            clocks.push_back(kept_clock(clock));
        } catch (const Error&) {
            clocks.emplace_back().clock.sla = clock.sla;
        }
    }
    return clocks;
}

std::vector<store::ClockRow> rows_of(const std::vector<KeptClock>& clocks)
{
    std::vector<store::ClockRow> rows;
    for (const KeptClock& clock : clocks)
        rows.push_back(row_of(clock));
    return rows;
}

/// As the table has them: whole seconds.
FoldedClocks as_kept(FoldedClocks folded)
{
    const auto whole = [](std::optional<Instant>& time) {
        if (time && time->milliseconds() % 1000 != 0)
            time = Instant::from_milliseconds((time->milliseconds() / 1000 + 1) * 1000);
    };
    for (KeptClock& clock : folded.clocks) {
        whole(clock.due);
        whole(clock.look);
    }
    whole(folded.stay);
    return folded;
}

/// CaseRow::row of every case that has, or should have, rows; ascending.
std::set<std::int64_t> cases_with_clocks(const Repository& repository)
{
    const std::vector<std::int64_t> rows = repository.store().watched_cases();
    std::set<std::int64_t> cases(rows.begin(), rows.end());
    std::set<std::string> types;
    for (const Hash& hash : repository.store().workflow_hashes()) {
        const workflow::CaseType& type = repository.type(hash);
        if (has_clocks(type) || has_stays(type))
            types.insert(type.id);
    }
    for (const std::string& type : types)
        repository.store().each_key({.type = type}, [&](store::CaseKey&& key) {
            cases.insert(key.row);
            return true;
        });
    return cases;
}

} // namespace

TimeZone zone_of(const Repository& repository, const workflow::CaseType& type)
{
    return type.time_zone.empty() || type.time_zone == repository.zone().name() ? repository.zone() : TimeZone::load(type.time_zone);
}

bool ClockTable::follows(const workflow::CaseType& type, model::Op op)
{
    return op == model::Op::Migrate || has_clocks(type) || has_stays(type);
}

std::vector<KeptClock> ClockTable::of(const store::CaseRow& row) const
{
    std::vector<KeptClock> clocks;
    for (const store::ClockRow& clock : m_repository.store().clocks(row.row))
        clocks.push_back(kept_clock(clock));
    return clocks;
}

template <class Writer>
void ClockTable::follow(Writer& writer, const model::Case& before, const store::CaseRow& after, const model::Event& event)
{
    const workflow::CaseType& type = m_repository.type(after.subject.workflow);
    const bool opens = event.op == model::Op::Open;
    if (!opens && before.version == after.subject.version)
        return; // nothing of it took effect
    const bool migrates = event.op == model::Op::Migrate;
    if (has_clocks(type) || migrates) {
        const std::vector<KeptClock> were = opens ? std::vector<KeptClock>() : of(after);
        std::vector<KeptClock> clocks = were;
        step(clocks, type, before, after.subject, event, zone_of(m_repository, type), m_calendars);
        if (clocks != were || migrates)
            writer.write_clocks(after.row, rows_of(clocks));
    }
    const bool entered = opens || before.state != after.subject.state || before.entered != after.subject.entered;
    if ((has_stays(type) && entered) || migrates)
        writer.write_stay(after.row, counted_stay(type, after.subject, m_calendars));
}

template void ClockTable::follow(store::Transaction&, const model::Case&, const store::CaseRow&, const model::Event&);
template void ClockTable::follow(store::Confirmation&, const model::Case&, const store::CaseRow&, const model::Event&);

FoldedClocks folded_clocks(const Repository& repository, const std::vector<store::StoredEvent>& events, CalendarVersions& versions)
{
    FoldedClocks folded;
    model::Case subject;
    for (const store::StoredEvent& stored : effective(repository, events)) {
        const model::Case before = subject;
        model::apply(subject, stored.event, stored.id);
        const workflow::CaseType& type = repository.type(subject.workflow);
        if (has_clocks(type) || stored.event.op == model::Op::Migrate)
            step(folded.clocks, type, before, subject, stored.event, zone_of(repository, type), versions.before(stored.sequence));
    }
    if (events.empty())
        return folded;
    const workflow::CaseType& type = repository.type(subject.workflow);
    for (KeptClock& kept : folded.clocks)
        if (!kept.is_settled())
            kept = counted(type, std::move(kept.clock), versions.now());
    if (has_stays(type))
        folded.stay = counted_stay(type, subject, versions.now());
    return as_kept(std::move(folded));
}

std::int64_t refold_clocks(Repository& repository, Repair repair, const std::function<void(const ClockDifference&)>& tell,
                           const std::function<void(std::uint64_t, std::uint64_t)>& progress)
{
    // Under the lock from the start: what is written is what follows from what was read.
    std::optional<store::Transaction> transaction;
    if (repair == Repair::Yes)
        transaction.emplace(repository.store().begin());
    const std::set<std::int64_t> cases = cases_with_clocks(repository);
    CalendarVersions versions(repository);
    std::int64_t count = 0;
    std::uint64_t done = 0;
    for (const std::int64_t number : cases) {
        if (progress && ++done % 256 == 0)
            progress(done, cases.size());
        const auto row = repository.store().find_row(number);
        if (!row)
            continue;
        FoldedClocks folded;
        try {
            folded = folded_clocks(repository, repository.store().history(row->subject.uid), versions);
        } catch (const Error&) {
            continue; // its events are damaged, which is said elsewhere
        }
        count += std::ssize(folded.clocks);
        Comparison comparison(*row, tell);
        const bool clocks_differ = comparison.differ(readable_clocks(repository.store(), number), folded.clocks);
        const bool stay_differs = comparison.differ(repository.store().stay(number), folded.stay);
        if (!transaction || (!clocks_differ && !stay_differs))
            continue;
        transaction->write_clocks(number, rows_of(folded.clocks));
        transaction->write_stay(number, folded.stay);
    }
    if (transaction)
        transaction->commit(repository.clock().now, [&](std::string_view text) { return repository.sign(text); });
    return count;
}

void rebuild_repository(Repository& repository, const std::function<void(std::uint64_t, std::uint64_t)>& progress)
{
    repository.store().rebuild(progress);
    refold_clocks(repository, Repair::Yes, [](const ClockDifference&) {}, progress);
}

} // namespace ogp::app
