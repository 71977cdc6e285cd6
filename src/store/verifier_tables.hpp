#pragma once

#include "store/subject_keys.hpp"
#include "store/verifier_blobs.hpp"
#include "store/verifier_report.hpp"
#include "store/workflows.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ogp::store {

/// Personal values: each commitment has its ciphertext, which opens under its subject's key, unless that was erased: then neither is
/// there any more. A replica has the values that it may have, so that what is missing there is no damage.
class SealedCheck
{
public:
    SealedCheck(Database& database, const Identity& identity, std::filesystem::path folder, Report& report);
    void add(const LogRow& row);
    /// What lies beside an event that cannot be read cannot be checked either.
    void add_unreadable(std::int64_t sequence);
    void finish();

private:
    void check_value(const LogRow& row, const std::string& field, const Hash& commitment);
    void open_keys();
    void check_erased();
    std::string row_name() const;

    Database& m_database;
    const Identity& m_identity;
    std::filesystem::path m_folder;
    Report& m_report;
    Query m_rows;
    bool m_more;
    std::unique_ptr<SubjectKeys> m_keys;
    bool m_keys_tried = false;
    std::set<std::string> m_erased; ///< subjects
};

/// event_id: every event can be found by its id, and nothing else can. Both sides are summed up; only where the sums differ
/// does each event cost a look-up.
class IndexCheck
{
public:
    IndexCheck(Database& database, Report& report) : m_database(database), m_report(report) {}
    void add(const Hash& id, std::int64_t sequence);
    void finish();

private:
    void name_missing();
    void name_superfluous();

    Database& m_database;
    Report& m_report;
    std::uint64_t m_sum = 0;
};

/// What events say of the repository: grants and revocations, active workflows, the replicas' counters, erased subjects, the kept
/// workflows, and blobs; and the rows that no event says, by their digests.
class RepositoryCheck
{
public:
    RepositoryCheck(Database& database, const Identity& identity, const std::filesystem::path& folder, Report& report)
        : m_database(database),
          m_identity(identity),
          m_blobs(database, identity, folder, report),
          m_report(report)
    {}
    void add(const LogRow& row);
    /// An event that waits changes nothing of all this, but may name files.
    void add_pending(const LogRow& row) { m_blobs.add(row); }
    /// What an unreadable event has caused is no damage of its own.
    void add_unreadable(std::int64_t sequence) { m_unreadable.insert(sequence); }
    void finish();

private:
    struct Definition
    {
        std::string type;
        std::int64_t version = 0;
        std::string source; ///< hex
    };
    void check_counter(const LogRow& row);
    void add_folded(const LogRow& row);
    void check_grants(const char* table, const std::map<std::int64_t, std::string>& granted);
    void check_log_keys();
    void check_erased();
    void check_tokens();
    void check_active();
    void check_replicas();
    void check_calendars();
    void check_outbox();
    void check_workflows();

    Database& m_database;
    const Identity& m_identity;
    BlobCheck m_blobs;
    Report& m_report;
    std::set<std::int64_t> m_unreadable;
    std::map<std::int64_t, std::string> m_grants; ///< by event: actor, key and role
    std::map<std::int64_t, std::string> m_revocations;
    std::map<std::int64_t, std::string> m_log_keys; ///< by event: the note
    std::map<std::string, std::int64_t> m_erased; ///< subject and event
    std::map<std::string, std::pair<Hash, std::int64_t>> m_active;
    std::map<std::int64_t, std::pair<std::string, Hash>> m_calendars; ///< by event
    std::map<ReplicaId, std::int64_t> m_numbers;
    std::map<Hash, Definition> m_definitions;
};

} // namespace ogp::store
