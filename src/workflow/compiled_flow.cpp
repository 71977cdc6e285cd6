#include "workflow/compiled_parts.hpp"

namespace ogp::workflow {
namespace {

Json compile_stay(const MaxStay& stay)
{
    return Json::object({{"term", compile_term(stay.term)}, {"then", Json(stay.then)}});
}

MaxStay load_stay(const Json& json)
{
    Members members(json, "max_stay");
    MaxStay stay{load_term(members.value("term")), members.text("then")};
    members.end();
    return stay;
}

Json compile_fire(const AutoFire& fire)
{
    Json json = Json::object();
    if (fire.after)
        json.set("after", compile_term(*fire.after));
    set_text(json, "when", fire.when);
    return json;
}

AutoFire load_fire(const Json& json)
{
    Members members(json, "auto");
    AutoFire fire{members.optional_one("after", load_term), members.optional_text("when")};
    members.end();
    return fire;
}

} // namespace

Json compile_effect(const Effect& effect)
{
    Json json = Json::object({{"kind", Json(code(effect.kind))}});
    set_text(json, "to", effect.to);
    set_text(json, "what", effect.what);
    set_text(json, "by", effect.by);
    set_words(json, "redact", effect.redact);
    set_pairs(json, "values", effect.values);
    set_text(json, "when", effect.when);
    return json;
}

Effect load_effect(const Json& json)
{
    Members members(json, "effect");
    Effect effect;
    effect.kind = known_value(effect_kind_from(members.text("kind")), "kind");
    effect.to = members.optional_text("to");
    effect.what = members.optional_text("what");
    effect.by = members.optional_text("by");
    effect.redact = members.optional_list("redact");
    effect.values = members.optional_pairs("values");
    effect.when = members.optional_text("when");
    members.end();
    return effect;
}

Json compile_state(const State& state)
{
    Json json = Json::object({{"id", Json(state.id)},
                              {"category", Json(model::code(state.category))},
                              {"label", localized_json(state.label)}});
    set_flag(json, "initial", state.initial);
    set_flag(json, "terminal", state.terminal);
    if (state.max_stay)
        json.set("max_stay", compile_stay(*state.max_stay));
    return json;
}

State load_state(const Json& json)
{
    Members members(json, "state");
    State state;
    state.id = members.text("id");
    state.category = known_value(state_category_from(members.text("category")), "category");
    state.label = members.label("label");
    state.initial = members.flag("initial");
    state.terminal = members.flag("terminal");
    state.max_stay = members.optional_one("max_stay", load_stay);
    members.end();
    return state;
}

Json compile_transition(const Transition& transition)
{
    Json json = Json::object({{"id", Json(transition.id)},
                              {"from", words_json(transition.from)},
                              {"to", Json(transition.to)},
                              {"roles", words_json(transition.roles)},
                              {"label", localized_json(transition.label)}});
    set_words(json, "require", transition.require);
    set_text(json, "when", transition.when);
    set_localized(json, "guard_help", transition.guard_help);
    if (transition.comment == CommentRule::Required)
        json.set("comment", Json("required"));
    set_flag(json, "four_eyes", transition.four_eyes);
    set_pairs(json, "set", transition.set);
    set_all(json, "effects", transition.effects, compile_effect);
    if (transition.automatic)
        json.set("auto", compile_fire(*transition.automatic));
    return json;
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
    transition.four_eyes = members.flag("four_eyes");
    transition.set = members.optional_pairs("set");
    transition.effects = members.optional_all("effects", load_effect);
    transition.automatic = members.optional_one("auto", load_fire);
    members.end();
    return transition;
}

} // namespace ogp::workflow
