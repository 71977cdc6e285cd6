#include "workflow/type_loading.hpp"

#include "base/text.hpp"
#include "model/attachment.hpp"
#include "model/event.hpp"
#include "workflow/decide.hpp"
#include "workflow/text_pattern.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ogp::workflow {
namespace {

/// What case.… in a guard means something else by, or `--where` and lists already know.
constexpr std::array<std::string_view, 3> reserved_fields = {"id", "state", "version"};

/// A key that only fields of some types have.
struct TypedKey
{
    const char* key;
    std::vector<FieldType> types;
};

const std::vector<TypedKey>& typed_keys()
{
    using enum FieldType;
    static const std::vector<TypedKey> keys{
        {"of", {Enum}},
        {"to", {Ref}},
        {"min", {FieldType::Integer, Decimal, String, Text, FieldType::Localized, Money}},
        {"max", {FieldType::Integer, Decimal, String, Text, FieldType::Localized, Money}},
        {"pattern", {String}},
        {"currency", {Money}},
        {"within", {Geo}},
        {"accept", {FieldType::Attachment}},
        {"max_size", {FieldType::Attachment}},
        {"strip_metadata", {FieldType::Attachment}},
        {"redact", {String, Text, FieldType::Localized}},
    };
    return keys;
}

std::string codes_of(const std::vector<FieldType>& types)
{
    std::vector<std::string> codes;
    for (const FieldType type : types)
        codes.emplace_back(code(type));
    return join(codes, ", ");
}

/// P, then numbers with Y, M, W or D: "P3Y", "P1Y6M", "P90D" (ISO 8601-1, 5.5.2).
bool is_period(std::string_view text)
{
    if (!text.starts_with('P') || text.size() < 3)
        return false;
    std::string_view units = "YMWD";
    std::size_t digits = 0;
    for (const char c : text.substr(1)) {
        if (c >= '0' && c <= '9') {
            ++digits;
            continue;
        }
        const std::size_t unit = units.find(c);
        if (unit == std::string_view::npos || digits == 0 || digits > 3)
            return false;
        units.remove_prefix(unit + 1);
        digits = 0;
    }
    return digits == 0;
}

bool is_media_range(std::string_view text)
{
    const std::size_t slash = text.find('/');
    return slash != std::string_view::npos && slash > 0 && slash + 1 < text.size() && text.size() <= 100 &&
           text.find('/', slash + 1) == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || std::string_view("/.+-*").find(c) != std::string_view::npos;
           });
}

class FieldReading
{
public:
    explicit FieldReading(TypeLoading& loading) : m_loading(loading), m_reader(loading.reader) {}

    void enumeration(const std::string& id, const YamlNode& node)
    {
        Enumeration enumeration{id, {}};
        for (const YamlNode::Member& member : node.members)
            enumeration.members.push_back({member.key, DefinitionReader::label(node, member.key)});
        m_loading.type.enums.push_back(std::move(enumeration));
    }

    void field(const std::string& id, const YamlNode& node)
    {
        Field field;
        field.id = id;
        field.type = field_type_from(m_reader.text(node, "type")).value_or(FieldType::String);
        field.privacy = privacy_from(m_reader.text(node, "privacy")).value_or(Privacy::Public);
        field.many = m_reader.boolean(node, "many");
        field.required = m_reader.boolean(node, "required");
        field.min = m_reader.integer(node, "min");
        field.max = m_reader.integer(node, "max");
        field.of = m_reader.text(node, "of");
        field.to = m_reader.text(node, "to");
        field.label = m_reader.label(node, "label");
        field.help = m_reader.label(node, "help");
        field.pattern = m_reader.text(node, "pattern");
        field.currency = m_reader.text(node, "currency");
        field.within = m_reader.text(node, "within");
        field.accept = m_reader.words(node, "accept");
        if (const YamlNode* size = node.find("max_size"))
            field.max_size = m_reader.size(*size);
        field.strip_metadata = m_reader.boolean(node, "strip_metadata");
        field.retention = m_reader.text(node, "retention");
        field.redact = m_reader.text(node, "redact") == "review" ? Redaction::Review : Redaction::None;
        field.computed = m_reader.text(node, "computed");
        field.conflict = model::merge_policy_from(m_reader.text(node, "conflict")).value_or(model::MergePolicy::Conflict);
        check_types(field, node);
        check_values(field, node);
        check_privacy(field, node);
        check_conflict(field, node);
        if (const YamlNode* computed = node.find("computed"); computed != nullptr && !field.computed.empty())
            m_loading.expressions.push_back({computed, {}, id});
        m_loading.type.fields.push_back(std::move(field));
    }

private:
    void bad(const YamlNode& node, Localized message) { m_reader.refuse(node, "bad_value", std::move(message)); }

