#include "workflow/type_loading.hpp"

#include "base/text.hpp"
#include "model/number_template.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

class PartsReading
{
public:
    explicit PartsReading(TypeLoading& loading) : m_loading(loading), m_reader(loading.reader), m_type(loading.type) {}

    void numbering(const YamlNode& node)
    {
        Numbering& numbering = m_type.numbering;
        numbering.pattern = m_reader.text(node, "template");
        numbering.per = m_reader.words(node, "per");
        numbering.provisional = m_reader.text(node, "provisional");
        number_template(node, "template", numbering.pattern, "seq");
        number_template(node, "provisional", numbering.provisional, "hash");
        for (const std::string& per : numbering.per)
            m_reader.known_in(node, "per", per, counters(), "unknown_field", field_word);
    }

    void votes(const YamlNode& node)
    {
        m_type.votes.in = read_states(m_loading, node, "in");
        m_type.votes.record = read_roles(m_loading, node, "record");
        const YamlNode* groups = DefinitionReader::mapping_at(node, "groups");
        if (groups == nullptr)
            return;
        for (const YamlNode::Member& member : groups->members) {
            if (member.value.is_mapping())
                m_type.votes.groups.push_back({member.key, read_roles(m_loading, member.value, "roles"), m_reader.label(member.value, "label")});
        }
    }

    void child(const std::string& id, const YamlNode& node)
    {
        ChildRule rule;
        rule.type = id;
        rule.min = m_reader.integer(node, "min");
        rule.max = m_reader.integer(node, "max");
        rule.inherit = read_fields(m_loading, node, "inherit");
        if ((rule.min && *rule.min < 0) || (rule.max && *rule.max < rule.min.value_or(0)))
            m_reader.refuse(node, "bad_value", Localized("min და max: 0 <= min <= max", "min and max: 0 <= min <= max"));
        if (const YamlNode* cascade = DefinitionReader::mapping_at(node, "cascade")) {
            for (const YamlNode::Member& member : cascade->members) {
                if (m_reader.known(member.line, member.column, member.key, ids_of(m_type.transitions), "unknown_transition", transition_word) &&
                    member.value.is_scalar())
                    rule.cascade.emplace_back(member.key, member.value.scalar);
            }
        }
        m_type.child_rules.push_back(std::move(rule));
    }

    void migration(const YamlNode::Member& member)
    {
        const YamlNode& node = member.value;
        Migration migration;
        migration.from = to_integer(member.key).value_or(0);
        if (migration.from >= m_type.version)
            m_reader.refuse(member.line, member.column, "bad_value",
                            say("აქ ძველი ვერსიაა საჭირო, {}-ზე ნაკლები", "expected an older version here, less than {}", m_type.version));
        pairs(node, "states", migration.states, ids_of(m_type.states), "unknown_state", state_word);
        pairs(node, "fields", migration.fields, ids_of(m_type.fields), "unknown_field", field_word);
        pairs(node, "drop_fields", migration.dropped, {}, nullptr, {});
        if (const YamlNode* clocks = DefinitionReader::mapping_at(node, "slas")) {
            for (const YamlNode::Member& clock : clocks->members) {
                const auto what = clock_migration_from(clock.value.scalar);
                if (what && *what != ClockMigration::Drop)
                    m_reader.known(clock.line, clock.column, clock.key, ids_of(m_type.slas), "unknown_sla", {"ვადა", "deadline"});
                if (what)
                    migration.clocks.emplace_back(clock.key, *what);
            }
        }
        m_type.migrations.push_back(std::move(migration));
    }

private:
    /// The fields that a counter may be for.
    std::vector<std::string> counters() const
    {
        std::vector<std::string> names{"year", "month"};
        for (const Field& field : m_type.fields) {
            if ((field.type == FieldType::Enum || field.type == FieldType::Ref) && !field.many && !is_sealed(field.privacy))
                names.push_back(field.id);
        }
        return names;
    }

    void number_template(const YamlNode& node, std::string_view key, const std::string& text, std::string_view needed)
    {
        const YamlNode* found = node.find(key);
        if (found == nullptr || text.empty())
            return;
        Localized problem;
        const auto parts = model::parse_number_template(text, problem);
        if (!parts) {
            m_reader.refuse(*found, "bad_value", problem);
            return;
        }
        std::vector<std::string> names{"year", "month", "seq", "hash"};
        for (const Field& field : m_type.fields) {
            if ((field.type == FieldType::Enum || field.type == FieldType::String) && !field.many)
                names.push_back(field.id);
        }
        for (const model::NumberPart& part : *parts) {
            if (part.literal.empty() && m_reader.known(*found, part.name, names, "unknown_field", field_word) &&
                m_type.field(part.name) != nullptr && is_sealed(m_type.field(part.name)->privacy))
                m_reader.refuse(*found, "personal_in_public", say("ნომერში პირადი ველი „{}“ ვერ ჩაიწერება",
                                                                  "the personal field \"{}\" cannot stand in a number", part.name));
        }
        if (std::none_of(parts->begin(), parts->end(), [&](const model::NumberPart& part) { return part.name == needed; }))
            m_reader.refuse(*found, "bad_value", say("ნომრის ნიმუშს აკლია {{{}}}", "the template of numbers has no {{{}}}", needed));
    }

    void pairs(const YamlNode& node, std::string_view key, std::vector<std::pair<std::string, std::string>>& list,
               const std::vector<std::string>& candidates, const char* fault, const Label& what)
    {
        const YamlNode* map = DefinitionReader::mapping_at(node, key);
        if (map == nullptr)
            return;
        for (const YamlNode::Member& member : map->members) {
            if (!member.value.is_scalar())
                continue;
            list.emplace_back(member.key, member.value.scalar);
            if (fault != nullptr)
                m_reader.known(member.value, member.value.scalar, candidates, fault, what);
        }
    }

    TypeLoading& m_loading;
    DefinitionReader& m_reader;
    CaseType& m_type;
};

} // namespace

void read_parts(TypeLoading& loading, const YamlNode& root)
{
    PartsReading reading(loading);
    if (const YamlNode* numbering = DefinitionReader::mapping_at(root, "numbering"))
        reading.numbering(*numbering);
    if (const YamlNode* votes = DefinitionReader::mapping_at(root, "votes"))
        reading.votes(*votes);
    if (const YamlNode* children = DefinitionReader::mapping_at(root, "children")) {
        for (const YamlNode::Member& member : children->members) {
            if (member.value.is_mapping())
                reading.child(member.key, member.value);
        }
    }
    const YamlNode* migrate = DefinitionReader::mapping_at(root, "migrate");
    if (const YamlNode* from = migrate == nullptr ? nullptr : DefinitionReader::mapping_at(*migrate, "from")) {
        for (const YamlNode::Member& member : from->members) {
            if (member.value.is_mapping())
                reading.migration(member);
        }
    }
    std::stable_sort(loading.type.migrations.begin(), loading.type.migrations.end(),
                     [](const Migration& a, const Migration& b) { return a.from < b.from; });
}

} // namespace ogp::workflow
