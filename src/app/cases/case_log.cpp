#include "app/cases/cases.hpp"

#include "app/cases/act_sentence.hpp"
#include "app/cases/personal.hpp"
#include "app/cases/values.hpp"
#include "app/sync/conflicts.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

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
    case model::Op::Attach: {
        std::string names;
        for (const model::Attachment& attachment : event.attachments)
            names += (names.empty() ? "" : ", ") + attachment.name;
        return names.empty() ? Localized("დაერთო ფაილი (დალუქულია)", "file attached (sealed)")
                             : say("დაერთო ფაილი: {}", "attached: {}", names);
    }
    case model::Op::Link:
    case model::Op::Vote:
    case model::Op::Tick:
    case model::Op::Migrate:
    case model::Op::Resolve:
    case model::Op::Calendar:
    case model::Op::Erase:
    case model::Op::Lease:
        return sentence_of_detail(event, type);
    case model::Op::Define:
        return say("განისაზღვრა ტიპი {}, ვერსია {}", "case type {} defined, version {}", event.type,
                   to_json(event.set["version"]));
    case model::Op::Grant:
    case model::Op::Revoke:
        return sentence_of_right(event);
    }
    return {};
}

/// What waits for the authority has no place in the log: it is shown by the replica's own counter, "~5".
Cell sequence_cell(const store::StoredEvent& stored)
{
    if (stored.is_pending())
        return {Json(), both(fmt::format("~{}", stored.event.number))};
    return Cell::of(static_cast<std::int64_t>(stored.sequence));
}

Cell verdict_cell(const store::StoredEvent& stored)
{
    if (stored.is_pending())
        return {Json("pending"), {"ელოდება", "pending"}};
    return Cell::of(std::string(ledger::code(stored.leaf.verdict)));
}

/// What did not come about says so, and so does what is not confirmed.
Localized with_verdict(const store::StoredEvent& stored, Localized what)
{
    using ledger::Verdict;
    const Verdict verdict = stored.leaf.verdict;
    Localized mark;
    if (stored.is_pending())
        mark = {"ელოდება", "pending"};
    else if (verdict == Verdict::Conflict || verdict == Verdict::Rejected || verdict == Verdict::Quarantined)
        mark = verdict_label(verdict);
    if (mark.empty())
        return what;
    return {fmt::format("{} [{}]", what.ka, mark.ka), fmt::format("{} [{}]", what.en, mark.en)};
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
        const Localized what = with_verdict(stored, sentence(event, type));
        return {sequence_cell(stored),
                Cell::of(m_repository.zone().rfc3339(event.at)),
                Cell::of(event.actor),
                Cell::of(event.role),
                subject != nullptr ? Cell::of(subject->path) : Cell::none(),
                Cell::of(std::string(model::code(event.op))),
                Cell{Json::object({{"en", what.en}, {"ka", what.ka}}), what},
                text_of(stored),
                text_or_none(event.transition),
                text_or_none(event.from),
                text_or_none(event.to),
                {event.set, words_of(event.set)},
                {event.add, words_of(event.add)},
                event.effective ? Cell::of(m_repository.zone().rfc3339(*event.effective)) : Cell::none(),
                event.clock == ClockSource::Set ? Cell{Json("set"), {"დაყენებული", "set"}} : Cell::none(),
                verdict_cell(stored),
                Cell::of(stored.id.hex()),
                stored.is_pending() ? Cell::none() : Cell::of(stored.leaf.batch_id.hex())};
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
                return words ? Cell::of(words->as_text()) : Cell{Json(), m_personal.why_not(stored, name)};
            }
        return Cell::none();
    }

    Repository& m_repository;
    PersonalValues m_personal;
    std::map<CaseUid, std::optional<store::CaseRow>> m_cases;
};

