#include "workflow/loader.hpp"

#include "base/text.hpp"
#include "workflow/decide.hpp"
#include "workflow/definition_reader.hpp"
#include "workflow/guard.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ogp::workflow {
namespace {

/// Of the language, not of a case type. A later language gets another number.
constexpr std::int64_t language_version = 1;

constexpr Label role_word{"როლი", "role"};
constexpr Label state_word{"მდგომარეობა", "state"};
constexpr Label field_word{"ველი", "field"};
constexpr Label enum_word{"ჩამონათვალი", "enum"};
constexpr Label type_word{"ტიპი", "type"};
constexpr Label privacy_word{"კლასი", "class"};
constexpr Label category_word{"კატეგორია", "category"};

/// What case.… in a guard means something else by, or `--where` and lists already know.
constexpr std::array<std::string_view, 3> reserved_fields = {"id", "state", "version"};

template <class Items>
std::vector<std::string> ids_of(const Items& items)
{
    std::vector<std::string> ids;
    for (const auto& item : items)
        ids.push_back(item.id);
    return ids;
}

template <class Values>
std::vector<std::string> codes_of(const Values& values)
{
    std::vector<std::string> codes;
    for (const auto value : values)
        codes.emplace_back(code(value));
    return codes;
}

void read_header(DefinitionReader& reader, const YamlNode& root, std::string_view kind)
{
    const auto version = reader.integer(root, "ogp");
    if (version && *version != language_version)
        reader.refuse(*root.find("ogp"), "language_version",
                      say("ენის ვერსია {0} უცნობია; ეს პროგრამა კითხულობს ვერსიას {1}",
                          "language version {0} is not known; this program reads version {1}", *version, language_version));
    const std::string found = reader.text(root, "kind");
    if (!found.empty() && found != kind)
        reader.refuse(*root.find("kind"), "wrong_kind",
                      say("მოსალოდნელია kind: {}, არის {}", "expected kind: {}, found {}", kind, printable(found)));
}

class TypeLoader
{
public:
    TypeLoader(const YamlDocument& document, std::span<const Role> roles) : m_reader(document), m_roles(ids_of(roles)) {}

    CaseType load()
    {
        const YamlNode& root = m_reader.document().root();
        const bool readable = m_reader.mapping(
            root,
            {"ogp", "kind", "id", "version", "label", "plural", "number", "title", "parent", "columns", "comments", "permissions",
             "enums", "fields", "states", "transitions"},
            {"ogp", "kind", "id", "version", "label", "plural", "permissions", "fields", "states"});
        if (readable) {
            read_header(m_reader, root, "case_type");
            identity(root);
            permissions(root);
            each(root, "enums", &TypeLoader::enumeration);
            each(root, "fields", &TypeLoader::field);
            each(root, "states", &TypeLoader::state);
            check_states(root);
            each(root, "transitions", &TypeLoader::transition);
            special_fields(root);
            check_presets(root);
            check_guards(root);
        }
        m_reader.finish();
        return std::move(m_type);
    }

private:
    using Reading = void (TypeLoader::*)(const std::string&, const YamlNode&);

    void each(const YamlNode& root, std::string_view key, Reading reading)
    {
        const YamlNode* node = root.find(key);
        if (node == nullptr || !m_reader.ids(*node))
            return;
        for (const YamlNode::Member& member : node->members)
            (this->*reading)(member.key, member.value);
    }

    void identity(const YamlNode& root)
    {
        m_type.id = m_reader.text(root, "id");
        if (!m_type.id.empty() && (!is_identifier(m_type.id) || m_type.id.size() > 60))
            m_reader.refuse(*root.find("id"), "bad_identifier",
                            say("„{}“ სახელად არ გამოდგება: პატარა ლათინური ასოები, ციფრები და _",
                                "\"{}\" cannot be a name: small Latin letters, digits and _", printable(m_type.id)));
        if (const auto version = m_reader.integer(root, "version")) {
            m_type.version = *version;
            if (*version < 1)
                m_reader.refuse(*root.find("version"), "bad_value", Localized("ვერსია 1-დან იწყება", "versions begin with 1"));
        }
        m_type.label = m_reader.label(root, "label");
        m_type.plural = m_reader.label(root, "plural");
        const std::string comments = m_reader.text(root, "comments");
        if (!comments.empty() && m_reader.known(*root.find("comments"), comments, {"public", "internal", "personal"},
                                                "unknown_privacy", privacy_word))
            m_type.comments = privacy_from(comments).value_or(Privacy::Public);
    }

