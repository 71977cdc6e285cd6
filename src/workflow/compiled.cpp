#include "workflow/definition.hpp"

#include "base/error.hpp"
#include "workflow/guard_children.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

/// Of this shape of the compiled form. Another shape gets another number, and the old one stays readable.
constexpr std::int64_t format = 1;

Json words(const std::vector<std::string>& list)
{
    Json json = Json::array();
    for (const std::string& word : list)
        json.push(Json(word));
    return json;
}

Json localized(const Localized& text)
{
    return Json::object({{"en", Json(text.en)}, {"ka", Json(text.ka)}});
}

void set_text(Json& json, const char* key, const std::string& text)
{
    if (!text.empty())
        json.set(key, Json(text));
}

void set_localized(Json& json, const char* key, const Localized& text)
{
    if (!text.empty())
        json.set(key, localized(text));
}

void set_flag(Json& json, const char* key, bool flag)
{
    if (flag)
        json.set(key, Json(true));
}

Json compile_field(const Field& field)
{
    Json json = Json::object({{"id", Json(field.id)},
                              {"type", Json(code(field.type))},
                              {"privacy", Json(code(field.privacy))},
                              {"label", localized(field.label)}});
    set_flag(json, "many", field.many);
    set_flag(json, "required", field.required);
    if (field.min)
        json.set("min", Json(*field.min));
    if (field.max)
        json.set("max", Json(*field.max));
    set_text(json, "of", field.of);
    set_text(json, "to", field.to);
    if (!field.preset.is_null())
        json.set("default", field.preset);
    set_localized(json, "help", field.help);
    return json;
}

Json compile_state(const State& state)
{
    Json json = Json::object({{"id", Json(state.id)},
                              {"category", Json(model::code(state.category))},
                              {"label", localized(state.label)}});
    set_flag(json, "initial", state.initial);
    set_flag(json, "terminal", state.terminal);
    return json;
}

Json compile_transition(const Transition& transition)
{
    Json json = Json::object({{"id", Json(transition.id)},
                              {"from", words(transition.from)},
                              {"to", Json(transition.to)},
                              {"roles", words(transition.roles)},
                              {"label", localized(transition.label)}});
    if (!transition.require.empty())
        json.set("require", words(transition.require));
    set_text(json, "when", transition.when);
    set_localized(json, "guard_help", transition.guard_help);
    if (transition.comment == CommentRule::Required)
        json.set("comment", Json("required"));
    return json;
}

Json compile_enumeration(const Enumeration& enumeration)
{
    Json members = Json::array();
    for (const EnumMember& member : enumeration.members)
        members.push(Json::object({{"id", Json(member.id)}, {"label", localized(member.label)}}));
    return Json::object({{"id", Json(enumeration.id)}, {"members", std::move(members)}});
}

template <class Item>
Json compile_all(const std::vector<Item>& items, Json (*compile_one)(const Item&))
{
    Json json = Json::array();
    for (const Item& item : items)
        json.push(compile_one(item));
    return json;
}

[[noreturn]] void damaged(std::string_view what)
{
    throw Error(Fault::Integrity,
                say("საქმის ტიპის შენახული ვერსია დაზიანებულია: {}", "the stored version of a case type is damaged: {}", what),
                Localized("შეამოწმეთ საცავი: ogp fsck", "check the repository: ogp fsck"));
}

/// Reads the members of one object and, at the end, insists that there was nothing else.
class Members
{
public:
    Members(const Json& json, std::string_view what) : m_json(json), m_what(what)
    {
        if (!json.is_object())
            damaged(what);
    }

    const Json* optional(std::string_view key)
    {
        const Json* value = m_json.find(key);
        m_read += value != nullptr ? 1U : 0U;
        return value;
    }

    const Json& value(std::string_view key)
    {
        const Json* found = optional(key);
        if (found == nullptr)
            damaged(key);
        return *found;
    }

    std::string text(std::string_view key) { return text_of(value(key), key); }

    std::string optional_text(std::string_view key)
    {
        const Json* found = optional(key);
        return found == nullptr ? std::string() : given(text_of(*found, key), key);
    }

    std::optional<std::int64_t> optional_integer(std::string_view key)
    {
        const Json* found = optional(key);
        if (found == nullptr)
            return std::nullopt;
        if (!found->is_integer())
            damaged(key);
        return found->as_integer();
    }

    bool flag(std::string_view key)
    {
        const Json* found = optional(key);
        if (found != nullptr && (!found->is_boolean() || !found->as_boolean()))
            damaged(key);
        return found != nullptr;
    }

    Localized label(std::string_view key) { return label_of(value(key), key); }

    Localized optional_label(std::string_view key)
    {
        const Json* found = optional(key);
        return found == nullptr ? Localized() : given(label_of(*found, key), key);
    }

    std::vector<std::string> list(std::string_view key) { return list_of(value(key), key); }

    std::vector<std::string> optional_list(std::string_view key)
    {
        const Json* found = optional(key);
        return found == nullptr ? std::vector<std::string>() : given(list_of(*found, key), key);
    }

    template <class Item>
    std::vector<Item> all(std::string_view key, Item (*load_one)(const Json&))
    {
        const Json& array = value(key);
        if (!array.is_array())
            damaged(key);
        std::vector<Item> items;
        items.reserve(array.size());
        for (const Json& item : array.items())
            items.push_back(load_one(item));
        return items;
    }

    void end() const
    {
        if (m_read != m_json.size())
            damaged(m_what);
    }

private:
    /// What is empty is left out when compiled, so that there is one form.
    template <class Value>
    static Value given(Value value, std::string_view key)
    {
        if (value.empty())
            damaged(key);
        return value;
    }

