#pragma once

#include "store/blobs.hpp"
#include "store/database.hpp"
#include "store/verifier_report.hpp"

#include <filesystem>
#include <set>

namespace ogp::store {

/// Contents that events name: each is there and has its hash. A finding says which file of which event is lost, "letter.pdf"
/// where the event tells its name. Sealed files are gone where their subject was erased, and need not be there where this is a replica
/// that may not read them.
class BlobCheck
{
public:
    BlobCheck(Database& database, const Identity& identity, const std::filesystem::path& folder, Report& report)
        : m_database(database), m_identity(identity), m_blobs(folder / "blobs"), m_report(report)
    {}
    void add(const LogRow& row);

private:
    bool may_be_missing(const LogRow& row);
    void check(const Hash& hash, const LogRow& row, const std::string& name);

    Database& m_database;
    const Identity& m_identity;
    Blobs m_blobs;
    Report& m_report;
    std::set<Hash> m_seen;
};

} // namespace ogp::store
