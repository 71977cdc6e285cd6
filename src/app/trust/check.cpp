#include "app/trust/check.hpp"

#include "app/clocks/clock_table.hpp"
#include "app/sync/replica_blobs.hpp"

#include <set>

namespace ogp::app {
namespace {

/// The store holds the clocks of cases without knowing what they follow from.
void add_clocks(Repository& repository, store::Verification& found)
{
    constexpr std::size_t most = 1000;
    const std::size_t before = found.findings.size();
    try {
        refold_clocks(repository, Repair::No, [&](const ClockDifference& one) {
            if (found.findings.size() - before < most)
                found.findings.push_back({Severity::Error, "clock_damaged", {}, "clock " + one.name, one.message});
        });
    } catch (const Error& error) {
        // Where the log or a workflow is damaged, that has been said.
        if (found.findings.empty())
            found.findings.push_back({Severity::Error, "unreadable", {}, "clocks", error.message()});
    }
}

/// What a clone knows of and has not got yet, because its last sync was cut, is not lost: the next one brings it.
void leave_out_wanted(const Repository& repository, store::Verification& found)
{
    if (repository.store().identity().is_authority())
        return;
    std::set<std::string> wanted;
    for (const Hash& hash : wanted_blobs(repository.data_folder()))
        wanted.insert("blob " + hash.hex());
    std::erase_if(found.findings, [&](const Finding& one) { return one.code == "blob_missing" && wanted.contains(one.where); });
}

} // namespace

store::Verification check_repository(Repository& repository, store::Signatures signatures,
                                     const std::function<void(std::uint64_t done, std::uint64_t total)>& progress)
{
    store::Verification found = store::Verifier(repository.store(), store::Verifier::cases_in_memory, signatures).run(progress);
    leave_out_wanted(repository, found);
    add_clocks(repository, found);
    return found;
}

} // namespace ogp::app
