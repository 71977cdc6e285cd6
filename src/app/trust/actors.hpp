#pragma once

#include "app/plans/plans.hpp"
#include "app/repository/repository.hpp"
#include "report/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Who may act here: grants and revocations are events in the log, so that anybody can check later who was allowed what.
namespace ogp::app {

/// The actor becomes known with these roles. Error: Conflict where it is known already, Usage for a name or a role that cannot be,
/// Forbidden where this is not the authority or the role acted in is not admin. The same of the next ones.
void add_actor(Repository& repository, const std::string& name, const std::vector<std::string>& roles, DryRun dry_run);

/// One role more. Nothing is written where the actor has it.
void grant_role(Repository& repository, const std::string& name, const std::string& role, DryRun dry_run);

/// What is taken away: one role, one key (its first digits, at least 8), or everything.
struct Revocation
{
    std::string actor;
    std::optional<std::string> role{};
    std::optional<std::string> key{};
};
/// Error{Conflict} where nobody would be left in the role admin who can sign; NotFound.
void revoke(Repository& repository, const Revocation& revocation, DryRun dry_run);

/// actor, roles, keys.
report::Table list_actors(const Repository& repository);

/// One actor: its roles and keys. Error{NotFound} with the nearest.
struct ActorSheet
{
    Json json;
    report::Card card;
};
ActorSheet show_actor(const Repository& repository, const std::string& name);

} // namespace ogp::app
