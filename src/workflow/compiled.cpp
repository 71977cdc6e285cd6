#include "workflow/definition.hpp"

#include "workflow/compiled_parts.hpp"
#include "workflow/guard_children.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

/// Of this shape of the compiled form. Another shape gets another number, and the old one stays readable.
constexpr std::int64_t format = 1;

Json compile_permissions(const Permissions& permissions)
{
    Json json = Json::object({{"open", words_json(permissions.open)},
                              {"set", words_json(permissions.set)},
                              {"comment", words_json(permissions.comment)}});
    if (permissions.attach != permissions.comment)
        set_words(json, "attach", permissions.attach);
    return json;
}

Permissions load_permissions(const Json& json)
{
    Members members(json, "permissions");
    Permissions permissions{members.list("open"), members.list("set"), members.list("comment"), {}};
    const std::vector<std::string> attach = members.optional_list("attach");
    if (!attach.empty() && attach == permissions.comment)
        damaged("attach");
    permissions.attach = attach.empty() ? permissions.comment : attach;
    members.end();
    return permissions;
}

} // namespace

Json compile(const CaseType& type)
{
    Json json = Json::object({{"format", Json(format)},
                              {"id", Json(type.id)},
                              {"version", Json(type.version)},
                              {"label", localized_json(type.label)},
                              {"plural", localized_json(type.plural)},
                              {"comments", Json(code(type.comments))}});
    set_text(json, "number", type.number_field);
    set_text(json, "title", type.title_field);
    set_text(json, "parent", type.parent_field);
    set_words(json, "columns", type.columns);
    set_words(json, "statistics", type.statistics);
    set_words(json, "children", counted_children(type));
    set_text(json, "timezone", type.time_zone);
    set_text(json, "calendar", type.calendar);
    json.set("permissions", compile_permissions(type.permissions));
    if (!type.numbering.empty())
        json.set("numbering", compile_numbering(type.numbering));
    json.set("enums", all_json(type.enums, compile_enumeration));
    json.set("fields", all_json(type.fields, compile_field));
    json.set("states", all_json(type.states, compile_state));
    json.set("transitions", all_json(type.transitions, compile_transition));
    set_all(json, "slas", type.slas, compile_sla);
    if (!type.votes.empty())
        json.set("votes", compile_votes(type.votes));
    set_all(json, "child_rules", type.child_rules, compile_child_rule);
    set_all(json, "migrate", type.migrations, compile_migration);
    set_pairs(json, "confluent", type.confluent);
    set_words(json, "precedence", type.precedence);
    return json;
}

CaseType load_compiled(const Json& compiled)
{
    Members members(compiled, "case_type");
    if (members.optional_integer("format") != format)
        damaged("format");
    CaseType type;
    type.id = members.text("id");
    type.version = members.integer("version");
    type.label = members.label("label");
    type.plural = members.label("plural");
    type.comments = known_value(privacy_from(members.text("comments")), "comments");
    type.number_field = members.optional_text("number");
    type.title_field = members.optional_text("title");
    type.parent_field = members.optional_text("parent");
    type.columns = members.optional_list("columns");
    type.statistics = members.optional_list("statistics");
    type.children = members.optional_list("children");
    type.time_zone = members.optional_text("timezone");
    type.calendar = members.optional_text("calendar");
    type.permissions = load_permissions(members.value("permissions"));
    type.numbering = members.optional_one("numbering", load_numbering).value_or(Numbering{});
    type.enums = members.all("enums", load_enumeration);
    type.fields = members.all("fields", load_field);
    type.states = members.all("states", load_state);
    type.transitions = members.all("transitions", load_transition);
    type.slas = members.optional_all("slas", load_sla);
    type.votes = members.optional_one("votes", load_votes).value_or(Votes{});
    type.child_rules = members.optional_all("child_rules", load_child_rule);
    type.migrations = members.optional_all("migrate", load_migration);
    type.confluent = members.optional_pairs("confluent");
    type.precedence = members.optional_list("precedence");
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