    void permissions(const YamlNode& root)
    {
        const YamlNode* node = root.find("permissions");
        if (node == nullptr || !m_reader.mapping(*node, {"open", "set", "comment"}, {"open", "set", "comment"}))
            return;
        m_type.permissions.open = roles(*node, "open");
        m_type.permissions.set = roles(*node, "set");
        m_type.permissions.comment = roles(*node, "comment");
    }

    std::vector<std::string> roles(const YamlNode& parent, std::string_view key)
    {
        std::vector<std::string> list = m_reader.words(parent, key);
        for (const std::string& role : list)
            m_reader.known_in(parent, key, role, m_roles, "unknown_role", role_word);
        return list;
    }

    void enumeration(const std::string& id, const YamlNode& node)
    {
        Enumeration enumeration{id, {}};
        if (!m_reader.ids(node))
            return;
        for (const YamlNode::Member& member : node.members)
            enumeration.members.push_back({member.key, m_reader.label(node, member.key)});
        m_type.enums.push_back(std::move(enumeration));
    }

    void field(const std::string& id, const YamlNode& node)
    {
        if (!m_reader.mapping(node, {"type", "privacy", "many", "required", "min", "max", "of", "to", "default", "label", "help"},
                              {"type", "label"}))
            return;
        Field field;
        field.id = id;
        const std::string type = m_reader.text(node, "type");
        if (!type.empty() && m_reader.known(*node.find("type"), type, codes_of(field_types), "unknown_type", type_word))
            field.type = field_type_from(type).value_or(FieldType::String);
        field_privacy(field, node);
        field.many = m_reader.boolean(node, "many");
        field.required = m_reader.boolean(node, "required");
        field.min = m_reader.integer(node, "min");
        field.max = m_reader.integer(node, "max");
        field.of = m_reader.text(node, "of");
        field.to = m_reader.text(node, "to");
        field.label = m_reader.label(node, "label");
        field.help = m_reader.label(node, "help");
        check_field(field, node);
        m_type.fields.push_back(std::move(field));
    }

    void field_privacy(Field& field, const YamlNode& node)
    {
        const YamlNode* given = node.find("privacy");
        if (given == nullptr) {
            m_reader.refuse(node, "missing_privacy",
                            say("ველს „{}“ აკლია privacy: public, internal, personal ან secret",
                                "the field \"{}\" has no privacy: public, internal, personal or secret", field.id));
            return;
        }
        const std::string word = m_reader.text(node, "privacy");
        if (!word.empty() && m_reader.known(*given, word, codes_of(privacies), "unknown_privacy", privacy_word))
            field.privacy = privacy_from(word).value_or(Privacy::Secret);
    }

    void check_field(const Field& field, const YamlNode& node)
    {
        const auto only = [&](std::string_view key, bool fits, const char* types) {
            const YamlNode* found = node.find(key);
            if (found != nullptr && !fits)
                m_reader.refuse(*found, "bad_value",
                                say("„{}“ მხოლოდ ამ ტიპებს აქვს: {}", "only these types have \"{}\": {}", key, types));
        };
        const bool is_enum = field.type == FieldType::Enum;
        const bool is_ref = field.type == FieldType::Ref;
        const bool has_size = field.type == FieldType::Integer || field.type == FieldType::Decimal ||
                              field.type == FieldType::String || field.type == FieldType::Text ||
                              field.type == FieldType::Localized;
        only("of", is_enum, "enum");
        only("to", is_ref, "ref");
        only("min", has_size, "integer, decimal, string, text, localized");
        only("max", has_size, "integer, decimal, string, text, localized");
        if (is_enum && node.find("of") == nullptr)
            m_reader.refuse(node, "missing_key", say("აკლია გასაღები „{}“", "the key \"{}\" is missing", "of"));
        else if (is_enum && !field.of.empty())
            m_reader.known(*node.find("of"), field.of, ids_of(m_type.enums), "unknown_enum", enum_word);
        if (is_ref && node.find("to") == nullptr)
            m_reader.refuse(node, "missing_key", say("აკლია გასაღები „{}“", "the key \"{}\" is missing", "to"));
        if (field.min && field.max && *field.min > *field.max)
            m_reader.refuse(*node.find("min"), "bad_value", Localized("min მეტია max-ზე", "min is greater than max"));
        const bool is_words = field.id == words_name(model::Op::Comment) || field.id == words_name(model::Op::Move);
        const bool reserved = std::find(reserved_fields.begin(), reserved_fields.end(), field.id) != reserved_fields.end() ||
                              (is_words && (is_sealed(field.privacy) || is_sealed(m_type.comments)));
        if (reserved)
            m_reader.refuse(node, "reserved_name", say("სახელი „{}“ დაკავებულია", "the name \"{}\" is taken", field.id));
        if (field.type == FieldType::Person && !is_sealed(field.privacy) && node.find("privacy") != nullptr)
            m_reader.refuse(*node.find("privacy"), "bad_value",
                            Localized("პირი ყოველთვის personal ან secret არის", "a person is always personal or secret"));
    }

