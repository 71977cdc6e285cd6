#include "app/sync/authority.hpp"

#include "app/sync/pushed.hpp"

#include <chrono>
#include <iterator>
#include <utility>

namespace ogp::app {

/// A push that waits to be committed, on the stack of the thread that brought it.
struct Authority::Waiting
{
    Pushed pushed;
    sync::PushAnswer answer{};
    std::exception_ptr failure{};
    std::uint64_t known = 0; ///< events that had come before
    bool is_done = false;
};

sync::PushAnswer Authority::push(const Session& session, std::string_view text)
{
    require(session, Scope::Push);
    check_judges();
    Waiting mine;
    mine.pushed = take_apart(*Reader(*this), text);
    std::unique_lock queue(m_queue_mutex);
    m_queue.push_back(&mine);
    while (!mine.is_done && m_has_leader)
        m_queue_moved.wait(queue);
    while (!mine.is_done)
        lead(queue);
    if (mine.failure)
        std::rethrow_exception(mine.failure);
    return std::move(mine.answer);
}

/// Commits those that wait, from the first on, for all of them.
void Authority::lead(std::unique_lock<std::mutex>& queue)
{
    m_has_leader = true;
    std::vector<Waiting*> group;
    std::size_t events = 0;
    while (!m_queue.empty() && (group.empty() || events + m_queue.front()->pushed.events() <= m_options.longest_group)) {
        events += m_queue.front()->pushed.events();
        group.push_back(m_queue.front());
        m_queue.pop_front();
    }
    queue.unlock();
    try {
        commit(group);
    } catch (...) {
        for (Waiting* waiting : group)
            waiting->failure = std::current_exception();
    }
    queue.lock();
    for (Waiting* waiting : group)
        waiting->is_done = true;
    m_has_leader = false;
    m_queue_moved.notify_all();
}

void Authority::commit(const std::vector<Waiting*>& group)
{
    const auto begun = std::chrono::steady_clock::now();
    std::uint64_t failed = 0;
    std::string checkpoint;
    write([&](Repository& repository) {
        Acceptance acceptance(repository, m_owners, m_options.test_clock);
        for (Waiting* waiting : group) {
            for (std::size_t i = 0; i < waiting->pushed.batches.size(); ++i) {
                PushedBatch& batch = waiting->pushed.batches[i];
                try {
                    if (batch.refused)
                        throw Error(*batch.refused);
                    const std::size_t before = acceptance.appended();
                    std::vector<sync::EventAnswer> answers = acceptance.accept(batch, waiting->pushed.keys);
                    if (acceptance.appended() == before)
                        waiting->known += answers.size();
                    std::move(answers.begin(), answers.end(), std::back_inserter(waiting->answer.events));
                } catch (const Error& error) {
                    if (error.fault() == Fault::Io || error.fault() == Fault::Integrity || error.fault() == Fault::Internal)
                        throw;
                    waiting->answer.refused.push_back({i, error.fault(), error.message()});
                }
            }
        }
        acceptance.commit();
        failed = acceptance.failed_consequences();
        checkpoint = repository.store().head().checkpoint;
    });
    for (Waiting* waiting : group)
        waiting->answer.checkpoint = checkpoint;
    const auto taken = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
    count(group, failed, static_cast<std::uint64_t>(taken.count()));
}

void Authority::count(const std::vector<Waiting*>& group, std::uint64_t failed, std::uint64_t microseconds)
{
    const std::lock_guard lock(m_figures_mutex);
    ++m_figures.commits;
    m_figures.commit_microseconds += microseconds;
    m_figures.failed_consequences += failed;
    for (const Waiting* waiting : group) {
        m_figures.batches += waiting->pushed.batches.size();
        m_figures.refused += waiting->answer.refused.size();
        m_figures.known += waiting->known;
        for (const sync::EventAnswer& event : waiting->answer.events)
            ++m_figures.events[std::string(code(event.verdict))];
    }
}

} // namespace ogp::app
