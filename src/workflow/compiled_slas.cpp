#include "workflow/compiled_parts.hpp"

namespace ogp::workflow {
namespace {

Json compile_duration(const calendar::Duration& duration)
{
    return Json::object({{"amount", Json(duration.amount)}, {"unit", Json(calendar::code(duration.unit))}});
}

calendar::Duration read_duration(Members& members)
{
    const calendar::Duration duration{members.integer("amount"), known_value(calendar::unit_from(members.text("unit")), "unit")};
    if (duration.amount < 1 || duration.amount > calendar::most_units)
        damaged("amount");
    return duration;
}

calendar::Duration load_duration(const Json& json)
{
    Members members(json, "duration");
    const calendar::Duration duration = read_duration(members);
    members.end();
    return duration;
}

std::pair<std::string, Term> load_row(const Json& json)
{
    Members members(json, "table");
    std::pair<std::string, Term> row{members.text("key"), load_term(members.value("term"))};
    members.end();
    return row;
}

Json compile_target(const ClockTarget& target)
{
    Json json = Json::object();
    if (target.fixed)
        json.set("fixed", compile_term(*target.fixed));
    set_text(json, "by", target.by);
    if (!target.table.empty()) {
        Json table = Json::array();
        for (const auto& [key, term] : target.table)
            table.push(Json::object({{"key", Json(key)}, {"term", compile_term(term)}}));
        json.set("table", std::move(table));
    }
    if (target.otherwise)
        json.set("default", compile_term(*target.otherwise));
    return json;
}

ClockTarget load_target(const Json& json)
{
    Members members(json, "target");
    ClockTarget target{members.optional_one("fixed", load_term), members.optional_text("by"),
                       members.optional_all("table", load_row), members.optional_one("default", load_term)};
    members.end();
    return target;
}

Json compile_count(const calendar::Conventions& count)
{
    const calendar::Conventions usual;
    Json json = Json::object();
    if (count.first_day != usual.first_day)
        json.set("first_day", Json(calendar::code(count.first_day)));
    if (count.due_at != usual.due_at)
        json.set("due_at", Json(calendar::code(count.due_at)));
    if (count.roll != usual.roll)
        json.set("roll", Json(calendar::code(count.roll)));
    return json;
}

calendar::Conventions load_count(const Json& json)
{
    Members members(json, "count");
    calendar::Conventions count;
    if (const std::string word = members.optional_text("first_day"); !word.empty())
        count.first_day = known_value(calendar::first_day_from(word), "first_day");
    if (const std::string word = members.optional_text("due_at"); !word.empty())
        count.due_at = known_value(calendar::due_at_from(word), "due_at");
    if (const std::string word = members.optional_text("roll"); !word.empty())
        count.roll = known_value(calendar::roll_from(word), "roll");
    members.end();
    return count;
}

void set_trigger(Json& json, const char* key, const ClockTrigger& trigger)
{
    if (trigger.empty())
        return;
    Json object = Json::object();
    set_words(object, "events", trigger.events);
    set_words(object, "in", trigger.in);
    set_text(object, "when", trigger.when);
    set_text(object, "from", trigger.from);
    json.set(key, std::move(object));
}

ClockTrigger load_trigger(const Json& json)
{
    Members members(json, "trigger");
    ClockTrigger trigger{members.optional_list("events"), members.optional_list("in"), members.optional_text("when"),
                         members.optional_text("from")};
    members.end();
    return trigger;
}

Json compile_warning(const ClockWarning& warning)
{
    Json json = Json::object();
    set_number(json, "percent", warning.percent);
    if (warning.before)
        json.set("before", compile_duration(*warning.before));
    set_all(json, "effects", warning.effects, compile_effect);
    return json;
}

ClockWarning load_warning(const Json& json)
{
    Members members(json, "warning");
    ClockWarning warning{members.optional_integer("percent"), members.optional_one("before", load_duration),
                         members.optional_all("effects", load_effect)};
    members.end();
    return warning;
}

Json compile_escalation(const ClockEscalation& escalation)
{
    Json json = Json::object();
    set_number(json, "percent", escalation.percent);
    if (escalation.after)
        json.set("after", compile_duration(*escalation.after));
    set_all(json, "effects", escalation.effects, compile_effect);
    return json;
}

ClockEscalation load_escalation(const Json& json)
{
    Members members(json, "escalation");
    ClockEscalation escalation{members.optional_integer("percent"), members.optional_one("after", load_duration),
                               members.optional_all("effects", load_effect)};
    members.end();
    return escalation;
}

Json compile_breach(const ClockBreach& breach)
{
    Json json = Json::object();
    set_all(json, "effects", breach.effects, compile_effect);
    set_flag(json, "public", breach.is_public);
    return json;
}

ClockBreach load_breach(const Json& json)
{
    Members members(json, "breach");
    ClockBreach breach{members.optional_all("effects", load_effect), members.flag("public")};
    members.end();
    return breach;
}

} // namespace

Json compile_term(const Term& term)
{
    Json json = compile_duration(term.duration);
    set_text(json, "calendar", term.calendar);
    return json;
}

Term load_term(const Json& json)
{
    Members members(json, "term");
    Term term;
    term.duration = read_duration(members);
    term.calendar = members.optional_text("calendar");
    members.end();
    return term;
}

Json compile_sla(const Sla& sla)
{
    Json json = Json::object({{"id", Json(sla.id)}, {"label", localized_json(sla.label)}, {"target", compile_target(sla.target)}});
    set_text(json, "legal_basis", sla.legal_basis);
    set_text(json, "applies", sla.applies);
    if (sla.count != calendar::Conventions{})
        json.set("count", compile_count(sla.count));
    set_trigger(json, "start", sla.start);
    set_trigger(json, "pause", sla.pause);
    set_trigger(json, "stop", sla.stop);
    set_trigger(json, "reset", sla.reset);
    if (sla.reopen != calendar::Reopen::Continue)
        json.set("reopen", Json(calendar::code(sla.reopen)));
    if (sla.retarget != calendar::Retarget::Recompute)
        json.set("retarget", Json(calendar::code(sla.retarget)));
    set_all(json, "warn", sla.warnings, compile_warning);
    if (!sla.breach.effects.empty() || sla.breach.is_public)
        json.set("breach", compile_breach(sla.breach));
    set_all(json, "escalate", sla.escalations, compile_escalation);
    return json;
}

Sla load_sla(const Json& json)
{
    Members members(json, "sla");
    Sla sla;
    sla.id = members.text("id");
    sla.label = members.label("label");
    sla.target = load_target(members.value("target"));
    sla.legal_basis = members.optional_text("legal_basis");
    sla.applies = members.optional_text("applies");
    sla.count = members.optional_one("count", load_count).value_or(calendar::Conventions{});
    sla.start = members.optional_one("start", load_trigger).value_or(ClockTrigger{});
    sla.pause = members.optional_one("pause", load_trigger).value_or(ClockTrigger{});
    sla.stop = members.optional_one("stop", load_trigger).value_or(ClockTrigger{});
    sla.reset = members.optional_one("reset", load_trigger).value_or(ClockTrigger{});
    if (const std::string word = members.optional_text("reopen"); !word.empty())
        sla.reopen = known_value(calendar::reopen_from(word), "reopen");
    if (const std::string word = members.optional_text("retarget"); !word.empty())
        sla.retarget = known_value(calendar::retarget_from(word), "retarget");
    sla.warnings = members.optional_all("warn", load_warning);
    sla.breach = members.optional_one("breach", load_breach).value_or(ClockBreach{});
    sla.escalations = members.optional_all("escalate", load_escalation);
    members.end();
    return sla;
}

} // namespace ogp::workflow
