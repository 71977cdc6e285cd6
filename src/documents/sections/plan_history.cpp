#include "documents/sections/plan_history.hpp"

#include "app/cases/effective_history.hpp"
#include "app/cases/states_at.hpp"

#include <algorithm>

namespace ogp::documents {

std::vector<FieldChange> field_changes(const ReportSource& source, const std::vector<const store::CaseRow*>& rows,
                                       const std::vector<std::string_view>& fields)
{
    std::vector<FieldChange> changes;
    for (const store::CaseRow* row : rows) {
        if (row->subject.version < 2)
            continue;
        model::Case subject;
        for (const store::StoredEvent& stored : app::effective_history(source.repository(), row->subject.uid)) {
            const model::Event& event = stored.event;
            const Date day = source.repository().zone().date_at(event.at);
            if (day > source.as_of())
                break;
            const Json before = subject.fields;
            model::apply(subject, event, stored.id);
            if (event.op == model::Op::Open)
                continue;
            for (const std::string_view field : fields)
                if (before[field] != subject.fields[field])
                    changes.push_back({row, stored.sequence, day, std::string(field), before[field], subject.fields[field],
                                       event.text.empty() ? event.why : event.text, event.actor});
        }
    }
    std::stable_sort(changes.begin(), changes.end(), [](const FieldChange& a, const FieldChange& b) { return a.sequence < b.sequence; });
    return changes;
}

std::optional<store::CaseRow> row_at(const ReportSource& source, const store::CaseRow& row, Date day)
{
    const app::CasesAt then(source.repository(), app::end_of(source.repository(), day));
    if (source.recorded() != app::Recorded::Then)
        return then.find(row);
    // Of the row in the plan's record some values are those of the present.
    const auto now = source.repository().store().find(row.subject.uid);
    return now ? then.find(*now) : std::nullopt;
}

} // namespace ogp::documents
