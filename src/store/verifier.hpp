#pragma once

#include "base/error.hpp"
#include "store/store.hpp"
#include "store/verified_mark.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace ogp::store {

/// What a check of the whole repository found. `findings` name what is wrong: "event 17", "leaf 17", "tree node 0/3"
/// (level/index), "batch 4" (by its first event), "checkpoint 18" (by its size), "sealed value 17/applicant",
/// "case tbilisi-2018-2020/I.4", "event index 17", "grant 0", "revocation 5", "active workflow plan", "workflow 3f…", "replica 9a…",
/// "conflict 21", "leases", "leased numbers", "aliases", "erasures", "erasure 3f…", "token 3f…", "answer of replica 9a…", "pending event 4",
/// "pending batch 3", "meta", "blob 3f…", "ogp.db page 17", "keys", "database". Each place is named once, and after a thousand the
/// rest is only counted.
struct Verification
{
    std::uint64_t events = 0;
    std::uint64_t batches = 0;
    std::uint64_t signatures = 0;          ///< good ones
    std::uint64_t signatures_verified = 0; ///< of these, checked now; the others have been, and are the same since
    std::uint64_t sealed = 0;
    std::uint64_t cases = 0;
    std::uint64_t blobs = 0;
    std::uint64_t pages = 0; ///< of the database files
    Findings findings; ///< Severity::Error each; place-less, `where` filled
};

/// Which signatures a check looks at: those that no check has found good yet (verified_mark.hpp), or all.
enum class Signatures { New, All };

/// Checks everything that lies in the repository against everything else:
/// each event's bytes (canonical, id), its leaf (sequence, id, batch, tag, version), the tree's stored nodes and every
/// checkpoint's root and signature, each batch's statement and its signature by a key that its actor held at that place of the
/// log, the replicas' counters (no gap but for what was refused), sealed values (open under their key and match their commitment, or
/// were erased, and then are gone), the blobs that events name, official numbers (no gap but those leased and annulled), SQLite's own
/// structure, every row of the projection against a fold of the log, what waits on a replica against its signatures and the rows that it
/// has changed, and the checksum of every page of ogp.db and keys.db. Checkpoints must bear the authority's signature. From then on
/// the store's connection reads pages whose checksum is wrong as well.
/// Never throws for damage; a database that cannot be read at all is one finding.
class Verifier
{
public:
    /// Cases are folded side by side while the log is read once; those that do not fit in memory are walked through one by
    /// one afterwards.
    static constexpr std::size_t cases_in_memory = 20'000;
    explicit Verifier(Store& store, std::size_t most_cases_in_memory = cases_in_memory, Signatures signatures = Signatures::New)
        : m_store(store), m_most_cases(most_cases_in_memory), m_signatures(signatures)
    {}
    using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;
    /// Where nothing is found, the next check need not look at these signatures again.
    Verification run(const Progress& progress = {});

private:
    /// False where the mark turned out to be of other notes, so that all has to be done again without it.
    bool check(Verification& result, const std::optional<VerifiedMark>& mark, const Progress& progress);

    Store& m_store;
    std::size_t m_most_cases;
    Signatures m_signatures;
};

} // namespace ogp::store
