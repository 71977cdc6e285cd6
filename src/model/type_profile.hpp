#pragma once

#include "base/json.hpp"
#include "model/merge_policies.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::model {

/// What every report can rely on, whatever the states of a case type are called.
enum class StateCategory { Open, Waiting, Done, Cancelled };
std::string_view code(StateCategory category);

/// How the official numbers of a case type are made (official_number.hpp).
struct NumberingProfile
{
    std::string pattern;          ///< "FOI-{year}-{seq:05}", "" where the case type has none
    std::vector<std::string> per; ///< what a counter is for: year, month, fields; none: one counter for all
    std::string provisional;      ///< the number until the authority has given the official one
    std::string zone;             ///< in which year and month are taken; "" for UTC

    bool operator==(const NumberingProfile&) const = default;
    bool empty() const { return pattern.empty(); }
};

/// The little that storage must know of a case type to keep its lists: which fields are its number, its title, its parent,
/// and what its states count as. The workflow gives it; the store never sees a workflow.
struct TypeProfile
{
    std::string type;
    std::string number_field; ///< text field with the number that people use, "" where there is none
    std::string title_field;  ///< text or {ka, en}
    std::string parent_field; ///< reference (32 hex digits) to the case that this one is a part of
    std::map<std::string, StateCategory> states;
    NumberingProfile numbering{}; ///< a case type has a number field or this
    MergePolicies merge{};        ///< for events that meet others

    Json to_json() const;
    static TypeProfile from_json(const Json& json);
    bool operator==(const TypeProfile&) const = default;
};

} // namespace ogp::model
