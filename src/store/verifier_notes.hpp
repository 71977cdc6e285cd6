#pragma once

#include "ledger/merkle.hpp"
#include "store/verifier_tree.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ogp::store {

/// Holds batches and checkpoints against the events between them: what they state, whose signature they carry.
class NoteCheck
{
public:
    NoteCheck(Database& database, const Identity& identity, TreeCheck& tree, Report& report);

    /// The next row of the log. `leaf_in_tree`: what TreeCheck::add said of it.
    void add(const LogRow& row, bool leaf_in_tree);
    /// A place of the log where no readable event is.
    void add_unreadable(std::int64_t sequence);
    void finish(std::int64_t size);

    /// Of the last checkpoint whose signature is good.
    const std::optional<Hash>& signed_root() const { return m_signed_root; }

private:
    struct Batch
    {
        std::int64_t first = -1;
        std::int64_t end = -1;
        std::string note;
        Hash id;
        bool readable = false;
        ledger::Frontier ids;
        bool complete = true; ///< every event of it could be read
        std::set<std::pair<std::string, ReplicaId>> actors;
    };

    void begin_batch(std::int64_t sequence);
    void end_batch();
    void check_statement();
    void check_signatures();
    bool has_signed(const std::string& actor, const ReplicaId& replica) const;
    void read_checkpoint();
    void check_checkpoint(std::int64_t size);

    Database& m_database;
    const Identity& m_identity;
    TreeCheck& m_tree;
    Report& m_report;
    Query m_batches;
    bool m_more_batches;
    Query m_checkpoints;
    bool m_more_checkpoints;
    Batch m_batch;
    bool m_in_batch = false;
    bool m_unreadable = false;                                         ///< there was an event that could not be read
    std::map<std::string, std::vector<ledger::PublicKey>> m_keys;      ///< by actor, granted before this batch
    std::vector<std::pair<std::string, ledger::PublicKey>> m_new_keys; ///< granted in it
    std::optional<Hash> m_signed_root;
};

} // namespace ogp::store
