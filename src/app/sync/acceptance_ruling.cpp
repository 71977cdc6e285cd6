#include "app/sync/acceptance.hpp"

#include "app/sync/leases.hpp"
#include "ledger/verdict_rule.hpp"
#include "model/case_chain.hpp"
#include "model/event_detail.hpp"

#include <algorithm>
#include <utility>

namespace ogp::app {
namespace {

using ledger::Verdict;

bool is_offline_act(model::Op op)
{
    return acts_on_case(op) && op != model::Op::Tick && op != model::Op::Migrate;
}

/// Who may say that an act counts from another time than it was written.
bool may_date(std::string_view role)
{
    return role == workflow::admin_role || role == workflow::importer_role;
}

} // namespace

const workflow::CaseType* Acceptance::type_of(const model::Event& event, const store::CaseRow* row) const
{
    if (row != nullptr)
        return row->subject.type == event.type ? &m_repository.type(row->subject.workflow) : nullptr;
    const workflow::CaseType* type = event.op == model::Op::Open && event.workflow ? m_repository.find_type(*event.workflow) : nullptr;
    return type != nullptr && type->id == event.type ? type : nullptr;
}

const std::optional<store::ActorRow>& Acceptance::actor(const std::string& id)
{
    auto known = m_actors.find(id);
    if (known == m_actors.end())
        known = m_actors.emplace(id, m_repository.store().actor(id)).first;
    return known->second;
}

Acceptance::Ruling Acceptance::ruling(const PushedEvent& pushed, std::uint16_t quarantine, const store::CaseRow* row,
                                      const workflow::CaseType* type)
{
    const model::Event& event = pushed.event;
    const auto rejected = [](std::string_view rule) { return Ruling{Verdict::Rejected, ledger::rule_number(rule)}; };
    if (quarantine != 0)
        return {Verdict::Quarantined, quarantine};
    if (!is_offline_act(event.op))
        return rejected("only_authority");
    if (event.at.milliseconds() > m_received.milliseconds() + clock_tolerance || event.counts_from() > event.at)
        return rejected("clock_ahead");
    if (event.op != model::Op::Open && row == nullptr)
        return rejected("unknown_case");
    if (type == nullptr)
        return rejected("unknown_workflow");
    const std::optional<store::ActorRow>& who = actor(event.actor);
    if (!who)
        return rejected("unknown_actor");
    if (event.effective && !may_date(event.role))
        return rejected("role_not_allowed");
    if (const auto leased = event.op == model::Op::Open ? model::OpenDetail::from_json(event.detail) : std::nullopt) {
        const std::string series = series_of(m_repository, *type, event);
        if (!m_repository.store().lease_of(event.replica, series, leased->number) || m_repository.store().is_number_given(series, leased->number))
            return rejected("number_not_leased");
    }
    std::optional<Expected> expected;
    if (event.role == workflow::system_role && !(expected = take_expected(event)))
        return rejected("not_a_consequence");
    return judged(event, row, *type, expected ? &*expected : nullptr);
}

Acceptance::Ruling Acceptance::judged(const model::Event& event, const store::CaseRow* row, const workflow::CaseType& type,
                                      const Expected* expected)
{
    const store::ActorRow& who = *actor(event.actor);
    workflow::Scene scene;
    std::optional<model::View> view;
    std::vector<model::View> others;
    std::optional<model::Event> disputed;
    if (row != nullptr) {
        scene.now = &row->subject;
        if (const std::optional<model::CaseChain> chain = chain_of(event, *row, type)) {
            view = chain->view_of(event);
            if (!view)
                return {Verdict::Rejected, ledger::rule_number("bad_base")};
            if (!view->since.empty() || view->base != row->subject)
                scene.seen = &*view;
            others = chain->other_views_of(event);
            scene.others = &others;
        }
        disputed = disputed_by(event);
        scene.disputed = disputed ? &*disputed : nullptr;
    }
    if (expected != nullptr) {
        scene.expected = &expected->act.intent;
        scene.why = expected->why;
    }
    const workflow::Facts& facts = m_facts.gather(row, type, event.set, event.at);
    workflow::EventVerdict verdict = workflow::judge_event(type, scene, {who.id, who.roles, event.role}, event, facts);
    if (verdict.permit && !can_follow(*verdict.permit, row, who))
        return {Verdict::Conflict, ledger::rule_number("no_longer_allowed")};
    return {verdict.verdict, ledger::rule_number(verdict.rule), std::move(verdict.permit), std::move(verdict.repair)};
}

/// A part that cannot follow keeps the whole act from happening, here as where it was written (Change::follow_up).
bool Acceptance::can_follow(const workflow::Permit& permit, const store::CaseRow* row, const store::ActorRow& who)
{
    if (row == nullptr)
        return true;
    const workflow::Actor system{who.id, who.roles, std::string(workflow::system_role)};
    for (const workflow::Consequence& consequence : permit.consequences)
        for (const workflow::FurtherAct& act : m_facts.further_acts(consequence, row->subject.uid)) {
            const auto part = act.subject ? m_repository.store().find(*act.subject) : std::nullopt;
            if (!part)
                continue;
            const workflow::CaseType& type = m_repository.type(part->subject.workflow);
            const workflow::Facts& facts = m_facts.gather(&*part, type, act.intent.set, m_received);
            const workflow::Decision decision = workflow::decide(type, &part->subject, system, act.intent, facts);
            if (!decision.allowed() && decision.refusal->rule != "nothing_to_do")
                return false;
        }
    return true;
}

/// The history of the case where the writer may have seen another version than the present one. Mostly nothing: it is so where the
/// versions are the same and every event of the case has counted.
std::optional<model::CaseChain> Acceptance::chain_of(const model::Event& event, const store::CaseRow& row, const workflow::CaseType& type) const
{
    const store::Store& store = m_repository.store();
    if (event.base == row.subject.version && store.conflicts_of(row.subject.uid).empty())
        return std::nullopt;
    model::CaseChain chain;
    const model::MergePolicies policies = type.profile().merge;
    for (const store::StoredEvent& stored : store.history(row.subject.uid))
        chain.add(stored.event, stored.id, stored.leaf.verdict, stored.leaf.rule, policies);
    return chain;
}

/// The event of the case that a Resolve settles, where it still waits to be settled.
std::optional<model::Event> Acceptance::disputed_by(const model::Event& event) const
{
    const auto detail = event.op == model::Op::Resolve ? model::ResolveDetail::from_json(event.detail) : std::nullopt;
    const auto stored = detail ? m_repository.store().find_event(detail->event) : std::nullopt;
    const auto conflict = stored ? m_repository.store().conflict(stored->sequence) : std::nullopt;
    return conflict && !conflict->resolved_by && conflict->subject == event.case_uid ? std::optional(stored->event) : std::nullopt;
}

} // namespace ogp::app
