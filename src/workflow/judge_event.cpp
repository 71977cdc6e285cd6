#include "workflow/judge_event.hpp"

#include "workflow/acting_role.hpp"
#include "workflow/event_intent.hpp"
#include "workflow/judge.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

using model::Op;
using model::Verdict;

EventVerdict rejected(std::string rule, Localized reason)
{
    EventVerdict verdict;
    verdict.verdict = Verdict::Rejected;
    verdict.refusal = Refusal{rule, std::move(reason), {}};
    verdict.rule = std::move(rule);
    return verdict;
}

EventVerdict rejected(Refusal refusal)
{
    EventVerdict verdict;
    verdict.verdict = Verdict::Rejected;
    verdict.rule = refusal.rule;
    verdict.refusal = std::move(refusal);
    return verdict;
}

EventVerdict conflict(std::string rule, std::optional<Refusal> refusal = {})
{
    EventVerdict verdict;
    verdict.verdict = Verdict::Conflict;
    verdict.rule = std::move(rule);
    verdict.refusal = std::move(refusal);
    return verdict;
}

EventVerdict applied(Permit permit)
{
    EventVerdict verdict;
    verdict.permit = std::move(permit);
    return verdict;
}

EventVerdict merged(std::string rule, std::optional<Permit> permit)
{
    EventVerdict verdict;
    verdict.verdict = Verdict::Merged;
    verdict.rule = std::move(rule);
    verdict.permit = std::move(permit);
    return verdict;
}

bool is_fact(Op op) { return op == Op::Comment || op == Op::Attach || op == Op::Link; }

/// One event while it is judged.
class EventJudge
{
public:
    EventJudge(const CaseType& type, const Scene& scene, const Actor& actor, const model::Event& event, const Facts& facts)
        : m_type(type), m_scene(scene), m_actor(actor), m_event(event), m_facts(facts),
          m_origin(scene.expected != nullptr ? Origin::Consequence : Origin::Person)
    {
    }

    EventVerdict run()
    {
        if (!is_known_act())
            return rejected("only_authority", {"ამას მხოლოდ მთავარი საცავი აკეთებს", "only the authority does this"});
        if (m_actor.role == system_role && m_scene.expected == nullptr)
            return rejected("not_a_consequence", {"სისტემის ქმედება არაფრიდან გამომდინარეობს", "the act of the system follows from nothing"});
        if ((m_event.op == Op::Open) != (m_scene.now == nullptr))
            return rejected("unknown_case", {"ასეთი საქმე არ არის", "there is no such case"});
        if (m_scene.now != nullptr && m_event.case_uid != m_scene.now->uid)
            return altered();
        if (m_scene.now != nullptr && m_scene.seen == nullptr && !is_fact(m_event.op) && m_event.base != m_scene.now->version)
            return rejected("bad_base", {"საქმის ასეთი ვერსია არ ყოფილა", "the case never had that version"});
        m_intent = m_scene.expected != nullptr ? *m_scene.expected : intent_of(m_type, m_event);
        m_intent.disputed = m_scene.disputed;
        if (m_event.op == Op::Open && m_scene.expected == nullptr)
            read_inherited();
        if (m_event.op == Op::Open || m_scene.seen == nullptr || is_fact(m_event.op))
            return on_present();
        return on_older();
    }

private:
    /// What decide() permits on a case, and whether the event says just that.
    struct Ruling
    {
        Decision decision;
        bool same = false;

        bool stands() const { return decision.allowed() && same; }
    };

    bool is_known_act() const
    {
        const Op op = m_event.op;
        return op == Op::Open || op == Op::Set || op == Op::Move || op == Op::Vote || op == Op::Resolve || is_fact(op);
    }

    EventVerdict altered() const
    {
        return rejected("altered", {"მოვლენაში ის არ წერია, რაც წესებით გამოდის", "the event does not say what follows by the rules"});
    }

    /// A value that a part takes over from the case above it and that the event does not have was taken away by hand.
    void read_inherited()
    {
        if (m_facts.parent == nullptr)
            return;
        for (const ChildRule& rule : m_facts.parent->type.child_rules) {
            if (rule.type != m_type.id)
                continue;
            for (const std::string& name : rule.inherit)
                if (m_type.field(name) != nullptr && m_intent.set.find(name) == nullptr && !m_event.sealed.contains(name))
                    m_intent.set.set(name, Json());
        }
    }

