#include "server/serve.hpp"

#include "app/authority_trial.hpp"
#include "sync_curl/curl_transport.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <cstdlib>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

using namespace ogp;

namespace {

/// A server in a process of its own, as `ogp serve` runs it.
class ServingProcess
{
public:
    explicit ServingProcess(app::ServeOptions options)
    {
        int ends[2] = {-1, -1};
        REQUIRE(::pipe(ends) == 0);
        options.ready_fd = ends[1];
        m_child = ::fork();
        REQUIRE(m_child >= 0);
        if (m_child == 0) {
            ::close(ends[0]);
            ::close(STDERR_FILENO); // its log
            int status = EXIT_SUCCESS;
            try {
                server::serve(options);
            } catch (const std::exception&) {
                status = EXIT_FAILURE;
            }
            ::_exit(status);
        }
        ::close(ends[1]);
        char letter = 0;
        while (::read(ends[0], &letter, 1) == 1 && letter != '\n')
            m_url += letter;
        ::close(ends[0]);
    }
    ~ServingProcess()
    {
        if (m_child > 0)
            stop(SIGKILL);
    }
    ServingProcess(const ServingProcess&) = delete;
    ServingProcess& operator=(const ServingProcess&) = delete;

    const std::string& url() const { return m_url; }
    /// Its exit status, -1 where a signal ended it.
    int stop(int signal)
    {
        int status = 0;
        ::kill(m_child, signal);
        ::waitpid(m_child, &status, 0);
        m_child = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t m_child = -1;
    std::string m_url;
};

app::ServeOptions options_for(const std::filesystem::path& folder)
{
    app::ServeOptions options;
    options.folder = folder;
    options.listen = "127.0.0.1:0";
    return options;
}

} // namespace

TEST_CASE("serve: says when it is ready, answers, and ends in order when it is told to")
{
    app::TrialRepository trial;
    ServingProcess process(options_for(trial.folder()));
    REQUIRE(process.url().starts_with("http://127.0.0.1:"));
    auto transport = sync_curl::make_transport({.url = process.url()});
    CHECK(transport->send({.target = "/healthz"}).body == "ok\n");
    CHECK(transport->send({.target = "/v1/log?after=0"}).status == 401);
    const std::string checkpoint = transport->send({.target = "/checkpoint"}).body;
    CHECK(process.stop(SIGTERM) == EXIT_SUCCESS);
    CHECK_THROWS_AS(transport->send({.target = "/healthz"}), Error);
    CHECK(trial.open().store().head().checkpoint == checkpoint);
}

TEST_CASE("serve: what cannot be served is said at once")
{
    app::TrialRepository trial;
    app::ServeOptions world = options_for(trial.folder());
    world.listen = "0.0.0.0:0";
    CHECK_THROWS_AS(server::serve(world), Error);
    CHECK_THROWS_AS(server::serve(options_for(trial.folder() / "nowhere")), Error);
}