/// Whether an event is asked for. Unknown names are refused before anything is read.
class EventFilter
{
public:
    EventFilter(const Repository& repository, const LogFilter& wanted) : m_wanted(wanted)
    {
        if (wanted.since && wanted.until && *wanted.since > *wanted.until)
            throw Error(Fault::Usage,
                        say("--since {} --until {}-ზე გვიანია", "--since {} is after --until {}", wanted.since->iso(),
                            wanted.until->iso()),
                        {"შეცვალეთ ადგილები", "swap them"});
        if (!wanted.actor.empty())
            check_actor(repository, wanted.actor);
        if (!wanted.type.empty())
            (void)repository.active_hash(wanted.type);
        if (wanted.since)
            m_first = repository.zone().start_of(*wanted.since);
        if (wanted.until)
            m_end = repository.zone().start_of(*wanted.until + 1);
    }

    bool passes(const model::Event& event) const
    {
        return (!m_first || event.at >= *m_first) && (!m_end || event.at < *m_end) &&
               (m_wanted.actor.empty() || event.actor == m_wanted.actor) && (m_wanted.type.empty() || event.type == m_wanted.type) &&
               (m_wanted.ops.empty() || std::find(m_wanted.ops.begin(), m_wanted.ops.end(), event.op) != m_wanted.ops.end());
    }

    bool is_full(const std::vector<store::StoredEvent>& events) const
    {
        return m_wanted.limit && std::cmp_greater_equal(events.size(), *m_wanted.limit);
    }

private:
    static void check_actor(const Repository& repository, const std::string& actor)
    {
        if (repository.store().actor(actor))
            return;
        std::vector<std::string> known;
        for (const store::ActorRow& one : repository.store().actors())
            known.push_back(one.id);
        const auto near = nearest(actor, known);
        throw Error(Fault::Usage,
                    say("„{}“ ამ საცავში არავინაა", "\"{}\" is nobody in this repository", printable(actor)),
                    near ? say("იქნებ {}?", "did you mean {}?", *near) : say("არის: {}", "there are: {}", join(known, ", ")));
    }

    const LogFilter& m_wanted;
    std::optional<Instant> m_first;
    std::optional<Instant> m_end;
};

/// Of events that were gathered from the newest back.
report::Table ordered_table(Repository& repository, std::vector<store::StoredEvent> events, LogFilter::Order order)
{
    if (order == LogFilter::Order::OldestFirst)
        std::reverse(events.begin(), events.end());
    return log_table(repository, events);
}

} // namespace

report::Table log_of(Repository& repository, const store::CaseRow& row, const LogFilter& filter)
{
    const EventFilter wanted(repository, filter);
    std::vector<store::StoredEvent> history = repository.store().history(row.subject.uid);
    std::vector<store::StoredEvent> events;
    for (auto event = history.rbegin(); event != history.rend() && !wanted.is_full(events); ++event)
        if (wanted.passes(event->event))
            events.push_back(std::move(*event));
    return ordered_table(repository, std::move(events), filter.order);
}

report::Table log_of_all(Repository& repository, const LogFilter& filter)
{
    const EventFilter wanted(repository, filter);
    std::vector<store::StoredEvent> events;
    // What waits for the authority is the newest.
    std::vector<store::StoredEvent> waiting;
    repository.store().each_pending([&](const store::StoredEvent& event) {
        waiting.push_back(event);
        return true;
    });
    for (; !waiting.empty() && !wanted.is_full(events); waiting.pop_back())
        if (wanted.passes(waiting.back().event))
            events.push_back(std::move(waiting.back()));
    for (std::uint64_t sequence = repository.store().head().size; sequence > 0 && !wanted.is_full(events);) {
        auto event = repository.store().event(--sequence);
        if (event && wanted.passes(event->event))
            events.push_back(std::move(*event));
    }
    return ordered_table(repository, std::move(events), filter.order);
}

report::Table log_table(Repository& repository, const std::vector<store::StoredEvent>& events)
{
    report::Table table{"log", {"ჟურნალი", "Log"}, event_columns(), {}};
    EventRows rows(repository);
    for (const store::StoredEvent& event : events)
        table.rows.push_back(rows.row(event));
    return table;
}

} // namespace ogp::app
