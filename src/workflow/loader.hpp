#pragma once

#include "base/error.hpp"
#include "base/yaml.hpp"
#include "workflow/definition.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// A file with enums and fields for several case types (`kind: fragment`), as `use` names it: "common/work.yaml".
struct Fragment
{
    std::string path;
    YamlDocument document;
};

/// The files that a definition names under `use`, in order, as far as they are paths that may be read: below the folder of
/// workflows, without "..". What is wrong with the others load_case_type says.
std::vector<std::string> fragments_of(const YamlDocument& document);

/// `kind: roles`: the roles that exist in a repository.
std::vector<Role> load_roles(const YamlDocument& document);

/// `kind: fragment`. Throws InvalidInput with every finding, as load_case_type does for a definition that uses it.
void check_fragment(const YamlDocument& document);

/// `kind: case_type`. Reads and checks one definition; throws InvalidInput with every finding (file:line:column): unknown
/// keys and types (with the nearest right one), missing labels in a language, missing privacy, states, fields, roles and
/// enum members that do not exist, no or several initial states, expressions that do not parse or type-check. `fragments`
/// are those that fragments_of named; what is wrong in one is said with its place there.
CaseType load_case_type(const YamlDocument& document, std::span<const Role> roles, std::span<const Fragment> fragments = {});

/// What only several definitions together show: references to case types that do not exist, parents and parts that do not
/// match, fields and transitions of parts. Fills in CaseType::children.
Findings link(std::vector<CaseType>& types);

} // namespace ogp::workflow
