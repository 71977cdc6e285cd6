#pragma once

#include "base/error.hpp"
#include "base/time.hpp"
#include "server/http_server.hpp"
#include "server/metrics.hpp"

#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace ogp::server {

/// The server's log: one JSON object a line, without personal data. No raw path, query, header, body or address is in it, only the
/// route's pattern and the id of the actor.
///
///   {"actor":"...","bytes_in":0,"bytes_out":12,"end":"whole","id":"5f0c-1","method":"GET","microseconds":85,"route":"/healthz",
///    "status":200,"time":"2026-03-01T10:00:00Z"}
class AccessLog
{
public:
    using Sink = std::function<void(std::string_view line)>;
    using Now = std::function<Instant()>;

    /// By default to stderr by the system's clock. The sink is called by one thread at a time.
    AccessLog();
    AccessLog(Sink sink, Now now);

    void write(const Served& served);
    /// What went wrong inside, under the number that the client was told: {"fault":...,"id":...,"message":...,"route":...,"time":...}.
    /// The words are the error's own, in English; they name files and reasons, not what a case holds.
    void write(const Query& query, const Error& error);

private:
    void put(const Json& line);

    Sink m_sink;
    Now m_now;
    std::mutex m_mutex;
};

/// Counts an exchange: ogp_http_requests_total by route, method and status, ogp_http_request_seconds by route, bytes in and out.
void count_served(Metrics& metrics, const Served& served);

} // namespace ogp::server
