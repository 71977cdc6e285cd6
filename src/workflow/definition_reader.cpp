#include "workflow/definition_reader.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
const YamlNode* DefinitionReader::mapping_at(const YamlNode& parent, std::string_view key)
{
    const YamlNode* node = parent.find(key);
    return node != nullptr && node->is_mapping() ? node : nullptr;
}

const YamlNode* DefinitionReader::sequence_at(const YamlNode& parent, std::string_view key)
{
    const YamlNode* node = parent.find(key);
    return node != nullptr && node->is_sequence() ? node : nullptr;
}

std::string DefinitionReader::text(const YamlNode& parent, std::string_view key)
{
    const YamlNode* node = parent.find(key);
    return node != nullptr && node->is_scalar() ? node->scalar : std::string();
}

std::optional<std::int64_t> DefinitionReader::integer(const YamlNode& parent, std::string_view key)
{
    const YamlNode* node = parent.find(key);
    const auto number = node != nullptr && node->is_scalar() && !node->quoted ? to_integer(node->scalar) : std::nullopt;
    constexpr long long most = 1LL << 53U;
    if (!number || *number > most || *number < -most)
        return std::nullopt;
    return *number;
}

bool DefinitionReader::boolean(const YamlNode& parent, std::string_view key)
{
    const YamlNode* node = parent.find(key);
    return node != nullptr && node->is_scalar() && !node->quoted && node->scalar == "true";
}

std::vector<std::string> DefinitionReader::words(const YamlNode& parent, std::string_view key)
{
    const YamlNode* node = sequence_at(parent, key);
    std::vector<std::string> list;
    if (node == nullptr)
        return list;
    for (const YamlNode& item : node->items) {
        if (item.is_scalar() && !item.scalar.empty() && std::find(list.begin(), list.end(), item.scalar) == list.end())
            list.push_back(item.scalar);
    }
    return list;
}

Localized DefinitionReader::label(const YamlNode& parent, std::string_view key)
{
    const YamlNode* node = mapping_at(parent, key);
    return node == nullptr ? Localized() : Localized(text(*node, "ka"), text(*node, "en"));
}

std::optional<calendar::Duration> DefinitionReader::duration(const YamlNode& node)
{
    std::optional<calendar::Duration> found;
    if (node.is_scalar()) {
        found = calendar::parse_duration(node.scalar);
    } else if (node.is_mapping()) {
        const auto amount = integer(node, "amount");
        const auto unit = calendar::unit_from(text(node, "unit"));
        if (amount && unit)
            found = calendar::Duration{*amount, *unit};
    }
    return found && found->amount >= 1 && found->amount <= calendar::most_units ? found : std::nullopt;
}

std::optional<Term> DefinitionReader::term(const YamlNode& node)
{
    const auto length = duration(node);
    return length ? std::optional(Term{*length, node.is_mapping() ? text(node, "calendar") : std::string()}) : std::nullopt;
}

std::optional<std::int64_t> DefinitionReader::percent(const YamlNode& node)
{
    if (!node.is_scalar() || !node.scalar.ends_with('%'))
        return std::nullopt;
    const auto number = to_integer(std::string_view(node.scalar).substr(0, node.scalar.size() - 1));
    return number && *number >= 1 && *number <= 999 ? std::optional<std::int64_t>(*number) : std::nullopt;
}

std::optional<std::int64_t> DefinitionReader::size(const YamlNode& node)
{
    if (!node.is_scalar())
        return std::nullopt;
    constexpr std::int64_t most = std::int64_t{1} << 30U;
    constexpr std::pair<std::string_view, std::int64_t> units[] = {
        {"kB", 1'000}, {"MB", 1'000'000}, {"KiB", std::int64_t{1} << 10U}, {"MiB", std::int64_t{1} << 20U}};
    std::string_view digits = node.scalar;
    std::int64_t factor = 1;
    for (const auto& [unit, bytes] : units) {
        if (digits.ends_with(unit)) {
            digits.remove_suffix(unit.size());
            factor = bytes;
            break;
        }
    }
    const auto number = to_integer(trim(digits));
    return number && *number >= 1 && *number <= most / factor ? std::optional<std::int64_t>(*number * factor) : std::nullopt;
}

} // namespace ogp::workflow