    static std::string text_of(const Json& json, std::string_view key)
    {
        if (!json.is_text())
            damaged(key);
        return json.as_text();
    }

    static Localized label_of(const Json& json, std::string_view key)
    {
        if (json.size() != 2 || !json["ka"].is_text() || !json["en"].is_text())
            damaged(key);
        return {json["ka"].as_text(), json["en"].as_text()};
    }

    static std::vector<std::string> list_of(const Json& json, std::string_view key)
    {
        if (!json.is_array())
            damaged(key);
        std::vector<std::string> list;
        list.reserve(json.size());
        for (const Json& item : json.items())
            list.push_back(text_of(item, key));
        return list;
    }

    const Json& m_json;
    std::string_view m_what;
    std::size_t m_read = 0;
};

template <class Value>
Value known(std::optional<Value> value, std::string_view what)
{
    if (!value)
        damaged(what);
    return *value;
}

Field load_field(const Json& json)
{
    Members members(json, "field");
    Field field;
    field.id = members.text("id");
    field.type = known(field_type_from(members.text("type")), "type");
    field.privacy = known(privacy_from(members.text("privacy")), "privacy");
    field.label = members.label("label");
    field.many = members.flag("many");
    field.required = members.flag("required");
    field.min = members.optional_integer("min");
    field.max = members.optional_integer("max");
    field.of = members.optional_text("of");
    field.to = members.optional_text("to");
    if (const Json* preset = members.optional("default")) {
        if (preset->is_null())
            damaged("default");
        field.preset = *preset;
    }
    field.help = members.optional_label("help");
    members.end();
    return field;
}

State load_state(const Json& json)
{
    Members members(json, "state");
    State state;
    state.id = members.text("id");
    state.category = known(state_category_from(members.text("category")), "category");
    state.label = members.label("label");
    state.initial = members.flag("initial");
    state.terminal = members.flag("terminal");
    members.end();
    return state;
}

Transition load_transition(const Json& json)
{
    Members members(json, "transition");
    Transition transition;
    transition.id = members.text("id");
    transition.from = members.list("from");
    transition.to = members.text("to");
    transition.roles = members.list("roles");
    transition.label = members.label("label");
    transition.require = members.optional_list("require");
    transition.when = members.optional_text("when");
    transition.guard_help = members.optional_label("guard_help");
    const std::string comment = members.optional_text("comment");
    if (!comment.empty() && comment != "required")
        damaged("comment");
    transition.comment = comment.empty() ? CommentRule::Optional : CommentRule::Required;
    members.end();
    return transition;
}

EnumMember load_member(const Json& json)
{
    Members members(json, "member");
    EnumMember member{members.text("id"), members.label("label")};
    members.end();
    return member;
}

Enumeration load_enumeration(const Json& json)
{
    Members members(json, "enum");
    Enumeration enumeration{members.text("id"), members.all("members", load_member)};
    members.end();
    return enumeration;
}

Permissions load_permissions(const Json& json)
{
    Members members(json, "permissions");
    Permissions permissions{members.list("open"), members.list("set"), members.list("comment")};
    members.end();
    return permissions;
}

} // namespace

Json compile(const CaseType& type)
{
    Json json = Json::object({{"format", Json(format)},
                              {"id", Json(type.id)},
                              {"version", Json(type.version)},
                              {"label", localized(type.label)},
                              {"plural", localized(type.plural)},
                              {"comments", Json(code(type.comments))}});
    set_text(json, "number", type.number_field);
    set_text(json, "title", type.title_field);
    set_text(json, "parent", type.parent_field);
    if (!type.columns.empty())
        json.set("columns", words(type.columns));
    const std::vector<std::string> children = counted_children(type);
    if (!children.empty())
        json.set("children", words(children));
    json.set("permissions", Json::object({{"open", words(type.permissions.open)},
                                          {"set", words(type.permissions.set)},
                                          {"comment", words(type.permissions.comment)}}));
    json.set("enums", compile_all(type.enums, compile_enumeration));
    json.set("fields", compile_all(type.fields, compile_field));
    json.set("states", compile_all(type.states, compile_state));
    json.set("transitions", compile_all(type.transitions, compile_transition));
    return json;
}

CaseType load_compiled(const Json& compiled)
{
    Members members(compiled, "case_type");
    if (members.optional_integer("format") != format)
        damaged("format");
    CaseType type;
    type.id = members.text("id");
    type.version = known(members.optional_integer("version"), "version");
    type.label = members.label("label");
    type.plural = members.label("plural");
    type.comments = known(privacy_from(members.text("comments")), "comments");
    type.number_field = members.optional_text("number");
    type.title_field = members.optional_text("title");
    type.parent_field = members.optional_text("parent");
    type.columns = members.optional_list("columns");
    type.children = members.optional_list("children");
    type.permissions = load_permissions(members.value("permissions"));
    type.enums = members.all("enums", load_enumeration);
    type.fields = members.all("fields", load_field);
    type.states = members.all("states", load_state);
    type.transitions = members.all("transitions", load_transition);
    members.end();
    if (std::none_of(type.states.begin(), type.states.end(), [](const State& state) { return state.initial; }))
        damaged("states");
    return type;
}

Hash workflow_hash(const Json& compiled)
{
    constexpr std::string_view domain("ogp-workflow-v1\0", 16);
    return sha256({domain, to_json(compiled)});
}

} // namespace ogp::workflow
