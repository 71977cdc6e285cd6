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
#include <vector>

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

/// How a person settles a conflict.
enum class Settlement {
    Keep,    ///< what stands, stays
    Replace, ///< what the losing event wanted takes its place
    Both,    ///< both count: what the losing event wanted is added to what stands
    Adopt    ///< neither: what this event itself says
};
inline constexpr std::array settlements = {Settlement::Keep, Settlement::Replace, Settlement::Both, Settlement::Adopt};
/// "keep", "replace", "both", "adopt".
std::string_view code(Settlement choice);
std::optional<Settlement> settlement_from(std::string_view code);

/// Resolve: {"choice", "event"}. The event's `from` and `to` are the states before and after, equal where the state stays.
struct ResolveDetail
{
    Hash event; ///< the one that lost
    Settlement choice = Settlement::Keep;

    bool operator==(const ResolveDetail&) const = default;
    Json to_json() const;
    static std::optional<ResolveDetail> from_json(const Json& json);
};

/// Open, where the number was handed out from a leased block: {"number"}.
struct OpenDetail
{
    std::int64_t number = 0; ///< in its series, from 1

    bool operator==(const OpenDetail&) const = default;
    Json to_json() const;
    static std::optional<OpenDetail> from_json(const Json& json);
};

/// Erase: {"basis", "subjects"}. Nothing in it tells who a subject was.
struct EraseDetail
{
    std::vector<std::string> subjects; ///< whose keys are destroyed: 32 hex digits each, sorted, at least one
    std::string basis;                 ///< the ground in law

    bool operator==(const EraseDetail&) const = default;
    Json to_json() const;
    static std::optional<EraseDetail> from_json(const Json& json);
};

/// Lease: {"count", "first", "replica", "series", "type"}, or at its end {"annulled", "lease"}.
struct LeaseDetail
{
    /// The numbers from `first` on that only one replica gives.
    struct Block
    {
        std::string type;
        std::string series; ///< the counter, as the store names it: "FOI-2026-"
        std::int64_t first = 1;
        std::int64_t count = 1; ///< at most most_leased
        ReplicaId replica;

        bool operator==(const Block&) const = default;
    };
    static constexpr std::int64_t most_leased = 10'000;

    std::optional<Block> block;
    std::optional<Hash> ended;          ///< the event that leased the block, where this one ends it
    std::vector<std::int64_t> annulled; ///< numbers of that block that were never given, sorted

    bool operator==(const LeaseDetail&) const = default;
    Json to_json() const;
    static std::optional<LeaseDetail> from_json(const Json& json);
};

/// Whether the operation always has a detail, and whether that is one. An Open may have one.
bool has_detail(Op op);
bool is_detail(Op op, const Json& detail);

} // namespace ogp::model
