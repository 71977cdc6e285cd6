#pragma once

#include "ledger/log_keys.hpp"
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

/// Holds batches and checkpoints against the events between them: what they state, whose signature they carry. A batch bears the name of
/// the replica that its events are of and is signed by a key that their actor held then; of events that were rejected or quarantined,
/// any key that was ever granted will do. Checkpoints are the authority's.
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
    struct Author
    {
        std::string actor;
        ReplicaId replica;
        bool is_refused = false; ///< nothing of what they wrote counts

        auto operator<=>(const Author&) const = default;
    };
    /// A Grant or a Revoke.
    struct KeyChange
    {
        std::string actor;
        std::optional<ledger::PublicKey> key; ///< nothing in a Revoke that takes everything
        bool revokes = false;
    };
    struct Batch
    {
        std::int64_t first = -1;
        std::int64_t end = -1;
        std::string note;
        Hash id;
        bool readable = false;
        ledger::Frontier ids;
        bool complete = true; ///< every event of it could be read
        std::set<Author> authors;
    };

    void begin_batch(std::int64_t sequence);
    void end_batch();
    void check_statement();
    void check_signatures();
    bool has_signed(const Author& author) const;
    void note_key(const LogRow& row);
    void hand_over(const LogRow& row, const std::string& note);
    bool is_signed(const ledger::Note& note, std::int64_t size) const;
    void change_keys();
    bool take_joined();
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
    Query m_joined;
    bool m_more_joined;
    bool m_is_joined = false; ///< the batch before: a checkpoint is still to follow
    Batch m_batch;
    bool m_in_batch = false;
    bool m_unreadable = false;                                         ///< there was an event that could not be read
    std::map<std::string, std::vector<ledger::PublicKey>> m_keys;      ///< by actor, in force before this batch
    std::set<ledger::PublicKey> m_all_keys;                            ///< ever granted before it
    std::vector<KeyChange> m_key_changes;                              ///< in it
    ledger::LogKeys m_log_keys;                                        ///< of the checkpoints, as the log says so far
    std::int64_t m_handed_over = -1;                                   ///< size of the log after the batch that changed it last
    std::optional<Hash> m_signed_root;
    std::optional<VerifiedMark> m_mark;
    bool m_mark_fits = false;
    Hash m_notes; ///< each note with the hash of those before it; begins with what signatures are checked by
};

} // namespace ogp::store