    void check_types(const Field& field, const YamlNode& node)
    {
        for (const TypedKey& typed : typed_keys()) {
            const YamlNode* found = node.find(typed.key);
            if (found != nullptr && std::find(typed.types.begin(), typed.types.end(), field.type) == typed.types.end())
                bad(*found, say("„{}“ მხოლოდ ამ ტიპებს აქვს: {}", "only these types have \"{}\": {}", typed.key, codes_of(typed.types)));
        }
        for (const auto& [type, key] : {std::pair(FieldType::Enum, "of"), std::pair(FieldType::Ref, "to"), std::pair(FieldType::Money, "currency")}) {
            if (field.type == type && node.find(key) == nullptr)
                m_reader.refuse(node, "missing_key", say("აკლია გასაღები „{}“", "the key \"{}\" is missing", key));
        }
        if (field.type == FieldType::Enum && !field.of.empty())
            m_reader.known(*node.find("of"), field.of, ids_of(m_loading.type.enums), "unknown_enum", enum_word);
    }

    void check_values(const Field& field, const YamlNode& node)
    {
        if (field.min && field.max && *field.min > *field.max)
            bad(*node.find("min"), Localized("min მეტია max-ზე", "min is greater than max"));
        Localized problem;
        if (!field.pattern.empty() && !TextPattern::parse(field.pattern, problem))
            bad(*node.find("pattern"), problem);
        const bool is_currency = field.currency.size() == 3 && std::all_of(field.currency.begin(), field.currency.end(),
                                                                           [](char c) { return c >= 'A' && c <= 'Z'; });
        if (!field.currency.empty() && !is_currency)
            bad(*node.find("currency"), Localized("ვალუტა სამი დიდი ასოა: GEL", "a currency is three capital letters: GEL"));
        if (!field.retention.empty() && !is_period(field.retention))
            bad(*node.find("retention"), Localized("ვადა იწერება ასე: P3Y, P6M, P90D", "a period is written P3Y, P6M, P90D"));
        for (const std::string& range : field.accept) {
            if (!is_media_range(range))
                bad(*node.find("accept"), say("„{}“ ფაილის ტიპი არ არის: image/*, application/pdf", "\"{}\" is no media type: image/*, application/pdf",
                                              printable(shorten(range, 40))));
        }
        if (!field.computed.empty() && (field.required || field.many || node.find("default") != nullptr))
            bad(*node.find("computed"), Localized("გამოთვლილი ველი ერთია და required ან default არ აქვს",
                                                  "a computed field is one value, without required and default"));
    }

    /// A policy must be able to do its work on values of the type.
    void check_conflict(const Field& field, const YamlNode& node)
    {
        using enum FieldType;
        using model::MergePolicy;
        static const std::vector<FieldType> ordered{FieldType::Integer, Decimal, Money, Date, PrintedDate, Datetime};
        static const std::vector<FieldType> texts{Text, FieldType::Localized};
        const YamlNode* found = node.find("conflict");
        if (found == nullptr)
            return;
        const auto needs = [&](const std::vector<FieldType>& types) {
            if (field.many || std::find(types.begin(), types.end(), field.type) == types.end())
                bad(*found, say("„{0}“ ერთ მნიშვნელობას სჭირდება ტიპით {1}", "\"{0}\" takes one value of type {1}", found->scalar, codes_of(types)));
        };
        switch (field.conflict) {
        case MergePolicy::Max:
        case MergePolicy::Min: needs(ordered); break;
        case MergePolicy::Text: needs(texts); break;
        case MergePolicy::Set:
            if (!field.many)
                bad(*found, {"„set“ ისეთ ველს სჭირდება, რომელსაც many: true აქვს", "\"set\" takes a field with many: true"});
            break;
        case MergePolicy::Conflict:
        case MergePolicy::Latest:
        case MergePolicy::Owner: break;
        }
        const bool reads_value = field.conflict == MergePolicy::Max || field.conflict == MergePolicy::Min || field.conflict == MergePolicy::Text ||
                                 field.conflict == MergePolicy::Set;
        if (is_sealed(field.privacy) && reads_value)
            bad(*found, {"დალუქული მნიშვნელობა შედარებისთვის არ იკითხება: conflict, latest ან owner",
                         "a sealed value cannot be read to be compared: conflict, latest or owner"});
        if (!field.computed.empty())
            bad(*found, {"გამოთვლილი ველი თავიდან გამოითვლება, conflict არ სჭირდება", "a computed field is worked out anew and has no conflict"});
    }

