#include "app/sync/shared_log.hpp"

#include "app/sync/log_folding.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "ledger/leaf.hpp"
#include "store/blobs.hpp"
#include "store/shared_log.hpp"

#include <algorithm>
#include <utility>

namespace ogp::app {
namespace {

void keep_definitions(Repository& repository, const store::SharedDefinitions& definitions)
{
    const store::Blobs blobs(repository.data_folder() / "blobs");
    for (const auto& [hash, content] : definitions.sources)
        blobs.put(content);
}

void fold(Repository& repository, const store::SharedDefinitions& definitions, const store::SharedStretch& stretch)
{
    LogFolding folding(repository);
    for (const store::WorkflowRow& workflow : definitions.workflows)
        folding.confirmation().keep_workflow(workflow);
    for (const store::SharedBatch& batch : stretch.batches) {
        Instant received;
        for (const store::SharedEvent& event : batch.events) {
            const ledger::Leaf leaf = ledger::Leaf::parse(event.leaf);
            received = leaf.received;
            folding.fold({.bytes = event.bytes, .verdict = leaf.verdict, .rule = leaf.rule, .late = leaf.late, .sealed = event.sealed});
        }
        const auto signer = repository.store().signer_of(batch.note);
        if (!signer)
            throw bad_history(say("შეკვრას მოვლენით {} უცნობი გასაღები აწერს ხელს", "the batch of event {} is signed by a key that is not known", batch.first));
        folding.end_batch(received, batch.note, signer->key);
    }
    folding.commit(stretch.checkpoint);
}

/// One round: what the shared log does not have yet. The last one is made under the write lock.
void copy(const store::Store& store, store::SharedLog& shared, const std::function<void(std::uint64_t, std::uint64_t)>& progress)
{
    const store::SharedHead there = shared.head();
    const std::uint64_t total = store.head().size;
    store.each_stretch(there.size, [&](const store::SharedStretch& stretch) {
        if (shared.lock().size != stretch.first) {
            shared.release();
            throw Error(Fault::Conflict, say("{}: იქ სხვაც წერს", "{}: somebody else writes there", shared.place()), {"სცადეთ ხელახლა", "try again"});
        }
        shared.append([&](const auto& visit) { visit(stretch); });
        if (progress)
            progress(stretch.size(), total);
    });
}

/// What is there must be the beginning of what is here.
void check_is_prefix(const store::Store& store, store::SharedLog& shared)
{
    const store::SharedHead there = shared.head();
    if (there.size == 0)
        return;
    const auto here = store.checkpoint_at(there.size);
    if (!here || *here != there.checkpoint)
        throw Error(Fault::Conflict, say("{}: იქ ამ საცავის სხვა ისტორიაა", "{}: another history of this repository lies there", shared.place()),
                    {"აიღეთ ცარიელი მონაცემთა ბაზა", "take an empty database"});
}

} // namespace

bool lies_in_shared_log(const std::filesystem::path& folder)
{
    try {
        return !Settings::load(find_repository(folder) / ".ogp" / "config.yaml").log.empty();
    } catch (const Error&) {
        return false;
    }
}

void take_over_shared(Repository& repository)
{
    store::SharedLog& shared = *repository.store().shared();
    const store::SharedDefinitions definitions = shared.definitions();
    keep_definitions(repository, definitions);
    shared.read(repository.store().head().size, [&](const store::SharedStretch& stretch) {
        fold(repository, definitions, stretch);
        return true;
    });
}

Moved move_to_shared(Repository& repository, const std::string& url, const std::function<void(std::uint64_t, std::uint64_t)>& progress)
{
    store::Store& store = repository.store();
    if (!store.identity().is_authority())
        throw Error(Fault::Forbidden, {"ასლის ჟურნალი სხვისია", "the log of a clone is its authority's"}, {"გადაიტანეთ მთავარი საცავი", "move the authority's"});
    if (repository.acting().role != workflow::admin_role)
        throw Error(Fault::Forbidden, {"ჟურნალის გადატანა ადმინისტრატორის საქმეა", "to move the log takes the admin's role"},
                    say("როლში: {}", "in the role {}", workflow::admin_role));
    const std::string& present = repository.settings().log;
    if (!present.empty() && present != url)
        throw Error(Fault::Conflict, {"ჟურნალი უკვე სხვა ბაზაშია", "the log lies in another database already"}, {"ნახეთ: .ogp/config.yaml", "look at .ogp/config.yaml"});
    const std::unique_ptr<store::SharedLog> shared = store::open_shared_log(url, store.identity().repository);
    check_is_prefix(store, *shared);
    shared->keep(store.definitions());
    copy(store, *shared, progress);
    // What others have written meanwhile; from here on nobody writes until the setting is made.
    const store::Transaction lock = store.begin();
    shared->keep(store.definitions());
    copy(store, *shared, progress);
    const store::SharedHead there = shared->head();
    const store::Head here = store.head();
    if (there.size != here.size || there.checkpoint != here.checkpoint)
        throw Error(Fault::Integrity, say("{0}: იქ {1} მოვლენაა, აქ {2}, და ისინი ერთი და იგივე არ არის", "{0}: there are {1} events there and {2} here, and they are not the same",
                                          shared->place(), there.size, here.size));
    Settings settings = repository.settings();
    settings.log = url;
    write_file(repository.data_folder() / "config.yaml", settings.to_yaml());
    write_file(repository.data_folder() / store::shared_log_mark, shared->place() + "\n");
    return {here.size, here.root.hex(), shared->place()};
}

} // namespace ogp::app
