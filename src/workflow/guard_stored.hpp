#pragma once

#include "base/json.hpp"
#include "workflow/guard_value.hpp"

#include <string>

namespace ogp::workflow {

/// A field's value as a value of the language. Throws NoValue (guard_arithmetic.hpp) where it has another shape, as a case of
/// another version may have it. `name`: case.f, for the message.
GuardValue from_stored(const GuardType& type, const Json& json, const std::string& name);

/// The other way: the value as a field holds it.
Json to_stored(const GuardValue& value);

} // namespace ogp::workflow
