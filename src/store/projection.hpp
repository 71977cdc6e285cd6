#pragma once

#include "store/case_record.hpp"
#include "store/database.hpp"
#include "store/workflows.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace ogp::store {

/// What folding an event gave.
struct Folded
{
    CaseRecord record;          ///< id 0 for an event on the repository
    std::int64_t previous = -1; ///< the event before it on the same case
    bool opened = false;        ///< the case began with it
    std::uint64_t official_number = 0; ///< given to the case with it, 0 for none
};

/// Whether an event with that verdict changes anything; the others are kept in the history alone.
constexpr bool is_folded(ledger::Verdict verdict)
{
    return verdict == ledger::Verdict::Applied || verdict == ledger::Verdict::Merged;
}

/// What a Grant says; throws Error{Invalid} where it does not say it.
struct GrantContent
{
    std::string actor;
    std::string key; ///< 32 bytes, or "" for a role without a key
    std::string role;
};
GrantContent grant_content(const model::Event& event);

/// Folds events into the projection's tables, inside a transaction that somebody else began. Lives no longer than that.
class Projection
{
public:
    Projection(Database& database, Workflows& workflows) : m_database(database), m_workflows(workflows) {}

    /// All or nothing: after a throw the tables are as before. Error: Conflict (number taken, a case as its own part), NotFound
    /// (no such case or parent), Invalid, Internal (its workflow is not kept).
    /// `official_number`: as the leaf has it; nothing where the authority is to give the next one of its series.
    Folded fold(std::int64_t sequence, const model::Event& event, const Hash& id, ledger::Verdict verdict,
                std::optional<std::uint64_t> official_number);
    /// The last number of that replica, 0 for none.
    std::int64_t last_number(const ReplicaId& replica);
    /// Writes the last numbers of replicas and series, once for the whole transaction.
    void finish();

    std::optional<CaseRecord> find(const CaseUid& uid);

private:
    Folded open(std::int64_t sequence, const model::Event& event, const Hash& id, std::optional<std::uint64_t> official_number);
    std::int64_t last_of_series(const std::string& series);
    void define_calendar(std::int64_t sequence, const model::Event& event);
    Folded change(std::int64_t sequence, const model::Event& event, const Hash& id, ledger::Verdict verdict);
    void define(std::int64_t sequence, const model::Event& event);
    void grant(std::int64_t sequence, const model::Event& event);
    const KeptWorkflow& workflow_of(const model::Event& event);

    struct Above
    {
        CaseUid uid;
        std::int64_t id = 0;
        std::int64_t root = 0;
    };
    const Above& find_above(const CaseUid& uid);
    void place(CaseRecord& record, const model::TypeProfile& profile);
    void insert(CaseRecord& record);
    void update(const CaseRecord& before, const CaseRecord& record);
    void move_parts(const CaseRecord& record);
    void refuse_number(const CaseRecord& record);

    Database& m_database;
    Workflows& m_workflows;
    std::map<ReplicaId, std::int64_t> m_numbers;
    std::optional<Above> m_above; ///< the parent that was looked up last
    std::map<std::string, std::int64_t> m_series;
    NumberWriter m_writer;
};

} // namespace ogp::store
