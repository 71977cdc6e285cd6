#include "model/merge.hpp"

#include "base/decimal.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "model/text_merge.hpp"

#include <algorithm>
#include <compare>
#include <optional>
#include <utility>

namespace ogp::model {
namespace {

bool holds_sealed(const Case& subject, const std::string& field)
{
    return std::binary_search(subject.sealed.begin(), subject.sealed.end(), field);
}

/// In the open.
bool holds(const Case& subject, const std::string& field, const Json& value)
{
    return !holds_sealed(subject, field) && subject.fields[field] == value;
}

bool is_among(const Json::Array& values, const Json& value)
{
    return std::find(values.begin(), values.end(), value) != values.end();
}

template <class Value>
std::partial_ordering order(const std::optional<Value>& a, const std::optional<Value>& b)
{
    return a && b ? std::partial_ordering(*a <=> *b) : std::partial_ordering::unordered;
}

/// Numbers, amounts of one currency, dates and times; unordered for what cannot be compared.
std::partial_ordering compare(const Json& a, const Json& b)
{
    if (a.is_integer() && b.is_integer())
        return a.as_integer() <=> b.as_integer();
    if (a.is_object() && b.is_object()) {
        if (a.find("amount") != nullptr && a["currency"] == b["currency"])
            return order(Decimal::parse(a.text("amount")), Decimal::parse(b.text("amount")));
        return a["value"].is_text() ? compare(a["value"], b["value"]) : std::partial_ordering::unordered;
    }
    if (!a.is_text() || !b.is_text())
        return std::partial_ordering::unordered;
    const auto numbers = order(Decimal::parse(a.as_text()), Decimal::parse(b.as_text()));
    if (numbers != std::partial_ordering::unordered)
        return numbers;
    const auto times = order(Instant::parse(a.as_text()), Instant::parse(b.as_text()));
    return times != std::partial_ordering::unordered ? times : std::partial_ordering(a.as_text() <=> b.as_text());
}

/// Both languages of a text, each by itself; nothing where one of them conflicts.
std::optional<Json> merge_words(const Json& base, const Json& ours, const Json& theirs)
{
    if (ours == theirs || theirs == base)
        return ours;
    if (ours == base)
        return theirs;
    if (ours.is_text() && theirs.is_text()) {
        auto text = merge_text(base.is_text() ? base.as_text() : std::string(), ours.as_text(), theirs.as_text());
        return text ? std::optional(Json(std::move(*text))) : std::nullopt;
    }
    if (!ours.is_object() || !theirs.is_object())
        return std::nullopt;
    Json merged = Json::object();
    for (const Json* side : {&ours, &theirs}) {
        for (const auto& [part, ignored] : side->members()) {
            auto words = merge_words(base[part], ours[part], theirs[part]);
            if (!words)
                return std::nullopt;
            if (!words->is_null())
                merged.set(part, std::move(*words));
        }
    }
    return merged;
}

/// One merge while it is made.
class Merger
{
public:
    Merger(const View& view, const Case& now, const MergePolicies& policies, const Event& event, MoveMerge move)
        : m_view(view), m_now(now), m_policies(policies), m_event(event), m_again(event.op == Op::Move && move == MoveMerge::Again),
          m_writers(view.writers())
    {
    }

    Merge run()
    {
        m_merge.effective = m_event;
        m_merge.effective.set = Json::object();
        m_merge.effective.sealed.clear();
        for (const auto& [field, value] : m_event.set.members())
            read(field, value, nullptr);
        for (const auto& [field, commitment] : m_event.sealed) {
            if (field == words_name(m_event.op))
                m_merge.effective.sealed.emplace(field, commitment);
            else
                read(field, Json(), &commitment);
        }
        if (m_again)
            forget_worked_out();
        std::sort(m_merge.conflicts.begin(), m_merge.conflicts.end(),
                  [](const FieldConflict& a, const FieldConflict& b) { return a.field < b.field; });
        return std::move(m_merge);
    }

private:
    void read(const std::string& field, const Json& value, const Hash* commitment)
    {
        if (m_policies.is_worked_out(field, m_event.transition)) {
            if (!m_again)
                keep(field, value, commitment);
        } else if (!is_changed(field)) {
            keep(field, value, commitment);
        } else if (!(commitment == nullptr && (holds(m_now, field, value) || holds(m_view.base, field, value)))) {
            m_merge.interfered = true;
            settle(field, value, commitment);
        }
    }

