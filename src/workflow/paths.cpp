#include "workflow/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>

namespace ogp::workflow {
namespace {

bool holds(const std::vector<std::string>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// A value that a field of that kind takes, as a scenario writes it.
std::string sample(const CaseType& type, const Field& field)
{
    switch (field.type) {
    case FieldType::Integer: return std::to_string(std::max<std::int64_t>(field.min.value_or(1), 1));
    case FieldType::Decimal: return "\"1.00\"";
    case FieldType::Boolean: return "true";
    case FieldType::Date:
    case FieldType::PrintedDate: return "\"2026-06-01\"";
    case FieldType::Datetime: return "\"2026-06-01T10:00+04:00\"";
    case FieldType::Localized: return "en:text";
    case FieldType::Enum: {
        const Enumeration* members = type.enumeration(field.of);
        return members == nullptr || members->members.empty() ? "x" : members->members.front().id;
    }
    case FieldType::Ref: return "another";
    case FieldType::Person: return "{name: A}";
    case FieldType::Email: return "a@example.org";
    case FieldType::Phone: return "\"+995 32 2000000\"";
    case FieldType::Url: return "\"https://example.org\"";
    case FieldType::Record: return "{text: x}";
    case FieldType::Money: return "\"100\"";
    case FieldType::Geo: return "\"41.7151,44.8271\"";
    case FieldType::Attachment: return field.accept.empty() || holds(field.accept, "application/pdf") ? "file.pdf" : "file.jpg";
    case FieldType::Duration: return "10wd";
    default: return "text";
    }
}

/// "{a: 1, b: x}", "" for no fields.
std::string values(const CaseType& type, const std::vector<const Field*>& fields)
{
    std::string text;
    for (const Field* field : fields)
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", field->id, sample(type, *field));
    return "{" + text + "}";
}

std::vector<const Field*> required_fields(const CaseType& type)
{
    std::vector<const Field*> fields;
    for (const Field& field : type.fields)
        if (field.required && field.preset.is_null() && field.computed.empty())
            fields.push_back(&field);
    return fields;
}

std::string step(const CaseType& type, const Transition& transition)
{
    const bool by_system = transition.roles.size() == 1 && transition.roles.front() == system_role;
    if (by_system)
        return "      - {at: \"2027-06-01T10:00+04:00\", tick: true}\n";
    std::vector<const Field*> needed;
    for (const std::string& id : transition.require)
        if (const Field* field = type.field(id); field != nullptr && field->computed.empty())
            needed.push_back(field);
    return fmt::format("      - {{as: {}, actor: {}, do: {}{}{}}}\n", transition.roles.front(), transition.four_eyes ? "second" : "first",
                       transition.id, needed.empty() ? "" : ", set: " + values(type, needed),
                       transition.comment == CommentRule::Required ? ", comment: text" : "");
}

} // namespace

std::vector<Path> shortest_paths(const CaseType& type)
{
    std::map<std::string, Path> found;
    std::deque<std::string> open;
    const State& initial = type.initial_state();
    found[initial.id] = {&initial, {}};
    open.push_back(initial.id);
    while (!open.empty()) {
        const Path from = found.at(open.front());
        open.pop_front();
        for (const Transition& transition : type.transitions) {
            if (!holds(transition.from, from.state->id) || found.contains(transition.to) || type.state(transition.to) == nullptr)
                continue;
            Path next{type.state(transition.to), from.transitions};
            next.transitions.push_back(&transition);
            open.push_back(transition.to);
            found.emplace(transition.to, std::move(next));
        }
    }
    std::vector<Path> paths;
    for (const State& state : type.states)
        if (const auto path = found.find(state.id); path != found.end())
            paths.push_back(path->second);
    return paths;
}

std::string scenario_skeleton(const CaseType& type, const std::string& now)
{
    std::string text = fmt::format("# yaml-language-server: $schema=../schema/workflow_test.json\nogp: 1\nkind: workflow_test\nof: {}\nscenarios:\n", type.id);
    const std::string opener = type.permissions.open.empty() ? std::string(admin_role) : type.permissions.open.front();
    for (const Path& path : shortest_paths(type)) {
        text += fmt::format("  - name: \"{}\"\n    given: {{now: \"{}\", as: {}, create: {}}}\n", path.state->id, now, opener,
                            values(type, required_fields(type)));
        if (!path.transitions.empty())
            text += "    when:\n";
        for (const Transition* transition : path.transitions)
            text += step(type, *transition);
        text += fmt::format("    then: {{state: {}}}\n", path.state->id);
    }
    return text;
}

} // namespace ogp::workflow
