#pragma once

#include "base/hash.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogp {

/// 128 bits, written as 32 lowercase hex digits.
template <class Tag>
struct Id128
{
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Id128&) const = default;
    bool is_zero() const { return *this == Id128{}; }
    std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
    std::string hex() const;
    static std::optional<Id128> from_hex(std::string_view hex);
    static std::optional<Id128> from_bytes(std::string_view raw);
};

/// A case: the first 128 bits of the id of its `open` event.
using CaseUid = Id128<struct CaseTag>;
/// A repository, random, given at `init`.
using RepositoryId = Id128<struct RepositoryTag>;
/// A copy of a repository that writes events: an installation on one machine.
using ReplicaId = Id128<struct ReplicaTag>;

CaseUid case_uid(const Hash& open_event_id);

extern template struct Id128<CaseTag>;
extern template struct Id128<RepositoryTag>;
extern template struct Id128<ReplicaTag>;

} // namespace ogp