    void state(const std::string& id, const YamlNode& node)
    {
        if (!m_reader.mapping(node, {"initial", "terminal", "category", "label"}, {"category", "label"}))
            return;
        State state;
        state.id = id;
        state.initial = m_reader.boolean(node, "initial");
        state.terminal = m_reader.boolean(node, "terminal");
        const std::string category = m_reader.text(node, "category");
        if (!category.empty() &&
            m_reader.known(*node.find("category"), category, codes_of(state_categories), "unknown_category", category_word))
            state.category = state_category_from(category).value_or(model::StateCategory::Open);
        state.label = m_reader.label(node, "label");
        m_type.states.push_back(std::move(state));
    }

    void check_states(const YamlNode& root)
    {
        const YamlNode* node = root.find("states");
        const auto initial = std::count_if(m_type.states.begin(), m_type.states.end(), [](const State& s) { return s.initial; });
        if (node == nullptr || initial == 1)
            return;
        m_reader.refuse(*node, initial == 0 ? "no_initial_state" : "several_initial_states",
                        initial == 0 ? Localized("არც ერთი მდგომარეობა არ არის initial: true", "no state is initial: true")
                                     : Localized("initial: true მხოლოდ ერთ მდგომარეობას უნდა ჰქონდეს",
                                                 "only one state can be initial: true"));
    }

    void transition(const std::string& id, const YamlNode& node)
    {
        if (!m_reader.mapping(node, {"from", "to", "roles", "require", "when", "guard_help", "comment", "label"},
                              {"from", "to", "roles", "label"}))
            return;
        Transition transition;
        transition.id = id;
        transition.from = m_reader.words(node, "from");
        transition.to = m_reader.text(node, "to");
        transition.roles = roles(node, "roles");
        transition.require = m_reader.words(node, "require");
        transition.when = m_reader.text(node, "when");
        transition.guard_help = m_reader.label(node, "guard_help");
        const std::string comment = m_reader.text(node, "comment");
        if (!comment.empty() && comment != "required" && comment != "optional")
            m_reader.refuse(*node.find("comment"), "bad_value",
                            Localized("comment არის required ან optional", "comment is required or optional"));
        transition.comment = comment == "required" ? CommentRule::Required : CommentRule::Optional;
        transition.label = m_reader.label(node, "label");
        check_transition(transition, node);
        m_type.transitions.push_back(std::move(transition));
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
        for (const std::string& field : transition.require)
            m_reader.known_in(node, "require", field, ids_of(m_type.fields), "unknown_field", field_word);
        for (const auto& [key, empty] : {std::pair("from", transition.from.empty()), std::pair("roles", transition.roles.empty())}) {
            const YamlNode* list = node.find(key);
            if (list != nullptr && list->is_sequence() && list->items.empty() && empty)
                m_reader.refuse(*list, "bad_value", say("„{}“ ცარიელია", "\"{}\" is empty", key));
        }
        if (transition.when.empty() && node.find("guard_help") != nullptr)
            m_reader.refuse(*node.find("guard_help"), "bad_value",
                            Localized("guard_help-ს when სჭირდება", "guard_help needs a when"));
    }

