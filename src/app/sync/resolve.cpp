#include "app/sync/resolve.hpp"

#include "app/cases/personal.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace ogp::app {
namespace {

constexpr std::size_t shown_digits = 12;

/// The one that is meant.
store::ConflictRow chosen(const Repository& repository, const store::CaseRow& row, const std::string& digits)
{
    std::vector<store::ConflictRow> open = repository.store().conflicts_of(row.subject.uid, store::Store::Resolved::Leave);
    std::vector<std::string> ids;
    for (const store::ConflictRow& conflict : open) {
        const auto stored = repository.store().event(conflict.sequence);
        ids.push_back(stored ? stored->id.hex() : std::string());
    }
    for (std::size_t i = open.size(); i-- > 0;) {
        if (!digits.empty() && !ids[i].starts_with(digits)) {
            open.erase(open.begin() + static_cast<std::ptrdiff_t>(i));
            ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    if (open.empty())
        throw Error(Fault::NotFound, say("{}: გადასაწყვეტი არაფერია", "{}: there is nothing to settle", row.path.empty() ? row.subject.uid.hex() : row.path),
                    {"ნახეთ: ogp conflicts", "see: ogp conflicts"});
    if (open.size() > 1) {
        for (std::string& id : ids)
            id.resize(shown_digits);
        throw Error(Fault::Usage, {"გადასაწყვეტი რამდენიმეა", "there are several to settle"}, say("რომელი: --event {}", "which one: --event {}", join(ids, ", ")));
    }
    return open.front();
}

Error no_meaning(model::Settlement choice)
{
    return {Fault::Usage, say("ასეთ მოვლენას არჩევანი „{}“ არ ესადაგება", "the choice \"{}\" has no meaning for such an event", code(choice)),
            {"სხვა არჩევანია --keep ან --replace", "the others are --keep and --replace"}};
}

/// One text after the other, in each language of its own.
Json joined(const Json& kept, const Json& other)
{
    if (kept.is_text() && other.is_text())
        return kept.as_text() + "\n" + other.as_text();
    if (!kept.is_object() || !other.is_object() || (kept.find("ka") == nullptr && kept.find("en") == nullptr))
        return nullptr;
    Json both = kept;
    for (const char* language : {"ka", "en"})
        if (!other.text(language).empty())
            both.set(language, kept.text(language).empty() ? other.text(language) : kept.text(language) + "\n" + other.text(language));
    return both;
}

class Settling
{
public:
    Settling(const Repository& repository, const store::CaseRow& row, const store::ConflictRow& conflict, const store::StoredEvent& disputed)
        : m_repository(repository), m_row(row), m_conflict(conflict), m_disputed(disputed)
    {
    }

    workflow::Intent intent(model::Settlement choice, const std::string& why)
    {
        workflow::Intent intent;
        intent.op = model::Op::Resolve;
        intent.settlement = model::ResolveDetail{m_disputed.id, choice};
        intent.disputed = &m_disputed.event;
        intent.text = why;
        switch (choice) {
        case model::Settlement::Keep: break;
        case model::Settlement::Replace: take_place(intent); break;
        case model::Settlement::Both: count_both(intent); break;
        case model::Settlement::Adopt:
            if (m_conflict.verdict == ledger::Verdict::Conflict)
                throw no_meaning(choice);
            if (m_repository.acting().role != workflow::admin_role)
                throw Error(Fault::Forbidden, {"ეს მხოლოდ როლში admin შეიძლება", "this takes the role admin"}, {"სხვა არჩევანია --keep", "the other choice is --keep"});
            take_place(intent);
            break;
        }
        return intent;
    }

private:
    const model::Event& event() const { return m_disputed.event; }

    /// What the event wanted and did not get.
    void take_place(workflow::Intent& intent)
    {
        const workflow::CaseType& type = m_repository.type(m_row.subject.workflow);
        const auto settable = [&](const std::string& name) {
            const workflow::Field* field = type.field(name);
            return field != nullptr && field->computed.empty();
        };
        for (const auto& [name, value] : event().set.members())
            if (settable(name) && is_missing(name) && m_row.subject.fields[name] != value)
                intent.set.set(name, value);
        for (const auto& [name, commitment] : event().sealed)
            if (settable(name) && is_missing(name))
                intent.set.set(name, opened(name));
        if (m_conflict.fields.empty()) {
            intent.add = event().add;
            intent.del = event().del;
        }
        if (event().op == model::Op::Move && m_row.subject.state != event().to)
            intent.state = event().to;
    }

    void count_both(workflow::Intent& intent)
    {
        if (event().op == model::Op::Move)
            return; // both transitions are credited, the state stays
        for (const store::ConflictRow::Field& field : m_conflict.fields) {
            Json value = joined(m_row.subject.fields[field.field], field.other);
            if (value.is_null())
                throw no_meaning(model::Settlement::Both);
            intent.set.set(field.field, std::move(value));
        }
        if (m_conflict.fields.empty())
            throw no_meaning(model::Settlement::Both);
    }

    /// Whether that value was not taken: where fields are named, the others were.
    bool is_missing(const std::string& name) const
    {
        return m_conflict.fields.empty() ||
               std::any_of(m_conflict.fields.begin(), m_conflict.fields.end(), [&](const store::ConflictRow::Field& field) { return field.field == name; });
    }

    Json opened(const std::string& name)
    {
        PersonalValues personal(m_repository);
        auto value = personal.open(m_disputed, name);
        if (!value)
            throw Error(Fault::Forbidden, say("დალუქული „{}“ აქ არ იხსნება", "the sealed \"{}\" cannot be opened here", name),
                        {"გადაწყვიტოს იმან, ვინც პერსონალურ მნიშვნელობებს ხედავს", "somebody who may see personal values has to settle it"});
        return std::move(*value);
    }

    const Repository& m_repository;
    const store::CaseRow& m_row;
    const store::ConflictRow& m_conflict;
    const store::StoredEvent& m_disputed;
};

} // namespace

store::CaseRow resolve(const Repository& repository, Change& change, const store::CaseRow& row, const ResolveRequest& request)
{
    const store::ConflictRow conflict = chosen(repository, row, request.event);
    const auto disputed = repository.store().event(conflict.sequence);
    if (!disputed)
        throw Error(Fault::Integrity, say("მოვლენა {} ვერ მოიძებნა", "event {} is not in the log", conflict.sequence), {"შეამოწმეთ: ogp fsck", "check it: ogp fsck"});
    Settling settling(repository, row, conflict, *disputed);
    return change.act(row.subject.uid, settling.intent(request.choice, request.why));
}

} // namespace ogp::app