    void check_privacy(const Field& field, const YamlNode& node)
    {
        const bool sealed_words = is_sealed(field.privacy) || is_sealed(m_loading.type.comments);
        const bool is_words = field.id == words_name(model::Op::Comment) || field.id == words_name(model::Op::Move) ||
                              field.id == model::sealed_files;
        if (std::find(reserved_fields.begin(), reserved_fields.end(), field.id) != reserved_fields.end() || (is_words && sealed_words))
            m_reader.refuse(node, "reserved_name", say("სახელი „{}“ დაკავებულია", "the name \"{}\" is taken", field.id));
        const YamlNode* privacy = node.find("privacy");
        if (privacy != nullptr && field.type == FieldType::Person && !is_sealed(field.privacy))
            bad(*privacy, Localized("პირი ყოველთვის personal ან secret არის", "a person is always personal or secret"));
        if (!field.retention.empty() && !is_sealed(field.privacy))
            bad(*node.find("retention"), Localized("retention მხოლოდ personal და secret ველს აქვს; დანარჩენი არ იშლება",
                                                   "only personal and secret fields have retention; others are never erased"));
        if (!field.computed.empty() && is_sealed(field.privacy))
            bad(*node.find("computed"), Localized("პირადი ველი არ გამოითვლება", "a personal field is not computed"));
    }

    TypeLoading& m_loading;
    DefinitionReader& m_reader;
};

} // namespace

void read_enums_and_fields(TypeLoading& loading, const YamlNode& root)
{
    FieldReading reading(loading);
    const auto each = [&](std::string_view key, const auto& known, auto&& read) {
        const YamlNode* node = DefinitionReader::mapping_at(root, key);
        if (node == nullptr)
            return;
        for (const YamlNode::Member& member : node->members) {
            if (known(member.key))
                loading.reader.refuse(member.line, member.column, "given_twice",
                                      say("„{}“ ორჯერ არის აღწერილი: აქ და ჩართულ ფაილში", "\"{}\" is defined twice: here and in an included file",
                                          printable(shorten(member.key, 60))));
            else if (member.value.is_mapping())
                read(member);
        }
    };
    each("enums", [&](const std::string& id) { return loading.type.enumeration(id) != nullptr; },
         [&](const YamlNode::Member& member) { reading.enumeration(member.key, member.value); });
    each("fields", [&](const std::string& id) { return loading.type.field(id) != nullptr; },
         [&](const YamlNode::Member& member) { reading.field(member.key, member.value); });
}

void read_presets(TypeLoading& loading, const YamlNode& root)
{
    const YamlNode* fields = DefinitionReader::mapping_at(root, "fields");
    for (Field& field : loading.type.fields) {
        const YamlNode* node = fields == nullptr ? nullptr : fields->find(field.id);
        if (node != nullptr && node->find("frozen_in") != nullptr)
            field.frozen_in = read_states(loading, *node, "frozen_in");
        const YamlNode* preset = node == nullptr ? nullptr : node->find("default");
        if (preset == nullptr)
            continue;
        if (is_sealed(field.privacy) || field.many || !preset->is_scalar()) {
            loading.reader.refuse(*preset, "bad_value",
                                  Localized("default ერთი მარტივი მნიშვნელობაა და პირად ველს არ აქვს",
                                            "default is one plain value, and a personal field has none"));
            continue;
        }
        // Wrong as it may be, a preset is given: a guard that relies on it is not wrong as well.
        field.preset = Json(preset->scalar);
        const bool is_now = preset->scalar == now_preset && (field.type == FieldType::Date || field.type == FieldType::Datetime);
        if (is_now || (field.type == FieldType::Enum && loading.type.enumeration(field.of) == nullptr))
            continue;
        CheckedValue checked = parse_value(loading.type, field, preset->scalar);
        if (checked.problem)
            loading.reader.refuse(*preset, "bad_value", *checked.problem);
        else
            field.preset = std::move(checked.value);
    }
}

} // namespace ogp::workflow
