#include "workflow/scenario.hpp"

#include "base/text.hpp"
#include "workflow/definition_reader.hpp"
#include "workflow/scenario_values.hpp"
#include "workflow/type_loading.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace ogp::workflow {
namespace {

constexpr std::array<std::string_view, 25> rules = {
    "role_not_allowed", "unknown_transition", "not_from_this_state", "not_due",      "four_eyes",      "children_missing",
    "too_many_children", "field_missing",     "guard_failed",        "no_value",     "comment_missing", "unknown_field",
    "bad_value",        "field_required",     "case_closed",         "unknown_state", "nothing_to_do",  "no_votes",
    "unknown_group",    "not_open_for_votes", "votes_elsewhere",     "unknown_clock", "too_much_follows",
    "field_frozen", "nothing_to_resolve"};
constexpr std::array<std::string_view, 7> clock_values = {"status", "due_on", "due_at", "used", "left", "pauses", "cycle"};
/// Values of all scenarios of a file once their tables are written out.
constexpr std::size_t most_values = 1'000'000;
constexpr std::int64_t most_voters = 1'000;

constexpr Label clock_word{"ვადა", "deadline"};
constexpr Label rule_word{"უარის წესი", "rule of a refusal"};
constexpr Label case_word{"საქმე", "case"};
constexpr Label type_word{"საქმის ტიპი", "case type"};
constexpr Label value_word{"მნიშვნელობა", "value"};
constexpr Label column_word{"სვეტი", "column"};

template <class Words>
std::vector<std::string> texts(const Words& words)
{
    return {std::begin(words), std::end(words)};
}

/// A scenario with a table becomes one for each row: every scalar "$name" is the value of the row.
class TableExpansion
{
public:
    explicit TableExpansion(DefinitionReader& reader) : m_reader(reader) {}

    YamlNode expanded(const YamlNode& root)
    {
        YamlNode copy = root;
        for (YamlNode::Member& member : copy.members) {
            if (member.key == "scenarios" && member.value.is_sequence())
                expand(member.value);
        }
        return copy;
    }

private:
    void expand(YamlNode& list)
    {
        std::vector<YamlNode> scenarios;
        for (const YamlNode& scenario : list.items) {
            const YamlNode* table = DefinitionReader::sequence_at(scenario, "table");
            const bool sound = table != nullptr && !table->items.empty() &&
                               std::all_of(table->items.begin(), table->items.end(), [](const YamlNode& row) { return row.is_mapping(); });
            if (!sound) {
                scenarios.push_back(scenario);
                continue;
            }
            m_values += table->items.size() * size_of(scenario);
            if (m_values > most_values) {
                m_reader.refuse(*table, "too_large", say("ცხრილებით სცენარებში {}-ზე მეტი მნიშვნელობა გამოდის",
                                                         "with their tables the scenarios hold more than {} values", most_values));
                break;
            }
            for (std::size_t i = 0; i < table->items.size(); ++i)
                scenarios.push_back(with_row(scenario, table->items[i], i + 1));
        }
        list.items = std::move(scenarios);
    }

    static std::size_t size_of(const YamlNode& node)
    {
        std::size_t size = 1;
        for (const YamlNode& item : node.items)
            size += size_of(item);
        for (const YamlNode::Member& member : node.members)
            size += member.key == "table" ? 0 : size_of(member.value);
        return size;
    }

    YamlNode with_row(const YamlNode& scenario, const YamlNode& row, std::size_t number)
    {
        YamlNode copy = scenario;
        std::erase_if(copy.members, [](const YamlNode::Member& member) { return member.key == "table"; });
        for (YamlNode::Member& member : copy.members) {
            if (member.key == "name")
                member.value.scalar += fmt::format(" [{}]", number);
            else
                replace(member.value, row);
        }
        return copy;
    }

    void replace(YamlNode& node, const YamlNode& row)
    {
        for (YamlNode& item : node.items)
            replace(item, row);
        for (YamlNode::Member& member : node.members)
            replace(member.value, row);
        if (!node.is_scalar() || !node.scalar.starts_with('$') || !is_identifier(std::string_view(node.scalar).substr(1)))
            return;
        std::vector<std::string> columns;
        for (const YamlNode::Member& member : row.members)
            columns.push_back(member.key);
        const std::string column = node.scalar.substr(1);
        if (!m_reader.known(node, column, columns, "bad_value", column_word))
            return;
        node = *row.find(column);
    }

