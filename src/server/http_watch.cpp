#include "server/http_watch.hpp"

#include <sys/socket.h>

#include <algorithm>

namespace ogp::server {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

Watch::Watch(const WatchLimits& limits) : m_limits(limits), m_thread([this] { run(); }) {}

Watch::~Watch()
{
    {
        const std::lock_guard lock{m_mutex};
        m_ending = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void Watch::run()
{
    const milliseconds pause = std::clamp(m_limits.idle / 8, milliseconds{10}, milliseconds{1000});
    std::unique_lock lock{m_mutex};
    while (!m_wake.wait_for(lock, pause, [this] { return m_ending; })) {
        lock.unlock();
        cut_slow(steady_clock::now());
        lock.lock();
    }
}

void Watch::opened(Watched& connection)
{
    const std::lock_guard lock{m_mutex};
    connection.m_since = steady_clock::now();
    m_connections.insert(&connection);
}

void Watch::closed(Watched& connection)
{
    const std::lock_guard lock{m_mutex};
    m_connections.erase(&connection);
}

std::size_t Watch::count() const
{
    const std::lock_guard lock{m_mutex};
    return m_connections.size();
}

void Watch::begin(Watched& connection, Watched::Phase phase, std::uint64_t bytes)
{
    const auto now = steady_clock::now();
    const std::lock_guard lock{m_mutex};
    connection.m_phase = phase;
    connection.m_since = now;
    connection.m_bytes = bytes;
}

void Watch::waits_for_head(Watched& connection)
{
    begin(connection, Watched::Phase::Head, 0);
}

void Watch::reads_body(Watched& connection)
{
    begin(connection, Watched::Phase::Body, 0);
}

void Watch::read(Watched& connection, std::uint64_t bytes)
{
    const std::lock_guard lock{m_mutex};
    connection.m_bytes += bytes;
}

void Watch::works(Watched& connection)
{
    begin(connection, Watched::Phase::Work, 0);
}

void Watch::answers(Watched& connection, std::uint64_t bytes)
{
    begin(connection, Watched::Phase::Answer, bytes);
}

bool Watch::is_too_slow(const Watched& connection, Now now) const
{
    const auto taken = std::chrono::duration_cast<milliseconds>(now - connection.m_since);
    const milliseconds for_bytes{static_cast<std::int64_t>(connection.m_bytes * 1000 / std::max<std::uint64_t>(1, m_limits.slowest))};
    switch (connection.m_phase) {
    case Watched::Phase::Head: return taken > (m_connections.size() > m_limits.crowded ? m_limits.idle / 4 : m_limits.idle);
    case Watched::Phase::Body:
    case Watched::Phase::Answer: return taken > m_limits.idle + for_bytes;
    case Watched::Phase::Work: return false;
    }
    return false;
}

std::size_t Watch::cut_slow(Now now)
{
    std::size_t cut = 0;
    const std::lock_guard lock{m_mutex};
    for (const Watched* connection : m_connections) {
        if (!is_too_slow(*connection, now))
            continue;
        // The server then finds the connection at its end and closes it; a descriptor is never closed by two.
        ::shutdown(connection->m_descriptor, SHUT_RDWR);
        ++cut;
    }
    return cut;
}

} // namespace ogp::server
