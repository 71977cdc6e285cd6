#pragma once

#include "ledger/merkle.hpp"
#include "store/verified_mark.hpp"
#include "store/verifier_tree.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::store {

/// Holds batches and checkpoints against the events between them: what they state, whose signature they carry.
class NoteCheck
{
public:
    /// With a mark, signatures up to there are taken for good, as long as the notes are those that it was set over.
    NoteCheck(Database& database, const Identity& identity, TreeCheck& tree, Report& report,
              const std::optional<VerifiedMark>& mark);

    /// The next row of the log. `leaf_in_tree`: what TreeCheck::add said of it.
    void add(const LogRow& row, bool leaf_in_tree);
    /// A place of the log where no readable event is.
    void add_unreadable(std::int64_t sequence);
    void finish(std::int64_t size);

    /// Of the last checkpoint whose signature is good.
    const std::optional<Hash>& signed_root() const { return m_signed_root; }
    /// All notes up to the last batch; for the next mark.
    VerifiedMark reached() const { return {m_tree.size(), m_notes}; }
    /// Whether signatures were taken for good that the mark does not vouch for: then nothing that was found counts.
    bool is_misled() const { return m_mark && !m_mark_fits; }

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
    void read_checkpoint(const std::string& note_text, std::int64_t size);
    void check_checkpoint(std::int64_t size);
    void bind(std::string_view note);
    bool is_new(std::int64_t size) const;

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
    std::optional<VerifiedMark> m_mark;
    bool m_mark_fits = false;
    Hash m_notes; ///< each note with the hash of those before it; begins with what signatures are checked by
};

} // namespace ogp::store
