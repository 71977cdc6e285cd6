#include "workflow/type_loading.hpp"

#include "workflow/case_clocks.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

class SlaReading
{
public:
    explicit SlaReading(TypeLoading& loading) : m_loading(loading), m_reader(loading.reader), m_type(loading.type) {}

    void sla(const std::string& id, const YamlNode& node)
    {
        Sla sla;
        sla.id = id;
        sla.label = m_reader.label(node, "label");
        sla.legal_basis = m_reader.text(node, "legal_basis");
        sla.applies = read_condition(m_loading, node, "applies");
        if (const YamlNode* found = node.find("target"))
            sla.target = target(*found);
        sla.count = conventions(node);
        sla.start = trigger(node, "start");
        sla.pause = trigger(node, "pause");
        sla.stop = trigger(node, "stop");
        sla.reset = trigger(node, "reset");
        sla.reopen = calendar::reopen_from(m_reader.text(node, "reopen")).value_or(calendar::Reopen::Continue);
        sla.retarget = calendar::retarget_from(m_reader.text(node, "retarget")).value_or(calendar::Retarget::Recompute);
        sla.warnings = warnings(node);
        if (const YamlNode* breach = DefinitionReader::mapping_at(node, "breach"))
            sla.breach = {read_effects(m_loading, *breach), m_reader.boolean(*breach, "public")};
        sla.escalations = escalations(node);
        if (sla.warnings.size() > most_clock_points || sla.escalations.size() > most_clock_points)
            bad(node, say("ერთ ვადას {}-ზე მეტი გაფრთხილება არ აქვს", "a deadline has at most {} warnings and escalations", most_clock_points));
        m_type.slas.push_back(std::move(sla));
    }

private:
    void bad(const YamlNode& node, Localized message) { m_reader.refuse(node, "bad_value", std::move(message)); }

    std::optional<Term> term(const YamlNode& node)
    {
        std::optional<Term> found = DefinitionReader::term(node);
        if (found && calendar::counts_working_time(found->duration.unit) && found->calendar.empty() && m_type.calendar.empty())
            m_reader.refuse(node, "missing_key", Localized("სამუშაო დროს კალენდარი სჭირდება: calendar: ge",
                                                           "working time needs a calendar: calendar: ge"));
        return found;
    }

    ClockTarget target(const YamlNode& node)
    {
        ClockTarget target;
        if (!node.is_mapping() || (node.find("by") == nullptr && node.find("table") == nullptr)) {
            target.fixed = term(node);
            return target;
        }
        target.by = read_field(m_loading, node, "by");
        if (const YamlNode* otherwise = node.find("default"))
            target.otherwise = term(*otherwise);
        const Field* field = m_type.field(target.by);
        const Enumeration* members = field == nullptr ? nullptr : m_type.enumeration(field->of);
        if (field != nullptr && (field->type != FieldType::Enum || field->many || is_sealed(field->privacy)))
            bad(*node.find("by"), Localized("by ერთი არაპირადი enum ველია", "by is one enum field that is not personal"));
        const YamlNode* table = DefinitionReader::mapping_at(node, "table");
        if (table == nullptr)
            return target;
        for (const YamlNode::Member& member : table->members) {
            if (members != nullptr)
                m_reader.known(member.line, member.column, member.key, ids_of(members->members), "unknown_table_key", {"მნიშვნელობა", "member"});
            if (auto length = term(member.value))
                target.table.emplace_back(member.key, std::move(*length));
        }
        if (members == nullptr || node.find("default") != nullptr)
            return target;
        for (const EnumMember& member : members->members) {
            if (table->find(member.id) == nullptr)
                m_reader.refuse(*table, "missing_key", say("ვადა არ აქვს მნიშვნელობას „{}“; დაამატეთ იგი ან default",
                                                           "the member \"{}\" has no term; add it or a default", member.id));
        }
        return target;
    }

