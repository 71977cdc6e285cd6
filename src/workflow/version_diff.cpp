#include "workflow/version_diff.hpp"

#include "workflow/compiled_parts.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace ogp::workflow {
namespace {

/// What is told of a key that has no rule: that somebody must look at it.
constexpr ChangeClass without_rule = ChangeClass::Careful;

struct KeyRule
{
    std::string_view part; ///< "" for every part
    std::string_view key;
    ChangeClass weight;
};

constexpr KeyRule key_rules[] = {
    {"", "label", ChangeClass::Safe},
    {"", "help", ChangeClass::Safe},
    {"", "guard_help", ChangeClass::Safe},
    {"", "legal_basis", ChangeClass::Safe},
    {"type", "plural", ChangeClass::Safe},
    {"type", "columns", ChangeClass::Safe},
    {"type", "title", ChangeClass::Safe},
    {"type", "statistics", ChangeClass::Safe},
    {"type", "number", ChangeClass::Breaking},
    {"type", "parent", ChangeClass::Breaking},
    {"field", "type", ChangeClass::Breaking},
    {"field", "many", ChangeClass::Breaking},
    {"field", "of", ChangeClass::Breaking},
    {"field", "to", ChangeClass::Breaking},
    {"field", "currency", ChangeClass::Breaking},
    {"field", "privacy", ChangeClass::Breaking},
    {"field", "default", ChangeClass::Safe},
};

ChangeClass weight_of(std::string_view part, std::string_view key)
{
    const auto rule = std::find_if(std::begin(key_rules), std::end(key_rules), [&](const KeyRule& one) {
        return one.key == key && (one.part.empty() || one.part == part);
    });
    return rule == std::end(key_rules) ? without_rule : rule->weight;
}

class Difference
{
public:
    Difference(const CaseType& before, const CaseType& after) : m_before(before), m_after(after) {}

    std::vector<VersionChange> run()
    {
        header();
        enums();
        // A new field that must be given is something that whoever opens a case has to know.
        parts("field", m_before.fields, m_after.fields, compile_field, ChangeClass::Breaking,
              [](const Field& field) { return field.required ? ChangeClass::Careful : ChangeClass::Safe; });
        parts("state", m_before.states, m_after.states, compile_state, ChangeClass::Breaking,
              [](const State&) { return ChangeClass::Safe; });
        parts("transition", m_before.transitions, m_after.transitions, compile_transition, ChangeClass::Careful,
              [](const Transition&) { return ChangeClass::Safe; });
        parts("sla", m_before.slas, m_after.slas, compile_sla, ChangeClass::Careful, [](const Sla&) { return ChangeClass::Careful; });
        children();
        return std::move(m_changes);
    }

private:
    /// What the case type says of itself: everything but the lists that are told part by part.
    void header()
    {
        static constexpr std::string_view told_apart[] = {"enums", "fields", "states", "transitions", "slas",   "child_rules", "migrate",
                                                          "children", "id",   "version", "ogp",        "format", "uses"};
        const auto told = [](const Json& compiled) {
            Json rest = compiled;
            for (const std::string_view key : told_apart)
                rest.erase(key);
            return rest;
        };
        members("type", m_after.id, told(compile(m_before)), told(compile(m_after)));
    }

    void members(std::string_view part, const std::string& id, const Json& before, const Json& after)
    {
        std::set<std::string> keys;
        for (const Json* side : {&before, &after})
            for (const auto& [key, value] : side->members())
                keys.insert(key);
        for (const std::string& key : keys)
            if (before[key] != after[key])
                m_changes.push_back({weight_of(part, key), ChangeKind::Changed, std::string(part), id, key, before[key], after[key]});
    }

    void tell(ChangeClass weight, ChangeKind kind, std::string_view part, std::string id, const Localized& label)
    {
        VersionChange change{weight, kind, std::string(part), std::move(id), {}, {}, {}};
        (kind == ChangeKind::Added ? change.after : change.before) = label.empty() ? Json() : localized_json(label);
        m_changes.push_back(std::move(change));
    }

    template <class Item>
    static const Item* find(const std::vector<Item>& items, const std::string& id)
    {
        const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
        return found == items.end() ? nullptr : &*found;
    }

    template <class Item, class Added>
    void parts(std::string_view part, const std::vector<Item>& before, const std::vector<Item>& after, Json (*compile_one)(const Item&),
               ChangeClass removed, Added added)
    {
        for (const Item& item : before)
            if (find(after, item.id) == nullptr)
                tell(removed, ChangeKind::Removed, part, item.id, item.label);
        for (const Item& item : after) {
            if (const Item* same = find(before, item.id))
                members(part, item.id, compile_one(*same), compile_one(item));
            else
                tell(added(item), ChangeKind::Added, part, item.id, item.label);
        }
    }

    void enums()
    {
        for (const Enumeration& enumeration : m_before.enums)
            if (find(m_after.enums, enumeration.id) == nullptr)
                tell(ChangeClass::Breaking, ChangeKind::Removed, "enum", enumeration.id, {});
        for (const Enumeration& enumeration : m_after.enums) {
            const Enumeration* same = find(m_before.enums, enumeration.id);
            if (same == nullptr)
                tell(ChangeClass::Safe, ChangeKind::Added, "enum", enumeration.id, {});
            else
                enum_members(*same, enumeration);
        }
    }

    void enum_members(const Enumeration& before, const Enumeration& after)
    {
        for (const EnumMember& member : before.members)
            if (after.find(member.id) == nullptr)
                tell(ChangeClass::Breaking, ChangeKind::Removed, "member", before.id + "." + member.id, member.label);
        for (const EnumMember& member : after.members) {
            const EnumMember* same = before.find(member.id);
            if (same == nullptr)
                tell(ChangeClass::Safe, ChangeKind::Added, "member", after.id + "." + member.id, member.label);
            else if (same->label != member.label)
                m_changes.push_back({ChangeClass::Safe, ChangeKind::Changed, "member", after.id + "." + member.id, "label",
                                     localized_json(same->label), localized_json(member.label)});
        }
    }

    void children()
    {
        const auto find_rule = [](const std::vector<ChildRule>& rules, const std::string& type) {
            const auto found = std::find_if(rules.begin(), rules.end(), [&](const ChildRule& rule) { return rule.type == type; });
            return found == rules.end() ? nullptr : &*found;
        };
        for (const ChildRule& rule : m_before.child_rules)
            if (find_rule(m_after.child_rules, rule.type) == nullptr)
                tell(ChangeClass::Careful, ChangeKind::Removed, "child", rule.type, {});
        for (const ChildRule& rule : m_after.child_rules) {
            if (const ChildRule* same = find_rule(m_before.child_rules, rule.type))
                members("child", rule.type, compile_child_rule(*same), compile_child_rule(rule));
            else
                tell(ChangeClass::Careful, ChangeKind::Added, "child", rule.type, {});
        }
    }

    const CaseType& m_before;
    const CaseType& m_after;
    std::vector<VersionChange> m_changes;
};

} // namespace

std::string_view code(ChangeClass weight)
{
    switch (weight) {
    case ChangeClass::Safe: return "safe";
    case ChangeClass::Careful: return "careful";
    case ChangeClass::Breaking: return "breaking";
    }
    return "";
}

std::string_view code(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Added: return "added";
    case ChangeKind::Removed: return "removed";
    case ChangeKind::Changed: return "changed";
    }
    return "";
}

std::vector<VersionChange> diff_versions(const CaseType& before, const CaseType& after)
{
    return Difference(before, after).run();
}

} // namespace ogp::workflow