    Ruling rule_on(const model::Case* subject) const
    {
        const bool twofold = m_event.op == Op::Move && m_scene.expected == nullptr && has_effect_elements(m_type, m_intent);
        if (twofold) {
            const Intent bare = without_effect_elements(m_type, m_intent);
            Ruling ruling = ruling_of(bare, subject);
            if (ruling.stands())
                return ruling;
        }
        return ruling_of(m_intent, subject);
    }

    Ruling ruling_of(const Intent& intent, const model::Case* subject) const
    {
        Ruling ruling{decide(m_type, subject, m_actor, intent, m_facts)};
        ruling.same = ruling.decision.allowed() && says(m_event, m_type, intent, *ruling.decision.permit, m_origin, m_scene.why);
        return ruling;
    }

    /// Nothing stands between the writer and the authority.
    EventVerdict on_present()
    {
        if (m_event.op == Op::Attach)
            return attach();
        Ruling ruling = rule_on(m_scene.now);
        if (ruling.stands())
            return applied(std::move(*ruling.decision.permit));
        if (ruling.decision.allowed())
            return altered();
        if ((m_event.op == Op::Link || m_event.op == Op::Vote) && ruling.decision.refusal->rule == "nothing_to_do")
            return merged("same_act", std::nullopt);
        return rejected(std::move(*ruling.decision.refusal));
    }

    /// Files that somebody else has attached meanwhile are there once.
    EventVerdict attach()
    {
        model::Case without = *m_scene.now;
        const auto is_given = [&](const model::Attachment& held) {
            return std::find(m_event.attachments.begin(), m_event.attachments.end(), held) != m_event.attachments.end();
        };
        const bool meets = std::erase_if(without.attachments, is_given) != 0;
        Ruling ruling = rule_on(&without);
        if (!ruling.decision.allowed())
            return rejected(std::move(*ruling.decision.refusal));
        if (!ruling.same)
            return altered();
        return meets ? merged("same_act", std::move(ruling.decision.permit)) : applied(std::move(*ruling.decision.permit));
    }

    /// The writer had not seen everything.
    EventVerdict on_older()
    {
        Ruling then = rule_on(&m_scene.seen->base);
        if (!then.stands()) {
            // What was gathered beside the case may have changed since; where the present bears it out, that counts.
            Ruling ruling = in_its_state(*m_scene.now) ? rule_on(m_scene.now) : Ruling{};
            if (!ruling.stands())
                return then.decision.allowed() ? altered() : rejected(std::move(*then.decision.refusal));
        }
        switch (m_event.op) {
        case Op::Vote: return older_vote();
        case Op::Move: return older_move();
        case Op::Resolve: return older_resolve();
        default: return older_set();
        }
    }

    bool in_its_state(const model::Case& subject) const { return m_event.from.empty() || subject.state == m_event.from; }

    EventVerdict older_vote()
    {
        Ruling ruling = rule_on(m_scene.now);
        if (ruling.decision.allowed())
            return applied(std::move(*ruling.decision.permit));
        if (ruling.decision.refusal->rule == "nothing_to_do")
            return merged("same_act", std::nullopt);
        return conflict("no_longer_allowed", std::move(ruling.decision.refusal));
    }

    EventVerdict older_set()
    {
        Decision decision = decide(m_type, m_scene.now, m_actor, m_intent, m_facts);
        if (!decision.allowed())
            return decision.refusal->rule == "nothing_to_do" ? merged("same_act", std::nullopt)
                                                             : conflict("no_longer_allowed", std::move(decision.refusal));
        return by_fields(std::move(*decision.permit), model::MoveMerge::Onwards);
    }

    EventVerdict older_move()
    {
        const model::Case& now = *m_scene.now;
        if (was_made_since(m_event.transition))
            return again();
        if (now.state == m_event.from)
            return onwards(now);
        if (is_confluent()) {
            model::Case before = now;
            before.state = m_event.from;
            return onwards(before);
        }
        return conflict(goes_before() ? "review" : "moved_elsewhere");
    }

    EventVerdict again()
    {
        model::Merge met = merge(*m_scene.seen, *m_scene.now, m_type.merge_policies(), m_event, model::MoveMerge::Again);
        if (met.conflicts.empty())
            return merged("same_act", std::nullopt);
        EventVerdict verdict = conflict("changed_elsewhere");
        verdict.conflicts = std::move(met.conflicts);
        return verdict;
    }

    EventVerdict onwards(const model::Case& subject)
    {
        Ruling ruling = rule_on(&subject);
        if (!ruling.decision.allowed())
            return conflict("no_longer_allowed", std::move(ruling.decision.refusal));
        return by_fields(std::move(*ruling.decision.permit), model::MoveMerge::Onwards);
    }

