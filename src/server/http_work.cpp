#include "server/http_work.hpp"

#include <utility>

namespace ogp::server {

WorkQueue::WorkQueue(unsigned threads, std::size_t most_waiting) : m_most_waiting(most_waiting)
{
    for (unsigned number = 0; number < threads; ++number)
        m_threads.emplace_back([this] { run(); });
}

WorkQueue::~WorkQueue()
{
    {
        const std::lock_guard lock{m_mutex};
        m_ending = true;
        m_waiting.clear();
    }
    m_wake.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

WorkQueue::Taken WorkQueue::add(std::function<void()> work)
{
    {
        const std::lock_guard lock{m_mutex};
        if (m_ending || m_waiting.size() >= m_most_waiting)
            return Taken::TooMuch;
        m_waiting.push_back(std::move(work));
    }
    m_wake.notify_one();
    return Taken::Yes;
}

std::size_t WorkQueue::size() const
{
    const std::lock_guard lock{m_mutex};
    return m_waiting.size() + m_running;
}

void WorkQueue::run()
{
    std::unique_lock lock{m_mutex};
    for (;;) {
        m_wake.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        const std::function<void()> work = std::move(m_waiting.front());
        m_waiting.pop_front();
        ++m_running;
        lock.unlock();
        work();
        lock.lock();
        --m_running;
    }
}

} // namespace ogp::server
