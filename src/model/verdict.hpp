#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ogp::model {

/// What the authority made of an event.
enum class Verdict : std::uint8_t {
    Applied = 1,    ///< as it was written
    Merged = 2,     ///< where something had come before it: what of it was still to be done; the writers agree
    Duplicate = 3,  ///< the same event again
    Conflict = 4,   ///< what had come before it stands, in part or whole; a person settles it
    Rejected = 5,   ///< the rules do not allow it
    Quarantined = 6 ///< whose it is can no longer be trusted
};
/// "applied", "merged", "duplicate", "conflict", "rejected", "quarantined".
std::string_view code(Verdict verdict);
std::optional<Verdict> verdict_from(std::string_view code);

/// The rules of verdicts that folding looks at; the others are for people (ledger/verdict_rule.hpp).
inline constexpr std::uint16_t same_act_rule = 1;     ///< the same transition was made already
inline constexpr std::uint16_t field_policy_rule = 2; ///< the policies of fields settled what met
inline constexpr std::uint16_t changed_elsewhere_rule = 10; ///< fields conflict, each by itself

} // namespace ogp::model