    void special_fields(const YamlNode& root)
    {
        const auto special = [&](std::string_view key, std::string& target, std::initializer_list<FieldType> types,
                                 const char* names) {
            target = m_reader.text(root, key);
            if (target.empty() ||
                !m_reader.known(*root.find(key), target, ids_of(m_type.fields), "unknown_field", field_word))
                return;
            const Field& field = *m_type.field(target);
            const bool fits = std::find(types.begin(), types.end(), field.type) != types.end();
            if (!fits || field.many || is_sealed(field.privacy))
                m_reader.refuse(*root.find(key), "bad_value",
                                say("„{0}“ უნდა იყოს ერთი არაპირადი მნიშვნელობა ტიპით {1}",
                                    "\"{0}\" must be one value of type {1} that is not personal", key, names));
        };
        special("number", m_type.number_field, {FieldType::String}, "string");
        special("title", m_type.title_field, {FieldType::String, FieldType::Text, FieldType::Localized},
                "string, text, localized");
        special("parent", m_type.parent_field, {FieldType::Ref}, "ref");
        m_type.columns = m_reader.words(root, "columns");
        for (const std::string& column : m_type.columns)
            m_reader.known_in(root, "columns", column, ids_of(m_type.fields), "unknown_field", field_word);
    }

    /// After all enums and fields are known.
    void check_presets(const YamlNode& root)
    {
        for (Field& field : m_type.fields) {
            const YamlNode* node = root.find("fields")->find(field.id);
            const YamlNode* preset = node == nullptr ? nullptr : node->find("default");
            if (preset == nullptr)
                continue;
            if (is_sealed(field.privacy) || field.many || !preset->is_scalar()) {
                m_reader.refuse(*preset, "bad_value",
                                Localized("default ერთი მარტივი მნიშვნელობაა და პირად ველს არ აქვს",
                                          "default is one plain value, and a personal field has none"));
                continue;
            }
            // Wrong as it may be, a preset is given: a guard that relies on it is not wrong as well.
            field.preset = Json(preset->scalar);
            if (field.type == FieldType::Enum && m_type.enumeration(field.of) == nullptr)
                continue;
            CheckedValue checked = parse_value(m_type, field, preset->scalar);
            if (checked.problem)
                m_reader.refuse(*preset, "bad_value", *checked.problem);
            else
                field.preset = std::move(checked.value);
        }
    }

    /// After everything that a guard may name. Which case types are children of this one shows in link().
    void check_guards(const YamlNode& root)
    {
        for (const Transition& transition : m_type.transitions) {
            if (transition.when.empty())
                continue;
            const YamlNode& node = *root.find("transitions")->find(transition.id)->find("when");
            Findings found;
            Guard::compile(transition.when, m_type, &transition, found, Guard::ChildNames::NotYetKnown);
            for (const Finding& finding : found)
                m_reader.refuse(node.line, node.column + (node.quoted ? 1 : 0) + finding.place.column - 1, finding.code.c_str(),
                                finding.message);
        }
    }

    DefinitionReader m_reader;
    std::vector<std::string> m_roles;
    CaseType m_type;
};

} // namespace

std::vector<Role> load_roles(const YamlDocument& document)
{
    DefinitionReader reader(document);
    const YamlNode& root = document.root();
    std::vector<Role> roles;
    if (reader.mapping(root, {"ogp", "kind", "roles"}, {"ogp", "kind", "roles"})) {
        read_header(reader, root, "roles");
        const YamlNode* node = root.find("roles");
        if (node != nullptr && reader.ids(*node)) {
            for (const YamlNode::Member& member : node->members) {
                if (reader.mapping(member.value, {"label"}, {"label"}))
                    roles.push_back({member.key, reader.label(member.value, "label")});
            }
            for (const std::string_view needed : {admin_role, importer_role, system_role}) {
                if (node->find(needed) == nullptr)
                    reader.refuse(*node, "missing_key", say("აკლია როლი „{}“", "the role \"{}\" is missing", needed));
            }
        }
    }
    reader.finish();
    return roles;
}

CaseType load_case_type(const YamlDocument& document, std::span<const Role> roles)
{
    return TypeLoader(document, roles).load();
}

} // namespace ogp::workflow
