#pragma once

#include "base/time.hpp"
#include "server/http_message.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace ogp::server {

/// What is decided about a request from its head alone.
struct Admission
{
    std::optional<Reply> reply{};  ///< where there is one, it is the answer and the body is not looked at
    std::size_t max_body = 0;      ///< bytes of body as sent, however it is announced
    std::size_t max_unpacked = 0;  ///< of a body sent as Content-Encoding zstd; 0: none is taken
    Handler handler{};             ///< else called in a worker when the body has come; it may take its time
};

/// Called when the head has come, by several threads at once; it may fill in Query::route and captures, and throw ogp::Error, which
/// becomes an answer. These threads read the network: it must not wait for anything.
using Admit = std::function<Admission(Query&)>;

/// One exchange that is over.
struct Served
{
    std::string id{};
    std::string method{};
    std::string route{};           ///< its pattern, never the raw path; "" where there is none
    std::string actor{};
    int status = 0;
    std::uint64_t bytes_in = 0;    ///< of the body, as sent
    std::uint64_t bytes_out = 0;   ///< of the body, as sent
    std::chrono::nanoseconds duration{};
    enum class End { Whole, Cut };
    End end = End::Whole;          ///< Cut: the client went away, or was too slow, before it had the answer
};

/// Limits are for a server that is reached through a front or by a few machines; 0 means no limit only where it says so.
struct HttpOptions
{
    /// Where the client's address comes from: the socket, or the last address of X-Forwarded-For, which the front appends.
    enum class Front { None, Trusted };

    std::string listen = "127.0.0.1:8017"; ///< "127.0.0.1:PORT", "[::1]:PORT" (port 0: any free one) or "unix:/path"
    Front front = Front::None;
    unsigned threads = 2;                  ///< that read and write the network
    unsigned workers = 4;                  ///< that run handlers
    std::size_t waiting = 256;             ///< requests that wait for a worker; the next one gets 503
    unsigned connections = 4096;           ///< at most; fewer where the process may not open so many files
    unsigned connections_of_address = 0;   ///< 0: no limit; not used behind a front, where all come from one
    std::size_t longest_target = 2048;     ///< 414
    std::size_t most_header_bytes = 8192;  ///< 431
    std::size_t most_headers = 64;         ///< 431
    std::uint64_t body_memory = 256U << 20U; ///< bytes of all bodies that are held at one time; beyond it 503
    std::uint64_t answer_memory = 256U << 20U; ///< of all answers that are being sent, above 64 KiB each; beyond it 503
    std::chrono::milliseconds idle{15'000}; ///< nothing moves, or a head takes so long: cut
    std::uint64_t slowest = 1024;          ///< bytes a second that a body or an answer must make on the whole, after `idle`
    std::function<void(const Served&)> observe{};             ///< called when an exchange is over, in any thread
    std::function<void(const Query&, const Error&)> report{}; ///< what went wrong inside: for the keeper's log
};

/// HTTP/1.1 over libmicrohttpd, on loopback addresses and Unix sockets only: TLS and the world are the front's work. It answers
/// from its constructor on until stop().
///
/// Threads: `threads` of them wait for the network by epoll and never run a handler; `workers` run handlers while the connection is
/// set aside; one more cuts what is too slow. So neither 1,000 idle connections nor a slow handler keeps others from being answered.
class HttpServer
{
public:
    /// Throws Error{Usage} for an address that is not of this machine alone, Error{Io} where it cannot be listened on.
    HttpServer(HttpOptions options, Admit admit);
    /// Waits for handlers that run; stop() first.
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// "http://127.0.0.1:8017" with the port that was given, or "unix:/path": what a transport takes.
    const std::string& url() const;
    /// Connections that are open now, and requests whose handler waits or runs.
    std::size_t connections() const;
    std::size_t in_work() const;

    enum class Stopped { Clean, Abandoned };
    /// Takes no more connections, lets what was asked be answered, then ends. After `grace` the rest is answered with 503 and the
    /// result is Abandoned: a handler may still be running. Once; the second call does nothing.
    Stopped stop(std::chrono::milliseconds grace);

private:
    class Inside;
    std::unique_ptr<Inside> m_inside;
};

} // namespace ogp::server
