#include "app/sync/replica_page.hpp"

#include "app/repository/settings.hpp"
#include "app/sync/log_folding.hpp"
#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/event_bytes.hpp"
#include "ledger/seal.hpp"
#include "model/event_detail.hpp"
#include "store/subject_keys.hpp"
#include "workflow/definition.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace ogp::app {
namespace {

/// Whether such an operation may stand in the canonical bytes: quicker than taking them apart.
bool may_be(std::string_view bytes, std::string_view op)
{
    return bytes.find(op) != std::string_view::npos;
}
constexpr std::string_view define_mark = R"("op":"define")";
constexpr std::string_view calendar_mark = R"("op":"calendar")";

std::vector<store::SealedField> fields_of(const std::vector<sync::SealedRecord>& records)
{
    std::vector<store::SealedField> fields;
    for (const sync::SealedRecord& record : records)
        fields.push_back({record.field, record.subject, record.ciphertext});
    return fields;
}

/// The signature is checked here, because a page carries it apart from what it signs.
void end_batch(LogFolding& folding, const RepositoryId& repository, const sync::PageBatch& batch)
{
    const std::string text = ledger::BatchStatement::over(repository, folding.ids()).text();
    if (!ledger::verify(batch.key, text, batch.signature))
        throw bad_history(say("შეკვრის ხელმოწერა არასწორია, მოვლენა {}-მდე", "the signature of a batch is wrong, before event {}",
                              folding.confirmation().head().size));
    folding.end_batch(batch.received, sync::batch_note(repository, folding.ids(), batch.signer, batch.key, batch.signature), batch.key);
}

} // namespace

PageIntake::PageIntake(Repository& repository, sync::Client& client, ReplicaBlobs& blobs)
    : m_repository(repository), m_client(client), m_blobs(blobs)
{
}

PageTaken PageIntake::take(std::string_view text, const std::function<void()>& progress)
{
    sync::PageReader reader(text);
    std::vector<sync::PageBatch> batches;
    while (auto batch = reader.next())
        batches.push_back(std::move(*batch));
    const std::uint64_t size = m_repository.store().head().size;
    if (reader.head().repository != m_repository.store().identity().repository || reader.head().after != size)
        throw bad_history({"მთავარმა საცავმა სხვა გვერდი გამოგზავნა", "the authority sent another page than was asked for"});
    prepare(batches);
    keep_keys(batches);

    PageTaken taken;
    LogFolding folding(m_repository);
    for (const store::WorkflowRow& workflow : m_workflows)
        folding.confirmation().keep_workflow(workflow);
    for (const sync::PageBatch& batch : batches) {
        for (const sync::PageEvent& event : batch.events) {
            folding.fold({.bytes = bytes_of(event),
                          .verdict = event.verdict,
                          .rule = event.rule,
                          .late = event.late,
                          .sealed = fields_of(event.sealed)});
            ++taken.events;
            taken.own += event.own != 0 ? 1 : 0;
            if (progress)
                progress();
        }
        end_batch(folding, m_repository.store().identity().repository, batch);
    }
    m_blobs.want(folding.blobs());
    folding.commit(reader.checkpoint());
    taken.checkpoint = reader.checkpoint();
    return taken;
}

void PageIntake::prepare(const std::vector<sync::PageBatch>& batches)
{
    m_workflows.clear();
    for (const sync::PageBatch& batch : batches)
        for (const sync::PageEvent& event : batch.events)
            if (may_be(event.bytes, define_mark) || may_be(event.bytes, calendar_mark))
                prepare(ledger::decode(event.bytes));
}

/// Gets what an event needs in order to be folded.
void PageIntake::prepare(const model::Event& event)
{
    if (event.op != model::Op::Define && event.op != model::Op::Calendar)
        return;
    for (const Hash& hash : ReplicaBlobs::named_by(event))
        m_blobs.require(hash);
    if (event.op != model::Op::Define || !event.workflow || m_repository.store().workflow(*event.workflow))
        return;
    const std::string compiled = m_client.workflow(*event.workflow);
    const Json json = parse_json(compiled);
    if (workflow::workflow_hash(json) != *event.workflow)
        throw bad_history(say("საქმის ტიპის „{}“ ვერსია თავის ჰეშს არ ემთხვევა", "the version of the case type \"{}\" is not the one that its hash names", event.type));
    const workflow::CaseType type = workflow::load_compiled(json);
    model::TypeProfile profile = type.profile();
    if (!profile.numbering.empty() && profile.numbering.zone.empty())
        profile.numbering.zone = m_repository.settings().time_zone;
    const auto source = Hash::from_hex(event.set.text("source"));
    m_workflows.push_back({*event.workflow, type.id, type.version, source.value_or(Hash()), to_json(json), std::move(profile)});
}

/// The log's root says nothing of sealed values and their keys: each value has to open and be what its event committed to. Keys are
/// there before the values under them; a value without a key is of no use here and is not kept.
void PageIntake::keep_keys(std::vector<sync::PageBatch>& batches)
{
    std::map<std::string, std::string, std::less<>> sent;
    std::optional<store::SubjectKeys> keys;
    for (sync::PageBatch& batch : batches) {
        for (const sync::KeyRecord& record : batch.keys)
            if (auto key = m_repository.unwrap_key(record.box)) // else sealed to another replica of the same actor
                sent.insert_or_assign(record.subject, std::move(*key));
        for (sync::PageEvent& page_event : batch.events) {
            if (page_event.sealed.empty())
                continue;
            if (!keys) {
                keys.emplace(m_repository.data_folder(), store::Access::Write);
                keys->begin();
            }
            const model::Event event = ledger::decode(page_event.bytes);
            std::erase_if(page_event.sealed, [&](const sync::SealedRecord& record) {
                const auto known = keys->find(record.subject);
                if (record.ciphertext.empty())
                    return known.has_value(); // of somebody who was erased before this replica had the key
                const auto found = sent.find(record.subject);
                if (!known && (found == sent.end() || keys->is_erased(record.subject)))
                    return true;
                const std::string& key = known ? *known : found->second;
                const auto commitment = event.sealed.find(record.field);
                if (commitment == event.sealed.end() ||
                    !ledger::unseal(record.ciphertext, key, ledger::seal_binding(event.nonce, record.field), commitment->second))
                    throw bad_history(say("დალუქული „{}“ თავის მოვლენას არ ემთხვევა", "the sealed \"{}\" is not what its event committed to",
                                          printable(record.field)));
                keys->put(record.subject, key);
                return false;
            });
        }
    }
    if (keys)
        keys->commit();
}

std::string PageIntake::bytes_of(const sync::PageEvent& event) const
{
    if (event.own == 0)
        return std::string(event.bytes);
    const auto own = m_repository.store().event(store::first_pending + static_cast<std::uint64_t>(event.own));
    if (!own)
        throw bad_history(say("მოვლენა {} აქ აღარ ელოდება", "the event {} does not wait here any more", event.own));
    return own->bytes;
}

} // namespace ogp::app
