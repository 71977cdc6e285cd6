#include "workflow/definition_reader.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

constexpr std::size_t longest_name = 60;
/// Of the members of a mapping whose keys are names: many times what any case type has.
constexpr std::size_t most_members = 1'000;

std::string in_message(std::string_view word)
{
    return printable(shorten(word, 60));
}

bool is_name(std::string_view word)
{
    return is_identifier(word) && word.size() <= longest_name;
}

/// Compares values with the table of keys.
class ShapeChecker
{
public:
    explicit ShapeChecker(DefinitionReader& reader) : m_reader(reader) {}

    bool object(const YamlNode& node, std::string_view name)
    {
        if (!node.is_mapping()) {
            m_reader.refuse(node, "wrong_kind", Localized("აქ უნდა იყოს {გასაღები: მნიშვნელობა}", "expected {key: value} here"));
            return false;
        }
        const std::vector<const Key*> keys = keys_of(name);
        for (const YamlNode::Member& member : node.members) {
            const auto key = std::find_if(keys.begin(), keys.end(), [&](const Key* k) { return names(*k, member.key); });
            if (key == keys.end())
                unknown(member, keys);
            else
                value(**key, member.value);
        }
        for (const Key* key : keys) {
            if (key->need == Need::Required && node.find(key->name) == nullptr)
                missing(node, *key);
        }
        return true;
    }

private:
    /// "sla.NAME.VALUE" names every key that begins with "sla.".
    static bool names(const Key& key, std::string_view word)
    {
        const std::string_view name = key.name;
        const std::size_t dot = name.find('.');
        return dot == std::string_view::npos ? name == word : word.starts_with(name.substr(0, dot + 1));
    }

    void unknown(const YamlNode::Member& member, const std::vector<const Key*>& keys)
    {
        std::vector<std::string> names;
        for (const Key* key : keys)
            names.emplace_back(key->name);
        const auto near = nearest(member.key, names);
        m_reader.refuse(member.line, member.column, "unknown_key",
                        near ? say("უცნობი გასაღები „{}“; ხომ არ გულისხმობდით „{}“-ს?", "unknown key \"{}\"; did you mean \"{}\"?",
                                   in_message(member.key), *near)
                             : say("უცნობი გასაღები „{}“; დასაშვებია: {}", "unknown key \"{}\"; possible are: {}",
                                   in_message(member.key), join(names, ", ")));
    }

    void missing(const YamlNode& node, const Key& key)
    {
        if (key.object == std::string_view("field") && key.name == std::string_view("privacy"))
            m_reader.refuse(node, "missing_privacy", Localized("ველს აკლია privacy: public, internal, personal ან secret",
                                                               "the field has no privacy: public, internal, personal or secret"));
        else
            m_reader.refuse(node, "missing_key", say("აკლია გასაღები „{}“", "the key \"{}\" is missing", key.name));
    }

    void wrong(const YamlNode& node, Localized message) { m_reader.refuse(node, "wrong_kind", std::move(message)); }

    void value(const Key& key, const YamlNode& node)
    {
        switch (key.shape) {
        case Shape::Version:
        case Shape::Number: return number(key, node);
        case Shape::Text:
        case Shape::Id:
        case Shape::Condition:
        case Shape::Expression: return text(key.name, node);
        case Shape::Scalar: return; // Read by the type of the field.
        case Shape::Flag: return flag(key, node);
        case Shape::Word: return word(key, node);
        case Shape::Words: return words(key, node);
        case Shape::Label: return label(key.name, node);
        case Shape::Percent:
            if (!DefinitionReader::percent(node))
                wrong(node, say("„{}“ პროცენტი უნდა იყოს: 75%", "\"{}\" must be a percentage: 75%", key.name));
            return;
        case Shape::Size:
            if (!DefinitionReader::size(node))
                wrong(node, say("„{}“ ზომა უნდა იყოს, არაუმეტეს 1024MiB: 20MiB", "\"{}\" must be a size of at most 1024MiB: 20MiB", key.name));
            return;
        case Shape::Term: return term(node, "term");
        case Shape::Duration: return term(node, "duration");
        case Shape::DurationOrPercent:
            if (!DefinitionReader::percent(node))
                term(node, "duration");
            return;
        case Shape::Target:
            if (node.is_mapping() && (node.find("by") != nullptr || node.find("table") != nullptr))
                object(node, "target");
            else
                term(node, "term");
            return;
        case Shape::Object:
            object(node, key.item);
            return;
        case Shape::Map:
        case Shape::VersionMap:
        case Shape::TermMap:
        case Shape::WordMap:
        case Shape::TextMap:
        case Shape::ExpressionMap:
        case Shape::LabelMap:
        case Shape::EnumMap: return map(key, node);
        case Shape::WordPairs: return pairs(key, node);
        case Shape::Sequence: return sequence(key, node);
        case Shape::Values: return values(node);
        case Shape::Rows: return rows(key, node);
        case Shape::Effects:
        case Shape::List: return list(key, node);
        }
    }

