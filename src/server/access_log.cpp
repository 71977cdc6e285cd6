#include "server/access_log.hpp"

#include "base/text.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>

namespace ogp::server {
namespace {

/// What cannot be written is dropped: a log that blocks or fails must not stop the server.
void write_to_stderr(std::string_view line)
{
    const std::string whole = std::string{line} + "\n";
    static_cast<void>(::write(STDERR_FILENO, whole.data(), whole.size()) < 0);
}

/// A method is taken from outside: only the known ones are told apart.
std::string known_method(const std::string& method)
{
    static constexpr std::array<std::string_view, 7> known{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"};
    return std::find(known.begin(), known.end(), method) != known.end() ? method : "other";
}

std::int64_t microseconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

} // namespace

AccessLog::AccessLog() : AccessLog(write_to_stderr, [] { return Clock::system().now; }) {}

AccessLog::AccessLog(Sink sink, Now now) : m_sink(std::move(sink)), m_now(std::move(now)) {}

void AccessLog::write(const Served& served)
{
    Json line = Json::object({{"bytes_in", static_cast<std::int64_t>(served.bytes_in)},
                              {"bytes_out", static_cast<std::int64_t>(served.bytes_out)},
                              {"end", served.end == Served::End::Whole ? "whole" : "cut"},
                              {"id", served.id},
                              {"method", known_method(served.method)},
                              {"microseconds", microseconds(served.duration)},
                              {"route", served.route},
                              {"status", served.status}});
    if (!served.actor.empty())
        line.set("actor", served.actor);
    put(line);
}

void AccessLog::write(const Query& query, const Error& error)
{
    put(Json::object(
        {{"fault", code(error.fault())}, {"id", query.id}, {"message", printable(error.message().en)}, {"route", query.route}}));
}

void AccessLog::put(const Json& line)
{
    Json timed = line;
    timed.set("time", m_now().rfc3339());
    const std::string text = to_json(timed);
    const std::lock_guard lock{m_mutex};
    m_sink(text);
}

void count_served(Metrics& metrics, const Served& served)
{
    const std::string route = served.route.empty() ? "none" : served.route;
    metrics.counter("ogp_http_requests_total", "Requests answered.",
                    {{"method", known_method(served.method)}, {"route", route}, {"status", std::to_string(served.status)}})
        .add();
    metrics.counter("ogp_http_body_bytes_in_total", "Bytes of request bodies, as sent.", {{"route", route}}).add(served.bytes_in);
    metrics.counter("ogp_http_body_bytes_out_total", "Bytes of answers, as sent.", {{"route", route}}).add(served.bytes_out);
    metrics.histogram("ogp_http_request_seconds", "Time from the head of a request to the end of its answer.", request_bounds(), {{"route", route}})
        .observe(static_cast<std::uint64_t>(std::max<std::int64_t>(0, microseconds(served.duration))));
}

} // namespace ogp::server
