#include "app/cases/waiting.hpp"

#include "base/json.hpp"

namespace ogp::app {

using report::Align;
using report::Cell;

std::map<CaseUid, std::int64_t> waiting_cases(const Repository& repository)
{
    std::map<CaseUid, std::int64_t> cases;
    if (repository.store().identity().is_authority())
        return cases;
    repository.store().each_pending([&](const store::StoredEvent& stored) {
        if (stored.event.case_uid)
            ++cases[*stored.event.case_uid];
        else if (stored.event.op == model::Op::Open)
            ++cases[case_uid(stored.id)];
        return true;
    });
    return cases;
}

void add_pending_column(report::Table& table, const Repository& repository, const std::vector<CaseUid>& uids)
{
    if (repository.store().identity().is_authority())
        return;
    const std::map<CaseUid, std::int64_t> waiting = waiting_cases(repository);
    table.columns.push_back({"pending", {"ელოდება", "Pending"}, Align::Right});
    for (std::size_t i = 0; i < uids.size() && i < table.rows.size(); ++i) {
        const auto found = waiting.find(uids[i]);
        const std::int64_t count = found == waiting.end() ? 0 : found->second;
        table.rows[i].push_back(count == 0 ? Cell{Json(std::int64_t{0}), {}} : Cell::of(count));
    }
}

Localized refusal_text(const std::string& refused)
{
    try {
        const Json json = parse_json(refused);
        return {json["message"].text("ka"), json["message"].text("en")};
    } catch (const Error&) {
        return both(refused);
    }
}

report::Table refused_batches(const Repository& repository)
{
    report::Table table{"refused",
                        {"მთავარმა საცავმა არ მიიღო", "Not taken by the authority"},
                        {{"first", {"ნომრიდან", "From number"}, Align::Right},
                         {"events", {"მოვლენა", "Events"}, Align::Right},
                         {"reason", {"მიზეზი", "Reason"}}},
                        {}};
    if (repository.store().identity().is_authority())
        return table;
    for (const store::PendingBatch& batch : repository.store().pending_batches())
        if (!batch.refused.empty())
            table.rows.push_back({Cell::of(batch.first), Cell::of(batch.count), Cell::localized(refusal_text(batch.refused))});
    return table;
}

} // namespace ogp::app
