#pragma once

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/time.hpp"
#include "model/case.hpp"
#include "workflow/calendars.hpp"
#include "workflow/definition.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::workflow {

/// Children of a case by case type, as far as guards may ask: how many of each category.
using ChildCounts = std::map<std::string, std::map<model::StateCategory, std::int64_t>>;

/// One clock (SLA) of a case, as far as guards may ask: sla.NAME.used, left, status, pauses.
struct ClockFacts
{
    std::string status;      ///< one of clock_statuses
    std::int64_t used = 0;   ///< whole units of the clock's target
    std::int64_t left = 0;   ///< the same; negative after the due time
    std::int64_t pauses = 0;
};
/// Not started; running; paused; stopped in time; running or stopped after the due time.
inline constexpr std::array<std::string_view, 5> clock_statuses = {"idle", "running", "paused", "stopped", "breached"};
using Clocks = std::map<std::string, ClockFacts>;

/// What a guard may look at. Values are those after the act (`set` applied), so that a guard judges what would be.
struct GuardContext
{
    const CaseType& type;
    const model::Case& subject;
    const ChildCounts& children;
    std::string_view actor;
    std::string_view role;
    Instant now;
    Date today; ///< `now` as a day in the repository's zone
    std::string_view unit{};                     ///< of the actor, "" for none
    const Json* input = nullptr;                 ///< the values sent with the act
    const Clocks* clocks = nullptr;              ///< a clock that is not there is idle
    const Calendars* calendars = nullptr;        ///< elapsed() and add() have no value without the case type's
};

/// What came of a guard: whether it holds and, where not, the part that failed with the values it saw.
struct GuardOutcome
{
    bool holds = false;
    std::string failing; ///< source text of the smallest conjunct that is false or cannot be evaluated
    Localized reason;    ///< "case.end is not set", "count(children.milestone, 'open') == 0 where the left side is 3"
};

/// A boolean expression in a strict subset of CEL's syntax: no loops, no macros but has(), no implicit conversions, static
/// types, int64 with overflow checked, exact decimals. A missing value is an error that is shown, never true or false.
///
///   expr = or ["?" expr ":" expr]     or = and {"||" and}     and = rel {"&&" rel}
///   rel = add [("=="|"!="|"<"|"<="|">"|">="|"in") add]        add = mul {("+"|"-") mul}
///   mul = unary {("*"|"/"|"%") unary}  unary = {"!"|"-"} post
///   post = primary {"." name | "(" [expr {"," expr}] ")" | "[" expr "]"}
///   primary = integer | decimal | string | true | false | name | "(" expr ")" | "[" [expr {"," expr}] "]"
///
/// Roots: case.<field>, case.state, case.id, case.version, case.entered_at, case.created_at; user.id, user.role, user.unit; now,
/// today; input.<field>, a value sent with this act; children.<type>; votes.<group>.for, .against, .abstain and .cast (all three
/// together); sla.<clock>.used, .left, .status and .pauses.
/// Functions: has(case.f or input.f), size(list or text), count(children.T) and count(children.T, 'open'|'waiting'|'done'|
/// 'cancelled'), startsWith(s, p), contains(s, p), lower(s), date('2019-04-30'), duration('10 working_days'),
/// first(printed_date), last(printed_date), days(date, date): days from the first to the second, elapsed(a, b, unit): whole units
/// between two points in time, add(t, n, unit) and add(t, duration) to a date or a point in time, money(n, 'GEL'): a whole number
/// counts the smallest coins, a decimal whole units; round(decimal, places): half away from zero. Elapsed and add count in the
/// case type's calendar. list[i] counts from 0.
/// A guard never compares what is of different types or currencies; an enumeration or case.state only with members and states
/// that exist. There is no null: what may be missing is asked for with has(). Values of class personal or secret may only be
/// asked for with has().
/// Limits: 1,000 bytes, 200 nodes, depth 32, lists <= 64. An optional field may only be read where has() has been asked in
/// the same conjunction, or it is required, computed or has a preset.
class Guard
{
public:
    /// Whether CaseType::children is filled in already (loader.hpp: link), so that children.X can be checked.
    enum class ChildNames { Known, NotYetKnown };

    /// Findings hold the place within the source as column; codes guard_syntax, guard_name, guard_type, guard_missing,
    /// guard_enum, guard_limit, guard_sealed.
    /// A guard with findings never holds.
    static Guard compile(std::string_view source, const CaseType& type, const Transition* transition, Findings& findings,
                         ChildNames children = ChildNames::Known);

    GuardOutcome evaluate(const GuardContext& context) const;
    const std::string& source() const;

private:
    struct Program;
    explicit Guard(std::shared_ptr<const Program> program) : m_program(std::move(program)) {}
    std::shared_ptr<const Program> m_program;
};

} // namespace ogp::workflow
