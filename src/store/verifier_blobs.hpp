#pragma once

#include "store/blobs.hpp"
#include "store/verifier_report.hpp"

#include <filesystem>
#include <set>

namespace ogp::store {

/// Contents that events name: each is there and has its hash. A finding says which file of which event is lost, "letter.pdf"
/// where the event tells its name.
class BlobCheck
{
public:
    BlobCheck(const std::filesystem::path& folder, Report& report) : m_blobs(folder / "blobs"), m_report(report) {}
    void add(const LogRow& row);

private:
    void check(const Hash& hash, const LogRow& row, const std::string& name);

    Blobs m_blobs;
    Report& m_report;
    std::set<Hash> m_seen;
};

} // namespace ogp::store
