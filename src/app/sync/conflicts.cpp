#include "app/sync/conflicts.hpp"

#include "app/cases/effective_history.hpp"
#include "app/cases/values.hpp"
#include "ledger/verdict_rule.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Show;

report::Table conflict_table()
{
    return {"conflicts",
            {"რა არ შესრულდა", "What was not applied"},
            {{"case", {"საქმე", "Case"}},
             {"kind", {"რა მოუვიდა", "Kind"}},
             {"field", {"ველი", "Field"}},
             {"transition", {"გადასვლა", "Transition"}},
             {"kept", {"დარჩა", "Kept"}},
             {"other", {"სურდა", "Other"}},
             {"actors", {"ვინ", "Actors"}},
             {"rule", {"წესი", "Rule"}},
             {"event", {"მოვლენა", "Event"}},
             {"at", {"დრო", "Time"}},
             {"type", {"ტიპი", "Type"}, Align::Left, Show::OnRequest},
             {"reason", {"მიზეზი", "Reason"}, Align::Left, Show::OnRequest},
             {"sequence", {"№", "No"}, Align::Right, Show::OnRequest},
             {"resolved", {"გადაწყდა", "Resolved"}, Align::Right, Show::OnRequest}},
            {}};
}

/// Who wrote what stands in the way of an event, and what it was.
class Winner
{
public:
    Winner(const Repository& repository, const CaseUid& uid, std::uint64_t before) : m_events(effective_history(repository, uid))
    {
        std::erase_if(m_events, [&](const store::StoredEvent& event) { return event.sequence >= before; });
    }

    const store::StoredEvent* of_field(const std::string& field) const
    {
        return last([&](const model::Event& event) {
            return event.set.find(field) != nullptr || event.add.find(field) != nullptr || event.del.find(field) != nullptr ||
                   event.sealed.contains(field);
        });
    }
    const store::StoredEvent* of_state() const
    {
        return last([](const model::Event& event) { return event.op == model::Op::Move || event.op == model::Op::Open || event.op == model::Op::Resolve; });
    }

private:
    template <class Test>
    const store::StoredEvent* last(const Test& test) const
    {
        const auto found = std::find_if(m_events.rbegin(), m_events.rend(), [&](const store::StoredEvent& stored) { return test(stored.event); });
        return found == m_events.rend() ? nullptr : &*found;
    }

    std::vector<store::StoredEvent> m_events;
};

class Rows
{
public:
    Rows(const Repository& repository, report::Table& table) : m_repository(repository), m_table(table) {}

    void add(const store::ConflictRow& conflict)
    {
        const auto stored = m_repository.store().event(conflict.sequence);
        if (!stored)
            return;
        const auto row = conflict.subject ? m_repository.store().find(*conflict.subject) : std::nullopt;
        const workflow::CaseType* type = row ? &m_repository.type(row->subject.workflow) : nullptr;
        std::optional<Winner> winner;
        if (row)
            winner.emplace(m_repository, *conflict.subject, conflict.sequence);
        for (const store::ConflictRow::Field& field : conflict.fields)
            add_field(conflict, *stored, *row, *type, field, winner->of_field(field.field));
        if (conflict.fields.empty())
            add_act(conflict, *stored, row ? &*row : nullptr, type, winner ? winner->of_state() : nullptr);
    }

private:
    static Cell value_cell(const workflow::CaseType& type, const std::string& field, const Json& value)
    {
        const workflow::Field* known = type.field(field);
        return known == nullptr || value.is_null() ? Cell{value, value.is_null() ? Localized() : both(to_json(value))} : cell_of(type, *known, value);
    }

    static Cell actors(const store::StoredEvent& event, const store::StoredEvent* winner)
    {
        Json::Array names{event.event.actor};
        std::string text = event.event.actor;
        if (winner != nullptr) {
            names.emplace_back(winner->event.actor);
            text += ", " + winner->event.actor;
        }
        return {Json(std::move(names)), both(text)};
    }

