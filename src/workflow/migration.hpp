#pragma once

#include "base/json.hpp"
#include "base/language.hpp"
#include "model/case.hpp"
#include "workflow/definition.hpp"
#include "workflow/guard.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// What guards and expressions may ask while a case goes from one version to another.
struct MigrationFacts
{
    ChildCounts children; ///< of counted_parts() of both versions
    std::string actor;
    std::string role;
    Instant now;
    Date today;
    Clocks clocks{};
    const Calendars* calendars = nullptr;
};

/// Why a case cannot follow. `rule` is stable, for scripts: no_state, field_lost, bad_value, sealed_changed, field_required, not_undone.
struct MigrationProblem
{
    std::string rule;
    std::string where; ///< state or field
    Localized message;

    bool operator==(const MigrationProblem&) const = default;
};

/// What the Migrate event of a case says.
struct MigratedCase
{
    std::string to;              ///< state
    Json set = Json::object();
    Json clocks = Json::object(); ///< of model::MigrateDetail
    std::string why;             ///< the reasons of the fields that are dropped
    std::vector<MigrationProblem> problems;
};

/// The rules of `to` for cases that come from `from`; nullptr where it has none and everything keeps its name.
const Migration* migration_from(const CaseType& to, std::int64_t from);
/// The state of `to` that stands for this one; nothing where there is none.
std::optional<std::string> migrated_state(const CaseType& to, std::int64_t from, std::string_view state);

/// A case of the version `from` under `to`: states, renamed and dropped fields and clocks by the rules of `to`; values must fit the
/// fields as they are there; a required field without a value gets its preset; what is computed is worked out anew. Values are kept
/// or the case stays: no value is lost without a reason. A sealed value keeps the name that it was sealed under. Pure.
MigratedCase migrate(const CaseType& from, const CaseType& to, const model::Case& subject, const MigrationFacts& facts);

/// Back to what the case was before it came to its version: `earlier` is the case as it was then, under the version it goes back to.
MigratedCase migrate_back(const model::Case& earlier, const model::Case& subject);

/// A transition of the same name that the case could have made in the one version, as far as the guard goes, and cannot in the other.
struct ClosedTransition
{
    std::string transition;
    Localized reason;
};
/// `before` and `after` the migration.
std::vector<ClosedTransition> closed_transitions(const CaseType& from, const model::Case& before, const CaseType& to,
                                                 const model::Case& after, const MigrationFacts& facts);

} // namespace ogp::workflow
