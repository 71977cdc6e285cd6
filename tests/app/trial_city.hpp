#pragma once

#include "app/cases/change.hpp"
#include "app/in_process_transport.hpp"
#include "app/sync/replica_clone.hpp"
#include "app/sync/replica_sync.hpp"
#include "app/trial_log.hpp"
#include "app/trust/check.hpp"
#include "app/trust/tokens.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

#include <unistd.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ogp::app {

/// A folder that goes away with it.
class TrialFolder
{
public:
    explicit TrialFolder(std::string_view name)
        : m_path(memory() / fmt::format("ogp-{}-{}-{}", name, ::getpid(), m_made++))
    {
        remove();
    }
    ~TrialFolder() { remove(); }
    TrialFolder(const TrialFolder&) = delete;
    TrialFolder& operator=(const TrialFolder&) = delete;
    const std::filesystem::path& path() const { return m_path; }

private:
    void remove() const
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }

    /// Where nothing waits for a disk, if there is such a place: what a crash of the machine leaves is another test's matter.
    static std::filesystem::path memory()
    {
        std::error_code failed;
        return std::filesystem::is_directory("/dev/shm", failed) ? "/dev/shm" : std::filesystem::temp_directory_path();
    }

    static inline int m_made = 0; ///< not random: a seed may be that of another process too
    std::filesystem::path m_path;
};

inline Instant trial_time()
{
    return *Instant::parse("2019-04-15T10:00:00+04:00");
}

/// What `ogp fsck` says, a line each.
inline std::vector<std::string> findings_of(Repository& repository)
{
    std::vector<std::string> lines;
    for (const Finding& finding : check_repository(repository).findings)
        lines.push_back(finding.code + " " + finding.where + ": " + finding.message.en);
    return lines;
}

/// A copy of the city's record that acts can be written in.
class TrialPlace
{
public:
    explicit TrialPlace(std::string_view name) : m_folder(name) {}
    virtual ~TrialPlace() = default;
    TrialPlace(const TrialPlace&) = delete;
    TrialPlace& operator=(const TrialPlace&) = delete;

    const std::filesystem::path& folder() const { return m_folder.path(); }
    Instant now = trial_time();

    Repository open(const std::string& role = "foi_officer") const
    {
        return Repository({.folder = folder(), .access = store::Access::Write, .actor = {}, .role = role, .clock = {now, ClockSource::System}});
    }

    store::CaseRow act(const std::function<store::CaseRow(Change&)>& work, const std::string& role = "foi_officer")
    {
        Repository repository = open(role);
        Change change(repository);
        store::CaseRow row = work(change);
        change.commit();
        return row;
    }

    /// Opens a request for public information, whose applicant is a sealed value.
    CaseUid request(const std::string& subject)
    {
        const Json values = Json::object(
            {{"subject", subject}, {"body", "please send the plans"}, {"applicant", Json::object({{"name", "Ana Beridze"}})}});
        return act([&](Change& change) { return change.open("foi", values); }, "citizen").subject.uid;
    }

private:
    TrialFolder m_folder;
};

/// The authority.
class TrialCity : public TrialPlace
{
public:
    explicit TrialCity(std::vector<std::string> workflows = {"foi", "petition"}) : TrialPlace("city")
    {
        init({.folder = folder(), .actor = "nino", .workflows = std::move(workflows), .clock = {now, ClockSource::System}});
        Repository repository = open("admin");
        share_trial_log(repository);
        restart();
    }

    Authority& authority() { return *m_authority; }
    void close() { m_authority.reset(); }
    void restart()
    {
        m_authority.reset();
        m_authority = std::make_unique<Authority>(AuthorityOptions{.folder = folder(), .clock = [this] { return Clock{now, ClockSource::System}; }});
    }

    std::string token(const std::string& actor = "nino", Scopes scopes = {Scope::Pull, Scope::Push, Scope::Personal})
    {
        Repository repository = open("admin");
        return new_token(repository, {.actor = actor, .scopes = std::move(scopes)}, DryRun::No).text;
    }
    std::unique_ptr<sync::Transport> transport(const std::string& actor = "nino")
    {
        return std::make_unique<InProcessTransport>(authority(), token(actor));
    }

private:
    std::unique_ptr<Authority> m_authority;
};

class TrialClone : public TrialPlace
{
public:
    explicit TrialClone(TrialCity& city, const std::string& actor = "nino", Scopes scopes = {Scope::Pull, Scope::Push, Scope::Personal})
        : TrialPlace("clone"), m_token(city.token(actor, std::move(scopes))), m_actor(actor), m_city(city)
    {
        now = city.now;
        sync::Client client(transport());
        begin_clone({.folder = folder(), .url = "http://127.0.0.1:1", .token = m_token}, client);
    }

    /// Tokens are good for ninety days.
    void renew_token() { m_token = m_city.token(m_actor); }
    std::unique_ptr<sync::Transport> transport() { return std::make_unique<InProcessTransport>(m_city.authority(), m_token); }

    SyncCounts run(const std::function<void(ReplicaSync&)>& work, std::unique_ptr<sync::Transport> through = {}, SyncProgress progress = {})
    {
        Repository repository = open({});
        sync::Client client(through ? std::move(through) : transport());
        ReplicaSync replica(repository, client, std::move(progress));
        work(replica);
        return replica.counts();
    }
    SyncCounts pull() { return run([](ReplicaSync& replica) { replica.pull(); }); }
    SyncCounts push() { return run([](ReplicaSync& replica) { replica.push(); }); }
    SyncCounts sync() { return run([](ReplicaSync& replica) { replica.sync(); }); }

private:
    std::string m_token;
    std::string m_actor;
    TrialCity& m_city;
};

} // namespace ogp::app