    void add_field(const store::ConflictRow& conflict, const store::StoredEvent& stored, const store::CaseRow& row, const workflow::CaseType& type,
                   const store::ConflictRow::Field& field, const store::StoredEvent* winner)
    {
        const workflow::Field* known = type.field(field.field);
        push(conflict, stored, &row, {Json(field.field), known != nullptr ? known->label : both(field.field)}, Cell::none(),
             value_cell(type, field.field, field.kept), value_cell(type, field.field, field.other), actors(stored, winner));
    }

    void add_act(const store::ConflictRow& conflict, const store::StoredEvent& stored, const store::CaseRow* row, const workflow::CaseType* type,
                 const store::StoredEvent* winner)
    {
        const model::Event& event = stored.event;
        const auto state = [&](const std::string& id) {
            const workflow::State* known = type != nullptr ? type->state(id) : nullptr;
            return id.empty() ? Cell::none() : Cell{Json(id), known != nullptr ? known->label : both(id)};
        };
        const bool moves = event.op == model::Op::Move;
        const workflow::Transition* known = moves && type != nullptr ? type->transition(event.transition) : nullptr;
        const Cell transition = moves ? Cell{Json(event.transition), known != nullptr ? known->label : both(event.transition)} : Cell::none();
        const bool is_conflict = conflict.verdict == ledger::Verdict::Conflict;
        push(conflict, stored, row, Cell::none(), transition, moves && row != nullptr ? state(row->subject.state) : Cell::none(),
             moves ? state(event.to) : Cell{Json(std::string(model::code(event.op))), both(std::string(model::code(event.op)))},
             actors(stored, is_conflict && moves ? winner : nullptr));
    }

    void push(const store::ConflictRow& conflict, const store::StoredEvent& stored, const store::CaseRow* row, Cell field, Cell transition,
              Cell kept, Cell other, Cell who)
    {
        const Localized reason = verdict_sentence(conflict.verdict, conflict.rule);
        const std::string name = row == nullptr ? std::string() : row->path.empty() ? row->subject.uid.hex() : row->path;
        m_table.rows.push_back({row != nullptr ? Cell::of(name) : Cell::none(),
                                {Json(ledger::code(conflict.verdict)), verdict_label(conflict.verdict)},
                                std::move(field),
                                std::move(transition),
                                std::move(kept),
                                std::move(other),
                                std::move(who),
                                Cell::of(ledger::rule_word(conflict.rule)),
                                {Json(stored.id.hex()), both(stored.id.hex().substr(0, 12))},
                                Cell::of(m_repository.zone().rfc3339(stored.event.at)),
                                Cell::of(stored.event.type),
                                {report::to_json(reason), reason},
                                Cell::of(static_cast<std::int64_t>(conflict.sequence)),
                                conflict.resolved_by ? Cell::of(static_cast<std::int64_t>(*conflict.resolved_by)) : Cell::none()});
    }

    const Repository& m_repository;
    report::Table& m_table;
};

} // namespace

Localized verdict_label(ledger::Verdict verdict)
{
    switch (verdict) {
    case ledger::Verdict::Applied: return {"შესრულდა", "applied"};
    case ledger::Verdict::Merged: return {"შეერწყა", "merged"};
    case ledger::Verdict::Duplicate: return {"უკვე იყო", "duplicate"};
    case ledger::Verdict::Conflict: return {"კონფლიქტი", "conflict"};
    case ledger::Verdict::Rejected: return {"უარყოფილია", "rejected"};
    case ledger::Verdict::Quarantined: return {"კარანტინშია", "quarantined"};
    }
    return {};
}

Localized verdict_sentence(ledger::Verdict verdict, std::uint16_t rule)
{
    if (verdict == ledger::Verdict::Applied)
        return {};
    const ledger::VerdictRule* known = ledger::verdict_rule(rule);
    return known != nullptr && rule != 0 ? Localized(known->sentence) : verdict_label(verdict);
}

report::Table list_conflicts(const Repository& repository, const ConflictFilter& filter)
{
    report::Table table = conflict_table();
    Rows rows(repository, table);
    const store::Store& store = repository.store();
    for (const store::ConflictRow& conflict : filter.subject ? store.conflicts_of(*filter.subject, filter.resolved) : store.conflicts(filter.resolved))
        rows.add(conflict);
    return table;
}

} // namespace ogp::app
