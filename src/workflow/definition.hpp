#pragma once

#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/language.hpp"
#include "model/type_profile.hpp"
#include "workflow/case_parts.hpp"
#include "workflow/effect.hpp"
#include "workflow/field.hpp"
#include "workflow/sla.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::workflow {

/// How long a case may stay in a state. Then the system makes a transition.
struct MaxStay
{
    Term term;
    std::string then; ///< transition
};

struct State
{
    std::string id;
    model::StateCategory category = model::StateCategory::Open;
    bool initial = false;
    bool terminal = false;
    Localized label;
    std::optional<MaxStay> max_stay;
};

enum class CommentRule { Optional, Required };

/// YAML `auto`: the system makes the transition by itself, so long after the case came into the state, or when a guard
/// holds; where both are given, when both hold.
struct AutoFire
{
    std::optional<Term> after;
    std::string when; ///< guard, "" for none
};

struct Transition
{
    std::string id;
    std::vector<std::string> from;
    std::string to;
    std::vector<std::string> roles;
    std::vector<std::string> require; ///< fields that must have a value after the act
    std::string when;                 ///< guard, "" for none (guard.hpp)
    Localized guard_help;             ///< said to people when the guard fails
    CommentRule comment = CommentRule::Optional;
    Localized label;
    bool four_eyes = false; ///< not by the one who made the transition before
    std::vector<std::pair<std::string, std::string>> set; ///< field -> expression, evaluated before the state changes
    std::vector<Effect> effects;
    std::optional<AutoFire> automatic;
};

inline constexpr std::array state_categories = {model::StateCategory::Open, model::StateCategory::Waiting,
                                                model::StateCategory::Done, model::StateCategory::Cancelled};
std::optional<model::StateCategory> state_category_from(std::string_view code);

/// Roles that may do what is not a transition.
struct Permissions
{
    std::vector<std::string> open;
    std::vector<std::string> set;
    std::vector<std::string> comment;
    std::vector<std::string> attach; ///< where the definition does not say: who may comment
};

/// One version of a case type, checked: every name it uses exists, every guard is well-typed.
struct CaseType
{
    std::string id;
    std::int64_t version = 1;
    Localized label;
    Localized plural;
    std::string number_field;
    std::string title_field;
    std::string parent_field;
    std::vector<std::string> columns;  ///< YAML `columns`: fields that lists show beside number, title and state
    std::vector<std::string> children; ///< case types whose parent is this one, for count(children.X, ...)
    Privacy comments = Privacy::Public;
    Permissions permissions;
    std::vector<Enumeration> enums;
    std::vector<Field> fields;
    std::vector<State> states;
    std::vector<Transition> transitions;
    std::string time_zone;                ///< YAML `timezone`; "" for the repository's
    std::string calendar;                 ///< in which clocks count; "" for none
    Numbering numbering;
    Votes votes;
    std::vector<ChildRule> child_rules;   ///< YAML `children`
    std::vector<Sla> slas;
    std::vector<std::string> statistics;  ///< fields that reports count by
    std::vector<Migration> migrations;    ///< by source version, ascending
    std::vector<std::pair<std::string, std::string>> confluent; ///< transitions that may be made in either order
    std::vector<std::string> precedence;  ///< transitions that by law go before others, the highest first
    std::vector<std::string> uses;        ///< the included files; their content is in `enums` and `fields`

    const Field* field(std::string_view id) const;
    const State* state(std::string_view id) const;
    const Transition* transition(std::string_view id) const;
    const Enumeration* enumeration(std::string_view id) const;
    const Sla* sla(std::string_view id) const;
    const State& initial_state() const;
    model::MergePolicies merge_policies() const;
    model::TypeProfile profile() const;
};

struct Role
{
    std::string id;
    Localized label;
};

/// The role that may act in every other, four-eyes rules apart. Acting as admin stands in for every role of a person; what
/// only the importer or the system may do must be done in that role by name, so that the record says so.
inline constexpr std::string_view admin_role = "admin";
/// The role in which plans and tables are imported.
inline constexpr std::string_view importer_role = "importer";
/// The role of automatic acts.
inline constexpr std::string_view system_role = "system";

/// The compiled form: canonical JSON whose hash names the version. A case is pinned to that hash, and the compiled form is
/// what is kept in the repository and loaded by everyday commands; YAML is read only when a version is made active.
///
/// Of `children` it holds those that a guard counts: a new case type with this one as its parent is no new version of it.
Json compile(const CaseType& type);
/// Throws Error{Integrity} where the value was not written by compile(). Guards are not compiled here (decide does that
/// for the one it needs): a command loads a case type in a fraction of a millisecond.
CaseType load_compiled(const Json& compiled);
/// SHA-256("ogp-workflow-v1\0" || canonical JSON).
Hash workflow_hash(const Json& compiled);

} // namespace ogp::workflow