    /// Whether somebody gave it another value since. Two sealed values are never known to be equal.
    bool is_changed(const std::string& field) const
    {
        const bool sealed = holds_sealed(m_now, field);
        return m_view.base.fields[field] != m_now.fields[field] || holds_sealed(m_view.base, field) != sealed ||
               (sealed && m_writers.contains(field));
    }

    void settle(const std::string& field, const Json& value, const Hash* commitment)
    {
        const bool plain = commitment == nullptr && !holds_sealed(m_now, field);
        switch (m_policies.of(field)) {
        case MergePolicy::Latest: return keep(field, value, commitment);
        case MergePolicy::Owner: return settle_by_owner(field, value, commitment);
        case MergePolicy::Max: return settle_by_order(field, value, commitment, plain, std::partial_ordering::greater);
        case MergePolicy::Min: return settle_by_order(field, value, commitment, plain, std::partial_ordering::less);
        case MergePolicy::Text:
            if (auto merged = plain ? merge_words(m_view.base.fields[field], m_now.fields[field], value) : std::nullopt)
                return keep(field, *merged, nullptr);
            break;
        case MergePolicy::Set:
            if (plain && settle_by_elements(field, value))
                return;
            break;
        case MergePolicy::Conflict: break;
        }
        conflict(field, value, commitment);
    }

    void settle_by_owner(const std::string& field, const Json& value, const Hash* commitment)
    {
        if (m_event.actor == m_view.opener)
            return keep(field, value, commitment);
        const auto writer = m_writers.find(field);
        if (writer == m_writers.end() || writer->second != m_view.opener)
            conflict(field, value, commitment);
    }

    /// No value is less than any, and greater than any as well.
    void settle_by_order(const std::string& field, const Json& value, const Hash* commitment, bool plain, std::partial_ordering wanted)
    {
        const Json& present = m_now.fields[field];
        if (!plain)
            return conflict(field, value, commitment);
        if (value.is_null())
            return;
        const auto compared = present.is_null() ? wanted : compare(value, present);
        if (compared == wanted)
            keep(field, value, nullptr);
        else if (compared == std::partial_ordering::unordered)
            conflict(field, value, nullptr);
    }

    /// A field set as a whole: what the writer added to it and took out of it.
    bool settle_by_elements(const std::string& field, const Json& value)
    {
        const Json& base = m_view.base.fields[field];
        if (!(value.is_array() || value.is_null()) || !(base.is_array() || base.is_null()))
            return false;
        static const Json::Array none;
        const Json::Array& before = base.is_array() ? base.items() : none;
        const Json::Array& after = value.is_array() ? value.items() : none;
        push_missing(m_merge.effective.add, field, after, before);
        push_missing(m_merge.effective.del, field, before, after);
        return true;
    }

    static void push_missing(Json& target, const std::string& field, const Json::Array& from, const Json::Array& in)
    {
        Json elements = Json::array();
        for (const Json& element : from) {
            if (!is_among(in, element))
                elements.push(element);
        }
        if (elements.size() != 0)
            target.set(field, std::move(elements));
    }

    void keep(const std::string& field, const Json& value, const Hash* commitment)
    {
        if (commitment != nullptr)
            m_merge.effective.sealed.emplace(field, *commitment);
        else
            m_merge.effective.set.set(field, value);
    }

