#include "workflow/type_loading.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

constexpr std::string_view role_prefix = "role:";

class EffectReading
{
public:
    EffectReading(TypeLoading& loading, const std::string& transition)
        : m_loading(loading), m_reader(loading.reader), m_type(loading.type), m_transition(transition)
    {
    }

    void read(EffectKind kind, const YamlNode& node, std::vector<Effect>& effects)
    {
        Effect effect;
        effect.kind = kind;
        if (kind == EffectKind::Tag || kind == EffectKind::Untag || kind == EffectKind::Assign)
            word(effect, node);
        else if (node.is_mapping())
            mapping(effect, node);
        effects.push_back(std::move(effect));
    }

private:
    void bad(const YamlNode& node, Localized message) { m_reader.refuse(node, "bad_value", std::move(message)); }

    void word(Effect& effect, const YamlNode& node)
    {
        if (!node.is_scalar() || node.scalar.empty())
            return;
        if (effect.kind == EffectKind::Assign) {
            effect.to = node.scalar;
            receiver(effect.to, node, {FieldType::Person, FieldType::String});
            needs_field(node, assignee_field, "string", [](const Field& field) { return field.type == FieldType::String && !field.many; });
            return;
        }
        effect.what = node.scalar;
        if (!is_identifier(effect.what))
            m_reader.refuse(node, "bad_identifier",
                            say("„{}“ სახელად არ გამოდგება: პატარა ლათინური ასოები, ციფრები და _",
                                "\"{}\" cannot be a name: small Latin letters, digits and _", printable(shorten(effect.what, 60))));
        needs_field(node, tags_field, "string, many", [](const Field& field) { return field.type == FieldType::String && field.many; });
    }

    /// The effects on fields need the field that they change.
    template <class Fits>
    void needs_field(const YamlNode& node, std::string_view id, const char* kind, Fits fits)
    {
        const Field* field = m_type.field(id);
        if (field == nullptr || !fits(*field) || is_sealed(field->privacy))
            m_reader.refuse(node, "unknown_field",
                            say("ამას სჭირდება არაპირადი ველი „{}“ ტიპით {}", "this needs a field \"{}\" of type {} that is not personal", id, kind));
    }

    void mapping(Effect& effect, const YamlNode& node)
    {
        effect.when = read_condition(m_loading, node, "when", m_transition);
        switch (effect.kind) {
        case EffectKind::Notify:
            effect.to = m_reader.text(node, "to");
            effect.what = m_reader.text(node, "template");
            if (!effect.to.empty())
                receiver(effect.to, *node.find("to"), {FieldType::Person, FieldType::Email});
            file_name(node, "template", effect.what);
            break;
        case EffectKind::Publish:
            effect.to = m_reader.text(node, "to");
            effect.redact = m_reader.words(node, "redact");
            file_name(node, "to", effect.to);
            break;
        case EffectKind::Webhook:
            effect.to = m_reader.text(node, "to");
            file_name(node, "to", effect.to);
            break;
        case EffectKind::Follow:
            effect.to = read_field(m_loading, node, "case");
            effect.what = read_field(m_loading, node, "as");
            if (const Field* field = m_type.field(effect.to); field != nullptr && field->type != FieldType::Ref)
                bad(*node.find("case"), Localized("აქ ref ტიპის ველი უნდა იყოს", "expected a field of type ref here"));
            if (const Field* field = m_type.field(effect.what); field != nullptr && field->type != FieldType::Person)
                bad(*node.find("as"), Localized("აქ person ტიპის ველი უნდა იყოს", "expected a field of type person here"));
            break;
        case EffectKind::CreateChild:
            effect.what = m_reader.text(node, "type");
            values(effect, node);
            break;
        case EffectKind::CloseChildren:
            effect.what = m_reader.text(node, "type");
            effect.by = m_reader.text(node, "by");
            break;
        case EffectKind::Tag:
        case EffectKind::Untag:
        case EffectKind::Assign: break;
        }
    }

    void values(Effect& effect, const YamlNode& node)
    {
        const YamlNode* set = DefinitionReader::mapping_at(node, "set");
        if (set == nullptr)
            return;
        for (const YamlNode::Member& member : set->members) {
            // Compiled when the case type that it is for is known: link.
            if (member.value.is_scalar())
                effect.values.emplace_back(member.key, member.value.scalar);
        }
    }

    /// "role:NAME" of a role that exists, or a field of one of the types.
    void receiver(const std::string& to, const YamlNode& node, std::initializer_list<FieldType> types)
    {
        if (to.starts_with(role_prefix)) {
            m_reader.known(node, to.substr(role_prefix.size()), m_loading.roles, "unknown_role", role_word);
            return;
        }
        if (!m_reader.known(node, to, ids_of(m_type.fields), "unknown_field", field_word))
            return;
        if (std::find(types.begin(), types.end(), m_type.field(to)->type) == types.end())
            bad(node, Localized("აქ პირის ველი ან role:NAME უნდა იყოს", "expected the field of a person or role:NAME here"));
    }

    void file_name(const YamlNode& node, std::string_view key, const std::string& name)
    {
        const bool sound = name.size() <= 60 && std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        });
        if (!sound)
            m_reader.refuse(*node.find(key), "bad_identifier",
                            say("„{}“ სახელად არ გამოდგება: პატარა ლათინური ასოები, ციფრები, _ და -",
                                "\"{}\" cannot be a name: small Latin letters, digits, _ and -", printable(shorten(name, 60))));
    }

    TypeLoading& m_loading;
    DefinitionReader& m_reader;
    CaseType& m_type;
    const std::string& m_transition;
};

} // namespace

std::vector<Effect> read_effects(TypeLoading& loading, const YamlNode& parent, const std::string& transition)
{
    std::vector<Effect> effects;
    EffectReading reading(loading, transition);
    const auto read_keys = [&](const YamlNode& node) {
        for (const YamlNode::Member& member : node.members) {
            if (const auto kind = effect_kind_from(member.key))
                reading.read(*kind, member.value, effects);
        }
    };
    read_keys(parent);
    if (const YamlNode* list = DefinitionReader::sequence_at(parent, "effects")) {
        for (const YamlNode& item : list->items) {
            read_keys(item);
            const std::string when = read_condition(loading, item, "when", transition);
            if (!effects.empty() && !when.empty())
                effects.back().when = when;
        }
    }
    return effects;
}

} // namespace ogp::workflow
