#include "workflow/loader.hpp"

#include "base/text.hpp"
#include "workflow/expression.hpp"
#include "workflow/guard.hpp"
#include "workflow/type_loading.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ogp::workflow {
namespace {

/// Of the language, not of a case type. A later language gets another number.
constexpr std::int64_t language_version = 1;

void check_id(DefinitionReader& reader, const YamlNode& root, const std::string& id)
{
    if (!id.empty() && (!is_identifier(id) || id.size() > 60))
        reader.refuse(*root.find("id"), "bad_identifier",
                      say("„{}“ სახელად არ გამოდგება: პატარა ლათინური ასოები, ციფრები და _",
                          "\"{}\" cannot be a name: small Latin letters, digits and _", printable(shorten(id, 60))));
}

/// "common/work.yaml": words of letters, digits, _ and - with / between them.
bool is_fragment_path(std::string_view path)
{
    if (!path.ends_with(".yaml") || path.size() > 100)
        return false;
    path.remove_suffix(5);
    for (const std::string_view part : split(path, '/')) {
        const bool sound = !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        });
        if (!sound)
            return false;
    }
    return true;
}

void read_fragment(DefinitionReader& reader, const std::vector<std::string>& roles, CaseType& type)
{
    const YamlNode& root = reader.document().root();
    if (!reader.check(root, "fragment"))
        return;
    TypeLoading loading{reader, roles, type, {}};
    check_version(reader, root);
    const std::size_t first = type.fields.size();
    read_enums_and_fields(loading, root);
    read_presets(loading, root);
    for (std::size_t i = first; i < type.fields.size(); ++i) {
        if (!type.fields[i].computed.empty())
            reader.refuse(*root.find("fields")->find(type.fields[i].id), "bad_value",
                          Localized("ჩართულ ფაილში computed არ იწერება", "an included file has no computed"));
    }
}

class TypeLoader
{
public:
    TypeLoader(const YamlDocument& document, std::span<const Role> roles, std::span<const Fragment> fragments)
        : m_reader(document), m_roles(ids_of(roles)), m_fragments(fragments)
    {
    }

    CaseType load()
    {
        const YamlNode& root = m_reader.document().root();
        if (m_reader.check(root, "case_type")) {
            TypeLoading loading{m_reader, m_roles, m_type, {}};
            check_version(m_reader, root);
            identity(root);
            permissions(loading, root);
            include(root);
            read_enums_and_fields(loading, root);
            special_fields(loading, root);
            read_states_and_transitions(loading, root);
            read_slas(loading, root);
            read_parts(loading, root);
            read_order(loading, root);
            read_presets(loading, root);
            compile_expressions(loading);
        }
        for (Finding& finding : m_included)
            m_reader.findings().push_back(std::move(finding));
        m_reader.finish();
        return std::move(m_type);
    }

private:
    void identity(const YamlNode& root)
    {
        m_type.id = m_reader.text(root, "id");
        check_id(m_reader, root, m_type.id);
        if (const auto version = m_reader.integer(root, "version")) {
            m_type.version = *version;
            if (*version < 1)
                m_reader.refuse(*root.find("version"), "bad_value", Localized("ვერსია 1-დან იწყება", "versions begin with 1"));
        }
        m_type.label = m_reader.label(root, "label");
        m_type.plural = m_reader.label(root, "plural");
        m_type.comments = privacy_from(m_reader.text(root, "comments")).value_or(Privacy::Public);
        m_type.time_zone = m_reader.text(root, "timezone");
        m_type.calendar = m_reader.text(root, "calendar");
        const bool zone = std::all_of(m_type.time_zone.begin(), m_type.time_zone.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("/_+-").find(c) != std::string_view::npos;
        });
        if (!zone)
            m_reader.refuse(*root.find("timezone"), "bad_value",
                            Localized("სასაათო სარტყელი იწერება ასე: Asia/Tbilisi", "a time zone is written Asia/Tbilisi"));
    }

    static void permissions(TypeLoading& loading, const YamlNode& root)
    {
        const YamlNode* node = DefinitionReader::mapping_at(root, "permissions");
        if (node == nullptr)
            return;
        Permissions& permissions = loading.type.permissions;
        permissions.open = read_roles(loading, *node, "open");
        permissions.set = read_roles(loading, *node, "set");
        permissions.comment = read_roles(loading, *node, "comment");
        permissions.attach = node->find("attach") != nullptr ? read_roles(loading, *node, "attach") : permissions.comment;
    }

    /// Reads the files under `use` with readers of their own, so that findings name their lines.
    void include(const YamlNode& root)
    {
        const YamlNode* use = DefinitionReader::sequence_at(root, "use");
        if (use == nullptr)
            return;
        for (const YamlNode& item : use->items) {
            if (!item.is_scalar() || item.scalar.empty())
                continue;
            const auto fragment = std::find_if(m_fragments.begin(), m_fragments.end(), [&](const Fragment& f) { return f.path == item.scalar; });
            const std::string shown = printable(shorten(item.scalar, 60));
            if (!is_fragment_path(item.scalar))
                m_reader.refuse(item, "bad_value", say("„{}“: აქ ფაილია workflows საქაღალდიდან: common/work.yaml",
                                                       "\"{}\": expected a file below the folder of workflows: common/work.yaml", shown));
            else if (fragment == m_fragments.end())
                m_reader.refuse(item, "unknown_file", say("ფაილი „{}“ არ არის", "there is no file \"{}\"", shown));
            else
                use_fragment(*fragment);
        }
    }

    void use_fragment(const Fragment& fragment)
    {
        DefinitionReader reader(fragment.document);
        read_fragment(reader, m_roles, m_type);
        m_type.uses.push_back(fragment.path);
        for (Finding& finding : reader.findings())
            m_included.push_back(std::move(finding));
    }

    void special_fields(TypeLoading& loading, const YamlNode& root)
    {
        const auto special = [&](std::string_view key, std::string& target, std::initializer_list<FieldType> types, const char* names) {
            target = read_field(loading, root, key);
            const Field* field = m_type.field(target);
            if (field == nullptr)
                return;
            const bool fits = std::find(types.begin(), types.end(), field->type) != types.end();
            if (!fits || field->many || is_sealed(field->privacy))
                m_reader.refuse(*root.find(key), "bad_value",
                                say("„{0}“ უნდა იყოს ერთი არაპირადი მნიშვნელობა ტიპით {1}",
                                    "\"{0}\" must be one value of type {1} that is not personal", key, names));
        };
        special("number", m_type.number_field, {FieldType::String}, "string");
        special("title", m_type.title_field, {FieldType::String, FieldType::Text, FieldType::Localized}, "string, text, localized");
        special("parent", m_type.parent_field, {FieldType::Ref}, "ref");
        m_type.columns = read_fields(loading, root, "columns");
        m_type.statistics = read_fields(loading, root, "statistics");
    }

    DefinitionReader m_reader;
    std::vector<std::string> m_roles;
    std::span<const Fragment> m_fragments;
    Findings m_included;
    CaseType m_type;
};

} // namespace

