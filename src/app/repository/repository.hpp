#pragma once

#include "app/repository/settings.hpp"
#include "base/language.hpp"
#include "base/time.hpp"
#include "base/time_zone.hpp"
#include "ledger/signature.hpp"
#include "store/store.hpp"
#include "workflow/decide.hpp"
#include "workflow/definition.hpp"

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The use cases. Everything that a command or a server does, it does through this room.
namespace ogp::app {

/// The case types of a plan: what a repository has where no others are asked for.
inline constexpr std::array<std::string_view, 5> plan_types = {"plan", "commitment", "milestone", "indicator", "org_unit"};
/// The word for all case types that are part of the program.
inline constexpr std::string_view all_types = "all";

struct InitOptions
{
    std::filesystem::path folder;        ///< where `.ogp` is made; made itself where it does not exist
    std::string actor;                   ///< id of the first actor
    std::string time_zone = "Asia/Tbilisi";
    std::vector<std::string> workflows;  ///< ids of shipped case types, empty for plan_types, or all_types; others by file name *.yaml
    Clock clock;
};

struct OpenOptions
{
    std::filesystem::path folder;        ///< the folder with `.ogp` in it (find_repository)
    store::Access access = store::Access::Read;
    store::PageSums page_sums = store::PageSums::Compare;
    std::string actor;                   ///< "" for the one that `.ogp/config.yaml` or the account names
    std::string role;                    ///< role acted in, "" for the actor's first
    Clock clock;
};

/// The folder at or above `start` that holds `.ogp`. Error{NotFound} with the remedy.
std::filesystem::path find_repository(const std::filesystem::path& start);

/// Whether a name can be an actor's id: [a-z0-9][a-z0-9._-]{0,63}.
bool is_actor_id(std::string_view name);
/// The name of the account that runs the program, made into an actor's id.
std::string account_actor();

/// Makes a repository: `.ogp` with database, keys and settings, and beside it `workflows/` and `templates/` for
/// administrators to edit; defines the case types and grants the first actor its key and the role admin, in one batch.
/// Returns the absolute folder. Error{Conflict} where there is a repository already.
std::filesystem::path init(const InitOptions& options);

/// An open repository. Case types are loaded when asked for, the key when something is signed.
class Repository
{
public:
    explicit Repository(const OpenOptions& options);
    Repository(const Repository&) = delete; // its store knows it
    Repository& operator=(const Repository&) = delete;

    const std::filesystem::path& folder() const { return m_options.folder; }
    std::filesystem::path data_folder() const { return m_options.folder / ".ogp"; }
    store::Store& store() { return m_store; }
    const store::Store& store() const { return m_store; }
    const Settings& settings() const { return m_settings; }
    const Clock& clock() const { return m_options.clock; }
    /// For who keeps a repository open for longer than one run: what time it is now.
    void set_clock(const Clock& clock) { m_options.clock = clock; }
    const TimeZone& zone() const { return m_zone; }
    /// The day that it is, by the run's clock, in the repository's zone.
    Date today() const { return m_zone.date_at(m_options.clock.now); }

    /// The case type of that version. Error{Integrity} where the repository does not hold it.
    const workflow::CaseType& type(const Hash& workflow) const;
    /// The same, nullptr where it is not kept.
    const workflow::CaseType* find_type(const Hash& workflow) const;
    /// The active version. Error{NotFound}, naming the nearest type, where there is none.
    const workflow::CaseType& active_type(std::string_view id) const;
    Hash active_hash(std::string_view id) const;
    /// Ids of all active case types, sorted.
    std::vector<std::string> type_ids() const;

    /// Who acts, with the roles granted in the log. Error{Forbidden} where the actor is not known here.
    workflow::Actor acting() const;
    /// The same for those who only read: nothing where the account is not known here.
    std::optional<workflow::Actor> reader() const;

    /// One case by what people call it: number, path, uid prefix; "I.4" means a part of the settings' plan or of the only plan.
    /// `type` "" for any. Error{NotFound} with the nearest, Error{Usage} listing the candidates where several fit.
    store::CaseRow resolve(std::string_view id, std::string_view type = {}) const;

    /// The plan named, else the settings', else the only one. Error{Usage} where that leaves a choice, NotFound where none.
    store::CaseRow plan(std::string_view number) const;

    /// Signs a text as this replica.
    std::string sign(std::string_view text) const;
    /// A subject key that was sealed to this replica (ledger/key_wrap.hpp).
    std::optional<std::string> unwrap_key(std::string_view wrapped) const;

private:
    std::string actor_id() const;
    const ledger::SecretKey& key() const;

    OpenOptions m_options;
    store::Store m_store;
    Settings m_settings;
    TimeZone m_zone;
    mutable std::map<Hash, workflow::CaseType> m_types;
    mutable std::optional<ledger::SecretKey> m_key;
};

} // namespace ogp::app