    DefinitionReader& m_reader;
    std::size_t m_values = 0;
};

class ScenarioLoader
{
public:
    ScenarioLoader(DefinitionReader& reader, const std::vector<CaseType>& types) : m_reader(reader), m_types(types) {}

    ScenarioFile load(const YamlNode& root)
    {
        ScenarioFile file;
        file.file = m_reader.document().file();
        m_type = type_at(root, "of");
        if (m_type == nullptr)
            return file;
        file.type = m_type->id;
        if (const YamlNode* targets = DefinitionReader::mapping_at(root, "targets")) {
            for (const YamlNode::Member& member : targets->members) {
                const auto term = DefinitionReader::term(member.value);
                if (m_reader.known(member.line, member.column, member.key, ids_of(m_type->slas), "unknown_sla", clock_word) && term)
                    file.targets.emplace_back(member.key, *term);
            }
        }
        if (const YamlNode* list = DefinitionReader::sequence_at(root, "scenarios"))
            for (const YamlNode& node : list->items)
                file.scenarios.push_back(scenario(node));
        return file;
    }

private:
    const CaseType* find(std::string_view id) const
    {
        const auto found = std::find_if(m_types.begin(), m_types.end(), [&](const CaseType& type) { return type.id == id; });
        return found == m_types.end() ? nullptr : &*found;
    }

    const CaseType* type_at(const YamlNode& parent, std::string_view key)
    {
        const YamlNode* node = parent.find(key);
        if (node == nullptr || !node->is_scalar() || node->scalar.empty())
            return nullptr;
        m_reader.known(*node, node->scalar, ids_of(m_types), "unknown_case_type", type_word);
        return find(node->scalar);
    }

    Scenario scenario(const YamlNode& node)
    {
        Scenario made;
        made.name = DefinitionReader::text(node, "name");
        made.place = m_reader.document().place(node);
        m_cases.clear();
        m_time = Instant();
        if (const YamlNode* given = DefinitionReader::mapping_at(node, "given"))
            begin(*given, made);
        if (const YamlNode* when = DefinitionReader::sequence_at(node, "when"))
            for (const YamlNode& each : when->items)
                if (each.is_mapping())
                    step(each, made);
        if (const YamlNode* then = DefinitionReader::mapping_at(node, "then"); then != nullptr && !made.steps.empty())
            expectations(*then, std::string(main_case), made.steps.back().then);
        return made;
    }

    /// The time under that key; it never goes back.
    void read_time(const YamlNode& parent, std::string_view key)
    {
        const YamlNode* node = parent.find(key);
        if (node == nullptr || !node->is_scalar())
            return;
        const auto time = scenario_time(node->scalar);
        if (!time)
            m_reader.refuse(*node, "bad_value", say("„{}“ დრო არ არის; მოსალოდნელია 2026-04-06T11:00+04:00",
                                                    "\"{}\" is no time; expected one like 2026-04-06T11:00+04:00", printable(shorten(node->scalar, 60))));
        else if (*time < m_time)
            m_reader.refuse(*node, "bad_value", say("დრო უკან მიდის: {0} უფრო ადრეა, ვიდრე {1}", "time goes back: {0} is earlier than {1}",
                                                    time->rfc3339(), m_time.rfc3339()));
        else
            m_time = *time;
    }

    static Actor actor_of(const YamlNode& node)
    {
        Actor actor;
        actor.role = DefinitionReader::text(node, "as");
        actor.id = DefinitionReader::text(node, "actor");
        if (actor.id.empty())
            actor.id = actor.role;
        actor.roles = {DefinitionReader::boolean(node, "admin") ? std::string(admin_role) : actor.role};
        return actor;
    }

    ScenarioStep& add(Scenario& made, const YamlNode& node, ScenarioStep::Act act)
    {
        ScenarioStep& step = made.steps.emplace_back();
        step.act = act;
        step.place = m_reader.document().place(node);
        step.at = m_time;
        step.actor = actor_of(node);
        return step;
    }

    void add_opening(Scenario& made, const YamlNode& node, const CaseType& type, std::string name, std::string_view values)
    {
        ScenarioStep& opening = add(made, node, ScenarioStep::Act::Open);
        opening.what = type.id;
        opening.set = values_of(type, DefinitionReader::mapping_at(node, values));
        m_cases[name] = &type;
        opening.subject = std::move(name);
    }

