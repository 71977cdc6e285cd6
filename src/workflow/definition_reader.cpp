#include "workflow/definition_reader.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

std::string shown(std::string_view word)
{
    return printable(shorten(word, 60));
}

} // namespace

void DefinitionReader::refuse(std::uint32_t line, std::uint32_t column, const char* code, Localized message)
{
    Finding finding;
    finding.code = code;
    finding.place = m_document.place(line, column);
    finding.message = std::move(message);
    m_findings.push_back(std::move(finding));
}

void DefinitionReader::refuse(const YamlNode& node, const char* code, Localized message)
{
    refuse(node.line, node.column, code, std::move(message));
}

bool DefinitionReader::mapping(const YamlNode& node, std::initializer_list<const char*> allowed,
                               std::initializer_list<const char*> needed)
{
    if (!node.is_mapping()) {
        refuse(node, "wrong_kind", Localized("აქ უნდა იყოს {გასაღები: მნიშვნელობა}", "expected {key: value} here"));
        return false;
    }
    const std::vector<std::string> keys(allowed.begin(), allowed.end());
    for (const YamlNode::Member& member : node.members) {
        if (std::find(keys.begin(), keys.end(), member.key) != keys.end())
            continue;
        const auto near = nearest(member.key, keys);
        refuse(member.line, member.column, "unknown_key",
               near ? say("უცნობი გასაღები „{}“; ხომ არ გულისხმობდით „{}“-ს?", "unknown key \"{}\"; did you mean \"{}\"?",
                          shown(member.key), *near)
                    : say("უცნობი გასაღები „{}“; დასაშვებია: {}", "unknown key \"{}\"; possible are: {}", shown(member.key),
                          join(keys, ", ")));
    }
    for (const char* key : needed) {
        if (node.find(key) == nullptr)
            refuse(node, "missing_key", say("აკლია გასაღები „{}“", "the key \"{}\" is missing", key));
    }
    return true;
}

bool DefinitionReader::ids(const YamlNode& node)
{
    if (!node.is_mapping() || node.members.empty()) {
        refuse(node, "wrong_kind", Localized("აქ უნდა იყოს {სახელი: {…}}", "expected {name: {…}} here"));
        return false;
    }
    for (const YamlNode::Member& member : node.members) {
        if (!is_identifier(member.key) || member.key.size() > 60)
            refuse(member.line, member.column, "bad_identifier",
                   say("„{}“ სახელად არ გამოდგება: პატარა ლათინური ასოები, ციფრები და _", "\"{}\" cannot be a name: small Latin letters, digits and _",
                       shown(member.key)));
    }
    return true;
}

std::string DefinitionReader::text(const YamlNode& parent, std::string_view key)
{
    const YamlNode* node = parent.find(key);
    if (node == nullptr)
        return {};
    if (!node->is_scalar() || node->scalar.empty()) {
        refuse(*node, "wrong_kind", say("„{}“ ტექსტი უნდა იყოს", "\"{}\" must be a text", key));
        return {};
    }
    return node->scalar;
}

std::optional<std::int64_t> DefinitionReader::integer(const YamlNode& parent, std::string_view key)
{
    const YamlNode* node = parent.find(key);
    if (node == nullptr)
        return std::nullopt;
    const auto number = node->is_scalar() && !node->quoted ? to_integer(node->scalar) : std::nullopt;
    constexpr long long most = 1LL << 53U;
    if (!number || *number > most || *number < -most) {
        refuse(*node, "wrong_kind", say("„{}“ მთელი რიცხვი უნდა იყოს", "\"{}\" must be a whole number", key));
        return std::nullopt;
    }
    return *number;
}

bool DefinitionReader::boolean(const YamlNode& parent, std::string_view key)
{
    const YamlNode* node = parent.find(key);
    if (node == nullptr)
        return false;
    if (!node->is_scalar() || node->quoted || (node->scalar != "true" && node->scalar != "false")) {
        refuse(*node, "wrong_kind", say("„{}“ უნდა იყოს true ან false", "\"{}\" must be true or false", key));
        return false;
    }
    return node->scalar == "true";
}

std::vector<std::string> DefinitionReader::words(const YamlNode& parent, std::string_view key)
{
    const YamlNode* node = parent.find(key);
    std::vector<std::string> list;
    if (node == nullptr)
        return list;
    if (!node->is_sequence()) {
        refuse(*node, "wrong_kind", say("„{}“ სია უნდა იყოს: [ … ]", "\"{}\" must be a list: [ … ]", key));
        return list;
    }
    for (const YamlNode& item : node->items) {
        if (!item.is_scalar() || item.scalar.empty())
            refuse(item, "wrong_kind", Localized("სიაში სახელი უნდა იყოს", "the list must hold names"));
        else if (std::find(list.begin(), list.end(), item.scalar) != list.end())
            refuse(item, "given_twice", say("„{}“ ორჯერ წერია", "\"{}\" is given twice", shown(item.scalar)));
        else
            list.push_back(item.scalar);
    }
    return list;
}

Localized DefinitionReader::label(const YamlNode& parent, std::string_view key)
{
    const YamlNode* node = parent.find(key);
    if (node == nullptr || !mapping(*node, {"ka", "en"}, {}))
        return {};
    Localized result;
    for (const char* language : {"ka", "en"}) {
        const YamlNode* side = node->find(language);
        if (side == nullptr || !side->is_scalar() || trim(side->scalar).empty())
            refuse(side == nullptr ? *node : *side, "missing_label",
                   say("„{0}“-ს აკლია ტექსტი ენაზე {1}", "\"{0}\" has no text in the language {1}", key, language));
    }
    result.ka = text(*node, "ka");
    result.en = text(*node, "en");
    return result;
}

bool DefinitionReader::known(const YamlNode& node, const std::string& word, const std::vector<std::string>& candidates,
                             const char* code, const Label& what)
{
    if (std::find(candidates.begin(), candidates.end(), word) != candidates.end())
        return true;
    const auto near = nearest(word, candidates);
    const std::string rest = join(candidates, ", ");
    Localized message;
    message.ka = fmt::format("უცნობია {} „{}“; ", what.ka, shown(word));
    message.en = fmt::format("unknown {} \"{}\"; ", what.en, shown(word));
    message.ka += near           ? fmt::format("ხომ არ გულისხმობდით „{}“-ს?", *near)
                  : rest.empty() ? std::string("აქ არც ერთი არ არის")
                                 : fmt::format("დასაშვებია: {}", rest);
    message.en += near           ? fmt::format("did you mean \"{}\"?", *near)
                  : rest.empty() ? std::string("there are none here")
                                 : fmt::format("possible are: {}", rest);
    refuse(node, code, std::move(message));
    return false;
}

bool DefinitionReader::known_in(const YamlNode& parent, std::string_view key, const std::string& word,
                                const std::vector<std::string>& candidates, const char* code, const Label& what)
{
    const YamlNode* list = parent.find(key);
    if (list == nullptr)
        return false;
    for (const YamlNode& item : list->items) {
        if (item.scalar == word)
            return known(item, word, candidates, code, what);
    }
    return known(*list, word, candidates, code, what);
}

void DefinitionReader::finish()
{
    if (!has_errors(m_findings))
        return;
    std::stable_sort(m_findings.begin(), m_findings.end(), [](const Finding& a, const Finding& b) {
        return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
    const std::size_t count = m_findings.size();
    throw InvalidInput(say("{}: ნაპოვნია შეცდომები, სულ {}", "{}: {} errors found", m_document.file(), count),
                       std::move(m_findings));
}

} // namespace ogp::workflow