    EventVerdict older_resolve()
    {
        if (m_scene.now->state != m_event.from)
            return conflict("moved_elsewhere");
        Ruling ruling = rule_on(m_scene.now);
        if (!ruling.decision.allowed())
            return conflict("no_longer_allowed", std::move(ruling.decision.refusal));
        EventVerdict verdict = by_fields(std::move(*ruling.decision.permit), model::MoveMerge::Onwards);
        if (verdict.verdict == Verdict::Merged) // A settlement counts as it is or not at all.
            return conflict("changed_elsewhere");
        return verdict;
    }

    EventVerdict by_fields(Permit permit, model::MoveMerge move)
    {
        const model::MergePolicies policies = m_type.merge_policies();
        model::Merge met = merge(*m_scene.seen, *m_scene.now, policies, m_event, move);
        EventVerdict verdict;
        if (!met.conflicts.empty()) {
            verdict = conflict("changed_elsewhere");
            verdict.conflicts = std::move(met.conflicts);
            if (m_event.op != Op::Set)
                return verdict;
        } else if (met.interfered) {
            verdict = merged("field_policy", std::nullopt);
        }
        verdict.repair = repair(met.effective, permit, policies);
        verdict.permit = std::move(permit);
        return verdict;
    }

    /// What the case type works out of the case as it will be, where the event says something else.
    Json repair(const model::Event& effective, const Permit& permit, const model::MergePolicies& policies) const
    {
        Json values = Json::object();
        model::Case after = *m_scene.now;
        apply(after, effective, Hash());
        for (const auto& [field, value] : permit.set.members()) {
            if (!policies.is_worked_out(field, m_event.transition) || std::binary_search(policies.computed.begin(), policies.computed.end(), field))
                continue;
            if (after.fields[field] != value) {
                values.set(field, value);
                after.fields.set(field, value);
            }
        }
        if (policies.computed.empty())
            return values;
        try {
            const Intent nothing;
            const Json computed = Judge(m_type, &after, m_actor, nothing, m_facts).computed();
            for (const auto& [field, value] : computed.members())
                values.set(field, value);
        } catch (const Refused&) {
            // What has no value now is worked out with the next act.
        }
        return values;
    }

    bool was_made_since(const std::string& transition) const
    {
        const auto& since = m_scene.seen->since;
        return std::any_of(since.begin(), since.end(),
                           [&](const model::Event& event) { return event.op == Op::Move && event.transition == transition; });
    }

    /// Whether all that was done to the state since may as well come before this.
    bool is_confluent() const
    {
        bool met = false;
        for (const model::Event& event : m_scene.seen->since) {
            if (event.op == Op::Migrate || (event.op == Op::Resolve && event.from != event.to))
                return false;
            if (event.op != Op::Move)
                continue;
            met = true;
            const auto pairs = [&](const auto& pair) {
                return pair == std::pair(event.transition, m_event.transition) || pair == std::pair(m_event.transition, event.transition);
            };
            if (std::none_of(m_type.confluent.begin(), m_type.confluent.end(), pairs))
                return false;
        }
        return met;
    }

    /// Whether the transition has a higher rank in law than the last one that was made.
    bool goes_before() const
    {
        const auto rank = [&](const std::string& transition) {
            return std::find(m_type.precedence.begin(), m_type.precedence.end(), transition) - m_type.precedence.begin();
        };
        const auto& since = m_scene.seen->since;
        const auto last = std::find_if(since.rbegin(), since.rend(), [](const model::Event& event) { return event.op == Op::Move; });
        return last != since.rend() && rank(m_event.transition) < rank(last->transition);
    }

    const CaseType& m_type;
    const Scene& m_scene;
    const Actor& m_actor;
    const model::Event& m_event;
    const Facts& m_facts;
    Origin m_origin;
    Intent m_intent;
};

} // namespace

EventVerdict judge_event(const CaseType& type, const Scene& scene, const Actor& actor, const model::Event& event, const Facts& facts)
{
    EventVerdict verdict = EventJudge(type, scene, actor, event, facts).run();
    if (verdict.verdict != Verdict::Rejected || scene.others == nullptr)
        return verdict;
    for (const model::View& view : *scene.others) {
        Scene other = scene;
        other.seen = &view;
        EventVerdict found = EventJudge(type, other, actor, event, facts).run();
        if (found.verdict != Verdict::Rejected)
            return found;
    }
    return verdict;
}

} // namespace ogp::workflow
