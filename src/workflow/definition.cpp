#include "workflow/definition.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace ogp::workflow {
namespace {

template <class Range>
auto find_by_id(const Range& range, std::string_view id) -> decltype(&*range.begin())
{
    for (const auto& item : range) {
        if (item.id == id)
            return &item;
    }
    return nullptr;
}

template <class Values>
auto from_code(const Values& values, std::string_view word) -> std::optional<typename Values::value_type>
{
    for (const auto value : values) {
        if (code(value) == word)
            return value;
    }
    return std::nullopt;
}

} // namespace

std::string_view code(FieldType type)
{
    switch (type) {
    case FieldType::String: return "string";
    case FieldType::Text: return "text";
    case FieldType::Integer: return "integer";
    case FieldType::Decimal: return "decimal";
    case FieldType::Boolean: return "boolean";
    case FieldType::Date: return "date";
    case FieldType::PrintedDate: return "printed_date";
    case FieldType::Datetime: return "datetime";
    case FieldType::Localized: return "localized";
    case FieldType::Enum: return "enum";
    case FieldType::Ref: return "ref";
    case FieldType::Person: return "person";
    case FieldType::Email: return "email";
    case FieldType::Phone: return "phone";
    case FieldType::Url: return "url";
    case FieldType::Record: return "record";
    }
    return {};
}

std::optional<FieldType> field_type_from(std::string_view code)
{
    return from_code(field_types, code);
}

std::string_view code(Privacy privacy)
{
    switch (privacy) {
    case Privacy::Public: return "public";
    case Privacy::Internal: return "internal";
    case Privacy::Personal: return "personal";
    case Privacy::Secret: return "secret";
    }
    return {};
}

std::optional<Privacy> privacy_from(std::string_view code)
{
    return from_code(privacies, code);
}

std::optional<model::StateCategory> state_category_from(std::string_view code)
{
    return from_code(state_categories, code);
}

const EnumMember* Enumeration::find(std::string_view member) const
{
    return find_by_id(members, member);
}

const Field* CaseType::field(std::string_view wanted) const
{
    return find_by_id(fields, wanted);
}

const State* CaseType::state(std::string_view wanted) const
{
    return find_by_id(states, wanted);
}

const Transition* CaseType::transition(std::string_view wanted) const
{
    return find_by_id(transitions, wanted);
}

const Enumeration* CaseType::enumeration(std::string_view wanted) const
{
    return find_by_id(enums, wanted);
}

const State& CaseType::initial_state() const
{
    const auto found = std::find_if(states.begin(), states.end(), [](const State& state) { return state.initial; });
    if (found == states.end())
        throw Error(Fault::Internal, say("საქმის ტიპს „{}“ საწყისი მდგომარეობა არ აქვს",
                                         "the case type \"{}\" has no initial state", id));
    return *found;
}

model::TypeProfile CaseType::profile() const
{
    model::TypeProfile profile;
    profile.type = id;
    profile.number_field = number_field;
    profile.title_field = title_field;
    profile.parent_field = parent_field;
    for (const State& state : states)
        profile.states.emplace(state.id, state.category);
    return profile;
}

} // namespace ogp::workflow
