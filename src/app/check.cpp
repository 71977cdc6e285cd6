#include "app/check.hpp"

#include "base/yaml.hpp"
#include "store/blobs.hpp"
#include "workflow/loader.hpp"

namespace ogp::app {

store::Verification check_repository(Repository& repository,
                                     const std::function<void(std::uint64_t done, std::uint64_t total)>& progress)
{
    store::Verification result = store::Verifier(repository.store()).run(progress);
    const auto damaged = [&](const Hash& hash, Localized message) {
        result.findings.push_back({Severity::Error, "workflow_damaged", {}, "workflow " + hash.hex(), std::move(message)});
    };
    try {
        repository.store().each_event(0, [&](const store::StoredEvent& stored) {
            if (stored.event.op != model::Op::Define || !stored.event.workflow)
                return true;
            const Hash& hash = *stored.event.workflow;
            const auto row = repository.store().workflow(hash);
            if (!row)
                damaged(hash, say("პროცესის ვერსია აკლია", "the workflow version is missing"));
            else if (workflow::workflow_hash(parse_json(row->compiled)) != hash)
                damaged(hash, say("პროცესის ვერსია შეცვლილია", "the workflow version was changed"));
            return true;
        });
    } catch (const Error& error) {
        result.findings.push_back({Severity::Error, "unreadable", {}, "workflow", error.message()});
    }
    return result;
}

} // namespace ogp::app