    void number(const Key& key, const YamlNode& node)
    {
        // A number with a leading zero is octal to some readers of YAML and decimal to others.
        const bool sound = node.is_scalar() && !node.quoted && to_integer(node.scalar) &&
                           (node.scalar == "0" || !std::string_view(node.scalar).substr(node.scalar.starts_with('-') ? 1 : 0).starts_with('0'));
        constexpr long long most = 1LL << 53U;
        if (!sound || *to_integer(node.scalar) > most || *to_integer(node.scalar) < -most)
            wrong(node, say("„{}“ მთელი რიცხვი უნდა იყოს", "\"{}\" must be a whole number", key.name));
    }

    void text(std::string_view name, const YamlNode& node)
    {
        if (!node.is_scalar() || node.scalar.empty())
            wrong(node, say("„{}“ ტექსტი უნდა იყოს", "\"{}\" must be a text", name));
    }

    void flag(const Key& key, const YamlNode& node)
    {
        if (!node.is_scalar() || node.quoted || (node.scalar != "true" && node.scalar != "false"))
            wrong(node, say("„{}“ უნდა იყოს true ან false", "\"{}\" must be true or false", key.name));
    }

    /// What a word of a list of choices is called, and the code of the finding where it is none of them.
    static std::pair<const char*, Label> word_names(std::string_view key)
    {
        if (key == "type")
            return {"unknown_type", {"ტიპი", "type"}};
        if (key == "privacy" || key == "comments")
            return {"unknown_privacy", {"კლასი", "class"}};
        if (key == "category")
            return {"unknown_category", {"კატეგორია", "category"}};
        return {"bad_value", {"სიტყვა", "word"}};
    }

    void word(const Key& key, const YamlNode& node)
    {
        text(key.name, node);
        if (!node.is_scalar() || node.scalar.empty())
            return;
        if (key.name == std::string_view("kind")) {
            if (node.scalar != key.choices)
                wrong(node, say("მოსალოდნელია kind: {}, არის {}", "expected kind: {}, found {}", key.choices, in_message(node.scalar)));
            return;
        }
        const auto [code, what] = word_names(key.name);
        m_reader.known(node, node.scalar, choices_of(key), code, what);
    }

    void words(const Key& key, const YamlNode& node)
    {
        if (!node.is_sequence())
            return wrong(node, say("„{}“ სია უნდა იყოს: [ … ]", "\"{}\" must be a list: [ … ]", key.name));
        std::vector<std::string> seen;
        const std::vector<std::string> choices = choices_of(key);
        for (const YamlNode& item : node.items) {
            if (!item.is_scalar() || item.scalar.empty()) {
                wrong(item, Localized("სიაში სახელი უნდა იყოს", "the list must hold names"));
                continue;
            }
            if (std::find(seen.begin(), seen.end(), item.scalar) != seen.end())
                m_reader.refuse(item, "given_twice", say("„{}“ ორჯერ წერია", "\"{}\" is given twice", in_message(item.scalar)));
            else if (!choices.empty())
                m_reader.known(item, item.scalar, choices, word_names(key.name).first, word_names(key.name).second);
            seen.push_back(item.scalar);
        }
    }

    /// Words of which each may come again.
    void sequence(const Key& key, const YamlNode& node)
    {
        if (!node.is_sequence())
            return wrong(node, say("„{}“ სია უნდა იყოს: [ … ]", "\"{}\" must be a list: [ … ]", key.name));
        for (const YamlNode& item : node.items) {
            if (!item.is_scalar() || item.scalar.empty())
                wrong(item, Localized("სიაში სახელი უნდა იყოს", "the list must hold names"));
        }
    }

    void pairs(const Key& key, const YamlNode& node)
    {
        if (!node.is_sequence())
            return wrong(node, say("„{}“ სია უნდა იყოს: [ … ]", "\"{}\" must be a list: [ … ]", key.name));
        for (const YamlNode& item : node.items) {
            const bool is_pair = item.is_sequence() && item.items.size() == 2 &&
                                 std::all_of(item.items.begin(), item.items.end(), [](const YamlNode& word) { return word.is_scalar(); });
            if (!is_pair)
                wrong(item, Localized("აქ წყვილი უნდა იყოს: [ერთი, მეორე]", "expected a pair here: [one, other]"));
            else if (item.items[0].scalar == item.items[1].scalar)
                m_reader.refuse(item, "given_twice", say("„{}“ ორჯერ წერია", "\"{}\" is given twice", in_message(item.items[0].scalar)));
        }
    }

