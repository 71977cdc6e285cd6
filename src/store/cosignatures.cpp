#include "store/state.hpp"

namespace ogp::store {

void Store::keep_cosignature(std::uint64_t size, std::string_view name, std::string_view line)
{
    Query(m_state->database, "INSERT INTO cosignature(size, name, line) VALUES(?1, ?2, ?3) ON CONFLICT DO UPDATE SET line = ?3",
          static_cast<std::int64_t>(size), name, line)
        .run();
}

std::vector<std::string> Store::cosignatures(std::uint64_t size) const
{
    Query query(m_state->database, "SELECT line FROM cosignature WHERE size = ?1 ORDER BY name", static_cast<std::int64_t>(size));
    std::vector<std::string> lines;
    while (query.step())
        lines.push_back(query.text(0));
    return lines;
}

std::optional<std::string> Store::checkpoint_at(std::uint64_t size) const
{
    Query query(m_state->database, "SELECT note FROM checkpoint WHERE size = ?1", static_cast<std::int64_t>(size));
    return query.step() ? std::optional(query.text(0)) : std::nullopt;
}

} // namespace ogp::store
