#include "server/serve.hpp"

#include "base/text.hpp"
#include "server/access_log.hpp"
#include "server/routes.hpp"

#include <csignal>
#include <ctime>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string>

namespace ogp::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds grace{10'000};
constexpr milliseconds minute{60'000};
constexpr unsigned wrong_tokens_a_minute = 30;

/// Holds the signals that end a server back from all threads that are made while it lives, so that one of them can wait for them.
class StopSignals
{
public:
    StopSignals()
    {
        sigemptyset(&m_signals);
        sigaddset(&m_signals, SIGTERM);
        sigaddset(&m_signals, SIGINT);
        pthread_sigmask(SIG_BLOCK, &m_signals, &m_before);
    }
    ~StopSignals() { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    /// Waits for one, no longer than that.
    bool wait(std::chrono::seconds longest) const
    {
        const timespec time{static_cast<std::time_t>(longest.count()), 0};
        return sigtimedwait(&m_signals, nullptr, &time) > 0;
    }

private:
    sigset_t m_signals{};
    sigset_t m_before{};
};

void say_ready(int descriptor, const std::string& url)
{
    if (descriptor < 0)
        return;
    const std::string line = url + "\n";
    if (::write(descriptor, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
        throw Error(Fault::Usage, say("--ready-fd {}: ვერ ჩაიწერა", "--ready-fd {}: cannot be written to", descriptor));
    if (descriptor > STDERR_FILENO)
        ::close(descriptor);
}

/// Does what the system has to do when its time has come; one that fails is told and tried again the next time.
class Ticker
{
public:
    Ticker(app::Authority& authority, const app::ServeOptions& options, AccessLog& log)
        : m_authority(authority), m_options(options), m_log(log), m_next(steady_clock::now())
    {
    }

    void run()
    {
        catch_up();
        if (m_options.follow || m_options.tick_every.count() == 0 || steady_clock::now() < m_next)
            return;
        m_next = steady_clock::now() + m_options.tick_every;
        Query origin;
        origin.route = "tick";
        try {
            const app::Ticked ticked = m_authority.tick();
            if (!ticked.failures.rows.empty())
                m_log.write(origin, Error(Fault::Invalid, say("ვერ გაკეთდა: {}", "could not be done: {}", ticked.failures.rows.size())));
        } catch (const Error& error) {
            m_log.write(origin, error);
        }
    }

private:
    /// What others have written to a shared log.
    void catch_up()
    {
        Query origin;
        origin.route = "follow";
        try {
            m_authority.catch_up();
        } catch (const Error& error) {
            m_log.write(origin, error);
        }
    }

    app::Authority& m_authority;
    const app::ServeOptions& m_options;
    AccessLog& m_log;
    steady_clock::time_point m_next;
};

} // namespace

void register_serve()
{
    app::set_serve(serve);
}

void serve(const app::ServeOptions& options)
{
    const StopSignals signals;
    using Mode = app::AuthorityOptions::Mode;
    app::Authority authority({.folder = options.folder, .mode = options.follow ? Mode::Follow : Mode::Judge, .actor = options.actor,
                              .test_clock = options.test_clock});
    Metrics metrics;
    AccessLog log;
    RateLimit of_token({options.requests_a_minute, minute});
    RateLimit of_address({options.requests_a_minute * 2, minute});
    RateLimit of_failures({wrong_tokens_a_minute, minute});
    Service service{authority, metrics, of_token, of_address, of_failures, options.largest_blob};

    Routes routes;
    limit(routes, service);
    add_public_routes(routes, service);
    add_log_routes(routes, service);
    add_blob_routes(routes, service);
    add_keeper_routes(routes, service);

    HttpOptions http;
    http.listen = options.listen;
    http.front = options.behind_front ? HttpOptions::Front::Trusted : HttpOptions::Front::None;
    http.connections = options.connections;
    http.workers = options.workers;
    http.observe = [&](const Served& served) {
        log.write(served);
        count_served(metrics, served);
    };
    http.report = [&](const Query& query, const Error& error) { log.write(query, error); };
    HttpServer server(http, [&](Query& query) { return routes.admit(query); });
    service.connections = [&] { return server.connections(); };
    say_ready(options.ready_fd, server.url());
    if (options.say)
        options.say(say("უსმენს: {}", "listens at {}", server.url()));

    Ticker ticker(authority, options, log);
    do
        ticker.run();
    while (!signals.wait(std::chrono::seconds(1)));
    server.stop(grace);
}

} // namespace ogp::server
