#include "workflow/guard_names.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace ogp::workflow {
namespace {

constexpr std::array roots = {"case", "user", "now", "today", "input", "children", "votes", "sla", "true", "false"};
constexpr std::array<std::pair<std::string_view, GuardKind>, 5> case_members = {{{"state", GuardKind::State},
                                                                               {"id", GuardKind::Text},
                                                                               {"version", GuardKind::Integer},
                                                                               {"entered_at", GuardKind::Instant},
                                                                               {"created_at", GuardKind::Instant}}};
constexpr std::array<std::pair<std::string_view, GuardKind>, 4> clock_members = {
    {{"used", GuardKind::Integer}, {"left", GuardKind::Integer}, {"status", GuardKind::Text}, {"pauses", GuardKind::Integer}}};

GuardKind kind_of(FieldType type)
{
    switch (type) {
    case FieldType::String:
    case FieldType::Text:
    case FieldType::Ref:
    case FieldType::Email:
    case FieldType::Phone:
    case FieldType::Url: return GuardKind::Text;
    case FieldType::Integer: return GuardKind::Integer;
    case FieldType::Decimal: return GuardKind::Decimal;
    case FieldType::Boolean: return GuardKind::Boolean;
    case FieldType::Date: return GuardKind::Date;
    case FieldType::PrintedDate: return GuardKind::PrintedDate;
    case FieldType::Datetime: return GuardKind::Instant;
    case FieldType::Enum: return GuardKind::Enum;
    case FieldType::Money: return GuardKind::Money;
    case FieldType::Duration: return GuardKind::Duration;
    case FieldType::Localized:
    case FieldType::Person:
    case FieldType::Record:
    case FieldType::Geo:
    case FieldType::Attachment: return GuardKind::Opaque;
    }
    return GuardKind::Opaque;
}

template <class Items>
std::vector<std::string> ids_of(const Items& items)
{
    std::vector<std::string> ids;
    for (const auto& item : items)
        ids.push_back(item.id);
    return ids;
}

} // namespace

GuardType type_of_field(const Field& field)
{
    GuardType type{kind_of(field.type), field.many, {}};
    if (type.kind == GuardKind::Enum)
        type.of = field.of;
    else if (type.kind == GuardKind::Money)
        type.of = field.currency;
    else if (type.kind == GuardKind::Opaque)
        type.of = std::string(code(field.type));
    return type;
}

GuardType GuardNames::check(const GuardNode& node, const SetFields& known) const
{
    const std::string& root = node.path.front();
    if (node.path.size() == 1)
        return single(node);
    const bool is_long = root == "votes" || root == "sla";
    if (node.path.size() != (is_long ? 3U : 2U) && std::find(roots.begin(), roots.end(), root) != roots.end())
        return m_reporter.refuse("guard_name", node,
                                 is_long ? say("იწერება სამ ნაწილად: {}.სახელი.მნიშვნელობა", "it is written in three parts: {}.name.value", root)
                                         : say("იწერება ორ ნაწილად: {}.სახელი", "it is written in two parts: {}.name", root));
    if (root == "case")
        return of_case(node, known);
    if (root == "input")
        return of_input(node, known);
    if (root == "user")
        return of_user(node);
    if (root == "children")
        return of_children(node);
    if (root == "votes")
        return of_votes(node);
    if (root == "sla")
        return of_clock(node);
    return m_reporter.unknown_name(node, root, {"case", "user", "children", "input", "votes", "sla"});
}

GuardType GuardNames::check_presence(const GuardNode& node) const
{
    if (!node.is_under("case") && !node.is_under("input"))
        return m_reporter.refuse("guard_type", node,
                                 Localized("has-ს ველი სჭირდება: has(case.…) ან has(input.…)", "has takes a field: has(case.…) or has(input.…)"));
    const Field* field = find_field(node, node.is_under("case"));
    return field == nullptr ? GuardType{} : type_of_field(*field);
}