    void begin(const YamlNode& given, Scenario& made)
    {
        read_time(given, "now");
        if (const YamlNode* others = DefinitionReader::sequence_at(given, "others"))
            for (const YamlNode& other : others->items)
                if (const CaseType* type = type_at(other, "type"))
                    add_opening(made, other, *type, DefinitionReader::text(other, "name"), "set");
        if (DefinitionReader::mapping_at(given, "create") == nullptr)
            return;
        add_opening(made, given, *m_type, std::string(main_case), "create");
        if (const std::string state = DefinitionReader::text(given, "state"); !state.empty()) {
            m_reader.known(*given.find("state"), state, ids_of(m_type->states), "unknown_state", state_word);
            made.steps.back().state = state;
        }
    }

    void step(const YamlNode& node, Scenario& made)
    {
        read_time(node, "at");
        int acts = 0;
        for (const char* key : {"do", "vote", "open", "tick"})
            acts += node.find(key) != nullptr ? 1 : 0;
        const bool bare = acts == 0 && (node.find("set") != nullptr || node.find("comment") != nullptr);
        if (acts > 1 || (acts == 0 && !bare)) {
            m_reader.refuse(node, "bad_value", Localized("ნაბიჯს ერთი უნდა ჰქონდეს: do, set, comment, vote, open ან tick",
                                                         "a step has one of do, set, comment, vote, open and tick"));
            return;
        }
        if (node.find("tick") == nullptr && node.find("as") == nullptr)
            m_reader.refuse(node, "missing_key", Localized("აკლია გასაღები „as“", "the key \"as\" is missing"));
        read_act(node, made);
        const std::string error = error_of(node);
        if (!error.empty())
            made.steps.back().error = error;
        if (const YamlNode* then = DefinitionReader::mapping_at(node, "then"))
            expectations(*then, made.steps.back().subject, made.steps.back().then);
    }

    void read_act(const YamlNode& node, Scenario& made)
    {
        if (node.find("open") != nullptr) {
            const CaseType* type = type_at(node, "open");
            const std::string name = DefinitionReader::text(node, "name");
            add_opening(made, node, type != nullptr ? *type : *m_type, name.empty() ? std::string(main_case) : name, "set");
            return;
        }
        const CaseType* type = subject_of(node);
        ScenarioStep& step = add(made, node, ScenarioStep::Act::Tick);
        if (const std::string other = DefinitionReader::text(node, "case"); !other.empty())
            step.subject = other;
        step.text = DefinitionReader::text(node, "comment");
        if (type == nullptr)
            return;
        step.set = values_of(*type, DefinitionReader::mapping_at(node, "set"));
        if (const YamlNode* transition = node.find("do")) {
            step.act = ScenarioStep::Act::Do;
            step.what = transition->scalar;
            if (error_of(node) != "unknown_transition")
                m_reader.known(*transition, step.what, ids_of(type->transitions), "unknown_transition", transition_word);
        } else if (node.find("vote") != nullptr) {
            step.act = ScenarioStep::Act::Vote;
            step.what = DefinitionReader::text(node, "vote");
            step.group = DefinitionReader::text(node, "group");
            step.voters = std::clamp<std::int64_t>(DefinitionReader::integer(node, "voters").value_or(0), 0, most_voters);
        } else if (node.find("tick") == nullptr) {
            step.act = node.find("set") != nullptr ? ScenarioStep::Act::Set : ScenarioStep::Act::Comment;
        }
    }

    std::string error_of(const YamlNode& step)
    {
        const YamlNode* expect = DefinitionReader::mapping_at(step, "expect");
        const YamlNode* error = expect == nullptr ? nullptr : expect->find("error");
        if (error == nullptr || !error->is_scalar() || !m_asked.insert(error).second)
            return error == nullptr ? std::string() : error->scalar;
        m_reader.known(*error, error->scalar, texts(rules), "bad_value", rule_word);
        return error->scalar;
    }

    /// The type of the case that a step is about, one that was opened before.
    const CaseType* subject_of(const YamlNode& step)
    {
        const std::string name = DefinitionReader::text(step, "case");
        std::vector<std::string> names;
        for (const auto& [known, type] : m_cases)
            names.push_back(known);
        if (step.find("tick") != nullptr)
            return m_type;
        const YamlNode* place = step.find("case");
        const std::string wanted = name.empty() ? std::string(main_case) : name;
        return m_reader.known(place != nullptr ? *place : step, wanted, names, "bad_value", case_word) ? m_cases.at(wanted) : nullptr;
    }

