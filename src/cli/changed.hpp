#pragma once

#include "app/cases/change.hpp"
#include "cli/context.hpp"

#include <string>

namespace ogp::cli {

/// How every command that changes a case ends: makes the change durable and prints one line for people, or the case with
/// --json, --csv ... With --dry-run, or where only the names of fields were asked for (--json=?), nothing is written.
/// Returns 0.
int finish_change(Context& context, app::Change& change, const store::CaseRow& row, const Localized& line);

/// What people call the case: its number, else the first digits of its id.
std::string name_of(const store::CaseRow& row);

} // namespace ogp::cli