GuardType GuardNames::single(const GuardNode& node) const
{
    const std::string& root = node.path.front();
    if (root == "now")
        return {GuardKind::Instant, false, {}};
    if (root == "today")
        return {GuardKind::Date, false, {}};
    if (std::find(roots.begin(), roots.end(), root) != roots.end())
        return m_reporter.refuse("guard_name", node, say("„{0}“-ს აკლია სახელი: {0}.…", "\"{0}\" needs a name: {0}.…", root));
    return m_reporter.unknown_name(node, root, {roots.begin(), roots.end()});
}

const Field* GuardNames::find_field(const GuardNode& node, bool with_others) const
{
    const Field* field = m_type.field(node.path.back());
    if (field == nullptr) {
        std::vector<std::string> names;
        for (const auto& [name, kind] : case_members) {
            if (with_others)
                names.emplace_back(name);
        }
        for (const Field& candidate : m_type.fields)
            names.push_back(candidate.id);
        m_reporter.unknown_name(node, node.path.back(), names);
    }
    return field;
}

GuardType GuardNames::readable(const GuardNode& node, const Field& field, bool is_known) const
{
    const std::string& root = node.path.front();
    if (is_sealed(field.privacy))
        return m_reporter.refuse("guard_sealed", node,
                                 say("„{0}“ პირადი მონაცემია: დასაშვებია მხოლოდ has({1}.{0})",
                                     "\"{0}\" is personal: only has({1}.{0}) may be asked", field.id, root));
    if (!is_known)
        return m_reporter.refuse("guard_missing", node,
                                 say("„{0}“ შეიძლება არ იყოს შევსებული: წინ დაუმატეთ has({1}.{0}) &&",
                                     "\"{0}\" may be unset: put has({1}.{0}) && before it", field.id, root));
    // An enumeration that does not exist has been reported where the field is defined.
    if (field.type == FieldType::Enum && m_type.enumeration(field.of) == nullptr)
        return {};
    return type_of_field(field);
}

GuardType GuardNames::of_case(const GuardNode& node, const SetFields& known) const
{
    const std::string& member = node.path.back();
    for (const auto& [name, kind] : case_members) {
        if (name == member)
            return {kind, false, {}};
    }
    const Field* field = find_field(node, true);
    return field == nullptr ? GuardType{} : readable(node, *field, known.contains(member));
}

GuardType GuardNames::of_input(const GuardNode& node, const SetFields& known) const
{
    const Field* field = find_field(node, false);
    return field == nullptr ? GuardType{} : readable(node, *field, known.contains(sent(node.path.back())));
}

GuardType GuardNames::of_user(const GuardNode& node) const
{
    const std::string& member = node.path.back();
    if (member == "id" || member == "role" || member == "unit")
        return {GuardKind::Text, false, {}};
    return m_reporter.unknown_name(node, member, {"id", "role", "unit"});
}

GuardType GuardNames::of_children(const GuardNode& node) const
{
    const auto& names = m_type.children;
    if (m_children == Guard::ChildNames::Known && std::find(names.begin(), names.end(), node.path.back()) == names.end())
        return m_reporter.unknown_name(node, node.path.back(), names);
    return {GuardKind::Children, false, {}};
}

GuardType GuardNames::of_votes(const GuardNode& node) const
{
    const std::vector<std::string> groups = ids_of(m_type.votes.groups);
    if (std::find(groups.begin(), groups.end(), node.path[1]) == groups.end())
        return m_reporter.unknown_name(node, node.path[1], groups);
    std::vector<std::string> members(vote_choices.begin(), vote_choices.end());
    members.emplace_back("cast");
    if (std::find(members.begin(), members.end(), node.path[2]) == members.end())
        return m_reporter.unknown_name(node, node.path[2], members);
    return {GuardKind::Integer, false, {}};
}

GuardType GuardNames::of_clock(const GuardNode& node) const
{
    if (m_type.sla(node.path[1]) == nullptr)
        return m_reporter.unknown_name(node, node.path[1], ids_of(m_type.slas));
    std::vector<std::string> members;
    for (const auto& [name, kind] : clock_members) {
        if (name == node.path[2])
            return {kind, false, {}};
        members.emplace_back(name);
    }
    return m_reporter.unknown_name(node, node.path[2], members);
}

} // namespace ogp::workflow
