#include "workflow/compiled_parts.hpp"

namespace ogp::workflow {
namespace {

Json compile_member(const EnumMember& member)
{
    return Json::object({{"id", Json(member.id)}, {"label", localized_json(member.label)}});
}

EnumMember load_member(const Json& json)
{
    Members members(json, "member");
    EnumMember member{members.text("id"), members.label("label")};
    members.end();
    return member;
}

} // namespace

Json compile_enumeration(const Enumeration& enumeration)
{
    return Json::object({{"id", Json(enumeration.id)}, {"members", all_json(enumeration.members, compile_member)}});
}

Enumeration load_enumeration(const Json& json)
{
    Members members(json, "enum");
    Enumeration enumeration{members.text("id"), members.all("members", load_member)};
    members.end();
    return enumeration;
}

Json compile_field(const Field& field)
{
    Json json = Json::object({{"id", Json(field.id)},
                              {"type", Json(code(field.type))},
                              {"privacy", Json(code(field.privacy))},
                              {"label", localized_json(field.label)}});
    set_flag(json, "many", field.many);
    set_flag(json, "required", field.required);
    set_number(json, "min", field.min);
    set_number(json, "max", field.max);
    set_text(json, "of", field.of);
    set_text(json, "to", field.to);
    if (!field.preset.is_null())
        json.set("default", field.preset);
    set_localized(json, "help", field.help);
    set_text(json, "pattern", field.pattern);
    set_text(json, "currency", field.currency);
    set_text(json, "within", field.within);
    set_words(json, "accept", field.accept);
    set_number(json, "max_size", field.max_size);
    set_flag(json, "strip_metadata", field.strip_metadata);
    set_text(json, "retention", field.retention);
    set_flag(json, "review", field.redact == Redaction::Review);
    set_text(json, "computed", field.computed);
    if (field.conflict != model::MergePolicy::Conflict)
        set_text(json, "conflict", std::string(model::code(field.conflict)));
    set_words(json, "frozen_in", field.frozen_in);
    return json;
}

Field load_field(const Json& json)
{
    Members members(json, "field");
    Field field;
    field.id = members.text("id");
    field.type = known_value(field_type_from(members.text("type")), "type");
    field.privacy = known_value(privacy_from(members.text("privacy")), "privacy");
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
    field.pattern = members.optional_text("pattern");
    field.currency = members.optional_text("currency");
    field.within = members.optional_text("within");
    field.accept = members.optional_list("accept");
    field.max_size = members.optional_integer("max_size");
    field.strip_metadata = members.flag("strip_metadata");
    field.retention = members.optional_text("retention");
    field.redact = members.flag("review") ? Redaction::Review : Redaction::None;
    field.computed = members.optional_text("computed");
    if (const std::string policy = members.optional_text("conflict"); !policy.empty())
        field.conflict = known_value(model::merge_policy_from(policy), "conflict");
    field.frozen_in = members.optional_list("frozen_in");
    members.end();
    return field;
}

} // namespace ogp::workflow
