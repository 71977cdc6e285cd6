#pragma once

#include "base/error.hpp"
#include "base/yaml.hpp"
#include "workflow/definition.hpp"

#include <span>
#include <string>
#include <vector>

namespace ogp::workflow {

/// `kind: roles`: the roles that exist in a repository.
std::vector<Role> load_roles(const YamlDocument& document);

/// `kind: case_type`. Reads and checks one definition; throws InvalidInput with every finding (file:line:column): unknown
/// keys and types (with the nearest right one), missing labels in a language, missing privacy, states, fields, roles and
/// enum members that do not exist, no or several initial states, guards that do not parse or type-check.
CaseType load_case_type(const YamlDocument& document, std::span<const Role> roles);

/// What only several definitions together show: references to case types that do not exist, parents that do not match.
/// Fills in CaseType::children.
Findings link(std::vector<CaseType>& types);

} // namespace ogp::workflow
