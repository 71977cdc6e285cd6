#pragma once

#include "store/verifier.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <utility>

namespace ogp::store {

/// Collects findings: each place once, and not without end.
class Report
{
public:
    explicit Report(Verification& result) : m_result(result) {}

    void add(const char* code, std::string where, Localized message)
    {
        if (!m_places.insert(where).second)
            return;
        if (m_result.findings.size() < most)
            m_result.findings.push_back({Severity::Error, code, {}, std::move(where), std::move(message)});
        else
            ++m_left_out;
    }
    bool has(const std::string& where) const { return m_places.contains(where); }

    /// Says how many were left out.
    void finish()
    {
        if (m_left_out != 0)
            m_result.findings.push_back(
                {Severity::Error, "more", {}, "repository", say("კიდევ {} დაზიანება", "{} more are damaged", m_left_out)});
    }

    Verification& result() { return m_result; }

private:
    static constexpr std::size_t most = 1000;
    Verification& m_result;
    std::set<std::string> m_places;
    std::size_t m_left_out = 0;
};

/// A row of the log as the checks are given it.
struct LogRow
{
    std::int64_t sequence = 0;
    std::int64_t case_id = 0;
    std::int64_t previous = -1;
    ledger::Leaf leaf;
    Hash id; ///< of the body, not of the leaf
    model::Event event;
};

} // namespace ogp::store
