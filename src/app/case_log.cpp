#include "app/cases.hpp"

#include "app/personal.hpp"
#include "app/values.hpp"

#include <map>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Show;

std::vector<report::Column> event_columns()
{
    return {{"sequence", {"№", "No"}, Align::Right},
            {"time", {"დრო", "Time"}},
            {"actor", {"ვინ", "Actor"}},
            {"role", {"როლი", "Role"}, Align::Left, Show::OnRequest},
            {"case", {"საქმე", "Case"}},
            {"op", {"მოქმედება", "Act"}, Align::Left, Show::OnRequest},
            {"what", {"რა მოხდა", "What happened"}},
            {"text", {"ტექსტი", "Text"}},
            {"transition", {"გადასვლა", "Transition"}, Align::Left, Show::OnRequest},
            {"from", {"საიდან", "From"}, Align::Left, Show::OnRequest},
            {"to", {"სად", "To"}, Align::Left, Show::OnRequest},
            {"set", {"მნიშვნელობები", "Values"}, Align::Left, Show::OnRequest},
            {"add", {"დამატებული", "Added"}, Align::Left, Show::OnRequest},
            {"effective", {"ითვლება", "Counts from"}, Align::Left, Show::OnRequest},
            {"clock", {"საათი", "Clock"}, Align::Left, Show::OnRequest},
            {"verdict", {"გადაწყვეტილება", "Verdict"}, Align::Left, Show::OnRequest},
            {"id", {"მოვლენა", "Event"}, Align::Left, Show::OnRequest},
            {"batch", {"შეკვრა", "Batch"}, Align::Left, Show::OnRequest}};
}

Localized field_labels(const workflow::CaseType& type, const model::Event& event)
{
    Localized names;
    const auto append = [&](const std::string& id) {
        const workflow::Field* field = type.field(id);
        const Localized label = field != nullptr ? field->label : both(id);
        names.ka += (names.ka.empty() ? "" : ", ") + label.in(Language::Ka);
        names.en += (names.en.empty() ? "" : ", ") + label.in(Language::En);
    };
    for (const Json* part : {&event.set, &event.add, &event.del})
        for (const auto& [id, value] : part->members())
            append(id);
    for (const auto& [id, commitment] : event.sealed)
        append(id);
    return names;
}

Localized state_label(const workflow::CaseType& type, const std::string& state)
{
    const workflow::State* known = type.state(state);
    return known != nullptr ? known->label : both(state);
}

Localized sentence(const model::Event& event, const workflow::CaseType* type)
{
    switch (event.op) {
    case model::Op::Open:
        return {fmt::format("გაიხსნა: {}", state_label(*type, event.to).in(Language::Ka)),
                fmt::format("opened: {}", state_label(*type, event.to).in(Language::En))};
    case model::Op::Set: {
        const Localized names = field_labels(*type, event);
        return {fmt::format("შეიცვალა: {}", names.ka), fmt::format("changed: {}", names.en)};
    }
    case model::Op::Move: {
        const Localized from = state_label(*type, event.from);
        const Localized to = state_label(*type, event.to);
        return {fmt::format("{} → {}", from.in(Language::Ka), to.in(Language::Ka)),
                fmt::format("{} → {}", from.in(Language::En), to.in(Language::En))};
    }
    case model::Op::Comment:
        return {"კომენტარი", "comment"};
    case model::Op::Define:
        return say("განისაზღვრა ტიპი {}, ვერსია {}", "case type {} defined, version {}", event.type,
                   to_json(event.set["version"]));
    case model::Op::Grant:
        return say("{} – როლი {}", "{} – role {}", event.set.text("actor"), event.set.text("role"));
    }
    return {};
}

/// Turns events into rows; remembers the paths of cases, which many events share.
class EventRows
{
public:
    explicit EventRows(Repository& repository) : m_repository(repository), m_personal(repository) {}

    std::vector<Cell> row(const store::StoredEvent& stored)
    {
        const model::Event& event = stored.event;
        const auto uid = event.case_uid ? event.case_uid
                         : event.op == model::Op::Open ? std::optional(case_uid(stored.id)) : std::nullopt;
        const store::CaseRow* subject = uid ? find(*uid) : nullptr;
        const workflow::CaseType* type =
            subject != nullptr ? &m_repository.type(event.workflow.value_or(subject->subject.workflow)) : nullptr;
        const auto text_or_none = [](const std::string& text) { return text.empty() ? Cell::none() : Cell::of(text); };
        return {Cell::of(static_cast<std::int64_t>(stored.sequence)),
                Cell::of(m_repository.zone().rfc3339(event.at)),
                Cell::of(event.actor),
                Cell::of(event.role),
                subject != nullptr ? Cell::of(subject->path) : Cell::none(),
                Cell::of(std::string(model::code(event.op))),
                Cell{Json::object({{"en", sentence(event, type).en}, {"ka", sentence(event, type).ka}}), sentence(event, type)},
                text_of(stored),
                text_or_none(event.transition),
                text_or_none(event.from),
                text_or_none(event.to),
                {event.set, words_of(event.set)},
                {event.add, words_of(event.add)},
                event.effective ? Cell::of(m_repository.zone().rfc3339(*event.effective)) : Cell::none(),
                event.clock == ClockSource::Set ? Cell{Json("set"), {"დაყენებული", "set"}} : Cell::none(),
                Cell::of(std::string(ledger::code(stored.leaf.verdict))),
                Cell::of(stored.id.hex()),
                Cell::of(stored.leaf.batch_id.hex())};
    }

private:
    const store::CaseRow* find(const CaseUid& uid)
    {
        auto known = m_cases.find(uid);
        if (known == m_cases.end())
            known = m_cases.emplace(uid, m_repository.store().find(uid)).first;
        return known->second ? &*known->second : nullptr;
    }

    Cell text_of(const store::StoredEvent& stored)
    {
        const model::Event& event = stored.event;
        if (!event.text.empty() || !event.why.empty())
            return Cell::of(event.text.empty() ? event.why : event.text);
        for (const char* name : {"text", "why"})
            if (event.sealed.contains(name)) {
                const auto words = m_personal.open(stored, name);
                return words ? Cell::of(words->as_text()) : Cell{Json(), {"წაშლილია", "erased"}};
            }
        return Cell::none();
    }

    Repository& m_repository;
    PersonalValues m_personal;
    std::map<CaseUid, std::optional<store::CaseRow>> m_cases;
};

report::Table table_of(Repository& repository, const std::vector<store::StoredEvent>& events)
{
    report::Table table{"log", {"ჟურნალი", "Log"}, event_columns(), {}};
    EventRows rows(repository);
    for (const store::StoredEvent& event : events)
        table.rows.push_back(rows.row(event));
    return table;
}

} // namespace

report::Table log_of(Repository& repository, const store::CaseRow& row)
{
    return table_of(repository, repository.store().history(row.subject.uid));
}

report::Table latest_events(Repository& repository, std::size_t limit)
{
    return table_of(repository, repository.store().latest(limit));
}

} // namespace ogp::app
