#pragma once

#include "store/state.hpp"
#include "store/tree.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace ogp::store {

/// What a transaction that adds to the log is made of, whether the events are this replica's own or an authority's. Lives as long as
/// the transaction of the database, which it rolls back if nobody has committed it.
struct LogWriter
{
    /// Takes the write lock. Throws Error{Integrity} where the log has lost its end.
    explicit LogWriter(Store::State& owner);
    ~LogWriter();
    LogWriter(const LogWriter&) = delete;
    LogWriter& operator=(const LogWriter&) = delete;

    /// The place of the next event in the log.
    std::uint64_t next() const { return batch_end + added.size(); }
    CaseRow add(AddedEvent event, Folded&& folded);
    std::vector<Hash> ids() const;
    /// Writes the events since the last batch under that note. A batch that no checkpoint follows at once is joined to the next.
    void end_batch(Instant received, const std::string& note);
    /// Completes the tree, up to the last batch, and gives its root.
    Hash finish_tree();
    /// A signed checkpoint over all batches written so far.
    void write_checkpoint(const std::string& note, const Hash& root);
    /// Makes it durable; `before`: the last thing before that, which may still throw.
    void commit(const std::function<void()>& before = {});

    Store::State& store;
    Projection projection;
    Head head;                          ///< of the last checkpoint
    std::uint64_t batch_end = 0;        ///< events in the log, with all batches that have ended
    std::vector<AddedEvent> added;      ///< of the batch that has not ended
    std::size_t ended = 0;              ///< events of the batches before it
    std::optional<Surroundings> above;  ///< of the case that was opened last
    bool open = true;

private:
    std::optional<TreeWriter> m_tree;   ///< with the leaves of the batches since the last checkpoint
    std::optional<std::int64_t> m_last_batch; ///< its first event, where no checkpoint has followed yet
    bool m_has_checkpoint = false;      ///< one was written
};

void check_repository(const model::Event& event, const Identity& identity);

} // namespace ogp::store
