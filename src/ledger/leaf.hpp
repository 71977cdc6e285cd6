#pragma once

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "model/verdict.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogp::ledger {

using model::Verdict;
using model::code;

/// The acceptance record of one event: the leaf of the tree. Fixed size, big-endian, and without anything personal, so
/// that it can be published and mirrored.
///
///   offset  bytes
///        0      1  version, 1
///        1      8  stream, 1 where a repository has one
///        9      8  sequence number, from 0: the index of the leaf
///       17      8  received, milliseconds UTC
///       25     32  event id
///       57     32  batch id: SHA-256 of the batch's signed note, so that an old signature is bound by the tree
///       89     32  case tag: HMAC-SHA-256(tag secret of the repository, case uid); zeros where no case is meant
///      121      4  version of the case after the event; 0 where no case is meant
///      125      1  verdict
///      126      2  rule that gave it (verdict_rule.hpp), 0 for applied
///      128      8  official number given in this act, 0 for none
///      136      1  flags: 1 late, 2 written under a set clock
///
/// The tag secret is one a repository and lies with the event bodies: who holds the bodies knows the cases anyway, and to
/// everybody else the published leaves of one case cannot be told from those of another. Rejected: a key for each case,
/// which doubles the random writes of an import and hides nothing more, since bodies stay after an erasure.
inline constexpr std::size_t leaf_size = 137;

struct Leaf
{
    std::uint64_t stream = 1;
    std::uint64_t sequence = 0;
    Instant received;
    Hash event_id;
    Hash batch_id;
    Hash case_tag;
    std::uint32_t case_version = 0;
    Verdict verdict = Verdict::Applied;
    std::uint16_t rule = 0;
    std::uint64_t official_number = 0;
    bool late = false;
    bool set_clock = false;

    bool operator==(const Leaf&) const = default;
    std::string bytes() const;
    /// Throws Error{Integrity} where this is no such record.
    static Leaf parse(std::string_view bytes);
};

Hash case_tag(std::string_view tag_secret, const CaseUid& uid);

} // namespace ogp::ledger
