#include "irm/row.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace ogp::irm {

Row::Row(std::string_view text) : m_known(column_count, std::string(text)) {}

const std::string& Row::cell(std::string_view column) const
{
    static const std::string none;
    if (const auto known = column_index(column))
        return m_known[*known];
    const auto further = std::find_if(m_further.begin(), m_further.end(), [&](const auto& one) { return one.first == column; });
    return further == m_further.end() ? none : further->second;
}

void Row::set(std::string_view column, std::string text)
{
    if (const auto known = column_index(column)) {
        m_known[*known] = std::move(text);
        return;
    }
    const auto further = std::find_if(m_further.begin(), m_further.end(), [&](const auto& one) { return one.first == column; });
    if (further == m_further.end())
        m_further.emplace_back(column, std::move(text));
    else
        further->second = std::move(text);
}

std::string Row::key() const
{
    if (const std::string_view identifier = trim(cell(column::identifier)); is_coded(identifier))
        return std::string(identifier);
    const std::string_view plan = trim(cell(column::plan));
    const std::string_view number = trim(cell(column::number));
    return is_coded(plan) && is_coded(number) ? fmt::format("{}/{}", plan, number) : std::string();
}

int Row::year() const
{
    constexpr long long last_year = 9'999;
    const auto year = to_integer(trim(cell(column::year)));
    return year && *year > 0 && *year <= last_year ? static_cast<int>(*year) : 0;
}

Json Row::to_json() const
{
    Json json = Json::object();
    for (std::size_t i = 0; i < column_count; ++i)
        json.set(std::string(columns()[i].name), m_known[i]);
    for (const auto& [name, text] : m_further)
        json.set(name, text);
    return json;
}

Row Row::from_json(const Json& json)
{
    Row row;
    const bool sound = json.is_object() && std::all_of(json.members().begin(), json.members().end(),
                                                       [](const Json::Member& member) { return member.second.is_text(); });
    if (!sound)
        throw Error(Fault::Integrity,
                    {"OGP-ის ფაილის სტრიქონი დაზიანებულია", "a row of the OGP file is damaged"});
    for (const auto& [name, text] : json.members())
        row.set(name, text.as_text());
    return row;
}

} // namespace ogp::irm
