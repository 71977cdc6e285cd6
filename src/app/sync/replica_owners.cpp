#include "app/sync/replica_owners.hpp"

#include <algorithm>
#include <string_view>

namespace ogp::app {
namespace {

constexpr std::string_view prefix = "replica ";

} // namespace

std::string ReplicaOwners::reason(const ReplicaId& replica)
{
    return std::string(prefix) + replica.hex();
}

std::optional<std::string> ReplicaOwners::owner(const store::Store& store, const ReplicaId& replica)
{
    if (const auto known = m_owners.find(replica); known != m_owners.end())
        return known->second;
    std::vector<store::GrantRow> grants = store.grants();
    std::sort(grants.begin(), grants.end(), [](const auto& a, const auto& b) { return a.since < b.since; });
    for (const store::GrantRow& grant : grants) {
        if (!grant.key || (m_seen && grant.since <= *m_seen))
            continue;
        const auto stored = store.event(grant.since);
        const std::string why = stored ? stored->event.why : std::string();
        if (const auto id = why.starts_with(prefix) ? ReplicaId::from_hex(why.substr(prefix.size())) : std::nullopt)
            m_owners.emplace(*id, grant.actor);
    }
    if (!grants.empty())
        m_seen = grants.back().since;
    const auto known = m_owners.find(replica);
    return known != m_owners.end() ? std::optional(known->second) : std::nullopt;
}

} // namespace ogp::app
