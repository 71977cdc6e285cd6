#pragma once

#include "app/budget/budget_files.hpp"
#include "app/budget/budget_rules.hpp"
#include "app/cases/change.hpp"
#include "app/plans/plans.hpp"
#include "app/repository/repository.hpp"
#include "base/json.hpp"
#include "base/language.hpp"
#include "budget/round.hpp"
#include "store/ballot_box.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// A budget round of a repository: the case of type `budget_round`, its proposals, its ballot box.

struct RoundProject
{
    std::string id;   ///< number of the proposal
    std::string cost; ///< decimal text
    Localized name;
    std::string district;
    std::string theme; ///< category of a .pb file
};

/// A file of the round as it was frozen.
struct RoundText
{
    std::string name; ///< for messages
    std::string text; ///< "": there is none
};

/// What voting and counting go by, fixed when balloting opens: the file rules.json among the round's fields, whose SHA-256 stands in
/// the log.
struct RoundRules
{
    std::string round;  ///< uid in hex
    std::string number;
    Localized title;
    std::string year;
    std::string kind;   ///< rating, allocation, approval, ordinal, cumulative
    std::string rule;   ///< as written: "mes completion=add1 ties=min_cost,max_votes,lot"
    std::string weights;
    Localized eligibility;
    std::string voters;     ///< roll or open
    std::string duplicates; ///< store::code(Duplicates)
    std::string legal_act;
    std::string balloting_from;
    std::string balloting_until;
    std::string budget;     ///< decimal text
    std::string currency;
    std::optional<std::int64_t> max_choices;
    std::optional<std::int64_t> max_points;
    std::string roll_root;
    std::string tie_commitment;
    std::vector<RoundProject> projects; ///< in order of their numbers; of a survey its themes
    /// Of a round of opinions, described in ogp-priorities(5): what is asked, the people of the city, what became of earlier themes.
    RoundText survey;
    RoundText population;
    RoundText mapping;
    std::int64_t min_points = 0;        ///< of a rating; its scale ends at max_points
    std::string explain_share;          ///< points of per cent above which a deviation of the budget has to be explained; "": as the program has it
    std::optional<std::int64_t> explain_rank;

    /// Ratings and allocations of themes have averages, no winners.
    bool is_of_opinions() const { return kind == "rating" || kind == "allocation"; }
    bool has_points() const { return kind != "approval" && kind != "ordinal"; }
};

Json to_json(const RoundRules& rules);
/// Error{Invalid} for what to_json() would not have written.
RoundRules round_rules_from(const Json& json);

/// The words of a rule: "mes sat=cost completion=add1 ties=min_cost,lot no-skip threshold=100 threshold-strict comparison
/// exclusive=1,2 cap=parks=1000 share=vake=5000"; "mean" for opinions. Error{Invalid} for any other word.
RuleWords read_rule(std::string_view text);

/// A decision against the rule, with its ground.
struct Override
{
    std::string project;
    bool select = false;
    std::string reason;
    std::string act;
};
Json to_json(const Override& override_);
std::vector<Override> overrides_from(const Json& list);

/// The round by its number. Error{NotFound}.
store::CaseRow find_round(const Repository& repository, const std::string& id);
/// What is frozen. Error{Forbidden} before balloting opens.
RoundRules frozen_rules(const Repository& repository, const store::CaseRow& round);
/// The repository has to be the authority, where the one box of a round is: Error{Forbidden}.
void require_box_here(const Repository& repository);
/// The same, and the actor has to be one who may change the round: Error{Forbidden}.
void require_round_keeper(const Repository& repository, const store::CaseRow& round);

/// "01 001-012345" is "01001012345": what a voter is known by, without blanks and hyphens, in lower case. "" where nothing is left.
std::string voter_key(std::string_view text);

struct OpenedRound
{
    RoundRules rules;
    std::int64_t voters = 0;
    store::CaseRow row;
};
/// Freezes rule, weights, projects and roll, commits to the seed of the lot ("" : a random one), and opens balloting, all in one
/// change. The projects are the proposals of the round that are on the ballot. Error: Invalid for a rule that cannot be counted by,
/// Forbidden where something is missing or the state is another.
OpenedRound open_round(Repository& repository, const std::string& id, const std::string& seed, DryRun dry_run);

struct ClosedRound
{
    store::BoxCount count;
    store::CaseRow row;
};
/// Counts what is in the box, forgets who cast what, and closes balloting; roots and counts become fields of the round. Error{Forbidden}
/// before the end of the window, and where paper ballots are not agreed or do not add up. Can be repeated.
ClosedRound close_round(Repository& repository, const std::string& id, DryRun dry_run);

/// Records that a project is selected, or not, against the outcome of the rule. Error: Forbidden once the result is published, Invalid
/// without reason and act, NotFound.
store::CaseRow override_round(Repository& repository, const std::string& id, const Override& override_, DryRun dry_run);

} // namespace ogp::app