    static Json values_of(const CaseType& type, const YamlNode* mapping)
    {
        Json values = Json::object();
        if (mapping != nullptr)
            for (const YamlNode::Member& member : mapping->members)
                values.set(member.key, scenario_value(type, member.key, member.value));
        return values;
    }

    void expectations(const YamlNode& node, const std::string& subject, std::vector<ScenarioExpectation>& list)
    {
        const auto known = m_cases.find(subject);
        const CaseType& type = known != m_cases.end() ? *known->second : *m_type;
        const auto add = [&](const YamlNode& at, std::string key, Json value) {
            list.push_back({subject, std::move(key), std::move(value), m_reader.document().place(at)});
        };
        for (const YamlNode::Member& member : node.members) {
            const YamlNode& value = member.value;
            if (member.key == "state") {
                m_reader.known(value, value.scalar, ids_of(type.states), "unknown_state", state_word);
                add(value, "state", Json(value.scalar));
            } else if (member.key == "fields") {
                for (const YamlNode::Member& field : value.members) {
                    m_reader.known(field.line, field.column, field.key, ids_of(type.fields), "unknown_field", field_word);
                    add(field.value, "fields." + field.key, scenario_value(type, field.key, field.value));
                }
            } else if (member.key == "cases") {
                for (const YamlNode::Member& other : value.members) {
                    std::vector<std::string> names;
                    for (const auto& [name, of] : m_cases)
                        names.push_back(name);
                    if (m_reader.known(other.line, other.column, other.key, names, "bad_value", case_word))
                        expectations(other.value, other.key, list);
                }
            } else if (member.key == "tags" || member.key == "outbox") {
                Json words = Json::array();
                for (const YamlNode& item : value.items)
                    words.push(Json(item.scalar));
                add(value, member.key, std::move(words));
            } else if (member.key == "events") {
                add(value, "events", Json(DefinitionReader::integer(node, "events").value_or(-1)));
            } else if (member.key == "number") {
                add(value, "number", Json(value.scalar));
            } else if (member.key.starts_with("sla.")) {
                clock(member, type, add);
            }
        }
    }

    template <class Add>
    void clock(const YamlNode::Member& member, const CaseType& type, const Add& add)
    {
        const std::vector<std::string_view> parts = split(member.key, '.');
        if (parts.size() != 3) {
            m_reader.refuse(member.line, member.column, "unknown_key", Localized("აქ უნდა იყოს sla.ვადა.მნიშვნელობა", "expected sla.NAME.VALUE here"));
            return;
        }
        const bool known = m_reader.known(member.line, member.column, std::string(parts[1]), ids_of(type.slas), "unknown_sla", clock_word) &&
                           m_reader.known(member.line, member.column, std::string(parts[2]), texts(clock_values), "unknown_key", value_word);
        if (!known)
            return;
        if (member.value.is_null())
            return add(member.value, member.key, Json());
        const auto number = to_integer(member.value.scalar);
        const auto time = parts[2] == "due_at" ? scenario_time(member.value.scalar) : std::nullopt;
        if (parts[2] == "status")
            m_reader.known(member.value, member.value.scalar, texts(clock_statuses), "bad_value", value_word);
        add(member.value, member.key,
            time                                               ? Json(time->rfc3339())
            : number && parts[2] != "due_on" && !member.value.quoted ? Json(std::int64_t{*number})
                                                               : Json(member.value.scalar));
    }

    DefinitionReader& m_reader;
    const std::vector<CaseType>& m_types;
    const CaseType* m_type = nullptr;
    std::map<std::string, const CaseType*> m_cases; ///< of the scenario, by name
    std::set<const YamlNode*> m_asked;              ///< rules that were looked at
    Instant m_time;
};

} // namespace

std::span<const std::string_view> refusal_rules()
{
    return rules;
}

ScenarioFile load_scenarios(const YamlDocument& document, const std::vector<CaseType>& types)
{
    DefinitionReader reader(document);
    const YamlNode root = TableExpansion(reader).expanded(document.root());
    ScenarioFile file;
    if (reader.check(root, "workflow_test")) {
        check_version(reader, root);
        file = ScenarioLoader(reader, types).load(root);
    }
    reader.finish();
    return file;
}

} // namespace ogp::workflow
