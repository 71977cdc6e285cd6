#include "app/sync/replica_sync.hpp"

#include "app/sync/replica_page.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/merkle.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace ogp::app {
namespace {

std::string tag_of(const store::Head& head)
{
    return head.size == 0 ? std::string() : sync::checkpoint_tag({.origin = {}, .size = head.size, .root = head.root});
}

} // namespace

Json SyncCounts::to_json() const
{
    const auto number = [](std::uint64_t count) { return Json(static_cast<std::int64_t>(count)); };
    return Json::object({{"pushed", number(pushed)},
                         {"applied", number(applied)},
                         {"merged", number(merged)},
                         {"duplicates", number(duplicates)},
                         {"conflicts", number(conflicts)},
                         {"rejected", number(rejected)},
                         {"quarantined", number(quarantined)},
                         {"refused", number(refused)},
                         {"pulled", number(pulled)},
                         {"files", number(files)},
                         {"waiting", number(waiting)},
                         {"bytes_sent", number(bytes_sent)},
                         {"bytes_received", number(bytes_received)},
                         {"checkpoint", checkpoint}});
}

ReplicaSync::ReplicaSync(Repository& repository, sync::Client& client, SyncProgress progress)
    : m_repository(repository), m_client(client), m_word(repository, client), m_blobs(repository, client), m_progress(std::move(progress))
{
    if (repository.store().identity().is_authority())
        throw Error(Fault::Usage, {"ეს თავად მთავარი საცავია: სინქრონიზაცია მის ასლებს სჭირდება", "this is the authority itself: its clones synchronise with it"},
                    {"ასლი: ogp clone URL DIR", "a clone: ogp clone URL DIR"});
}

SyncCounts ReplicaSync::counts() const
{
    SyncCounts counts = m_counts;
    const store::Head head = m_repository.store().head();
    counts.waiting = static_cast<std::uint64_t>(m_repository.store().count_pending());
    counts.bytes_sent = m_client.bytes_sent();
    counts.bytes_received = m_client.bytes_received();
    counts.checkpoint = fmt::format("{} {}", head.size, head.root.hex());
    return counts;
}

void ReplicaSync::push()
{
    const std::vector<store::PendingBatch> waiting = m_repository.store().pending_batches();
    const std::size_t total = waiting.size();
    for (std::size_t done = 0; done < total;) {
        if (m_progress)
            m_progress(SyncWork::Sending, done, total);
        PushPart part(m_repository, m_blobs, std::span(waiting).subspan(done), m_word.present().key);
        const sync::PushAnswer answer = hand_in(part, std::span(waiting).subspan(done));
        const std::vector<store::PendingBatch> sent(waiting.begin() + static_cast<std::ptrdiff_t>(done),
                                                    waiting.begin() + static_cast<std::ptrdiff_t>(done + part.batches()));
        check_answer(sent, answer);
        note_answer(sent, answer);
        done += part.batches();
    }
}

/// Keys of personal values are sealed to the key of the authority that is known here: where it has another one since, they are once more.
sync::PushAnswer ReplicaSync::hand_in(PushPart& part, std::span<const store::PendingBatch> waiting)
{
    try {
        return m_client.push(part.writer());
    } catch (const Error& error) {
        if (error.fault() != Fault::Invalid || !part.has_keys() || !m_word.ask())
            throw;
    }
    part = PushPart(m_repository, m_blobs, waiting, m_word.present().key);
    return m_client.push(part.writer());
}

/// The answer has to be about what was sent.
void ReplicaSync::check_answer(const std::vector<store::PendingBatch>& sent, const sync::PushAnswer& answer)
{
    const auto refused = [&](std::size_t index) {
        return std::any_of(answer.refused.begin(), answer.refused.end(), [&](const sync::RefusedBatch& batch) { return batch.index == index; });
    };
    std::size_t place = 0;
    for (std::size_t i = 0; i < sent.size(); ++i) {
        if (refused(i))
            continue;
        std::int64_t left = sent[i].count;
        m_repository.store().each_pending(
            [&](const store::StoredEvent& event) {
                if (place >= answer.events.size() || !event.id.hex().starts_with(answer.events[place].id))
                    throw Error(Fault::Remote, {"მთავარი საცავის პასუხი გაგზავნილს არ ემთხვევა", "the authority's answer is not about what was sent"});
                ++place;
                return --left > 0;
            },
            store::first_pending + static_cast<std::uint64_t>(sent[i].first));
    }
    if (place != answer.events.size())
        throw Error(Fault::Remote, {"მთავარი საცავის პასუხი გაგზავნილს არ ემთხვევა", "the authority's answer is not about what was sent"});
    if (!answer.checkpoint.empty()) {
        const ledger::Checkpoint checkpoint = m_word.verified(answer.checkpoint);
        if (checkpoint.size < m_repository.store().head().size)
            throw changed_history(say("მთავარ საცავს {0} მოვლენა აქვს, აქ კი {1} დადასტურდა", "the authority has {0} events, {1} were confirmed here",
                                      checkpoint.size, m_repository.store().head().size));
        m_promised = checkpoint;
    }
}

