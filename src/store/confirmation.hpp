#pragma once

#include "store/store.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ogp::store {

/// An event as the authority hands it out.
struct ConfirmedEvent
{
    std::string bytes;                ///< canonical
    ledger::Verdict verdict = ledger::Verdict::Applied;
    std::uint16_t rule = 0;
    bool late = false;
    std::vector<SealedField> sealed{}; ///< as far as this replica may have them; of its own events those that it has stay
};

/// What folding a confirmed event gave.
struct Confirmed
{
    std::uint64_t sequence = 0;
    model::Event event;
    model::Case before; ///< as the event found it; empty where it opened it
    CaseRow row;        ///< after it; row 0 for an act on the repository, and where there is no such case
};

/// Takes over a stretch of the authority's log, on a replica: all of it or nothing, in one transaction.
///
/// At the beginning the projection goes back to what is confirmed: everything that the own pending events did to it is taken away.
/// The events of the stretch are then folded as the authority folded them, and each leaf is made again from what was sent and what
/// folding gave (sequence number, version of the case, official number). So where the tree has the root that the authority signed,
/// log and projection are the authority's own. An own pending event that comes back is no longer pending. At the end the pending
/// events that are left are folded again on top.
///
/// Reads on the store see what was appended. Destroyed without commit, nothing has happened; killed at any point, the database is
/// as before or as after.
class Confirmation
{
public:
    Confirmation(Confirmation&&) noexcept;
    Confirmation& operator=(Confirmation&&) = delete;
    ~Confirmation();

    /// Of what is confirmed, with what was appended since and batches ended. last_number: see Store::head().
    Head head() const;
    std::size_t appended() const; ///< events so far

    /// Keeps a compiled workflow, before the Define that names it is appended.
    void keep_workflow(const WorkflowRow& workflow);

    /// Folds the next event of the log. Throws Error{Integrity} for what no authority would have sent: bytes that are no event, one
    /// of another repository, a counter out of order, an event that cannot be folded with that verdict.
    Confirmed append(ConfirmedEvent event);
    /// Ends a signed batch. `note`: as its replica signed it; `received`: by the authority's clock. The signature is not checked
    /// here, nor its key: a leaf names the note, so that the tree's root does.
    void end_batch(Instant received, const std::string& note);

    /// Clocks of a case that an event of the stretch, or one folded again, has changed: as in Transaction.
    void write_clocks(std::int64_t case_row, const std::vector<ClockRow>& clocks);
    void write_due(std::int64_t case_row, std::int64_t place, const ClockRow& clock);
    void write_stay(std::int64_t case_row, std::optional<Instant> look);

    /// Is told each own event that still waits, after it was folded again; `row` is 0 where it cannot be folded on what is confirmed
    /// now: it stays and waits for the authority's verdict, and nothing shows it but the list of what is pending.
    using Refolded = std::function<void(const StoredEvent& event, const model::Case& before, const CaseRow& row)>;
    /// Checks the authority's signature under `checkpoint_note`, by the key that the log gives for it, and that it is over as many events and the same tree; folds what
    /// still waits; makes all durable. Throws Error{Integrity} ("history changed") where the note says something else: nothing of
    /// the stretch is kept then. Erasures among the events are carried out before it returns.
    void commit(const std::string& checkpoint_note, const Refolded& refolded = {});

private:
    friend class Store;
    struct State;
    explicit Confirmation(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace ogp::store
