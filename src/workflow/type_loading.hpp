#pragma once

#include "workflow/definition_reader.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// An expression that was read and is compiled when everything that it may name is known.
struct PendingExpression
{
    const YamlNode* node;
    std::string transition;   ///< whose `require` makes fields certain, "" for none
    std::string target;       ///< the field that it is for, "" where it must be true or false
};

/// A case type while it is read from one document.
struct TypeLoading
{
    DefinitionReader& reader;
    const std::vector<std::string>& roles; ///< that exist
    CaseType& type;
    std::vector<PendingExpression> expressions;
};

inline constexpr Label role_word{"როლი", "role"};
inline constexpr Label state_word{"მდგომარეობა", "state"};
inline constexpr Label field_word{"ველი", "field"};
inline constexpr Label enum_word{"ჩამონათვალი", "enum"};
inline constexpr Label transition_word{"გადასვლა", "transition"};
inline constexpr Label event_word{"მოვლენა", "event"};

template <class Items>
std::vector<std::string> ids_of(const Items& items)
{
    std::vector<std::string> ids;
    for (const auto& item : items)
        ids.push_back(item.id);
    return ids;
}

/// Refuses a version of the language that this program does not read.
void check_version(DefinitionReader& reader, const YamlNode& root);
/// The words under `key`, each of which must be a role; likewise a state, a field.
std::vector<std::string> read_roles(TypeLoading& loading, const YamlNode& parent, std::string_view key);
std::vector<std::string> read_states(TypeLoading& loading, const YamlNode& parent, std::string_view key);
std::vector<std::string> read_fields(TypeLoading& loading, const YamlNode& parent, std::string_view key);
/// One word under `key` that must be a field; "" where it is none.
std::string read_field(TypeLoading& loading, const YamlNode& parent, std::string_view key);
/// A condition under `key`, to be compiled later.
std::string read_condition(TypeLoading& loading, const YamlNode& parent, std::string_view key, const std::string& transition = {});

// In this order: what is read later may name what was read before.
void read_enums_and_fields(TypeLoading& loading, const YamlNode& root);
void read_presets(TypeLoading& loading, const YamlNode& root);
void read_states_and_transitions(TypeLoading& loading, const YamlNode& root);
/// The effects that a mapping holds as keys of its own, then those of its list `effects`.
std::vector<Effect> read_effects(TypeLoading& loading, const YamlNode& parent, const std::string& transition = {});
void read_slas(TypeLoading& loading, const YamlNode& root);
/// Numbering, votes, children, migrations.
void read_parts(TypeLoading& loading, const YamlNode& root);
/// Which transitions may be made in either order, and which go before others.
void read_order(TypeLoading& loading, const YamlNode& root);
void compile_expressions(TypeLoading& loading);

} // namespace ogp::workflow
