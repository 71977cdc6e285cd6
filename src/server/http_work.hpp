#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace ogp::server {

/// Threads that run what is handed to them, first come, first served.
class WorkQueue
{
public:
    WorkQueue(unsigned threads, std::size_t most_waiting);
    /// Drops what still waits, and waits for what runs.
    ~WorkQueue();
    WorkQueue(const WorkQueue&) = delete;
    WorkQueue& operator=(const WorkQueue&) = delete;

    enum class Taken { Yes, TooMuch };
    /// `work` must not throw.
    Taken add(std::function<void()> work);
    /// What waits and what runs.
    std::size_t size() const;

private:
    void run();

    std::size_t m_most_waiting;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_waiting;
    std::size_t m_running = 0;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

} // namespace ogp::server
