#pragma once

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/time.hpp"
#include "model/event.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogp::model {

// The member `detail` of an event, by operation. Each from_json gives nothing for what to_json would not have written, an
// unknown key included, so that there is one form.

/// A vote for or against, or by somebody present who takes no side.
enum class Choice { For, Against, Abstain };
inline constexpr std::array choices = {Choice::For, Choice::Against, Choice::Abstain};
/// "for", "against", "abstain".
std::string_view code(Choice choice);
std::optional<Choice> choice_from(std::string_view code);

/// Link: {"case", "relation"}, and "remove": true where the relation is taken away.
struct LinkDetail
{
    std::string relation; ///< a word: duplicate_of
    CaseUid to;
    bool remove = false;

    bool operator==(const LinkDetail&) const = default;
    Json to_json() const;
    static std::optional<LinkDetail> from_json(const Json& json);
};

/// Vote: {"choice", "group", "voter"}. The last vote of a voter in a group counts.
struct VoteDetail
{
    std::string group;
    std::string voter; ///< actor id, or the name of the member for whom the vote was entered: membership is public
    Choice choice = Choice::For;

    bool operator==(const VoteDetail&) const = default;
    Json to_json() const;
    static std::optional<VoteDetail> from_json(const Json& json);
};

/// What a clock has come to.
enum class TickKind {
    Warn,     ///< warning number `index` of the clock
    Breach,   ///< the due time has passed
    Escalate, ///< escalation number `index`
    Moved     ///< a calendar moved the due time, from `before` to `due`
};
inline constexpr std::array tick_kinds = {TickKind::Warn, TickKind::Breach, TickKind::Escalate, TickKind::Moved};
/// "warn", "breach", "escalate", "moved".
std::string_view code(TickKind kind);
std::optional<TickKind> tick_kind_from(std::string_view code);

/// Tick: {"clock", "cycle", "due", "index", "kind"}, and "before" where moved. Times in milliseconds UTC.
struct TickDetail
{
    std::string clock;      ///< id of the SLA
    std::int64_t cycle = 1; ///< how many times it was started
    TickKind kind = TickKind::Warn;
    std::int64_t index = 0; ///< Warn, Escalate: place in the definition, from 0
    Instant due;            ///< as it was computed then
    std::optional<Instant> before; ///< Moved

    bool operator==(const TickDetail&) const = default;
    Json to_json() const;
    static std::optional<TickDetail> from_json(const Json& json);
};

/// Migrate: {"previous"}, and "clocks": {clock: keep_start|restart|keep_due|drop} where there are any. The event's `workflow` is
/// the new version, `from` and `to` are the states, `set` the values that change with the definition.
struct MigrateDetail
{
    Hash previous; ///< the workflow version before
    Json clocks = Json::object();

    bool operator==(const MigrateDetail&) const = default;
    Json to_json() const;
    static std::optional<MigrateDetail> from_json(const Json& json);
};

/// Calendar: {"calendar", "source"}; the YAML is the blob `source`.
struct CalendarDetail
{
    std::string calendar;
    Hash source;

    bool operator==(const CalendarDetail&) const = default;
    Json to_json() const;
    static std::optional<CalendarDetail> from_json(const Json& json);
};

/// Whether the operation has a detail, and whether that is one.
bool has_detail(Op op);
bool is_detail(Op op, const Json& detail);

} // namespace ogp::model
