#include "app/cases/case_condition.hpp"

#include "app/clocks/clock_table.hpp"
#include "workflow/case_clocks.hpp"

namespace ogp::app {
namespace {

/// What all cases have: no field, every state of any type.
workflow::CaseType any_type(const Repository& repository)
{
    workflow::CaseType any;
    any.id = "case";
    for (const std::string& id : repository.type_ids())
        for (const workflow::State& state : repository.active_type(id).states)
            if (any.state(state.id) == nullptr)
                any.states.push_back(state);
    return any;
}

workflow::Guard compiled(const std::string& source, const workflow::CaseType& type, bool of_one_type)
{
    Findings findings;
    workflow::Guard guard = workflow::Guard::compile(source, type, nullptr, findings);
    if (!has_errors(findings))
        return guard;
    for (Finding& finding : findings) {
        finding.place.file = "--where";
        finding.place.line = 1;
        finding.place.excerpt = source;
    }
    throw InvalidInput(say("პირობა არასწორია", "the condition is wrong"), std::move(findings),
                       of_one_type ? Localized()
                                   : say("ველები ტიპს აქვს: ogp TYPE list --where ... ან --type TYPE",
                                         "fields belong to a case type: ogp TYPE list --where ..., or --type TYPE"));
}

} // namespace

CaseCondition::CaseCondition(const Repository& repository, const workflow::CaseType* type, const std::string& source)
    : m_repository(repository), m_calendars(repository), m_of_one_type(type != nullptr), m_today(repository.today())
{
    if (source.empty())
        return;
    m_type = m_of_one_type ? *type : any_type(repository);
    m_guard = compiled(source, m_type, m_of_one_type);
    m_counts_children = source.find("children") != std::string::npos;
    m_asks_clocks = source.find("sla.") != std::string::npos;
    m_actor = repository.reader().value_or(workflow::Actor{});
}

bool CaseCondition::holds(const store::CaseRow& row) const
{
    if (!m_guard)
        return true;
    if (!m_of_one_type)
        m_type.calendar = m_repository.type(row.subject.workflow).calendar;
    const workflow::ChildCounts children = m_counts_children ? children_of(row.subject.uid) : workflow::ChildCounts{};
    const workflow::Clocks clocks = m_asks_clocks ? clocks_of(row) : workflow::Clocks{};
    workflow::GuardContext context{m_type, row.subject, children, m_actor.id, m_actor.role, m_repository.clock().now, m_today, m_actor.unit};
    context.clocks = &clocks;
    context.calendars = &m_calendars;
    return m_guard->evaluate(context).holds;
}

workflow::Clocks CaseCondition::clocks_of(const store::CaseRow& row) const
{
    return workflow::clock_facts(m_repository.type(row.subject.workflow), bare(ClockTable(m_repository, m_calendars).of(row)), m_calendars,
                                 m_repository.clock().now);
}

workflow::ChildCounts CaseCondition::children_of(const CaseUid& uid) const
{
    workflow::ChildCounts children;
    for (const std::string& child : m_type.children)
        for (const model::StateCategory category : workflow::state_categories)
            children[child][category] = m_repository.store().count({.type = child, .category = category, .parent = uid});
    return children;
}

} // namespace ogp::app