    void conflict(const std::string& field, const Json& value, const Hash* commitment)
    {
        const bool sealed = commitment != nullptr || holds_sealed(m_now, field) || holds_sealed(m_view.base, field);
        m_merge.conflicts.push_back({field, m_now.fields[field], value, m_view.base.fields[field], sealed});
    }

    void forget_worked_out()
    {
        for (Json* elements : {&m_merge.effective.add, &m_merge.effective.del}) {
            Json kept = Json::object();
            for (const auto& [field, values] : elements->members()) {
                if (!m_policies.is_worked_out(field, m_event.transition))
                    kept.set(field, values);
            }
            *elements = std::move(kept);
        }
    }

    const View& m_view;
    const Case& m_now;
    const MergePolicies& m_policies;
    const Event& m_event;
    bool m_again;
    std::map<std::string, std::string> m_writers;
    Merge m_merge;
};

/// Files that the case has already.
void drop_known_files(const Case& now, Event& event)
{
    const auto is_known = [&](const Hash& hash) {
        return std::any_of(now.attachments.begin(), now.attachments.end(), [&](const Attachment& held) { return held.hash == hash; });
    };
    std::erase_if(event.attachments, [&](const Attachment& file) {
        return std::find(now.attachments.begin(), now.attachments.end(), file) != now.attachments.end();
    });
    if (event.sealed.contains(std::string(sealed_files)))
        std::erase_if(event.blobs, is_known);
}

const View& given(const View* view)
{
    if (view == nullptr)
        throw Error(Fault::Internal, {"შესაერთებელ მოვლენას აკლია ის, რაც მის ავტორს ჰქონდა", "an event to be merged lacks what its writer saw"});
    return *view;
}

} // namespace

std::map<std::string, std::string> View::writers() const
{
    std::map<std::string, std::string> result;
    for (const Event& event : since) {
        for (const Json* values : {&event.set, &event.add, &event.del}) {
            for (const auto& [field, value] : values->members())
                result[field] = event.actor;
        }
        for (const auto& [field, commitment] : event.sealed) {
            if (field != words_name(event.op) && !(event.op == Op::Attach && field == sealed_files))
                result[field] = event.actor;
        }
    }
    return result;
}

Merge merge(const View& view, const Case& now, const MergePolicies& policies, const Event& event, MoveMerge move)
{
    return Merger(view, now, policies, event, move).run();
}

bool takes_effect(Op op, Verdict verdict, std::uint16_t rule)
{
    return verdict == Verdict::Applied || verdict == Verdict::Merged ||
           (verdict == Verdict::Conflict && op == Op::Set && rule == changed_elsewhere_rule);
}

bool needs_view(Op op, Verdict verdict)
{
    return (op == Op::Set && (verdict == Verdict::Merged || verdict == Verdict::Conflict)) ||
           (op == Op::Move && verdict == Verdict::Merged);
}

Event effect_of(const Case& now, const Event& event, Verdict verdict, std::uint16_t rule, const View* view, const MergePolicies& policies)
{
    if (needs_view(event.op, verdict)) {
        const bool again = event.op == Op::Move && rule == same_act_rule;
        Event effect = merge(given(view), now, policies, event, again ? MoveMerge::Again : MoveMerge::Onwards).effective;
        if (again)
            effect.op = Op::Set, effect.from.clear(), effect.to.clear(), effect.transition.clear();
        return effect;
    }
    Event effect = event;
    if (verdict == Verdict::Merged && event.op == Op::Attach)
        drop_known_files(now, effect);
    return effect;
}

bool fold(Case& subject, const Event& event, const Hash& event_id, Verdict verdict, std::uint16_t rule, const View* view,
          const MergePolicies& policies)
{
    if (!takes_effect(event.op, verdict, rule))
        return false;
    if (verdict == Verdict::Applied)
        apply(subject, event, event_id);
    else
        apply(subject, effect_of(subject, event, verdict, rule, view, policies), event_id);
    return true;
}

} // namespace ogp::model
