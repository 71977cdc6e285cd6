#pragma once

#include "store/case_record.hpp"
#include "store/database.hpp"
#include "store/log.hpp"
#include "store/projection.hpp"
#include "store/shared_log.hpp"
#include "store/store.hpp"
#include "store/workflows.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace ogp::store {

/// What an open store is made of; only files of this room include this.
struct Store::State
{
    State(std::filesystem::path data_folder, const OpenOptions& options);

    /// The VFS that the store was opened with, for the files beside it.
    const char* vfs_name() const { return vfs.empty() ? nullptr : vfs.c_str(); }

    /// Store::finish_erasures(), and the same where it never throws: what cannot be done now is done with a later change, and the check of
    /// the repository names it until then.
    bool finish_erasures();
    void finish_erasures_if_any() noexcept;

    /// Folds everything that waits, in order, on top of a projection that is at what is confirmed. `visit` is told each; the record has the
    /// id 0 where it cannot be folded: its row says so then.
    using Visit = std::function<void(const StoredEvent& stored, Folded&& folded)>;
    void fold_pending_again(Projection& projection, const Visit& visit);

    std::filesystem::path folder;
    std::string vfs;
    Database database;
    Workflows workflows;
    Log log;
    Identity identity;
    std::unique_ptr<SharedLog> shared;      ///< where the log lies as well, if it does (store/shared_log.hpp)
    std::int64_t shared_definitions = 0;    ///< as many of the workflows and calendars here are known to be there
    std::function<void()> take_over_shared; ///< folds what the shared log has more
};

/// The folder's database file.
std::filesystem::path database_file(const std::filesystem::path& folder);

/// The replica's own last number: in the log, or of what waits.
std::int64_t last_own_number(Database& database, const Identity& identity);

/// Takes away batches of which no event waits any more.
void drop_answered_batches(Database& database);

/// Reads the rows of meta. Throws Error{Integrity} where they are not what was written.
Identity read_identity(Database& database);
void write_identity(Database& database, const Identity& identity);
/// The keys of the log, as far as it is folded. Throws Error{Integrity}.
ledger::LogKeys log_keys_of(Database& database, const Identity& identity);

/// What lists need of the cases above one.
struct Surroundings
{
    std::int64_t root = 0;
    std::int64_t parent = 0;
    std::string root_uid;
    std::string root_number;
    std::string parent_uid;
};

/// A record with what lists need of the cases above it; `known` is used where it is of the same ones, and else replaced.
CaseRow case_row(Database& database, CaseRecord record, std::optional<Surroundings>& known);

} // namespace ogp::store
