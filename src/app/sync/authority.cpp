#include "app/sync/authority.hpp"

#include "app/cases/batch.hpp"
#include "app/sync/log_page.hpp"
#include "app/sync/shared_log.hpp"
#include "app/trust/cosignatures.hpp"
#include "app/trust/tiles.hpp"
#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/consistency.hpp"
#include "ledger/merkle.hpp"
#include "ledger/note.hpp"
#include "store/shared_log.hpp"

#include <algorithm>
#include <utility>

namespace ogp::app {
namespace {

constexpr std::size_t most_idle_readers = 16;
constexpr std::size_t token_id_digits = 12;
constexpr std::int64_t use_noted_every = 60'000; ///< milliseconds

/// Takes the same time wherever the two differ.
bool same(const Hash& a, const Hash& b)
{
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.bytes.size(); ++i)
        difference |= static_cast<unsigned>(a.bytes[i] ^ b.bytes[i]);
    return difference == 0;
}

} // namespace

Authority::Reader::Reader(Authority& authority) : m_authority(authority)
{
    {
        const std::lock_guard lock(authority.m_readers_mutex);
        if (!authority.m_readers.empty()) {
            m_repository = std::move(authority.m_readers.back());
            authority.m_readers.pop_back();
        }
    }
    if (!m_repository)
        m_repository = authority.open(store::Access::Read);
}

Authority::Reader::~Reader()
{
    const std::lock_guard lock(m_authority.m_readers_mutex);
    if (m_authority.m_readers.size() < most_idle_readers)
        m_authority.m_readers.push_back(std::move(m_repository));
}

Authority::Authority(AuthorityOptions options) : m_options(std::move(options)), m_writer(open(store::Access::Write))
{
    if (m_options.mode == AuthorityOptions::Mode::Judge)
        check_administers(*m_writer);
}

Authority::~Authority() = default;

std::unique_ptr<Repository> Authority::open(store::Access access) const
{
    OpenOptions options;
    options.folder = m_options.folder;
    options.access = access;
    options.actor = m_options.actor;
    options.clock = m_options.clock();
    return std::make_unique<Repository>(options);
}

void Authority::write(const std::function<void(Repository&)>& work)
{
    const std::lock_guard lock(m_writer_mutex);
    m_writer->set_clock(m_options.clock());
    work(*m_writer);
}

std::optional<Session> Authority::authenticate(std::string_view text)
{
    const auto hash = token_hash(text);
    if (!hash)
        return std::nullopt;
    const Instant now = m_options.clock().now;
    const Reader reader(*this);
    const auto token = reader->store().find_token(*hash);
    if (!token || !same(token->hash, *hash) || token->revoked || (token->expires && *token->expires <= now) ||
        !reader->store().actor(token->actor))
        return std::nullopt;
    note_used(*hash, now);
    return Session{token->actor, scopes_from(token->scopes), hash->hex().substr(0, token_id_digits)};
}

/// Once a minute at most, and never at the cost of somebody who waits for the disk.
void Authority::note_used(const Hash& token, Instant now)
{
    {
        const std::lock_guard lock(m_figures_mutex);
        const auto known = m_used.find(token);
        if (known != m_used.end() && now.milliseconds() < known->second.milliseconds() + use_noted_every)
            return;
    }
    const std::unique_lock writer(m_writer_mutex, std::try_to_lock);
    if (!writer.owns_lock())
        return;
    m_writer->store().mark_token_used(token, now);
    const std::lock_guard lock(m_figures_mutex);
    m_used.insert_or_assign(token, now);
}

void Authority::require(const Session& session, Scope scope)
{
    if (!session.may(scope))
        throw Error(Fault::Forbidden, say("გასაღებსიტყვას უფლება „{}“ არ აქვს", "the token lacks the scope \"{}\"", code(scope)),
                    say("მას აქვს: {}", "it has: {}", to_text(session.scopes)));
}

sync::Info Authority::info(const std::optional<Session>& session)
{
    const Reader reader(*this);
    const store::Identity& identity = reader->store().identity();
    const store::Head head = reader->store().head();
    sync::Info info;
    info.repository = identity.repository;
    info.authority = identity.log_keeper();
    const ledger::LogKeys keys = reader->store().log_keys();
    info.key = keys.present().key;
    info.handovers = keys.notes();
    info.size = head.size;
    info.checkpoint = head.checkpoint;
    info.time = m_options.clock().now;
    info.time_zone = reader->settings().time_zone;
    if (!session)
        return info;
    info.actor = session->actor;
    for (const Scope scope : session->scopes)
        info.scopes.emplace_back(code(scope));
    std::sort(info.scopes.begin(), info.scopes.end());
    if (session->may(Scope::Pull))
        info.tag_secret = identity.tag_secret;
    return info;
}

CheckpointNote Authority::checkpoint()
{
    const Reader reader(*this);
    const store::Head head = reader->store().head();
    if (head.checkpoint.empty())
        return {};
    std::string tag = sync::checkpoint_tag({{}, head.size, head.root});
    return {with_cosignatures(reader->store(), head.checkpoint), tag.substr(1, tag.size() - 2)};
}

