#include "calendar/key_reader.hpp"

#include "base/text.hpp"

namespace ogp::calendar {
namespace {

constexpr Label key_word{"გასაღები", "key"};

std::string shown(std::string_view word)
{
    return printable(shorten(word, 60));
}

} // namespace

bool KeyReader::enter(const YamlNode& node, std::string_view object)
{
    if (!node.is_mapping()) {
        refuse(node, "wrong_kind", Localized("აქ უნდა იყოს {გასაღები: მნიშვნელობა}", "expected {key: value} here"));
        return false;
    }
    std::vector<std::string> keys;
    for (const KeyRow& row : calendar_keys()) {
        if (row.object != object)
            continue;
        keys.emplace_back(row.key);
        if (const YamlNode* value = node.find(row.key))
            check_value(*value, row);
        else if (row.needed)
            refuse(node, "missing_key", say("აკლია გასაღები „{}“", "the key \"{}\" is missing", row.key));
    }
    for (const YamlNode::Member& member : node.members) {
        known(member.line, member.column, member.key, keys, "unknown_key", key_word);
    }
    return true;
}

void KeyReader::check_value(const YamlNode& node, const KeyRow& row)
{
    switch (row.kind) {
    case ValueKind::Version:
        if (node.quoted || node.scalar != "1")
            refuse(node, "language_version", say("ენის ვერსია უნდა იყოს 1", "the version of the language must be 1"));
        return;
    case ValueKind::Word:
        if (node.scalar != row.choices)
            refuse(node, "bad_value", say("„{0}“ უნდა იყოს {1}", "\"{0}\" must be {1}", row.key, row.choices));
        return;
    case ValueKind::Id: is_id(node); return;
    case ValueKind::Text:
    case ValueKind::RuleText:
        if (!node.is_scalar() || trim(node.scalar).empty())
            refuse(node, "wrong_kind", say("„{}“ ტექსტი უნდა იყოს", "\"{}\" must be a text", row.key));
        return;
    case ValueKind::Hours:
    case ValueKind::Ids:
    case ValueKind::List:
        if (!node.is_sequence())
            refuse(node, "wrong_kind", say("„{}“ სია უნდა იყოს: [ … ]", "\"{}\" must be a list: [ … ]", row.key));
        return;
    case ValueKind::Label:
    case ValueKind::Day:
    case ValueKind::YearOrDay:
    case ValueKind::Years:
    case ValueKind::Object: return; // looked at when they are read
    }
}

bool KeyReader::is_id(const YamlNode& node)
{
    if (node.is_scalar() && is_identifier(node.scalar) && node.scalar.size() <= 60)
        return true;
    refuse(node, "bad_identifier",
           say("„{}“ სახელად არ გამოდგება: პატარა ლათინური ასოები, ციფრები და _",
               "\"{}\" cannot be a name: small Latin letters, digits and _", shown(node.scalar)));
    return false;
}

std::string KeyReader::text(const YamlNode& parent, std::string_view key) const
{
    const YamlNode* node = parent.find(key);
    return node == nullptr ? std::string() : node->scalar;
}

Localized KeyReader::label(const YamlNode& parent, std::string_view key)
{
    const YamlNode* node = parent.find(key);
    if (node == nullptr)
        return {};
    Localized result{text(*node, "ka"), text(*node, "en")};
    if (!node->is_mapping() || node->members.size() != 2 || trim(result.ka).empty() || trim(result.en).empty())
        refuse(*node, "missing_label", say("„{}“ ასე იწერება: {{ka: …, en: …}}", "\"{}\" is written {{ka: …, en: …}}", key));
    return result;
}

std::optional<Date> KeyReader::date(const YamlNode& parent, std::string_view key)
{
    const YamlNode* node = parent.find(key);
    if (node == nullptr)
        return std::nullopt;
    const auto date = node->is_scalar() ? Date::parse(node->scalar) : std::nullopt;
    if (!date)
        refuse(*node, "bad_date", say("„{}“ თარიღი არ არის: იწერება 2026-04-23", "\"{}\" is no date: write 2026-04-23", shown(node->scalar)));
    return date;
}

std::optional<Date> KeyReader::year_or_date(const YamlNode& parent, std::string_view key, YearEnd end)
{
    const YamlNode* node = parent.find(key);
    if (node == nullptr || !node->is_scalar() || node->scalar.size() != 4)
        return date(parent, key);
    const auto year = Date::parse(node->scalar + (end == YearEnd::First ? "-01-01" : "-12-31"));
    return year ? year : date(parent, key);
}

const std::vector<YamlNode>& KeyReader::items(const YamlNode& parent, std::string_view key)
{
    static const std::vector<YamlNode> none;
    const YamlNode* node = parent.find(key);
    return node != nullptr && node->is_sequence() ? node->items : none;
}

} // namespace ogp::calendar
