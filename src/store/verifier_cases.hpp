#pragma once

#include "store/case_history.hpp"
#include "store/case_record.hpp"
#include "store/verifier_conflicts.hpp"
#include "store/verifier_numbers.hpp"
#include "store/verifier_report.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ogp::store {

/// Holds the rows of case_, as far as they are confirmed, against a fold of the log.
///
/// Cases have their numbers in the order of opening, so that the table, read in that order, gives the row of a case just when
/// its Open comes by. The row says which event is the last one of the case: until then the case is held in memory and folded
/// on; then it is compared and let go. Where too many are under way at once, a case is put off, and afterwards walked through
/// along its chain, which reads its events a second time. So the log is read once, and memory does not grow with it.
class CaseCheck
{
public:
    CaseCheck(Database& database, const Identity& identity, Report& report, std::size_t most_held);

    void add(const LogRow& row);
    /// An event that could not be read: what follows from it is not damage of its own.
    void add_unreadable(std::int64_t case_id, const std::optional<ledger::Leaf>& leaf);
    void finish();
    NumberCheck& numbers() { return m_numbers; }
    Workflows& workflows() { return m_workflows; }

private:
    struct Held
    {
        CaseRecord record;
        Hash tag;
        bool has_row = false;
        Hash row_image;
        std::int64_t row_last = -1;
        std::optional<CaseUid> row_parent;
    };
    struct Above
    {
        std::optional<CaseUid> uid;
        std::int64_t root = 0;
    };

    void open(const LogRow& row);
    void change(const LogRow& row);
    void fold(Held& held, const LogRow& row);
    const KeptWorkflow* kept(const model::Event& open);
    std::vector<model::FieldConflict> fold_content(Held& held, const LogRow& row);
    void check_chain(const LogRow& row, std::int64_t case_id, std::int64_t previous);
    void take_row(Held& held);
    void read_row(Held& held, const Query& query);
    void compare(const Held& held);
    void walk(std::int64_t id);
    bool walk_back(std::int64_t last, std::vector<LogRow>& rows);
    const Above& above(std::int64_t id);
    void blame(const CaseRecord& record, const std::optional<CaseUid>& parent, Localized message);
    void blame_workflow(const Hash& hash);
    static std::string name_of_row(const Query& query);

    Database& m_database;
    const Identity& m_identity;
    Report& m_report;
    Workflows m_workflows;
    Log m_log;
    std::size_t m_most_held;
    std::string m_table; ///< the confirmed rows
    std::string m_sql;
    std::string m_above_sql;
    Query m_rows;
    bool m_more_rows;
    std::int64_t m_opened = 0; ///< cases so far
    std::map<CaseUid, Held> m_held;
    std::vector<bool> m_put_off; ///< by case id
    std::uint64_t m_put_off_events = 0;
    std::uint64_t m_walked_events = 0;
    std::set<std::int64_t> m_spoiled; ///< cases with an event that could not be read
    std::int64_t m_unread_opens = 0;  ///< at most so many cases began unseen
    std::map<std::int64_t, Above> m_above;
    NumberCheck m_numbers;
    ConflictCheck m_conflicts;
};

} // namespace ogp::store