std::string Authority::consistency(std::uint64_t from)
{
    const Reader reader(*this);
    const store::Head head = reader->store().head();
    if (from > head.size)
        throw Error(Fault::NotFound, say("ჟურნალში {} მოვლენაა", "the log has {} events", head.size));
    ledger::ConsistencyProof proof;
    proof.from = from;
    if (from > 0 && from < head.size)
        proof.path = ledger::consistency_proof(from, head.size, reader->store().nodes());
    proof.note = with_cosignatures(reader->store(), head.checkpoint);
    return proof.text();
}

std::optional<std::string> Authority::tile(std::string_view path)
{
    const auto parsed = parse_tile_path(path);
    if (!parsed)
        return std::nullopt;
    const Reader reader(*this);
    return app::tile(reader->store(), *parsed);
}

void Authority::check_judges() const
{
    if (m_options.mode == AuthorityOptions::Mode::Follow)
        throw Error(Fault::Forbidden, {"ეს მხოლოდ საკითხავი ასლია", "this is a follower: it only hands out"},
                    {"გაგზავნეთ მთავარ საცავში", "hand it in to the authority itself"});
}

void Authority::catch_up()
{
    write([](Repository& repository) {
        store::SharedLog* shared = repository.store().shared();
        if (shared != nullptr && shared->head().size > repository.store().head().size)
            take_over_shared(repository);
    });
}

void Authority::register_replica(const Session& session, const sync::Registration& registration)
{
    require(session, Scope::Push);
    check_judges();
    write([&](Repository& repository) {
        const store::Identity& identity = repository.store().identity();
        if (!ledger::verify(registration.key, registration.text(identity.repository), registration.signature))
            throw Error(Fault::Forbidden, {"ასლს ამ გასაღების საიდუმლო ნაწილი არ აქვს", "the replica does not hold the secret part of this key"});
        if (registration.replica == identity.replica)
            throw Error(Fault::Conflict, {"ასლის სახელი თავად მთავარი საცავისაა", "that is the authority's own id"});
        const auto owner = m_owners.owner(repository.store(), registration.replica);
        if (owner && *owner != session.actor)
            throw Error(Fault::Forbidden, {"ეს ასლი სხვა მომხმარებლისაა", "this replica is somebody else's"},
                        {"გააკეთეთ თქვენი: ogp clone", "make one of your own: ogp clone"});
        for (const store::GrantRow& grant : repository.store().grants())
            if (grant.key == registration.key && (grant.actor != session.actor || grant.key_until))
                throw Error(Fault::Forbidden, {"ეს გასაღები სხვისია ან გაუქმებულია", "this key is somebody else's, or was revoked"},
                            {"გააკეთეთ ახალი: ogp key rotate", "make another one: ogp key rotate"});
        if (repository.store().key_in_force(session.actor, registration.key))
            return;
        const workflow::Actor actor = repository.acting();
        Batch batch(repository.store(), repository.clock(), actor.id, actor.role);
        batch.grant(session.actor, registration.key, {}, ReplicaOwners::reason(registration.replica));
        batch.commit([&](std::string_view text) { return repository.sign(text); });
        // It gets nothing that was erased before; what is erased from now on it has to acknowledge.
        repository.store().write_replica_ack({registration.replica, repository.store().head().size, 0, repository.clock().now});
    });
}

std::optional<std::string> Authority::page(const Session& session, const sync::LogQuery& query)
{
    require(session, Scope::Pull);
    const Reader reader(*this);
    PageReaderRights rights{session.may(Scope::Personal), session.may(Scope::Secret)};
    if (rights.personal || rights.secret)
        if (const auto actor = reader->store().actor(session.actor))
            rights.receivers = actor->keys;
    return log_page(*reader, query, rights);
}

void Authority::acknowledge(const Session& session, const sync::ErasureAnswer& answer)
{
    require(session, Scope::Pull);
    check_judges();
    write([&](Repository& repository) {
        const std::uint64_t size = repository.store().head().size;
        repository.store().write_replica_ack({answer.replica, std::min(answer.through, size), std::min(answer.through, size), repository.clock().now});
    });
}

std::optional<std::string> Authority::workflow(const Session& session, const Hash& hash)
{
    require(session, Scope::Pull);
    const Reader reader(*this);
    const auto row = reader->store().workflow(hash);
    return row ? std::optional(row->compiled) : std::nullopt;
}

void Authority::cosign(const Session& session, std::string_view note)
{
    require(session, Scope::Witness);
    check_judges();
    write([&](Repository& repository) { keep_cosignature(repository, note); });
}

std::uint64_t Authority::take_piece(const Session& session, const BlobPiece& piece)
{
    require(session, Scope::Push);
    check_judges();
    const std::lock_guard lock(m_pieces_mutex);
    return app::take_piece(data_folder(), piece);
}

Ticked Authority::tick()
{
    check_judges();
    remove_stale_pieces(data_folder());
    Ticked ticked;
    write([&](Repository& repository) { ticked = app::tick(repository, DryRun::No, {}); });
    return ticked;
}

AuthorityFigures Authority::figures()
{
    std::uint64_t size = 0;
    {
        const Reader reader(*this);
        size = reader->store().head().size;
    }
    std::uint64_t waiting = 0;
    {
        const std::lock_guard lock(m_queue_mutex);
        waiting = m_queue.size();
    }
    const std::lock_guard lock(m_figures_mutex);
    AuthorityFigures figures = m_figures;
    figures.log_size = size;
    figures.waiting = waiting;
    return figures;
}

} // namespace ogp::app
