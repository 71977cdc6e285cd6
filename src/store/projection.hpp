#pragma once

#include "store/case_history.hpp"
#include "store/case_record.hpp"
#include "store/database.hpp"
#include "store/overlay.hpp"
#include "store/workflows.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::store {

/// What folding an event gave.
struct Folded
{
    CaseRecord record;          ///< id 0 for an event on the repository
    model::Case before;         ///< as the event found the case; empty where it opened it
    std::int64_t previous = -1; ///< the event before it on the same case
    bool opened = false;        ///< the case began with it
    std::uint64_t official_number = 0; ///< given to the case with it, 0 for none
};

/// Whether an event with that verdict counts; of the others a Set that is in conflict may have changed some fields, and the rest are
/// kept in the history alone.
constexpr bool is_folded(ledger::Verdict verdict)
{
    return verdict == ledger::Verdict::Applied || verdict == ledger::Verdict::Merged;
}

/// Whether an event with that verdict is listed for people to look at.
constexpr bool is_disputed(ledger::Verdict verdict)
{
    return verdict == ledger::Verdict::Conflict || verdict == ledger::Verdict::Rejected || verdict == ledger::Verdict::Quarantined;
}

/// What a Grant or a Revoke says; throws Error{Invalid} where it does not say it.
struct GrantContent
{
    std::string actor;
    std::string key;  ///< 32 bytes, or "" for a role without a key
    std::string role; ///< or "" for a key without a role; a Revoke without both takes everything
    std::string handover{}; ///< of a Grant that changes the key of the log: its note (ledger/log_keys.hpp)
};
GrantContent grant_content(const model::Event& event);

/// What the authority made of an event.
struct Outcome
{
    ledger::Verdict verdict = ledger::Verdict::Applied;
    std::uint16_t rule = 0;
    std::optional<std::uint64_t> official_number{}; ///< as the leaf has it; nothing where it is to be given now
};

/// The fields of a conflict as its row holds them, and back; Error{Integrity} for what is none.
std::string conflict_fields_text(const std::vector<model::FieldConflict>& conflicts);
std::vector<ConflictRow::Field> conflict_fields(std::string_view text);
/// Numbers as the row of a lease holds them, and back.
std::string numbers_text(const std::vector<std::int64_t>& numbers);
std::vector<std::int64_t> numbers_in(std::string_view text);

/// Numbers of a leased block that no case in the log has.
std::vector<std::int64_t> numbers_without_case(Database& database, std::string_view series, std::int64_t first, std::int64_t count);

/// Folds events into the projection's tables, inside a transaction that somebody else began. Lives no longer than that.
class Projection
{
public:
    Projection(Database& database, Workflows& workflows, const Log& log, const Identity& identity)
        : m_database(database), m_workflows(workflows), m_log(log), m_identity(identity), m_overlay(database)
    {}

    /// All or nothing: after a throw the tables are as before. Error: Conflict (number taken or not leased, a case as its own part),
    /// NotFound (no such case or parent), Invalid, Internal (its workflow is not kept).
    Folded fold(std::int64_t sequence, const model::Event& event, const Hash& id, const Outcome& outcome);
    /// The same for an own event that waits, on top of what is confirmed: acts on cases alone, as if they were applied.
    Folded fold_pending(std::int64_t sequence, const model::Event& event, const Hash& id);
    /// The last number of that replica, 0 for none.
    std::int64_t last_number(const ReplicaId& replica);
    /// Writes the last numbers of replicas and series, once for the whole transaction.
    void finish();

    std::optional<CaseRecord> find(const CaseUid& uid);
    /// Whether an Erase was folded: sealed values that are not in their table yet may be those of its subjects.
    bool has_erased() const { return m_has_erased; }
    /// Whether the key of the log was changed.
    bool has_handover() const { return m_has_handover; }

private:
    Folded open(std::int64_t sequence, const model::Event& event, const Hash& id, const Outcome& outcome);
    Folded open_pending(std::int64_t sequence, const model::Event& event, const Hash& id);
    Folded change(std::int64_t sequence, const model::Event& event, const Hash& id, const Outcome& outcome);
    std::vector<model::FieldConflict> fold_case(CaseRecord& record, std::int64_t sequence, const model::Event& event, const Hash& id,
                                                const Outcome& outcome);
    std::uint64_t give_number(const std::string& series, const model::Event& event, const Hash& id, const Outcome& outcome);
    const KeptWorkflow& workflow_of(const model::Event& event);

    // Acts on the repository (projection_repository.cpp)
    void fold_repository(std::int64_t sequence, const model::Event& event, const Hash& id);
    void define(std::int64_t sequence, const model::Event& event);
    void define_calendar(std::int64_t sequence, const model::Event& event);
    void grant(std::int64_t sequence, const model::Event& event);
    void hand_over(std::int64_t sequence, const model::Event& event, const GrantContent& content);
    void revoke(std::int64_t sequence, const model::Event& event);
    void erase(std::int64_t sequence, const model::Event& event);
    void lease(std::int64_t sequence, const model::Event& event, const Hash& id);
    void end_lease(std::int64_t sequence, const model::LeaseDetail& detail);
    void check_leased(const std::string& series, std::int64_t number, const ReplicaId& replica);
    std::int64_t last_of_series(const std::string& series);
    void write_conflict(std::int64_t sequence, std::int64_t case_id, const Hash& id, const std::vector<model::FieldConflict>& conflicts);
    void settle(std::int64_t sequence, std::int64_t case_id, const model::Event& event);

    struct Above
    {
        CaseUid uid;
        std::int64_t id = 0;
        std::int64_t root = 0;
    };
    const Above& find_above(const CaseUid& uid);
    void place(CaseRecord& record, const model::TypeProfile& profile);
    /// `id`: 0 for the next one.
    void insert(CaseRecord& record, std::int64_t id);
    void update(const CaseRecord& before, const CaseRecord& record);
    void move_parts(const CaseRecord& record);
    void refuse_number(const CaseRecord& record);

    Database& m_database;
    Workflows& m_workflows;
    const Log& m_log;
    const Identity& m_identity;
    Overlay m_overlay;
    std::map<ReplicaId, std::int64_t> m_numbers;
    std::optional<Above> m_above; ///< the parent that was looked up last
    std::map<std::string, std::int64_t> m_series;
    NumberWriter m_writer;
    bool m_has_erased = false;
    bool m_has_handover = false;
};

} // namespace ogp::store
