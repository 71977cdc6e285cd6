#include "store/shared_stretches.hpp"

#include "store/log.hpp"

#include <map>
#include <set>
#include <utility>

namespace ogp::store {
namespace {

std::map<std::int64_t, std::vector<SealedField>> sealed_between(Database& database, std::int64_t first, std::int64_t end)
{
    std::map<std::int64_t, std::vector<SealedField>> sealed;
    Query query(database, "SELECT seq, field, subject, ciphertext FROM sealed WHERE seq >= ?1 AND seq < ?2 ORDER BY seq, field", first, end);
    while (query.step())
        sealed[query.integer(0)].push_back({query.text(1), query.text(2), query.text(3)});
    return sealed;
}

SharedStretch stretch_between(Database& database, std::int64_t first, std::int64_t end, std::string checkpoint)
{
    SharedStretch stretch{static_cast<std::uint64_t>(first), {}, std::move(checkpoint)};
    auto sealed = sealed_between(database, first, end);
    Query batches(database, "SELECT first, count, note FROM batch WHERE first >= ?1 AND first < ?2 ORDER BY first", first, end);
    Query events(database, "SELECT seq, leaf, body FROM event WHERE seq >= ?1 AND seq < ?2 ORDER BY seq", first, end);
    while (batches.step()) {
        SharedBatch batch{static_cast<std::uint64_t>(batches.integer(0)), batches.text(2), {}};
        for (std::int64_t sequence = batches.integer(0); sequence < batches.integer(0) + batches.integer(1); ++sequence) {
            if (!events.step() || events.integer(0) != sequence)
                throw damaged(database.file(), say("მოვლენა {}", "event {}", sequence));
            const auto fields = sealed.find(sequence);
            batch.events.push_back({events.text(1), events.text(2), fields == sealed.end() ? std::vector<SealedField>() : std::move(fields->second)});
        }
        stretch.batches.push_back(std::move(batch));
    }
    if (stretch.size() != static_cast<std::uint64_t>(end))
        throw damaged(database.file(), say("საკონტროლო წერტილი {}", "checkpoint {}", end));
    return stretch;
}

} // namespace

SharedDefinitions definitions_of(Database& database, const Workflows& workflows, const Blobs& blobs)
{
    SharedDefinitions definitions{workflows.all(), {}};
    std::set<Hash> sources;
    for (const WorkflowRow& row : definitions.workflows)
        sources.insert(row.source);
    Query query(database, "SELECT source FROM calendar");
    while (query.step())
        if (const auto hash = Hash::from_bytes(query.bytes(0)))
            sources.insert(*hash);
    for (const Hash& hash : sources)
        definitions.sources.emplace_back(hash, blobs.get(hash));
    return definitions;
}

void each_stretch(Database& database, std::uint64_t first, const std::function<void(const SharedStretch&)>& visit)
{
    auto size = static_cast<std::int64_t>(first);
    Query checkpoints(database, "SELECT size, note FROM checkpoint WHERE size > ?1 ORDER BY size", size);
    while (checkpoints.step()) {
        visit(stretch_between(database, size, checkpoints.integer(0), checkpoints.text(1)));
        size = checkpoints.integer(0);
    }
}

} // namespace ogp::store
