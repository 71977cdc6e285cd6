#include "store/identity.hpp"

#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "store/state.hpp"

#include <map>
#include <string_view>

namespace ogp::store {
namespace {

std::string_view view(const ledger::PublicKey& key)
{
    return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()};
}

/// The rows of meta, without their digest.
std::map<std::string, std::string, std::less<>> rows_of(const Identity& identity)
{
    std::map<std::string, std::string, std::less<>> rows{{"repository", std::string(identity.repository.view())},
                                                         {"replica", std::string(identity.replica.view())},
                                                         {"tag_secret", identity.tag_secret},
                                                         {"key", std::string(view(identity.key))}};
    if (!identity.is_authority()) {
        rows.emplace("authority", identity.authority.view());
        rows.emplace("authority_key", view(identity.authority_key));
    } else if (identity.authority_key != ledger::PublicKey() && identity.authority_key != identity.key) {
        rows.emplace("first_key", view(identity.authority_key));
    }
    if (identity.pinned)
        rows.emplace("pinned", view(*identity.pinned));
    return rows;
}

/// Of a replica the authority belongs to it.
Hash identity_digest(const Identity& identity)
{
    const auto rows = rows_of(identity);
    if (identity.pinned || rows.contains("first_key"))
        return sha256({"ogp-identity-v3\n", identity.repository.view(), identity.replica.view(), identity.tag_secret, view(identity.key),
                       identity.authority.view(), view(identity.authority_key), identity.pinned ? view(*identity.pinned) : std::string_view()});
    if (identity.is_authority())
        return sha256({"ogp-identity-v1\n", identity.repository.view(), identity.replica.view(), identity.tag_secret, view(identity.key)});
    return sha256({"ogp-identity-v2\n", identity.repository.view(), identity.replica.view(), identity.tag_secret, view(identity.key),
                   identity.authority.view(), view(identity.authority_key)});
}

} // namespace

void write_identity(Database& database, const Identity& identity)
{
    const auto put = [&](std::string_view name, std::string_view value) {
        Query(database, "INSERT INTO meta(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value = excluded.value", name,
              BlobView{value})
            .run();
    };
    for (const auto& [name, value] : rows_of(identity))
        put(name, value);
    put("digest", identity_digest(identity).view());
}

Identity read_identity(Database& database)
{
    std::map<std::string, std::string, std::less<>> values;
    Query query(database, "SELECT name, value FROM meta");
    while (query.step())
        values.emplace(query.text(0), query.text(1));
    const auto broken = [&] { return damaged(database.file(), {"საცავის მონაცემები (meta)", "the identity of the repository (meta)"}); };
    const auto key_of = [&](const char* name) {
        const auto key = ledger::PublicKey::from_hex(to_hex(values[name]));
        if (!key)
            throw broken();
        return *key;
    };
    const auto repository = RepositoryId::from_bytes(values["repository"]);
    const auto replica = ReplicaId::from_bytes(values["replica"]);
    if (!repository || !replica)
        throw broken();
    Identity identity{*repository, *replica, values["tag_secret"], key_of("key"), *replica, key_of("key")};
    if (values.contains("authority") || values.contains("authority_key")) {
        const auto authority = ReplicaId::from_bytes(values["authority"]);
        if (!authority || *authority == *replica || authority->is_zero())
            throw broken();
        identity.authority = *authority;
        identity.authority_key = key_of("authority_key");
    } else if (values.contains("first_key")) {
        identity.authority_key = key_of("first_key");
    }
    if (values.contains("pinned"))
        identity.pinned = key_of("pinned");
    if (values["digest"] != identity_digest(identity).view() || values.size() != rows_of(identity).size() + 1)
        throw broken();
    return identity;
}

void Store::change_key(const ledger::PublicKey& key)
{
    Identity changed = m_state->identity;
    if (changed.is_authority())
        throw Error(Fault::Internal, {"მთავარი საცავის გასაღები ჟურნალში იცვლება", "the key of an authority changes in its log"});
    changed.key = key;
    Database& database = m_state->database;
    database.begin_writing();
    try {
        if (number_of(database, "SELECT count(*) FROM pending").value_or(0) != 0)
            throw Error(Fault::Conflict, {"მოვლენები ელოდება, რომლებსაც ძველი გასაღები აწერს ხელს", "events wait that the present key has signed"},
                        {"ჯერ გაგზავნეთ: ogp sync", "hand them in first: ogp sync"});
        write_identity(database, changed);
        database.execute("COMMIT");
    } catch (...) {
        database.roll_back();
        throw;
    }
    m_state->identity = changed;
}

bool Store::look_again() const
{
    const ledger::PublicKey before = m_state->identity.key;
    m_state->identity = read_identity(m_state->database);
    return m_state->identity.key != before;
}

ledger::LogKeys log_keys_of(Database& database, const Identity& identity)
{
    ledger::LogKeys keys({ledger::signer_name(identity.repository, identity.log_keeper()), identity.authority_key});
    Query query(database, "SELECT seq, note FROM log_key ORDER BY seq");
    while (query.step()) {
        ledger::Handover handover = ledger::Handover::parse(query.bytes(1));
        if (static_cast<std::int64_t>(handover.from) != query.integer(0))
            throw damaged(database.file(), say("გასაღების შეცვლა, მოვლენა {}", "the change of key in event {}", query.integer(0)));
        keys.add(std::move(handover));
    }
    return keys;
}

ledger::LogKeys Store::log_keys() const
{
    return log_keys_of(m_state->database, m_state->identity);
}

} // namespace ogp::store
