#pragma once

#include "model/merge.hpp"
#include "store/database.hpp"
#include "store/verifier_report.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ogp::store {

/// Holds the list of events that were not applied in full against the log.
class ConflictCheck
{
public:
    ConflictCheck(Database& database, Report& report) : m_database(database), m_report(report) {}

    /// `case_id`: 0 where there is no such case. Events of one case come in order.
    void add(const LogRow& row, std::int64_t case_id, const std::vector<model::FieldConflict>& conflicts);
    /// A Resolve that counts.
    void settle(const LogRow& row, std::int64_t case_id);
    void finish(bool is_sound);

private:
    struct Expected
    {
        std::int64_t case_id = 0;
        Hash id;
        std::string fields;
        std::int64_t resolved_by = -1;

        bool operator==(const Expected&) const = default;
    };

    Database& m_database;
    Report& m_report;
    std::map<std::int64_t, Expected> m_expected; ///< by event
};

} // namespace ogp::store
