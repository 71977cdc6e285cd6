#include "app/cases/case_facts.hpp"

namespace ogp::app {

const workflow::Facts& CaseFacts::gather(const store::CaseRow* row, const workflow::CaseType& type, const Json& set, Instant now)
{
    m_facts = workflow::Facts();
    m_facts.now = now;
    m_facts.today = m_repository.zone().date_at(now);
    m_facts.calendars = &m_calendars;
    m_parent.reset();
    if (row == nullptr) {
        gather_parent(type, set);
        return m_facts;
    }
    m_without_rules.reset();
    if (workflow::asks_clocks(type))
        m_facts.clocks = workflow::clock_facts(type, bare(m_clocks.of(*row)), m_calendars, now);
    for (const std::string& child : workflow::counted_parts(type)) {
        auto& counts = m_facts.children[child];
        for (const auto category : workflow::state_categories)
            counts[category] = m_repository.store().count({.type = child, .category = category, .parent = row->subject.uid});
    }
    return m_facts;
}

void CaseFacts::gather_parent(const workflow::CaseType& type, const Json& set)
{
    const Json& above = type.parent_field.empty() ? Json() : set[type.parent_field];
    const auto uid = above.is_text() ? CaseUid::from_hex(above.as_text()) : std::nullopt;
    if (!uid || uid == m_without_rules)
        return;
    m_above = m_repository.store().find(*uid);
    if (!m_above)
        return;
    const workflow::CaseType& parent_type = m_repository.type(m_above->subject.workflow);
    // Only a rule for such parts makes them worth counting.
    if (parent_type.child_rules.empty()) {
        m_without_rules = uid;
        return;
    }
    m_facts.parent = &m_parent.emplace(workflow::ParentFacts{parent_type, m_above->subject, count_standing(*uid, type.id)});
}

std::int64_t CaseFacts::count_standing(const CaseUid& parent, const std::string& type) const
{
    const store::Store& store = m_repository.store();
    return store.count({.type = type, .parent = parent}) -
           store.count({.type = type, .category = model::StateCategory::Cancelled, .parent = parent});
}

std::vector<workflow::Part> CaseFacts::parts_of(const CaseUid& uid, const std::string& type) const
{
    std::vector<workflow::Part> parts;
    m_repository.store().each_case({.type = type, .parent = uid}, [&](const store::CaseRow& row) {
        const workflow::State* state = m_repository.type(row.subject.workflow).state(row.subject.state);
        parts.push_back({row.subject.uid, state != nullptr && state->terminal});
        return true;
    });
    return parts;
}

std::vector<workflow::FurtherAct> CaseFacts::further_acts(const workflow::Consequence& consequence, const CaseUid& subject) const
{
    const bool opens = consequence.kind == workflow::EffectKind::CreateChild;
    const bool closes = consequence.kind == workflow::EffectKind::CloseChildren;
    const std::string parent_field = opens ? m_repository.active_type(consequence.what).parent_field : std::string();
    const std::vector<workflow::Part> parts = closes ? parts_of(subject, consequence.what) : std::vector<workflow::Part>();
    return workflow::further_acts(consequence, subject, parts, parent_field);
}

} // namespace ogp::app