void check_version(DefinitionReader& reader, const YamlNode& root)
{
    const auto version = reader.integer(root, "ogp");
    if (version && *version != language_version)
        reader.refuse(*root.find("ogp"), "language_version",
                      say("ენის ვერსია {0} უცნობია; ეს პროგრამა კითხულობს ვერსიას {1}",
                          "language version {0} is not known; this program reads version {1}", *version, language_version));
}

std::vector<std::string> read_roles(TypeLoading& loading, const YamlNode& parent, std::string_view key)
{
    std::vector<std::string> list = DefinitionReader::words(parent, key);
    for (const std::string& role : list)
        loading.reader.known_in(parent, key, role, loading.roles, "unknown_role", role_word);
    return list;
}

std::vector<std::string> read_states(TypeLoading& loading, const YamlNode& parent, std::string_view key)
{
    std::vector<std::string> list = DefinitionReader::words(parent, key);
    for (const std::string& state : list)
        loading.reader.known_in(parent, key, state, ids_of(loading.type.states), "unknown_state", state_word);
    return list;
}

std::vector<std::string> read_fields(TypeLoading& loading, const YamlNode& parent, std::string_view key)
{
    std::vector<std::string> list = DefinitionReader::words(parent, key);
    for (const std::string& field : list)
        loading.reader.known_in(parent, key, field, ids_of(loading.type.fields), "unknown_field", field_word);
    return list;
}

std::string read_field(TypeLoading& loading, const YamlNode& parent, std::string_view key)
{
    std::string field = DefinitionReader::text(parent, key);
    if (!field.empty())
        loading.reader.known(*parent.find(key), field, ids_of(loading.type.fields), "unknown_field", field_word);
    return field;
}

std::string read_condition(TypeLoading& loading, const YamlNode& parent, std::string_view key, const std::string& transition)
{
    std::string source = DefinitionReader::text(parent, key);
    if (!source.empty())
        loading.expressions.push_back({parent.find(key), transition, {}});
    return source;
}

void compile_expressions(TypeLoading& loading)
{
    constexpr Guard::ChildNames children = Guard::ChildNames::NotYetKnown;
    for (const PendingExpression& pending : loading.expressions) {
        const YamlNode& node = *pending.node;
        const Transition* transition = loading.type.transition(pending.transition);
        const Field* target = loading.type.field(pending.target);
        Findings found;
        if (pending.target.empty())
            Guard::compile(node.scalar, loading.type, transition, found, children);
        else if (target != nullptr)
            Expression::compile(node.scalar, loading.type, transition, loading.type, *target, found, children);
        for (const Finding& finding : found)
            loading.reader.refuse(node.line, node.column + (node.quoted ? 1 : 0) + finding.place.column - 1, finding.code.c_str(), finding.message);
    }
}

std::vector<std::string> fragments_of(const YamlDocument& document)
{
    std::vector<std::string> paths = DefinitionReader::words(document.root(), "use");
    std::erase_if(paths, [](const std::string& path) { return !is_fragment_path(path); });
    return paths;
}

std::vector<Role> load_roles(const YamlDocument& document)
{
    DefinitionReader reader(document);
    const YamlNode& root = document.root();
    std::vector<Role> roles;
    if (reader.check(root, "roles")) {
        check_version(reader, root);
        if (const YamlNode* node = DefinitionReader::mapping_at(root, "roles"); node != nullptr && !node->members.empty()) {
            for (const YamlNode::Member& member : node->members)
                roles.push_back({member.key, reader.label(member.value, "label")});
            for (const std::string_view needed : {admin_role, importer_role, system_role}) {
                if (node->find(needed) == nullptr)
                    reader.refuse(*node, "missing_key", say("აკლია როლი „{}“", "the role \"{}\" is missing", needed));
            }
        }
    }
    reader.finish();
    return roles;
}

void check_fragment(const YamlDocument& document)
{
    DefinitionReader reader(document);
    CaseType nothing;
    read_fragment(reader, {}, nothing);
    reader.finish();
}

CaseType load_case_type(const YamlDocument& document, std::span<const Role> roles, std::span<const Fragment> fragments)
{
    return TypeLoader(document, roles, fragments).load();
}

} // namespace ogp::workflow
