#include "workflow/loader.hpp"

#include "base/text.hpp"
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

void check_references(const CaseType& type, const std::vector<std::string>& ids, Findings& findings)
{
    for (const Field& field : type.fields) {
        if (field.type != FieldType::Ref || std::find(ids.begin(), ids.end(), field.to) != ids.end())
            continue;
        const auto near = nearest(field.to, ids);
        add(findings, "unknown_case_type", type.id + ".fields." + field.id + ".to",
            near ? say("უცნობია საქმის ტიპი „{}“; ხომ არ გულისხმობდით „{}“-ს?",
                       "unknown case type \"{}\"; did you mean \"{}\"?", field.to, *near)
                 : say("უცნობია საქმის ტიპი „{}“; არსებობს: {}", "unknown case type \"{}\"; there are: {}", field.to,
                       join(ids, ", ")));
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
        const auto found = std::find_if(types.begin(), types.end(), [&](const CaseType& t) { return t.id == parent; });
        if (parent.empty() || found == types.end())
            return;
        above = &*found;
        if (above->id == type.id) {
            add(findings, "parent_cycle", type.id + ".parent",
                say("„{}“ თავისივე ნაწილი გამოდის", "\"{}\" is a part of itself", type.id));
            return;
        }
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
        check_references(type, ids, findings);
        check_ancestors(type, types, findings);
        check_guards(type, findings);
    }
    return findings;
}

} // namespace ogp::workflow
