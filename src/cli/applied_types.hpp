#pragma once

#include "app/workflows/workflow_versions.hpp"
#include "cli/context.hpp"

namespace ogp::cli {

/// {events, types: [{id, file, before, version, applied, changes}]}: what `ogp workflow apply` and `add` have recorded, or would.
Json object_of(const app::Applied& applied);

/// The same for people: each case type with what has changed in it, then what is left to do. Nothing of types that are in force as they are.
void say_types(Context& context, const app::Applied& applied);

} // namespace ogp::cli
