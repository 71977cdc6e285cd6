#pragma once

#include "ledger/signature.hpp"
#include "store/rows.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::store {

/// Signs a text as a C2SP note (ledger::sign_note): gives the whole signed note.
using Signer = std::function<std::string(std::string_view text)>;

class Store;

/// The events of one command, all or none: one batch, or several where there are very many events. Reads on the store see what
/// was appended. Destroyed without commit, nothing has happened.
///
/// On the authority events enter the log: with their leaves, and one checkpoint over all. On a replica they wait: acts on cases alone
/// (Error{Forbidden} for others), without leaf and checkpoint, and outbox entries are dropped, because only the authority tells
/// people. Whoever writes need not know which of the two it is.
class Transaction
{
public:
    Transaction(Transaction&&) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    /// Under the lock.
    Head head() const;
    std::size_t pending() const; ///< events appended so far, in all batches

    /// Puts these in the place of the clocks of a case. `workflow` of the rows is taken from the case.
    void write_clocks(std::int64_t case_row, const std::vector<ClockRow>& clocks);
    /// When the case's state has to be looked at; nothing: never.
    void write_stay(std::int64_t case_row, std::optional<Instant> look);
    /// Makes due, look and calendar of one clock those of the row.
    void write_due(std::int64_t case_row, std::int64_t place, const ClockRow& clock);

    /// Keeps a compiled workflow so that events may name it (a cache by content hash; Define makes it active).
    void keep_workflow(const WorkflowRow& workflow);

    /// Folds the event into the projection. Throws Error{Conflict} where its number is taken in that plan, Error{Internal}
    /// where it names a workflow that is not kept or its counter is not the next one. After a throw nothing has happened, and it may be
    /// appended with another verdict. An event that is Rejected or Quarantined may have any counter; one out of order does not move it.
    CaseRow append(NewEvent event);

    /// Ends a batch that another replica has signed, on the authority: the events since the last batch. Error{Internal} where there are
    /// none, or the note does not state them (its signature is the caller's to check).
    void end_batch(Instant received, const std::string& foreign_note);
    /// Ends a batch of this replica's own, without a checkpoint: commit() signs one over all. Does nothing where there is none.
    void end_own_batch(Instant received, const Signer& sign);

    /// Takes the memory that very many events are written fastest with.
    void expect_many();
    /// Where the batch has grown long, writes it with its tree and checkpoint and begins another one, so that memory does not grow
    /// with the events. All of it is still kept by commit() or not at all.
    static constexpr std::size_t longest_batch = 10'000;
    void end_long_batch(Instant received, const Signer& sign, std::size_t longest = longest_batch);
    /// Writes batch, leaves, tree and checkpoint and makes all durable. `received`: time of the authority. Carries out erasures among
    /// the events before it returns (Store::finish_erasures).
    void commit(Instant received, const Signer& sign);
    /// The same where the events change the key of the log (ledger/log_keys.hpp): `sign_checkpoint` signs with both keys, and the
    /// newer one is this replica's from then on. Error{Internal} where it does not.
    void commit(Instant received, const Signer& sign, const Signer& sign_checkpoint);

private:
    friend class Store;
    struct State;
    explicit Transaction(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace ogp::store
