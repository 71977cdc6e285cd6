#include "app/cases/value_parts.hpp"

namespace ogp::app {
namespace {

/// The limit of an event is 60,000 bytes, and there is more in it than its values.
constexpr std::size_t values_per_event = 55'000;

} // namespace

std::vector<Json> split_values(const workflow::CaseType& type, const Json& values)
{
    std::vector<Json> parts(1, Json::object());
    std::size_t size = 0;
    const auto belongs_first = [&](const std::string& name, const Json& value) {
        const workflow::Field* field = type.field(name);
        return value.is_null() || name == type.parent_field || (field != nullptr && field->required);
    };
    const auto add = [&](const std::string& name, const Json& value) {
        const std::size_t length = name.size() + to_json(value).size() + 4;
        if (size + length > values_per_event && parts.back().size() > 0) {
            parts.push_back(Json::object());
            size = 0;
        }
        parts.back().set(name, value);
        size += length;
    };
    for (const auto& [name, value] : values.members())
        if (belongs_first(name, value))
            add(name, value);
    for (const auto& [name, value] : values.members())
        if (!belongs_first(name, value))
            add(name, value);
    return parts;
}

} // namespace ogp::app
