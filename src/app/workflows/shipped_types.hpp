#pragma once

#include "app/workflows/workflows.hpp"
#include "workflow/definition.hpp"

#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace ogp::app {

/// A case type about to be defined: what a file says, and what came of it.
struct TypeDefinition
{
    WorkflowFile file;
    workflow::CaseType type;

    /// The name of its file in workflows/: "foi.yaml".
    std::string file_name() const;
};

/// Ids of the case types that are part of the program, in order.
std::vector<std::string> shipped_type_ids();
/// One of them, with the program's roles. Error{NotFound} with the nearest id.
TypeDefinition shipped_type(const std::string& id, std::span<const workflow::Role> roles);

/// Adds the program's case types that the fields, guards and rules on children of the chosen ones name, and what these name in turn.
/// `is_there`: an id that need not be added. `parts_apart`: whether the parts that a type counts or asks for are somebody else's choice.
using IsThere = std::function<bool(const std::string& id)>;
using PartsApart = std::function<bool(const std::string& id)>;
void add_named_types(std::vector<TypeDefinition>& chosen, std::span<const workflow::Role> roles, const IsThere& is_there,
                     const PartsApart& parts_apart);

/// The templates of messages that the case types send: "templates/messages/foi_answer.yaml".
std::set<std::string> messages_of(std::span<const TypeDefinition> types);

/// A case type that could be taken into use, or in a newer version.
struct AvailableType
{
    workflow::CaseType type;            ///< the program's
    std::optional<std::int64_t> active; ///< the version in force here; none where the type is not in use
};
/// The program's case types that are not in use in the repository, and those of which the program has a newer version; by id.
std::vector<AvailableType> available_types(const Repository& repository);

} // namespace ogp::app
