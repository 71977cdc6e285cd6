#pragma once

#include "base/error.hpp"
#include "model/event.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace ogp::ledger {

// The table of event_bytes.hpp as data: event_encode.cpp writes by it, event_decode.cpp reads by it.

inline constexpr std::int64_t event_format_version = 1;

/// A set of operations, a bit each.
constexpr unsigned in(model::Op op)
{
    return 1U << static_cast<unsigned>(op);
}
inline constexpr unsigned nowhere = 0;
inline constexpr unsigned with_detail = in(model::Op::Link) | in(model::Op::Vote) | in(model::Op::Tick) |
                                        in(model::Op::Migrate) | in(model::Op::Resolve) | in(model::Op::Calendar) |
                                        in(model::Op::Erase) | in(model::Op::Lease);
inline constexpr unsigned on_repository = in(model::Op::Define) | in(model::Op::Grant) | in(model::Op::Calendar) |
                                          in(model::Op::Revoke) | in(model::Op::Erase) | in(model::Op::Lease);
inline constexpr unsigned on_open_cases = in(model::Op::Set) | in(model::Op::Move) | in(model::Op::Comment) |
                                          in(model::Op::Attach) | (with_detail & ~on_repository);
inline constexpr unsigned everywhere = in(model::Op::Open) | on_open_cases | on_repository;
inline constexpr unsigned with_values = in(model::Op::Open) | in(model::Op::Set) | in(model::Op::Move) | in(model::Op::Tick) |
                                        in(model::Op::Migrate) | in(model::Op::Resolve) | in(model::Op::Define) |
                                        in(model::Op::Grant) | in(model::Op::Revoke);
inline constexpr unsigned with_states = in(model::Op::Move) | in(model::Op::Migrate) | in(model::Op::Resolve);
inline constexpr unsigned with_workflow = in(model::Op::Open) | in(model::Op::Migrate) | in(model::Op::Define);

enum class EventKey {
    Actor, Add, At, Base, Blobs, Case, Clock, Del, Detail, Effective, From, Number, Nonce, Op, Private, Replica, Repository, Role,
    Set, Text, To, Transition, Type, Version, Why, Workflow,
};

struct EventRule
{
    EventKey key;
    std::string_view name;
    unsigned required; ///< operations that must have it
    unsigned allowed;  ///< operations that may have it besides
};

/// In the order in which keys are written.
inline constexpr std::array event_rules{
    EventRule{EventKey::Actor, "actor", everywhere, nowhere},
    EventRule{EventKey::Add, "add", nowhere, with_values},
    EventRule{EventKey::At, "at", everywhere, nowhere},
    EventRule{EventKey::Base, "base", on_open_cases, nowhere},
    EventRule{EventKey::Blobs, "blobs", in(model::Op::Attach), everywhere & ~in(model::Op::Attach)},
    EventRule{EventKey::Case, "case", on_open_cases, nowhere},
    EventRule{EventKey::Clock, "clock", nowhere, everywhere},
    EventRule{EventKey::Del, "del", nowhere, with_values},
    EventRule{EventKey::Detail, "detail", with_detail, in(model::Op::Open)},
    EventRule{EventKey::Effective, "effective", nowhere, everywhere},
    EventRule{EventKey::From, "from", with_states, nowhere},
    EventRule{EventKey::Number, "n", everywhere, nowhere},
    EventRule{EventKey::Nonce, "nonce", everywhere, nowhere},
    EventRule{EventKey::Op, "op", everywhere, nowhere},
    EventRule{EventKey::Private, "private", nowhere, everywhere},
    EventRule{EventKey::Replica, "rep", everywhere, nowhere},
    EventRule{EventKey::Repository, "repo", everywhere, nowhere},
    EventRule{EventKey::Role, "role", everywhere, nowhere},
    EventRule{EventKey::Set, "set", nowhere, with_values},
    EventRule{EventKey::Text, "text", nowhere, in(model::Op::Comment)},
    EventRule{EventKey::To, "to", in(model::Op::Open) | with_states, nowhere},
    EventRule{EventKey::Transition, "transition", in(model::Op::Move), nowhere},
    EventRule{EventKey::Type, "type", (everywhere & ~on_repository) | in(model::Op::Define), nowhere},
    EventRule{EventKey::Version, "v", everywhere, nowhere},
    EventRule{EventKey::Why, "why", nowhere, everywhere},
    EventRule{EventKey::Workflow, "workflow", with_workflow, nowhere},
};
static_assert(std::ranges::is_sorted(event_rules, {}, &EventRule::name));

/// Error{Invalid} "the event is not valid: ...".
Error invalid_event(const Localized& reason, const Localized& hint = {});
/// The same for what a newer version may have written.
Error unknown_in_event(const Localized& reason);
Error misplaced_key(std::string_view key, model::Op op);
Error missing_key(std::string_view key, model::Op op);
Error wrong_shape(std::string_view key);

} // namespace ogp::ledger
