#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <set>
#include <thread>

namespace ogp::server {

/// How long a connection may take for what it does.
struct WatchLimits
{
    std::chrono::milliseconds idle{15'000}; ///< for a head from its beginning; for a body or an answer beside its size
    std::uint64_t slowest = 1024;           ///< bytes a second of a body or an answer
    std::size_t crowded = 3072;             ///< with more connections than this the idle ones get a quarter of the time
};

/// A connection as the watch sees it.
class Watched
{
public:
    explicit Watched(int descriptor) : m_descriptor(descriptor) {}

private:
    friend class Watch;
    enum class Phase { Head, Body, Work, Answer };

    int m_descriptor;
    Phase m_phase = Phase::Head;
    std::chrono::steady_clock::time_point m_since{};
    std::uint64_t m_bytes = 0;
};

/// Cuts connections that are too slow: libmicrohttpd's own time limit begins again with each byte, so a client that sends one byte
/// every ten seconds would hold its connection for ever.
class Watch
{
public:
    using Now = std::chrono::steady_clock::time_point;

    explicit Watch(const WatchLimits& limits);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    /// Between opened() and closed() the descriptor belongs to this connection.
    void opened(Watched& connection);
    void closed(Watched& connection);
    std::size_t count() const;

    void waits_for_head(Watched& connection);
    void reads_body(Watched& connection);
    void read(Watched& connection, std::uint64_t bytes);
    void works(Watched& connection);
    void answers(Watched& connection, std::uint64_t bytes);

    /// Cuts what is too slow at that time, and gives the number. The watch's own thread calls it some times a second.
    std::size_t cut_slow(Now now);

private:
    void begin(Watched& connection, Watched::Phase phase, std::uint64_t bytes);
    bool is_too_slow(const Watched& connection, Now now) const;
    void run();

    WatchLimits m_limits;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::set<Watched*> m_connections;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace ogp::server
