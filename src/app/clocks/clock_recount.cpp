#include "app/clocks/clock_table.hpp"
#include "base/text.hpp"
#include "store/confirmation.hpp"

#include <optional>
#include <utility>

namespace ogp::app {
namespace {

/// Counts rows anew. Rows of the same version and calendar come one after another by the thousand.
class Recount
{
public:
    explicit Recount(Repository& repository) : m_repository(repository), m_versions(repository) {}

    KeptClock count(const store::ClockText& row)
    {
        if (m_type == nullptr || row.workflow != m_workflow) {
            m_type = &m_repository.type(m_repository.store().workflow_hash(row.workflow));
            m_workflow = row.workflow;
        }
        KeptClock kept = kept_clock(row);
        if (!kept.is_settled())
            return counted(*m_type, std::move(kept.clock), m_versions.now());
        return counted(*m_type, std::move(kept.clock), m_versions.of_number(row.calendar));
    }

private:
    Repository& m_repository;
    CalendarVersions m_versions;
    std::int64_t m_workflow = 0;
    const workflow::CaseType* m_type = nullptr;
};

struct WrongRow
{
    std::int64_t case_row = 0;
    std::int64_t place = 0;
    KeptClock is;
    KeptClock should;
};

} // namespace

std::int64_t recount_clocks(Repository& repository, Repair repair, const std::function<void(const ClockDifference&)>& tell)
{
    std::optional<store::Transaction> transaction;
    if (repair == Repair::Yes)
        transaction.emplace(repository.store().begin());
    Recount recount(repository);
    std::int64_t count = 0;
    std::vector<WrongRow> wrong;
    repository.store().each_clock([&](const store::ClockText& row) {
        ++count;
        KeptClock should = recount.count(row);
        if (should.due != row.due || should.look != row.look || should.calendar != row.calendar)
            wrong.push_back({row.case_row, row.place, kept_clock(row), std::move(should)});
        return true;
    });
    for (const WrongRow& one : wrong) {
        const auto found = repository.store().find_row(one.case_row);
        const std::string name = found && !found->path.empty() ? found->path : std::to_string(one.case_row);
        const std::string is = one.is.due ? one.is.due->rfc3339() : "-";
        const std::string should = one.should.due ? one.should.due->rfc3339() : "-";
        tell({one.case_row, printable(name + "/" + one.is.clock.sla),
              is != should ? say("ვადის ბოლო წერია {}, უნდა იყოს {}", "is due {} in the table, counted anew {}", is, should)
                           : Localized("ჩანაწერი სხვანაირად დაითვალა", "the row is counted differently")});
    }
    if (!transaction)
        return count;
    for (const WrongRow& one : wrong)
        transaction->write_due(one.case_row, one.place, row_of(one.should));
    transaction->commit(repository.clock().now, [&](std::string_view text) { return repository.sign(text); });
    return count;
}

template <class Writer>
void count_anew(Repository& repository, Writer& writer, const workflow::Calendars& calendars)
{
    struct Row
    {
        std::int64_t case_row;
        std::int64_t place;
        store::ClockRow row;
    };
    std::vector<Row> rows;
    repository.store().each_clock([&](const store::ClockText& text) {
        const KeptClock before = kept_clock(text);
        if (before.is_settled())
            return true;
        const KeptClock after = counted(repository.type(repository.store().workflow_hash(text.workflow)), before.clock, calendars);
        if (after != before)
            rows.push_back({text.case_row, text.place, row_of(after)});
        return true;
    });
    for (const Row& row : rows)
        writer.write_due(row.case_row, row.place, row.row);
    for (const std::int64_t number : repository.store().watched_cases()) {
        const auto stay = repository.store().stay(number);
        const auto found = stay ? repository.store().find_row(number) : std::nullopt;
        if (!found)
            continue;
        const auto look = counted_stay(repository.type(found->subject.workflow), found->subject, calendars);
        if (look != stay)
            writer.write_stay(number, look);
    }
}

template void count_anew(Repository&, store::Transaction&, const workflow::Calendars&);
template void count_anew(Repository&, store::Confirmation&, const workflow::Calendars&);

} // namespace ogp::app