void ReplicaSync::note_answer(const std::vector<store::PendingBatch>& sent, const sync::PushAnswer& answer)
{
    m_counts.pushed += answer.events.size();
    for (const sync::EventAnswer& event : answer.events) {
        switch (event.verdict) {
        case ledger::Verdict::Applied: ++m_counts.applied; break;
        case ledger::Verdict::Merged: ++m_counts.merged; break;
        case ledger::Verdict::Duplicate: ++m_counts.duplicates; break;
        case ledger::Verdict::Conflict: ++m_counts.conflicts; break;
        case ledger::Verdict::Rejected: ++m_counts.rejected; break;
        case ledger::Verdict::Quarantined: ++m_counts.quarantined; break;
        }
    }
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const auto refused =
            std::find_if(answer.refused.begin(), answer.refused.end(), [&](const sync::RefusedBatch& batch) { return batch.index == i; });
        std::string reason;
        if (refused != answer.refused.end()) {
            m_counts.refused += static_cast<std::uint64_t>(sent[i].count);
            reason = ogp::to_json(Json::object({{"fault", code(refused->fault)},
                                                {"message", Json::object({{"ka", refused->message.ka}, {"en", refused->message.en}})}}));
        }
        if (reason != sent[i].refused)
            m_repository.store().mark_refused(sent[i].first, reason);
    }
}

/// Whether the authority's log goes on after what is here.
bool ReplicaSync::is_behind(const std::string& text)
{
    const store::Head head = m_repository.store().head();
    if (text.empty() && head.size == 0)
        return false;
    const ledger::Checkpoint checkpoint = m_word.verified(text);
    if (checkpoint.size < head.size)
        throw changed_history(say("მთავარ საცავს {0} მოვლენა აქვს, აქ კი {1} დადასტურდა", "the authority has {0} events, {1} were confirmed here",
                                  checkpoint.size, head.size));
    if (checkpoint.size == head.size && checkpoint.root != head.root)
        throw changed_history(say("იმავე {} მოვლენას სხვა ფესვი აქვს", "the same {} events have another root", head.size));
    m_promised = checkpoint;
    return checkpoint.size > head.size;
}

void ReplicaSync::pull()
{
    const auto checkpoint = m_client.checkpoint(tag_of(m_repository.store().head()));
    if (checkpoint && is_behind(*checkpoint))
        take_pages();
    finish();
}

void ReplicaSync::sync()
{
    if (m_repository.store().count_pending() == 0) {
        pull();
        return;
    }
    push();
    take_pages();
    finish();
}

sync::LogQuery ReplicaSync::next_page(bool with_own) const
{
    sync::LogQuery query{.after = m_repository.store().head().size};
    const std::vector<store::PendingBatch> waiting = with_own ? m_repository.store().pending_batches() : std::vector<store::PendingBatch>();
    if (!waiting.empty())
        query.own = sync::LogQuery::Own{.replica = m_repository.store().identity().replica,
                                        .first = waiting.front().first,
                                        .last = waiting.back().first + waiting.back().count - 1};
    return query;
}

void ReplicaSync::take_pages()
{
    bool with_own = true;
    for (;;) {
        const sync::LogQuery query = next_page(with_own);
        const auto page = m_client.page(query);
        if (!page)
            return check_reached();
        try {
            if (!take_page(*page))
                return check_reached();
            with_own = true;
        } catch (const Error& error) {
            // Another copy of this replica may have used the same numbers for other acts: then the log's are not the ones that wait.
            if (error.fault() != Fault::Integrity || !query.own || !with_own)
                throw;
            with_own = false;
        }
    }
}

/// What has come is what the authority's newest word was over: its earlier pages may be signed by keys that count no longer.
void ReplicaSync::check_reached() const
{
    if (!m_promised)
        return;
    const store::Store& store = m_repository.store();
    if (store.head().size < m_promised->size)
        throw changed_history(say("მთავარ საცავს {0} მოვლენა აქვს, მოვიდა {1}", "the authority has {0} events, {1} have come", m_promised->size, store.head().size));
    if (ledger::root_at(m_promised->size, store.nodes()) != m_promised->root)
        throw changed_history(say("მოსული {} მოვლენის ხე სხვაა, ვიდრე მთავარი საცავის", "the tree over the {} events that have come is not the authority's",
                                  m_promised->size));
}

/// Whether there is more to come.
bool ReplicaSync::take_page(const std::string& text)
{
    const std::uint64_t total = sync::PageReader(text).head().size;
    std::uint64_t done = m_repository.store().head().size;
    PageIntake intake(m_repository, m_client, m_blobs);
    const PageTaken taken = intake.take(text, [&] {
        constexpr std::uint64_t told_every = 16;
        if (m_progress && ++done % told_every == 0)
            m_progress(SyncWork::Fetching, done, total);
    });
    if (taken.events == 0)
        throw Error(Fault::Remote, {"მთავარმა საცავმა ცარიელი გვერდი გამოგზავნა", "the authority sent an empty page"});
    m_counts.pulled += taken.events;
    return m_repository.store().head().size < total;
}

/// What follows from the log that is here: contents, and erasures with their answer.
void ReplicaSync::finish()
{
    m_counts.files += m_blobs.get_wanted([this](std::uint64_t done, std::uint64_t total) {
        if (m_progress)
            m_progress(SyncWork::Files, done, total);
    });
    acknowledge_erasures();
}

/// The authority is told once; `.ogp/erased-through` says how far it was.
void ReplicaSync::acknowledge_erasures()
{
    const std::vector<store::ErasedRow> erased = m_repository.store().erased();
    if (erased.empty())
        return;
    const std::filesystem::path file = m_repository.data_folder() / "erased-through";
    constexpr std::size_t longest = 32;
    std::error_code failed;
    const auto told = std::filesystem::exists(file, failed) ? to_integer(trim(read_file(file, longest))) : std::nullopt;
    const auto through = static_cast<std::int64_t>(erased.back().sequence) + 1;
    if (told.value_or(0) >= through || !m_repository.store().finish_erasures())
        return;
    m_client.acknowledge({.replica = m_repository.store().identity().replica, .through = static_cast<std::uint64_t>(through)});
    write_file(file, std::to_string(through) + "\n");
}

} // namespace ogp::app
