#include "workflow/compiled_parts.hpp"

namespace ogp::workflow {
namespace {

Json compile_group(const VoteGroup& group)
{
    return Json::object({{"id", Json(group.id)}, {"roles", words_json(group.roles)}, {"label", localized_json(group.label)}});
}

VoteGroup load_group(const Json& json)
{
    Members members(json, "group");
    VoteGroup group{members.text("id"), members.list("roles"), members.label("label")};
    members.end();
    return group;
}

} // namespace

Json compile_numbering(const Numbering& numbering)
{
    Json json = Json::object({{"template", Json(numbering.pattern)}});
    set_words(json, "per", numbering.per);
    set_text(json, "provisional", numbering.provisional);
    return json;
}

Numbering load_numbering(const Json& json)
{
    Members members(json, "numbering");
    Numbering numbering{members.text("template"), members.optional_list("per"), members.optional_text("provisional")};
    members.end();
    if (numbering.pattern.empty())
        damaged("template");
    return numbering;
}

Json compile_votes(const Votes& votes)
{
    Json json = Json::object({{"in", words_json(votes.in)}, {"groups", all_json(votes.groups, compile_group)}});
    set_words(json, "record", votes.record);
    return json;
}

Votes load_votes(const Json& json)
{
    Members members(json, "votes");
    Votes votes{members.list("in"), members.all("groups", load_group), members.optional_list("record")};
    members.end();
    if (votes.groups.empty())
        damaged("groups");
    return votes;
}

Json compile_child_rule(const ChildRule& rule)
{
    Json json = Json::object({{"type", Json(rule.type)}});
    set_number(json, "min", rule.min);
    set_number(json, "max", rule.max);
    set_words(json, "inherit", rule.inherit);
    set_pairs(json, "cascade", rule.cascade);
    return json;
}

ChildRule load_child_rule(const Json& json)
{
    Members members(json, "child");
    ChildRule rule{members.text("type"), members.optional_integer("min"), members.optional_integer("max"),
                   members.optional_list("inherit"), members.optional_pairs("cascade")};
    members.end();
    return rule;
}

Json compile_migration(const Migration& migration)
{
    Json json = Json::object({{"from", Json(migration.from)}});
    set_pairs(json, "states", migration.states);
    set_pairs(json, "fields", migration.fields);
    set_pairs(json, "drop_fields", migration.dropped);
    std::vector<std::pair<std::string, std::string>> clocks;
    for (const auto& [clock, what] : migration.clocks)
        clocks.emplace_back(clock, code(what));
    set_pairs(json, "slas", clocks);
    return json;
}

Migration load_migration(const Json& json)
{
    Members members(json, "migration");
    Migration migration;
    migration.from = members.integer("from");
    migration.states = members.optional_pairs("states");
    migration.fields = members.optional_pairs("fields");
    migration.dropped = members.optional_pairs("drop_fields");
    for (const auto& [clock, what] : members.optional_pairs("slas"))
        migration.clocks.emplace_back(clock, known_value(clock_migration_from(what), "slas"));
    members.end();
    return migration;
}

} // namespace ogp::workflow
