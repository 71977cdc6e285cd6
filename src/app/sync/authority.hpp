#pragma once

#include "app/clocks/tick.hpp"
#include "app/repository/repository.hpp"
#include "app/sync/acceptance.hpp"
#include "app/sync/blob_upload.hpp"
#include "app/trust/tokens.hpp"
#include "sync/wire.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

struct AuthorityOptions
{
    /// Judge: the authority itself. Follow: a copy of it that only hands out, a clone or a repository whose log others write as well.
    enum class Mode { Judge, Follow };

    std::filesystem::path folder;           ///< with `.ogp` in it
    Mode mode = Mode::Judge;
    std::string actor{};                    ///< who acts for the authority, "" for the settings'
    TestClock test_clock = TestClock::Refuse;
    std::function<Clock()> clock = Clock::system;
    std::size_t longest_group = 20'000;     ///< events that one transaction takes
};

/// Who asks, once a token has been looked at.
struct Session
{
    std::string actor;
    Scopes scopes;
    std::string token; ///< its id, for limits and logs

    bool may(Scope scope) const { return scopes.contains(scope) || scopes.contains(Scope::Admin); }
};

struct CheckpointNote
{
    std::string note;
    std::string tag; ///< sync::checkpoint_tag, without quotes
};

/// What has happened since it was opened.
struct AuthorityFigures
{
    std::map<std::string, std::uint64_t> events; ///< by verdict
    std::uint64_t known = 0;                     ///< events that had come before
    std::uint64_t batches = 0;
    std::uint64_t refused = 0;                   ///< batches
    std::uint64_t commits = 0;
    std::uint64_t commit_microseconds = 0;       ///< taking, judging and committing
    std::uint64_t waiting = 0;                   ///< pushes that wait now
    std::uint64_t log_size = 0;
    std::uint64_t failed_consequences = 0;
};

/// The authority over a repository as replicas see it, without the network: judges what they hand in, hands out the log. Every
/// function may be called by several threads at once.
///
/// Pushes that come while another one is being committed wait and are committed together: one of them does it for all, so that
/// a hundred clerks cost the disk what one does.
class Authority
{
public:
    /// Error{Forbidden} where the actor is no admin, or the repository is a clone and is to judge.
    explicit Authority(AuthorityOptions options);
    ~Authority();
    Authority(const Authority&) = delete;
    Authority& operator=(const Authority&) = delete;

    /// Nothing for what is no token of this authority, has expired or was revoked.
    std::optional<Session> authenticate(std::string_view token);
    /// Error{Forbidden} where the session's token has no such scope.
    static void require(const Session& session, Scope scope);

    sync::Info info(const std::optional<Session>& session);
    /// The newest signed checkpoint, with cosignatures; "" where the log is empty.
    CheckpointNote checkpoint();
    /// Proof that the newest checkpoint continues the log as it was at `from` events (ledger/consistency.hpp). Error{NotFound}.
    std::string consistency(std::uint64_t from);
    std::optional<std::string> tile(std::string_view path);

    /// Scope push. The key is granted to the token's actor. Error{Forbidden} where another actor holds it.
    void register_replica(const Session& session, const sync::Registration& registration);
    /// Scope push. What was sent (lines, uncompressed); returns when it is durable.
    sync::PushAnswer push(const Session& session, std::string_view text);
    /// Scope pull. The lines of a page; nothing where the log has nothing after it. Error{Conflict} where the log is shorter.
    std::optional<std::string> page(const Session& session, const sync::LogQuery& query);
    /// Scope pull. What a replica has done, for `ogp audit --erasures`.
    void acknowledge(const Session& session, const sync::ErasureAnswer& answer);

    /// Scope pull. The compiled form of a version of a case type (workflow/definition.hpp).
    std::optional<std::string> workflow(const Session& session, const Hash& hash);
    /// Scope witness. Error: NotFound where there was no such checkpoint, Invalid.
    void cosign(const Session& session, std::string_view note);

    /// Scope push. A piece of an attached file (blob_upload.hpp).
    std::uint64_t take_piece(const Session& session, const BlobPiece& piece);
    std::filesystem::path data_folder() const { return m_options.folder / ".ogp"; }

    /// What the system has to do now.
    Ticked tick();
    /// Takes over what others have written to the shared log, where there is one.
    void catch_up();
    AuthorityFigures figures();

private:
    struct Waiting;

    /// A repository opened for reading, given back when it is done with.
    class Reader
    {
    public:
        explicit Reader(Authority& authority);
        ~Reader();
        Reader(const Reader&) = delete;
        Reader& operator=(const Reader&) = delete;
        Repository& operator*() const { return *m_repository; }
        Repository* operator->() const { return m_repository.get(); }

    private:
        Authority& m_authority;
        std::unique_ptr<Repository> m_repository;
    };

    std::unique_ptr<Repository> open(store::Access access) const;
    void lead(std::unique_lock<std::mutex>& queue);
    void commit(const std::vector<Waiting*>& group);
    void count(const std::vector<Waiting*>& group, std::uint64_t failed, std::uint64_t microseconds);
    void note_used(const Hash& token, Instant now);
    /// Does something with the repository open for writing, alone.
    void write(const std::function<void(Repository&)>& work);
    /// Error{Forbidden} on a follower.
    void check_judges() const;

    AuthorityOptions m_options;

    std::mutex m_readers_mutex;
    std::vector<std::unique_ptr<Repository>> m_readers; ///< idle

    std::mutex m_writer_mutex;
    std::unique_ptr<Repository> m_writer;
    ReplicaOwners m_owners; ///< used with the writer

    std::mutex m_queue_mutex;
    std::condition_variable m_queue_moved;
    std::deque<Waiting*> m_queue;
    bool m_has_leader = false;

    std::mutex m_pieces_mutex;

    std::mutex m_figures_mutex;
    AuthorityFigures m_figures;
    std::map<Hash, Instant> m_used; ///< when a token's use was written down last
};

} // namespace ogp::app
