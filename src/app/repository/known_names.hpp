#pragma once

#include "app/repository/repository.hpp"
#include "base/error.hpp"

#include <span>
#include <string>
#include <string_view>

/// What was meant by a name that is not here.
namespace ogp::app {

/// "did you mean X?" where one is near, else "`label`: a, b, c".
Localized one_of(std::string_view word, std::span<const std::string> known, const Localized& label);

/// Error{NotFound} for a case that `id` does not name, with the nearest number of the type ("" for all) and, of a part, of its
/// plan: "tbilisi-2018-2020/I.4". Looks through a bounded number of cases.
Error no_such_case(const store::Store& store, std::string_view id, std::string_view type);

/// Error{Usage}, with the nearest, for a role that no active case type knows and the repository's roles.yaml does not name.
void check_role(const Repository& repository, const std::string& role);

} // namespace ogp::app