    void values(const YamlNode& node)
    {
        if (!node.is_mapping())
            wrong(node, Localized("აქ უნდა იყოს {სახელი: მნიშვნელობა}", "expected {name: value} here"));
    }

    void rows(const Key& key, const YamlNode& node)
    {
        if (!node.is_sequence() || node.items.empty())
            return wrong(node, say("„{}“ სია უნდა იყოს: [ … ]", "\"{}\" must be a list: [ … ]", key.name));
        for (const YamlNode& item : node.items)
            values(item);
    }

    void label(std::string_view name, const YamlNode& node)
    {
        if (!node.is_mapping()) {
            wrong(node, Localized("აქ უნდა იყოს {გასაღები: მნიშვნელობა}", "expected {key: value} here"));
            return;
        }
        for (const YamlNode::Member& member : node.members) {
            if (member.key != "ka" && member.key != "en")
                m_reader.refuse(member.line, member.column, "unknown_key",
                                say("უცნობი გასაღები „{}“; დასაშვებია: ka, en", "unknown key \"{}\"; possible are: ka, en",
                                    in_message(member.key)));
        }
        for (const char* language : {"ka", "en"}) {
            const YamlNode* side = node.find(language);
            if (side == nullptr || !side->is_scalar() || trim(side->scalar).empty())
                m_reader.refuse(side == nullptr ? node : *side, "missing_label",
                                say("„{0}“-ს აკლია ტექსტი ენაზე {1}", "\"{0}\" has no text in the language {1}", name, language));
        }
    }

    void term(const YamlNode& node, std::string_view name)
    {
        if (node.is_mapping()) {
            const std::size_t before = m_reader.findings().size();
            object(node, name);
            if (m_reader.findings().size() != before)
                return;
        }
        if (!DefinitionReader::duration(node))
            wrong(node, say("მოსალოდნელია ვადა: {{amount: 10, unit: working_days}} ან 10wd, 1-დან {}-მდე",
                            "expected a term: {{amount: 10, unit: working_days}} or 10wd, from 1 to {}", calendar::most_units));
    }

    void name(const YamlNode::Member& member)
    {
        if (!is_name(member.key))
            m_reader.refuse(member.line, member.column, "bad_identifier",
                            say("„{}“ სახელად არ გამოდგება: პატარა ლათინური ასოები, ციფრები და _",
                                "\"{}\" cannot be a name: small Latin letters, digits and _", in_message(member.key)));
    }

    void map(const Key& key, const YamlNode& node)
    {
        if (!node.is_mapping() || node.members.empty())
            return wrong(node, Localized("აქ უნდა იყოს {სახელი: {…}}", "expected {name: {…}} here"));
        if (node.members.size() > most_members)
            m_reader.refuse(node, "too_large", say("აქ {}-ზე მეტი სახელია", "there are more than {} names here", most_members));
        for (const YamlNode::Member& member : node.members) {
            if (key.shape != Shape::VersionMap)
                name(member);
            else if (const auto version = to_integer(member.key); !version || *version < 1 || member.key.starts_with('0'))
                m_reader.refuse(member.line, member.column, "bad_value",
                                Localized("აქ ძველი ვერსიის ნომერი უნდა იყოს", "expected the number of an older version here"));
            entry(key, member);
        }
    }

    void entry(const Key& key, const YamlNode::Member& member)
    {
        switch (key.shape) {
        case Shape::LabelMap: return label(member.key, member.value);
        case Shape::TermMap: return term(member.value, "term");
        case Shape::EnumMap: return map({.object = "", .name = "", .shape = Shape::LabelMap}, member.value);
        case Shape::WordMap:
        case Shape::TextMap:
        case Shape::ExpressionMap:
            text(member.key, member.value);
            if (key.choices[0] != '\0' && member.value.is_scalar())
                m_reader.known(member.value, member.value.scalar, choices_of(key), "bad_value", {"სიტყვა", "word"});
            return;
        default: object(member.value, key.item);
        }
    }

    void list(const Key& key, const YamlNode& node)
    {
        if (!node.is_sequence())
            return wrong(node, say("„{}“ სია უნდა იყოს: [ … ]", "\"{}\" must be a list: [ … ]", key.name));
        for (const YamlNode& item : node.items) {
            const std::size_t effects = item.members.size() - (item.find("when") != nullptr ? 1 : 0);
            if (object(item, key.item) && key.shape == Shape::Effects && effects != 1)
                wrong(item, Localized("აქ ერთი შედეგი უნდა იყოს: {notify: {…}}", "expected one effect here: {notify: {…}}"));
        }
    }

    DefinitionReader& m_reader;
};

} // namespace

bool DefinitionReader::check(const YamlNode& node, std::string_view object)
{
    return ShapeChecker(*this).object(node, object);
}

} // namespace ogp::workflow
