#include "base/text.hpp"
#include "store/state.hpp"

#include <algorithm>

namespace ogp::store {
namespace {

void add_grant(const Database& database, ActorRow& actor, std::string_view key, std::string role)
{
    if (!key.empty()) {
        const auto known = ledger::PublicKey::from_hex(to_hex(key));
        if (!known)
            throw damaged(database.file(), say("მომხმარებლის {} გასაღები", "a key of actor {}", actor.id));
        if (std::find(actor.keys.begin(), actor.keys.end(), *known) == actor.keys.end())
            actor.keys.push_back(*known);
    }
    const auto place = std::lower_bound(actor.roles.begin(), actor.roles.end(), role);
    if (place == actor.roles.end() || *place != role)
        actor.roles.insert(place, std::move(role));
}

} // namespace

std::optional<ActorRow> Store::actor(std::string_view id) const
{
    ActorRow actor{std::string(id), {}, {}};
    Query query(m_state->database, "SELECT key, role FROM grant_ WHERE actor = ?1 ORDER BY seq", id);
    while (query.step())
        add_grant(m_state->database, actor, query.bytes(0), query.text(1));
    return actor.roles.empty() ? std::nullopt : std::optional(std::move(actor));
}

std::vector<ActorRow> Store::actors() const
{
    std::vector<ActorRow> actors;
    Query query(m_state->database, "SELECT actor, key, role FROM grant_ ORDER BY actor, seq");
    while (query.step()) {
        if (actors.empty() || actors.back().id != query.bytes(0))
            actors.push_back({query.text(0), {}, {}});
        add_grant(m_state->database, actors.back(), query.bytes(1), query.text(2));
    }
    return actors;
}

} // namespace ogp::store
