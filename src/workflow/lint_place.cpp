#include "workflow/lint.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace ogp::workflow {
namespace {

/// What a message says of its case besides `fields`.
constexpr std::array<std::string_view, 8> letter_names = {"day", "fields", "number", "recipient", "state", "title", "type", "why"};
constexpr std::string_view letter_names_text = "day, fields, number, recipient, state, title, type, why";
constexpr std::string_view of_fields = "fields.";

class TemplateLint
{
public:
    TemplateLint(const CaseType& type, const std::map<std::string, std::vector<std::string>>& templates, Findings& findings)
        : m_type(type), m_templates(templates), m_findings(findings)
    {
    }

    void check(const std::vector<Effect>& effects, const std::string& where)
    {
        for (const Effect& effect : effects) {
            if (effect.kind != EffectKind::Notify)
                continue;
            const auto found = m_templates.find(effect.what);
            if (found == m_templates.end()) {
                unknown(effect.what, where);
                continue;
            }
            for (const std::string& name : found->second)
                check_name(effect.what, name, found->second, where);
        }
    }

private:
    void unknown(const std::string& name, const std::string& where)
    {
        std::vector<std::string> all;
        for (const auto& [known, names] : m_templates)
            all.push_back(known);
        const auto near = nearest(name, all);
        add_lint(m_findings, "unknown_template", where,
                 near ? say("შეტყობინების ნიმუში „{}“ არ არის; ხომ არ გულისხმობდით „{}“-ს?", "there is no template \"{}\"; did you mean \"{}\"?",
                            name, *near)
                      : say("შეტყობინების ნიმუში „{}“ არ არის", "there is no template \"{}\"", name));
    }

    void check_name(const std::string& id, const std::string& name, const std::vector<std::string>& names, const std::string& where)
    {
        // Inside of {{#fields}} a field stands by its own name, and "." is an item of a list.
        const bool inside = std::find(names.begin(), names.end(), "fields") != names.end();
        if (!name.starts_with(of_fields)) {
            const std::string_view head = split(name, '.').front();
            if (!inside && name != "." && std::find(letter_names.begin(), letter_names.end(), head) == letter_names.end())
                add_lint(m_findings, "template_name", where,
                         say("ნიმუში „{0}“ ასახელებს „{1}“-ს; შეტყობინებას აქვს: {2}", "the template \"{0}\" names \"{1}\"; a message has: {2}",
                             id, name, std::string(letter_names_text)));
            return;
        }
        const std::string field_name(split(name, '.')[1]);
        const Field* field = m_type.field(field_name);
        if (field == nullptr)
            add_lint(m_findings, "template_name", where,
                     say("ნიმუში „{0}“ ასახელებს ველს „{1}“, რომელიც ტიპს „{2}“ არ აქვს",
                         "the template \"{0}\" names the field \"{1}\", which the type \"{2}\" does not have", id, field_name, m_type.id));
        else if (is_sealed(field->privacy))
            add_lint(m_findings, "template_sealed", where,
                     say("ნიმუში „{0}“ ასახელებს პირად ველს „{1}“; შეტყობინებაში ის ვერ იწერება",
                         "the template \"{0}\" names the personal field \"{1}\", which no message may quote", id, field_name));
    }

    const CaseType& m_type;
    const std::map<std::string, std::vector<std::string>>& m_templates;
    Findings& m_findings;
};

} // namespace

void lint_templates(const CaseType& type, const LintContext& context, Findings& findings)
{
    if (!context.templates)
        return;
    TemplateLint lint(type, *context.templates, findings);
    for (const Transition& transition : type.transitions)
        lint.check(transition.effects, "transitions." + transition.id + ".effects");
    for (const Sla& sla : type.slas) {
        for (std::size_t i = 0; i < sla.warnings.size(); ++i)
            lint.check(sla.warnings[i].effects, fmt::format("slas.{}.warn.{}", sla.id, i));
        lint.check(sla.breach.effects, "slas." + sla.id + ".breach");
        for (std::size_t i = 0; i < sla.escalations.size(); ++i)
            lint.check(sla.escalations[i].effects, fmt::format("slas.{}.escalate.{}", sla.id, i));
    }
}

/// A role that nobody has is nobody's mistake yet: a new repository has none but its admin.
void lint_holders(const CaseType& type, const LintContext& context, Findings& findings)
{
    if (!context.holders)
        return;
    for (const Transition& transition : type.transitions) {
        std::set<std::string> people;
        for (const std::string& role : transition.roles)
            if (const auto held = context.holders->find(role); transition.four_eyes && held != context.holders->end())
                people.insert(held->second.begin(), held->second.end());
        if (people.size() == 1)
            add_lint(findings, "one_holder", "transitions." + transition.id + ".four_eyes",
                     say("საჭიროა მეორე ადამიანი, როლი კი ({0}) მარტო ერთს აქვს: {1}; მიანიჭეთ სხვასაც",
                         "a second person is needed, and only {1} has a role for it ({0}); grant it to another one too",
                         join(transition.roles, ", "), *people.begin()));
    }
}

} // namespace ogp::workflow
