#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/note.hpp"
#include "store/state.hpp"

#include <algorithm>
#include <map>

namespace ogp::store {
namespace {

/// Grants and revocations, in order of the log. `key` and `role` "" for none.
struct Entry
{
    std::int64_t sequence = 0;
    bool revokes = false;
    std::string actor;
    std::string key;
    std::string role;
};

std::vector<Entry> entries_of(Database& database, std::string_view actor)
{
    constexpr std::string_view of_all = "SELECT seq, 0, actor, key, role FROM grant_ UNION ALL "
                                        "SELECT seq, 1, actor, key, role FROM revocation ORDER BY 1";
    constexpr std::string_view of_one = "SELECT seq, 0, actor, key, role FROM grant_ WHERE actor = ?1 UNION ALL "
                                        "SELECT seq, 1, actor, key, role FROM revocation WHERE actor = ?1 ORDER BY 1";
    std::vector<Entry> entries;
    Query query(database, actor.empty() ? of_all : of_one);
    if (!actor.empty())
        query.bind(1, actor);
    while (query.step())
        entries.push_back({query.integer(0), query.integer(1) != 0, query.text(2), query.text(3), query.text(4)});
    return entries;
}

ledger::PublicKey key_from(const Database& database, const Entry& entry)
{
    const auto key = ledger::PublicKey::from_hex(to_hex(entry.key));
    if (!key)
        throw damaged(database.file(), say("მომხმარებლის {} გასაღები", "a key of actor {}", entry.actor));
    return *key;
}

/// Ends what the revocation takes back of what stands.
void take_back(std::vector<GrantRow>& grants, const Entry& entry, const std::optional<ledger::PublicKey>& key)
{
    const bool everything = entry.key.empty() && entry.role.empty();
    const auto at = static_cast<std::uint64_t>(entry.sequence);
    for (GrantRow& grant : grants) {
        if (grant.actor != entry.actor)
            continue;
        if (grant.key && !grant.key_until && (everything || grant.key == key))
            grant.key_until = at;
        if (!grant.role.empty() && !grant.role_until && (everything || grant.role == entry.role))
            grant.role_until = at;
    }
}

std::vector<GrantRow> read_grants(Database& database, std::string_view actor)
{
    std::vector<GrantRow> grants;
    for (const Entry& entry : entries_of(database, actor)) {
        const auto key = entry.key.empty() ? std::nullopt : std::optional(key_from(database, entry));
        if (entry.revokes)
            take_back(grants, entry, key);
        else
            grants.push_back({static_cast<std::uint64_t>(entry.sequence), entry.actor, key, entry.role, {}, {}});
    }
    std::stable_sort(grants.begin(), grants.end(), [](const GrantRow& a, const GrantRow& b) { return a.actor < b.actor; });
    return grants;
}

void add_grant(ActorRow& actor, const GrantRow& grant)
{
    if (grant.key && !grant.key_until && std::find(actor.keys.begin(), actor.keys.end(), *grant.key) == actor.keys.end())
        actor.keys.push_back(*grant.key);
    if (grant.role.empty() || grant.role_until)
        return;
    const auto place = std::lower_bound(actor.roles.begin(), actor.roles.end(), grant.role);
    if (place == actor.roles.end() || *place != grant.role)
        actor.roles.insert(place, grant.role);
}

/// Whether this grant of a key says more than the other one: one in force more than one revoked, else the later one.
bool is_better(const GrantRow& grant, const std::optional<KeyHolder>& than)
{
    if (!than || !grant.key_until)
        return !than || than->until || grant.since > than->since;
    return than->until && *grant.key_until >= *than->until;
}

} // namespace

std::optional<ActorRow> Store::actor(std::string_view id) const
{
    ActorRow actor{std::string(id), {}, {}};
    if (!id.empty())
        for (const GrantRow& grant : read_grants(m_state->database, id))
            add_grant(actor, grant);
    return actor.roles.empty() && actor.keys.empty() ? std::nullopt : std::optional(std::move(actor));
}

std::vector<ActorRow> Store::actors() const
{
    std::vector<ActorRow> actors;
    for (const GrantRow& grant : read_grants(m_state->database, {})) {
        if (actors.empty() || actors.back().id != grant.actor)
            actors.push_back({grant.actor, {}, {}});
        add_grant(actors.back(), grant);
    }
    std::erase_if(actors, [](const ActorRow& actor) { return actor.roles.empty() && actor.keys.empty(); });
    return actors;
}

std::vector<GrantRow> Store::grants(std::string_view actor) const
{
    return read_grants(m_state->database, actor);
}

bool Store::key_in_force(std::string_view actor, const ledger::PublicKey& key) const
{
    const auto known = this->actor(actor);
    return known && std::find(known->keys.begin(), known->keys.end(), key) != known->keys.end();
}

std::optional<std::uint64_t> Store::key_revoked_at(std::string_view actor, const ledger::PublicKey& key) const
{
    std::optional<std::uint64_t> revoked;
    if (actor.empty())
        return revoked;
    for (const GrantRow& grant : read_grants(m_state->database, actor))
        if (grant.key == key)
            revoked = grant.key_until;
    return revoked;
}

std::optional<KeyHolder> Store::key_by_id(std::string_view name, std::uint32_t key_id) const
{
    std::optional<KeyHolder> holder;
    for (const GrantRow& grant : read_grants(m_state->database, {}))
        if (grant.key && ledger::key_id(name, *grant.key) == key_id && is_better(grant, holder))
            holder = KeyHolder{grant.actor, *grant.key, grant.since, grant.key_until};
    return holder;
}

std::optional<KeyHolder> Store::signer_of(std::string_view batch_note) const
{
    const ledger::Note note = ledger::parse_note(batch_note);
    for (const ledger::NoteSignature& signature : note.signatures)
        if (auto holder = key_by_id(signature.name, signature.key_id); holder && ledger::verify_note(note, signature.name, holder->key))
            return holder;
    return std::nullopt;
}

std::int64_t Store::last_number(const ReplicaId& replica) const
{
    return number_of(m_state->database, "SELECT last FROM replica WHERE uid = ?1", BlobView{replica.view()}).value_or(0);
}

std::optional<StoredEvent> Store::event_of(const ReplicaId& replica, std::int64_t number) const
{
    Query query(m_state->database, "SELECT seq, leaf, body FROM event ORDER BY seq DESC");
    // Taking an event apart costs far more than looking for an id in its bytes.
    const std::string id = replica.hex();
    while (query.step()) {
        if (query.bytes(2).find(id) == std::string_view::npos)
            continue;
        StoredEvent stored = take_apart(m_state->database, query.integer(0), query.bytes(1), query.bytes(2));
        if (stored.event.replica == replica && stored.event.number == number)
            return stored;
    }
    return std::nullopt;
}

} // namespace ogp::store