    calendar::Conventions conventions(const YamlNode& node)
    {
        calendar::Conventions count;
        const YamlNode* map = DefinitionReader::mapping_at(node, "count");
        if (map == nullptr)
            return count;
        count.first_day = calendar::first_day_from(m_reader.text(*map, "first_day")).value_or(count.first_day);
        count.due_at = calendar::due_at_from(m_reader.text(*map, "due_at")).value_or(count.due_at);
        count.roll = calendar::roll_from(m_reader.text(*map, "roll")).value_or(count.roll);
        return count;
    }

    ClockTrigger trigger(const YamlNode& node, std::string_view key)
    {
        ClockTrigger trigger;
        const YamlNode* map = DefinitionReader::mapping_at(node, key);
        if (map == nullptr)
            return trigger;
        trigger.events = m_reader.words(*map, "events");
        std::vector<std::string> events{std::string(create_event)};
        for (const Transition& transition : m_type.transitions)
            events.push_back(transition.id);
        for (const std::string& event : trigger.events)
            m_reader.known_in(*map, "events", event, events, "unknown_transition", event_word);
        trigger.in = read_states(m_loading, *map, "in");
        trigger.when = read_condition(m_loading, *map, "when");
        trigger.from = read_field(m_loading, *map, "from");
        const Field* from = m_type.field(trigger.from);
        if (from != nullptr && ((from->type != FieldType::Date && from->type != FieldType::Datetime) || from->many || is_sealed(from->privacy)))
            bad(*map->find("from"), Localized("from ერთი არაპირადი date ან datetime ველია",
                                              "from is one date or datetime field that is not personal"));
        if (trigger.empty())
            bad(*map, say("„{}“-ს events ან in სჭირდება", "\"{}\" needs events or in", key));
        return trigger;
    }

    std::vector<ClockWarning> warnings(const YamlNode& node)
    {
        std::vector<ClockWarning> list;
        const YamlNode* items = DefinitionReader::sequence_at(node, "warn");
        if (items == nullptr)
            return list;
        for (const YamlNode& item : items->items) {
            ClockWarning warning;
            const YamlNode* at = item.find("at");
            const YamlNode* before = item.find("before");
            if (at != nullptr)
                warning.percent = DefinitionReader::percent(*at);
            if (before != nullptr)
                warning.before = DefinitionReader::duration(*before);
            if (item.is_mapping() && (at == nullptr) == (before == nullptr))
                bad(item, Localized("აქ at ან before უნდა იყოს, ერთი მათგანი", "expected at or before here, one of them"));
            if (warning.percent && *warning.percent > 99)
                bad(*at, Localized("გაფრთხილება ვადის 1-დან 99 პროცენტამდეა", "a warning is at 1 to 99 percent of the term"));
            warning.effects = read_effects(m_loading, item);
            list.push_back(std::move(warning));
        }
        return list;
    }

    std::vector<ClockEscalation> escalations(const YamlNode& node)
    {
        std::vector<ClockEscalation> list;
        const YamlNode* items = DefinitionReader::sequence_at(node, "escalate");
        if (items == nullptr)
            return list;
        for (const YamlNode& item : items->items) {
            ClockEscalation escalation;
            if (const YamlNode* after = item.find("after")) {
                escalation.percent = DefinitionReader::percent(*after);
                if (!escalation.percent)
                    escalation.after = DefinitionReader::duration(*after);
            }
            escalation.effects = read_effects(m_loading, item);
            list.push_back(std::move(escalation));
        }
        return list;
    }

    TypeLoading& m_loading;
    DefinitionReader& m_reader;
    CaseType& m_type;
};

} // namespace

void read_slas(TypeLoading& loading, const YamlNode& root)
{
    const YamlNode* slas = DefinitionReader::mapping_at(root, "slas");
    if (slas == nullptr)
        return;
    SlaReading reading(loading);
    for (const YamlNode::Member& member : slas->members) {
        if (member.value.is_mapping())
            reading.sla(member.key, member.value);
    }
}

} // namespace ogp::workflow
