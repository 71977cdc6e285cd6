#pragma once

#include "server/http_routes.hpp"
#include "server/http_server.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace ogp::server {

/// A server with a few routes that show all it can do.
class TrialServer
{
public:
    explicit TrialServer(HttpOptions options = {}) : m_server(prepared(std::move(options)), [this](Query& query) { return m_routes.admit(query); }) {}
    ~TrialServer() { let_go(); }
    TrialServer(const TrialServer&) = delete;
    TrialServer& operator=(const TrialServer&) = delete;

    HttpServer& server() { return m_server; }
    const std::string& url() const { return m_server.url(); }

    /// Lets the handler of /held end.
    void let_go()
    {
        const std::lock_guard lock{m_mutex};
        m_let_go = true;
        m_changed.notify_all();
    }

    /// What was served, in the order in which it was asked, once there are that many.
    std::vector<Served> served(std::size_t count)
    {
        std::unique_lock lock{m_mutex};
        m_changed.wait_for(lock, std::chrono::seconds{5}, [&] { return m_served.size() >= count; });
        // Two threads may tell it in another order; the number in the id counts as it was asked.
        std::vector<Served> sorted = m_served;
        std::sort(sorted.begin(), sorted.end(), [](const Served& a, const Served& b) { return number_of(a.id) < number_of(b.id); });
        return sorted;
    }

private:
    static int number_of(const std::string& id) { return std::stoi(id.substr(id.find('-') + 1)); }

    HttpOptions prepared(HttpOptions options)
    {
        add_routes();
        if (options.listen == HttpOptions{}.listen)
            options.listen = "127.0.0.1:0";
        options.observe = [this](const Served& served) {
            const std::lock_guard lock{m_mutex};
            m_served.push_back(served);
            m_changed.notify_all();
        };
        return options;
    }

    void add_routes()
    {
        m_routes.add({.method = "GET", .pattern = "/healthz", .handler = [](const Query&) { return Reply{.body = "ok\n", .type = "text/plain"}; },
                      .run = Route::Run::Quick});
        m_routes.add({.method = "GET", .pattern = "/echo/{word}", .handler = [](const Query& query) {
                          return Reply{.body = std::string{query.capture("word")} + "|" + std::string{query.parameter("a")}, .type = "text/plain"};
                      }});
        m_routes.add({.method = "POST", .pattern = "/body", .handler = [](const Query& query) { return Reply{.body = query.body, .type = "text/plain"}; },
                      .max_body = 100'000, .max_unpacked = 200'000});
        m_routes.add({.method = "POST", .pattern = "/plain", .handler = [](const Query& query) { return Reply{.body = query.body}; }, .max_body = 1000});
        m_routes.add({.method = "GET", .pattern = "/checkpoint", .handler = [](const Query&) {
                          return Reply{.body = "the checkpoint", .type = "text/plain", .etag = "100000-0123456789abcdef", .caching = Caching::Revalidate};
                      }});
        m_routes.add({.method = "GET", .pattern = "/tile", .handler = [](const Query&) {
                          return Reply{.body = "tile", .type = "application/octet-stream", .caching = Caching::Immutable, .actor = "a1"};
                      }});
        m_routes.add({.method = "GET", .pattern = "/large", .handler = [](const Query&) { return Reply{.body = std::string(16U << 20U, 'x')}; }});
        m_routes.add({.method = "GET", .pattern = "/page", .handler = [](const Query&) { return Reply{.body = std::string(1U << 20U, 'x')}; }});
        m_routes.add({.method = "GET", .pattern = "/wrong", .handler = [](const Query&) -> Reply { throw Error{Fault::Conflict, {"უკვე", "already"}, {"ნახეთ", "look"}}; }});
        m_routes.add({.method = "GET", .pattern = "/broken", .handler = [](const Query&) -> Reply { throw std::runtime_error{"/secret/path"}; }});
        m_routes.add({.method = "GET", .pattern = "/held", .handler = [this](const Query&) { return held(); }});
        m_routes.set_guard([](const Query& query) -> std::optional<Reply> {
            if (query.header("authorization") != "Bearer wrong")
                return {};
            return refusal(401, Fault::Forbidden, {"არა", "no"});
        });
    }

    Reply held()
    {
        std::unique_lock lock{m_mutex};
        m_changed.wait(lock, [&] { return m_let_go; });
        return {.body = "at last", .type = "text/plain"};
    }

    Routes m_routes;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_let_go = false;
    std::vector<Served> m_served;
    HttpServer m_server;
};

} // namespace ogp::server
