#pragma once

#include "store/case_record.hpp"
#include "store/verifier_report.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ogp::store {

/// Official numbers follow one another without a gap in each series; what is leased to a replica is given by that replica alone, and a
/// number of a block that nobody has is annulled when the block ends. Holds the tables of series, blocks and aliases against that.
class NumberCheck
{
public:
    NumberCheck(Database& database, const Identity& identity, Report& report)
        : m_database(database), m_identity(identity), m_report(report)
    {}

    /// An Open of a case type with numbers, or without. `is_sound`: no event before it was unreadable. Gives the case's number.
    std::string open(const LogRow& row, const model::TypeProfile& profile, const CaseUid& uid, bool is_sound);
    /// The same number again.
    std::string number(const LogRow& row, const model::TypeProfile& profile, const CaseUid& uid);
    /// The number of an own event that waits.
    std::string waiting_number(const model::Event& open, const model::TypeProfile& profile, const CaseUid& uid);
    /// A Lease that counts.
    void lease(const LogRow& row, bool is_sound);
    void finish(bool is_sound);

private:
    struct Block
    {
        std::int64_t sequence = 0;
        std::string row; ///< what identifies it, as text
        model::LeaseDetail::Block content;
        std::int64_t ended = -1;
        std::vector<std::int64_t> annulled;
    };
    const Block* block_of(const std::string& series, std::int64_t number, const ReplicaId& replica) const;
    void end_block(const LogRow& row, const model::LeaseDetail& detail, bool is_sound);
    void blame_number(const LogRow& row, std::int64_t number, std::int64_t expected, bool is_sound);

    Database& m_database;
    const Identity& m_identity;
    Report& m_report;
    NumberWriter m_writer;
    std::map<std::string, std::int64_t> m_series;
    std::map<Hash, Block> m_blocks; ///< by the event
    std::map<std::pair<std::string, std::int64_t>, CaseUid> m_leased;
    std::set<std::pair<std::string, CaseUid>> m_aliases;
};

} // namespace ogp::store
