#include "app/bulk/bulk_columns.hpp"

#include "base/formula_guard.hpp"
#include "base/json_walk.hpp"

#include <algorithm>
#include <set>

namespace ogp::app {

std::vector<BulkColumn> bulk_columns(std::span<const workflow::CaseType* const> types, PersonalFields personal)
{
    std::vector<BulkColumn> columns{
        {"case.type", ColumnPart::Type, {}}, {"case.key", ColumnPart::Key, {}}, {"case.state", ColumnPart::State, {}}};
    std::set<std::string> headers;
    const auto add = [&](const std::string& field, std::string_view ending, ColumnPart part) {
        std::string header = field + std::string(ending);
        if (headers.insert(header).second)
            columns.push_back({std::move(header), part, field});
    };
    for (const workflow::CaseType* type : types)
        for (const workflow::Field& field : type->fields) {
            if (!field.computed.empty() || (personal == PersonalFields::Left && workflow::is_sealed(field.privacy)))
                continue;
            if (field.type != workflow::FieldType::Localized || field.many) {
                add(field.id, "", ColumnPart::Whole);
                continue;
            }
            add(field.id, ".ka", ColumnPart::Ka);
            add(field.id, ".en", ColumnPart::En);
            add(field.id, ".confidence", ColumnPart::Confidence);
        }
    return columns;
}

bool needs_guard(std::string_view text)
{
    // Hardly any text begins like that.
    constexpr std::string_view first_bytes = "'=+-@\t\r\n\xEF";
    if (text.empty() || first_bytes.find(text.front()) == std::string_view::npos)
        return false;
    return text.front() == '\'' || looks_like_formula(text);
}

std::string_view without_guard(std::string_view text)
{
    return text.starts_with('\'') && needs_guard(text.substr(1)) ? text.substr(1) : text;
}

std::string_view plain_date(std::string_view json)
{
    std::string_view precision;
    std::string_view value;
    JsonWalk walk(json);
    while (const auto member = walk.next()) {
        if (member->name == "precision")
            precision = member->value;
        else if (member->name == "value")
            value = member->value;
        else if (member->name != "printed" || member->value != "null")
            return {};
    }
    // "2019-04-30", "2019-04" and "2019", with their quotes.
    const std::string_view meant = value.size() == 12 ? "\"day\"" : value.size() == 9 ? "\"month\"" : "\"year\"";
    return value.size() >= 6 && value.starts_with('"') && precision == meant ? value.substr(1, value.size() - 2) : std::string_view();
}

} // namespace ogp::app
