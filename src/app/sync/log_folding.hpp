#pragma once

#include "app/clocks/clock_table.hpp"
#include "app/clocks/repository_calendars.hpp"
#include "app/repository/repository.hpp"
#include "store/confirmation.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ogp::app {

/// Error{Integrity}: what an authority's log says cannot be so, and nothing of it was kept.
Error bad_history(const Localized& reason);

/// Folds a stretch of a log that others have written, page of an authority or shared log: events in order, clocks of their cases with
/// them. Destroyed without commit, nothing has happened.
class LogFolding
{
public:
    explicit LogFolding(Repository& repository);

    store::Confirmation& confirmation() { return m_confirmation; }

    void fold(store::ConfirmedEvent&& confirmed);
    const std::vector<Hash>& ids() const { return m_ids; } ///< of the events since the last batch
    /// `key`: whose signature the note bears; the log has to grant it to the actor. Error{Integrity}.
    void end_batch(Instant received, const std::string& note, const ledger::PublicKey& key);
    /// Keeps all of it where the checkpoint is over the same tree: Error{Integrity} otherwise.
    void commit(const std::string& checkpoint);

    std::size_t erasures() const { return m_erasures; }
    const std::vector<Hash>& blobs() const { return m_blobs; } ///< contents that the events name

private:
    void use_calendars();
    void follow(const model::Case& before, const store::CaseRow& row, const model::Event& event);
    void check_key(const ledger::PublicKey& key);

    Repository& m_repository;
    store::Confirmation m_confirmation;
    std::optional<RepositoryCalendars> m_calendars;
    std::optional<ClockTable> m_clocks;
    std::vector<Hash> m_ids;
    std::string m_actor;
    std::optional<ledger::PublicKey> m_key;
    std::string m_key_of;
    bool m_is_refused = false; ///< all events of the batch so far
    std::vector<Hash> m_blobs;
    std::size_t m_erasures = 0;
    bool m_recount = false;
};

} // namespace ogp::app
