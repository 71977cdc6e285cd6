#pragma once

#include "server/http_message.hpp"
#include "server/http_server.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::server {

/// One thing that the server answers.
struct Route
{
    /// Quick: answered by the thread that reads the network, before any body: health and metrics. It must not wait for anything.
    enum class Run { Worker, Quick };

    std::string method;                ///< "GET" answers HEAD too
    std::string pattern;               ///< "/v1/blob/{hash}"; a name stands for one segment that is not empty
    Handler handler;
    std::size_t max_body = 0;          ///< bytes as they are sent; 0: it takes none
    std::size_t max_unpacked = 0;      ///< bytes once unpacked; 0: packed bodies are refused
    Run run = Run::Worker;
};

/// The table of what the server answers: finds the route, fills in Query::route and captures, and refuses with 404 or 405 what has none.
class Routes
{
public:
    void add(Route route);

    /// Asked for each request that has a route, before its body is read: what it gives is sent instead of calling the handler (401,
    /// 429). It runs in the thread that reads the network and must not wait.
    void set_guard(std::function<std::optional<Reply>(const Query&)> guard) { m_guard = std::move(guard); }

    /// What an HttpServer is given as `[&](Query& query) { return routes.admit(query); }`.
    Admission admit(Query& query) const;

private:
    const Route* find(Query& query, std::vector<std::string>& allowed) const;

    std::vector<Route> m_routes;
    std::function<std::optional<Reply>(const Query&)> m_guard;
};

} // namespace ogp::server
