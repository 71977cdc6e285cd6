#include "workflow/loader.hpp"

#include "base/text.hpp"
#include "workflow/expression.hpp"
#include "workflow/guard.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

void add(Findings& findings, const char* code, std::string where, Localized message)
{
    Finding finding;
    finding.code = code;
    finding.where = std::move(where);
    finding.message = std::move(message);
    findings.push_back(std::move(finding));
}

void check_ids(const std::vector<std::string>& ids, Findings& findings)
{
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (std::find(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(i), ids[i]) !=
            ids.begin() + static_cast<std::ptrdiff_t>(i))
            add(findings, "given_twice", ids[i],
                say("საქმის ტიპი „{}“ ორჯერ არის აღწერილი", "the case type \"{}\" is defined twice", ids[i]));
    }
}

const CaseType* find_type(const std::vector<CaseType>& types, std::string_view id)
{
    const auto found = std::find_if(types.begin(), types.end(), [&](const CaseType& type) { return type.id == id; });
    return found == types.end() ? nullptr : &*found;
}

/// The case type named, or nullptr with a finding.
const CaseType* known_type(const std::vector<CaseType>& types, const std::string& id, std::string where, Findings& findings)
{
    const CaseType* found = find_type(types, id);
    if (found != nullptr)
        return found;
    std::vector<std::string> ids;
    for (const CaseType& type : types)
        ids.push_back(type.id);
    const auto near = nearest(id, ids);
    add(findings, "unknown_case_type", std::move(where),
        near ? say("უცნობია საქმის ტიპი „{}“; ხომ არ გულისხმობდით „{}“-ს?",
                   "unknown case type \"{}\"; did you mean \"{}\"?", id, *near)
             : say("უცნობია საქმის ტიპი „{}“; არსებობს: {}", "unknown case type \"{}\"; there are: {}", id, join(ids, ", ")));
    return nullptr;
}

void check_references(const CaseType& type, const std::vector<CaseType>& types, Findings& findings)
{
    for (const Field& field : type.fields) {
        if (field.type == FieldType::Ref)
            known_type(types, field.to, type.id + ".fields." + field.id + ".to", findings);
    }
}

const std::string& parent_of(const CaseType& type)
{
    static const std::string none;
    const Field* field = type.parent_field.empty() ? nullptr : type.field(type.parent_field);
    return field == nullptr ? none : field->to;
}

/// A chain of parents must end, or showing a case with its parts never would.
void check_ancestors(const CaseType& type, const std::vector<CaseType>& types, Findings& findings)
{
    const CaseType* above = &type;
    for (std::size_t step = 0; step <= types.size(); ++step) {
        const std::string& parent = parent_of(*above);
        above = parent.empty() ? nullptr : find_type(types, parent);
        if (above == nullptr)
            return;
        if (above->id == type.id) {
            add(findings, "parent_cycle", type.id + ".parent",
                say("„{}“ თავისივე ნაწილი გამოდის", "\"{}\" is a part of itself", type.id));
            return;
        }
    }
}

/// A part is a case type whose parent is this one.
const CaseType* known_part(const CaseType& type, const std::vector<CaseType>& types, const std::string& id, const std::string& where,
                           Findings& findings)
{
    const CaseType* part = known_type(types, id, where, findings);
    if (part == nullptr || parent_of(*part) == type.id)
        return part;
    add(findings, "no_part", where, say("„{}“ არ არის „{}“-ის ნაწილი: მისი parent სხვაა", "\"{}\" is no part of \"{}\": its parent is another", id, type.id));
    return nullptr;
}

void check_part_transition(const CaseType& part, const std::string& transition, const std::string& where, Findings& findings)
{
    std::vector<std::string> ids;
    for (const Transition& known : part.transitions)
        ids.push_back(known.id);
    if (part.transition(transition) == nullptr)
        add(findings, "unknown_transition", where,
            say("„{0}“-ს გადასვლა „{1}“ არ აქვს; აქვს: {2}", "\"{0}\" has no transition \"{1}\"; it has: {2}", part.id, transition, join(ids, ", ")));
}

void check_effects(const CaseType& type, const std::vector<Effect>& effects, const std::vector<CaseType>& types, const std::string& where,
                   Findings& findings)
{
    for (const Effect& effect : effects) {
        if (effect.kind != EffectKind::CreateChild && effect.kind != EffectKind::CloseChildren)
            continue;
        const CaseType* part = known_part(type, types, effect.what, where, findings);
        if (part == nullptr)
            continue;
        if (effect.kind == EffectKind::CloseChildren)
            check_part_transition(*part, effect.by, where, findings);
        for (const auto& [field, expression] : effect.values) {
            if (part->field(field) == nullptr)
                add(findings, "unknown_field", where, say("„{}“-ს ველი „{}“ არ აქვს", "\"{}\" has no field \"{}\"", part->id, field));
        }
    }
}

void check_parts(const CaseType& type, const std::vector<CaseType>& types, Findings& findings)
{
    for (const ChildRule& rule : type.child_rules) {
        const std::string where = type.id + ".children." + rule.type;
        const CaseType* part = known_part(type, types, rule.type, where, findings);
        if (part == nullptr)
            continue;
        for (const auto& [mine, theirs] : rule.cascade)
            check_part_transition(*part, theirs, where + ".cascade." + mine, findings);
        for (const std::string& field : rule.inherit) {
            const Field* theirs = part->field(field);
            if (theirs == nullptr || theirs->type != type.field(field)->type || theirs->many != type.field(field)->many)
                add(findings, "unknown_field", where + ".inherit",
                    say("„{}“-ს იმავე ტიპის ველი „{}“ არ აქვს", "\"{}\" has no field \"{}\" of the same type", part->id, field));
        }
    }
    for (const Transition& transition : type.transitions)
        check_effects(type, transition.effects, types, type.id + ".transitions." + transition.id + ".effects", findings);
    for (const Sla& sla : type.slas) {
        for (const ClockWarning& warning : sla.warnings)
            check_effects(type, warning.effects, types, type.id + ".slas." + sla.id + ".warn", findings);
        check_effects(type, sla.breach.effects, types, type.id + ".slas." + sla.id + ".breach", findings);
        for (const ClockEscalation& escalation : sla.escalations)
            check_effects(type, escalation.effects, types, type.id + ".slas." + sla.id + ".escalate", findings);
    }
}

void check_guards(const CaseType& type, Findings& findings)
{
    for (const Transition& transition : type.transitions) {
        if (transition.when.empty())
            continue;
        Findings found;
        Guard::compile(transition.when, type, &transition, found);
        for (Finding& finding : found) {
            finding.where = type.id + ".transitions." + transition.id + ".when";
            findings.push_back(std::move(finding));
        }
    }
}

} // namespace

Findings link(std::vector<CaseType>& types)
{
    Findings findings;
    std::vector<std::string> ids;
    for (const CaseType& type : types)
        ids.push_back(type.id);
    check_ids(ids, findings);
    for (CaseType& type : types) {
        type.children.clear();
        for (const CaseType& child : types) {
            if (parent_of(child) == type.id)
                type.children.push_back(child.id);
        }
        std::sort(type.children.begin(), type.children.end());
    }
    for (const CaseType& type : types) {
        check_references(type, types, findings);
        check_ancestors(type, types, findings);
        check_parts(type, types, findings);
        check_guards(type, findings);
        for (Finding& finding : check_expressions(type, types))
            findings.push_back(std::move(finding));
    }
    return findings;
}

} // namespace ogp::workflow
