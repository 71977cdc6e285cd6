#include "workflow/type_loading.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

class FlowReading
{
public:
    explicit FlowReading(TypeLoading& loading) : m_loading(loading), m_reader(loading.reader), m_type(loading.type) {}

    void state(const std::string& id, const YamlNode& node)
    {
        State state;
        state.id = id;
        state.initial = m_reader.boolean(node, "initial");
        state.terminal = m_reader.boolean(node, "terminal");
        state.category = state_category_from(m_reader.text(node, "category")).value_or(model::StateCategory::Open);
        state.label = m_reader.label(node, "label");
        m_type.states.push_back(std::move(state));
    }

    void check_states(const YamlNode& node)
    {
        const auto initial = std::count_if(m_type.states.begin(), m_type.states.end(), [](const State& s) { return s.initial; });
        if (initial == 1)
            return;
        m_reader.refuse(node, initial == 0 ? "no_initial_state" : "several_initial_states",
                        initial == 0 ? Localized("არც ერთი მდგომარეობა არ არის initial: true", "no state is initial: true")
                                     : Localized("initial: true მხოლოდ ერთ მდგომარეობას უნდა ჰქონდეს",
                                                 "only one state can be initial: true"));
    }

    void transition(const std::string& id, const YamlNode& node)
    {
        Transition transition;
        transition.id = id;
        transition.from = m_reader.words(node, "from");
        transition.to = m_reader.text(node, "to");
        transition.roles = read_roles(m_loading, node, "roles");
        transition.require = read_fields(m_loading, node, "require");
        transition.when = read_condition(m_loading, node, "when", id);
        transition.guard_help = m_reader.label(node, "guard_help");
        transition.comment = m_reader.text(node, "comment") == "required" ? CommentRule::Required : CommentRule::Optional;
        transition.label = m_reader.label(node, "label");
        transition.four_eyes = m_reader.boolean(node, "four_eyes");
        transition.set = set_fields(id, node);
        transition.effects = read_effects(m_loading, node, id);
        transition.automatic = automatic(id, node);
        check_transition(transition, node);
        m_type.transitions.push_back(std::move(transition));
    }

    /// After the transitions are known.
    void max_stay(State& state, const YamlNode& node)
    {
        const YamlNode* stay = DefinitionReader::mapping_at(node, "max_stay");
        if (stay == nullptr)
            return;
        const auto term = DefinitionReader::term(*stay);
        const std::string then = m_reader.text(*stay, "then");
        if (!term && stay->find("amount") != nullptr && DefinitionReader::integer(*stay, "amount"))
            m_reader.refuse(*stay->find("amount"), "bad_value",
                            say("ვადა 1-დან {}-მდეა", "a term is from 1 to {}", calendar::most_units));
        if (state.terminal)
            m_reader.refuse(*stay, "bad_value", Localized("საბოლოო მდგომარეობას max_stay არ აქვს", "a terminal state has no max_stay"));
        if (then.empty() || !term ||
            !m_reader.known(*stay->find("then"), then, ids_of(m_type.transitions), "unknown_transition", transition_word))
            return;
        const Transition& transition = *m_type.transition(then);
        if (std::find(transition.from.begin(), transition.from.end(), state.id) == transition.from.end())
            m_reader.refuse(*stay->find("then"), "bad_value",
                            say("გადასვლა „{}“ აქედან არ იწყება", "the transition \"{}\" does not lead from here", then));
        state.max_stay = MaxStay{*term, then};
    }

private:
    std::vector<std::pair<std::string, std::string>> set_fields(const std::string& transition, const YamlNode& node)
    {
        std::vector<std::pair<std::string, std::string>> set;
        const YamlNode* map = DefinitionReader::mapping_at(node, "set");
        if (map == nullptr)
            return set;
        for (const YamlNode::Member& member : map->members) {
            if (!m_reader.known(member.line, member.column, member.key, ids_of(m_type.fields), "unknown_field", field_word) ||
                !member.value.is_scalar())
                continue;
            const Field& field = *m_type.field(member.key);
            if (is_sealed(field.privacy) || !field.computed.empty())
                m_reader.refuse(member.line, member.column, "bad_value",
                                Localized("გადასვლა პირად და გამოთვლილ ველს არ ცვლის", "a transition sets no personal and no computed field"));
            else
                m_loading.expressions.push_back({&member.value, transition, member.key});
            set.emplace_back(member.key, member.value.scalar);
        }
        return set;
    }

    std::optional<AutoFire> automatic(const std::string& transition, const YamlNode& node)
    {
        const YamlNode* map = DefinitionReader::mapping_at(node, "auto");
        if (map == nullptr)
            return std::nullopt;
        AutoFire fire;
        if (const YamlNode* after = map->find("after"))
            fire.after = DefinitionReader::term(*after);
        fire.when = read_condition(m_loading, *map, "when", transition);
        if (map->find("after") == nullptr && map->find("when") == nullptr)
            m_reader.refuse(*map, "missing_key", Localized("auto-ს after ან when სჭირდება", "auto needs after or when"));
        return fire;
    }

    void check_transition(const Transition& transition, const YamlNode& node)
    {
        const std::vector<std::string> states = ids_of(m_type.states);
        for (const std::string& from : transition.from) {
            if (m_reader.known_in(node, "from", from, states, "unknown_state", state_word) && m_type.state(from)->terminal)
                m_reader.refuse(*node.find("from"), "terminal_with_exit",
                                say("მდგომარეობა „{}“ საბოლოოა, იქიდან გადასვლა არ არის",
                                    "the state \"{}\" is terminal, nothing leads out of it", from));
        }
        if (!transition.to.empty())
            m_reader.known(*node.find("to"), transition.to, states, "unknown_state", state_word);
        for (const auto& [key, empty] : {std::pair("from", transition.from.empty()), std::pair("roles", transition.roles.empty())}) {
            const YamlNode* list = node.find(key);
            if (list != nullptr && list->is_sequence() && list->items.empty() && empty)
                m_reader.refuse(*list, "bad_value", say("„{}“ ცარიელია", "\"{}\" is empty", key));
        }
        if (transition.when.empty() && node.find("guard_help") != nullptr)
            m_reader.refuse(*node.find("guard_help"), "bad_value",
                            Localized("guard_help-ს when სჭირდება", "guard_help needs a when"));
    }

    TypeLoading& m_loading;
    DefinitionReader& m_reader;
    CaseType& m_type;
};

} // namespace

void read_states_and_transitions(TypeLoading& loading, const YamlNode& root)
{
    FlowReading reading(loading);
    const YamlNode* states = DefinitionReader::mapping_at(root, "states");
    if (states != nullptr) {
        for (const YamlNode::Member& member : states->members) {
            if (member.value.is_mapping())
                reading.state(member.key, member.value);
        }
        if (!states->members.empty())
            reading.check_states(*states);
    }
    if (const YamlNode* transitions = DefinitionReader::mapping_at(root, "transitions")) {
        for (const YamlNode::Member& member : transitions->members) {
            if (member.value.is_mapping())
                reading.transition(member.key, member.value);
        }
    }
    for (State& state : loading.type.states)
        reading.max_stay(state, *states->find(state.id));
}

} // namespace ogp::workflow
