#pragma once

#include "base/error.hpp"
#include "store/store.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace ogp::store {

/// What a check of the whole repository found. `findings` name what is wrong: "event 17", "leaf 17", "tree node 0/3"
/// (level/index), "batch 4" (by its first event), "checkpoint 18" (by its size), "sealed value 17/applicant",
/// "case tbilisi-2018-2020/I.4", "event index 17", "grant 0", "active workflow plan", "workflow 3f…", "replica 9a…", "meta",
/// "blob 3f…", "keys", "database". Each place is named once, and after a thousand the rest is only counted.
struct Verification
{
    std::uint64_t events = 0;
    std::uint64_t batches = 0;
    std::uint64_t signatures = 0;
    std::uint64_t sealed = 0;
    std::uint64_t cases = 0;
    std::uint64_t blobs = 0;
    Findings findings; ///< Severity::Error each; place-less, `where` filled
};

/// Checks everything that lies in the repository against everything else:
/// each event's bytes (canonical, id), its leaf (sequence, id, batch, tag, version), the tree's stored nodes and every
/// checkpoint's root and signature, each batch's statement and its signature by a key that its actor held at that place of the
/// log, the replica's counters (no gap), sealed values (open under their key and match their commitment, or were erased), the
/// blobs that events name, SQLite's own structure, and every row of the projection against a fold of the log.
/// Never throws for damage; a database that cannot be read at all is one finding.
class Verifier
{
public:
    /// Cases are folded side by side while the log is read once; those that do not fit in memory are walked through one by
    /// one afterwards.
    explicit Verifier(Store& store, std::size_t most_cases_in_memory = 20'000)
        : m_store(store), m_most_cases(most_cases_in_memory)
    {
    }
    Verification run(const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

private:
    Store& m_store;
    std::size_t m_most_cases;
};

} // namespace ogp::store
