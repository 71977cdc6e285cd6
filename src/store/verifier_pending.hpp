#pragma once

#include "store/case_record.hpp"
#include "store/verifier_numbers.hpp"
#include "store/verifier_report.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace ogp::store {

/// Holds what waits on a replica against itself: events, the signatures of their batches, and the rows of cases that they have changed,
/// which must be what is confirmed (that is checked with the log) with these events on top. An authority has nothing of it.
class PendingCheck
{
public:
    PendingCheck(Database& database, const Identity& identity, Workflows& workflows, Report& report)
        : m_database(database), m_identity(identity), m_workflows(workflows), m_report(report)
    {}

    /// `visit` is given each event that can be read, in order.
    void run(NumberCheck& numbers, const std::function<void(const LogRow&)>& visit);

private:
    void check_authority();
    std::optional<LogRow> read(const Query& row);
    void check_counter(const LogRow& row);
    void fold(const LogRow& row, NumberCheck& numbers);
    CaseRecord* find(const CaseUid& uid);
    void check_batches();
    bool is_signed(std::int64_t first, std::int64_t count, std::string_view note);
    void compare_cases();
    void compare(const CaseRecord& record);
    void blame_case(std::int64_t id);

    Database& m_database;
    const Identity& m_identity;
    Workflows& m_workflows;
    Report& m_report;
    std::int64_t m_last = 0;                  ///< number of the event before
    bool m_is_sound = true;                   ///< every event could be read
    std::map<CaseUid, CaseRecord> m_cases;    ///< as they should be
    std::set<std::int64_t> m_batches;         ///< first numbers that events name
};

} // namespace ogp::store
