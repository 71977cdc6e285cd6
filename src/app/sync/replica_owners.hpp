#pragma once

#include "store/store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace ogp::app {

/// Whose each replica is: that of the actor whose key was registered for it first. The log says so, in the reason of the grant. Without
/// it anybody with a key could write events under another replica's id, and what that one writes next would look forked.
class ReplicaOwners
{
public:
    /// Nothing for a replica that was never registered here.
    std::optional<std::string> owner(const store::Store& store, const ReplicaId& replica);

    /// The reason of the grant that registers a replica: "replica <32 hex>".
    static std::string reason(const ReplicaId& replica);

private:
    std::map<ReplicaId, std::string> m_owners;
    std::optional<std::uint64_t> m_seen; ///< the newest grant that was looked at
};

} // namespace ogp::app
