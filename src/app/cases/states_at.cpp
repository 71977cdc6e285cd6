#include "app/cases/states_at.hpp"

#include "app/cases/effective_history.hpp"
#include "store/case_record.hpp"

#include <algorithm>
#include <utility>

namespace ogp::app {

std::optional<CasesAt::Known> CasesAt::known(Instant opened, Instant updated) const
{
    if (updated < m_until)
        return Known::Same;
    return opened >= m_until ? std::optional(Known::Later) : std::nullopt;
}

std::optional<store::CaseRow> CasesAt::find(const store::CaseRow& now) const
{
    if (const auto said = known(now.subject.opened, now.subject.updated))
        return *said == Known::Same ? std::optional(now) : std::nullopt;
    model::Case subject;
    for (const store::StoredEvent& stored : events(now))
        model::apply(subject, stored.event, stored.id);
    // Dated back: it counts from before and was written down later.
    return subject.version == 0 ? std::nullopt : std::optional(row_then(m_repository, now, std::move(subject)));
}

std::vector<store::StoredEvent> CasesAt::events(const store::CaseRow& now) const
{
    std::vector<store::StoredEvent> all = effective_history(m_repository, now.subject.uid);
    const auto later = std::find_if(all.begin(), all.end(), [&](const store::StoredEvent& stored) { return stored.event.at >= m_until; });
    all.erase(later, all.end());
    return all;
}

CasesAt::Others CasesAt::others(std::string_view type) const
{
    const store::Store& store = m_repository.store();
    Others others;
    std::vector<std::int64_t> changed;
    store.each_key({.type = std::string(type)}, [&](store::CaseKey&& key) {
        const auto said = known(key.opened, key.updated);
        if (!said)
            changed.push_back(key.row);
        else if (*said == Known::Later)
            others.later.push_back(key.row);
        return true;
    });
    for (const std::int64_t row : changed) {
        const auto now = store.find_row(row);
        auto then = now ? find(*now) : std::nullopt;
        if (then)
            others.changed.push_back(std::move(*then));
        else
            others.later.insert(std::upper_bound(others.later.begin(), others.later.end(), row), row);
    }
    return others;
}

bool CasesAt::Others::is_later(std::int64_t row) const
{
    return std::binary_search(later.begin(), later.end(), row);
}

const store::CaseRow* CasesAt::Others::find(std::int64_t row) const
{
    const auto found = std::lower_bound(changed.begin(), changed.end(), row, [](const store::CaseRow& one, std::int64_t wanted) { return one.row < wanted; });
    return found != changed.end() && found->row == row ? &*found : nullptr;
}

Instant end_of(const Repository& repository, Date day)
{
    return repository.zone().start_of(day + 1);
}

Instant record_begins(const Repository& repository)
{
    const auto first = repository.store().event(0);
    return first ? first->event.at : repository.clock().now;
}

store::CaseRow row_then(const Repository& repository, const store::CaseRow& now, model::Case subject)
{
    const model::TypeProfile profile = repository.type(subject.workflow).profile();
    store::CaseRecord record;
    record.subject = std::move(subject);
    // An official number is given at the opening, and no field holds it.
    record.number = now.number;
    store::derive(record, profile);
    store::CaseRow row = now;
    row.parent = store::parent_uid(record.subject, profile);
    row.subject = std::move(record.subject);
    row.number = std::move(record.number);
    row.title = std::move(record.title);
    row.category = record.category;
    return row;
}

} // namespace ogp::app
