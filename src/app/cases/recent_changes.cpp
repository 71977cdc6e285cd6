#include "app/cases/recent_changes.hpp"

#include "app/cases/cases.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace ogp::app {
namespace {

/// A morning's page does not read a whole import.
constexpr std::uint64_t most_read = 1000;

/// The first event that the log received at that time or later. It receives them in this order, a clock that was set back apart.
std::uint64_t first_since(const store::Store& store, std::uint64_t size, Instant time)
{
    std::uint64_t low = 0;
    std::uint64_t high = size;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        const auto event = store.event(middle);
        if (event && event->leaf.received < time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

report::Table chosen(const report::Table& log)
{
    report::Table table{"changed", {"გუშინ და დღეს შეიცვალა", "Changed yesterday and today"}, {}, {}};
    std::vector<std::size_t> columns;
    for (const char* key : {"case", "what", "text", "actor", "time"}) {
        columns.push_back(static_cast<std::size_t>(log.column(key)));
        table.columns.push_back(log.columns[columns.back()]);
    }
    for (const std::vector<report::Cell>& cells : log.rows) {
        std::vector<report::Cell>& row = table.rows.emplace_back();
        for (const std::size_t column : columns)
            row.push_back(cells[column]);
    }
    return table;
}

} // namespace

RecentChanges recent_changes(Repository& repository, Date day, std::size_t limit)
{
    const store::Store& store = repository.store();
    const std::uint64_t size = store.head().size;
    const std::uint64_t first = first_since(store, size, repository.zone().start_of(day + -1));
    const std::uint64_t end = first_since(store, size, repository.zone().start_of(day + 1));
    RecentChanges changes;
    changes.events = end - std::min(first, end);
    std::vector<store::StoredEvent> newest;
    std::set<CaseUid> seen;
    const std::uint64_t last_read = std::max(first, end > most_read ? end - most_read : 0);
    for (std::uint64_t sequence = end; sequence > last_read && newest.size() < limit;) {
        auto stored = store.event(--sequence);
        if (!stored || !model::acts_on_case(stored->event.op) || stored->event.role == workflow::importer_role)
            continue;
        if (seen.insert(stored->event.case_uid.value_or(case_uid(stored->id))).second)
            newest.push_back(std::move(*stored));
    }
    changes.cases = chosen(log_table(repository, newest));
    return changes;
}

} // namespace ogp::app
