#include "workflow/expression.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

/// Goes through a case type and says of each finding where it was.
class Check
{
public:
    Check(const CaseType& type, const std::vector<CaseType>& types, Guard::ChildNames children)
        : m_type(type), m_types(types), m_children(children)
    {
    }

    Findings run()
    {
        for (const Field& field : m_type.fields)
            value(field.computed, nullptr, m_type, field, "fields." + field.id + ".computed");
        for (const Transition& transition : m_type.transitions)
            check(transition);
        for (const Sla& sla : m_type.slas)
            check(sla);
        return std::move(m_findings);
    }

private:
    void guard(const std::string& source, const Transition* transition, const std::string& where)
    {
        if (source.empty())
            return;
        Findings found;
        Guard::compile(source, m_type, transition, found, m_children);
        take(std::move(found), where);
    }

    void value(const std::string& source, const Transition* transition, const CaseType& target, const Field& wanted,
               const std::string& where)
    {
        if (source.empty())
            return;
        Findings found;
        Expression::compile(source, m_type, transition, target, wanted, found, m_children);
        take(std::move(found), where);
    }

    void take(Findings found, const std::string& where)
    {
        for (Finding& finding : found) {
            finding.where = m_type.id + "." + where;
            m_findings.push_back(std::move(finding));
        }
    }

    void check(const Transition& transition)
    {
        const std::string where = "transitions." + transition.id;
        for (const auto& [name, source] : transition.set) {
            if (const Field* field = m_type.field(name))
                value(source, &transition, m_type, *field, where + ".set." + name);
        }
        if (transition.automatic)
            guard(transition.automatic->when, nullptr, where + ".auto.when");
        check(transition.effects, &transition, where + ".effects");
    }

    void check(const std::vector<Effect>& effects, const Transition* transition, const std::string& where)
    {
        for (std::size_t i = 0; i < effects.size(); ++i) {
            const std::string here = where + "." + std::to_string(i);
            guard(effects[i].when, transition, here + ".when");
            const auto child = std::find_if(m_types.begin(), m_types.end(), [&](const CaseType& candidate) {
                return effects[i].kind == EffectKind::CreateChild && candidate.id == effects[i].what;
            });
            if (child == m_types.end())
                continue;
            for (const auto& [name, source] : effects[i].values) {
                if (const Field* field = child->field(name))
                    value(source, transition, *child, *field, here + ".set." + name);
            }
        }
    }

    void check(const Sla& sla)
    {
        const std::string where = "slas." + sla.id;
        guard(sla.applies, nullptr, where + ".applies");
        guard(sla.start.when, nullptr, where + ".start.when");
        guard(sla.pause.when, nullptr, where + ".pause.when");
        guard(sla.stop.when, nullptr, where + ".stop.when");
        guard(sla.reset.when, nullptr, where + ".reset.when");
        for (std::size_t i = 0; i < sla.warnings.size(); ++i)
            check(sla.warnings[i].effects, nullptr, where + ".warn." + std::to_string(i));
        check(sla.breach.effects, nullptr, where + ".breach");
        for (std::size_t i = 0; i < sla.escalations.size(); ++i)
            check(sla.escalations[i].effects, nullptr, where + ".escalate." + std::to_string(i));
    }

    const CaseType& m_type;
    const std::vector<CaseType>& m_types;
    Guard::ChildNames m_children;
    Findings m_findings;
};

} // namespace

Findings check_expressions(const CaseType& type, const std::vector<CaseType>& types, Guard::ChildNames children)
{
    return Check(type, types, children).run();
}

} // namespace ogp::workflow
