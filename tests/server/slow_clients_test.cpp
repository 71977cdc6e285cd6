#include "base/error.hpp"
#include "server/trial_server.hpp"
#include "sync_curl/curl_transport.hpp"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

using namespace ogp;
using namespace ogp::server;
using namespace std::chrono_literals;

// slowhttptest is the tool that shows servers which slow clients stop; a test of its own in ctest, hidden from plain runs.
namespace {

/// Nothing where there is no such program.
std::optional<pid_t> start_attack(std::vector<std::string> words)
{
    words.insert(words.begin(), "slowhttptest");
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions{};
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t process = 0;
    const int failed = ::posix_spawnp(&process, words[0].c_str(), &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    return failed == 0 ? std::optional{process} : std::nullopt;
}

} // namespace

TEST_CASE("slow clients: slow heads, bodies and readers at once do not keep others from being answered", "[.slowhttptest]")
{
    const std::string count = std::getenv("OGP_SOAK") != nullptr ? "1000" : "300";
    TrialServer trial;
    std::vector<pid_t> attacks;
    for (const std::vector<std::string>& kind : {std::vector<std::string>{"-H", "-i", "1", "-x", "8", "-u", trial.url() + "/healthz"},
                                                 {"-B", "-i", "1", "-s", "8192", "-x", "8", "-t", "POST", "-u", trial.url() + "/body"},
                                                 {"-X", "-w", "64", "-y", "128", "-n", "1", "-z", "32", "-u", trial.url() + "/page"}}) {
        std::vector<std::string> words = kind;
        words.insert(words.end(), {"-c", count, "-r", std::to_string(std::stoi(count) / 2), "-l", "4"});
        if (const auto process = start_attack(words))
            attacks.push_back(*process);
    }
    if (attacks.empty()) {
        WARN("SKIPPED: slowhttptest is not installed");
        return;
    }
    const auto begun = std::chrono::steady_clock::now();
    std::size_t most = 0;
    std::vector<std::chrono::nanoseconds> times;
    while (std::chrono::steady_clock::now() - begun < 4s) {
        const auto asked = std::chrono::steady_clock::now();
        CHECK(sync_curl::make_transport({.url = trial.url()})->send({.target = "/echo/word"}).status == 200);
        times.push_back(std::chrono::steady_clock::now() - asked);
        most = std::max(most, trial.server().connections());
        std::this_thread::sleep_for(20ms);
    }
    for (const pid_t process : attacks)
        ::waitpid(process, nullptr, 0);
    std::sort(times.begin(), times.end());
    // The machine may stand still by itself for a moment, with three attackers on it.
    const auto most_took = times[times.size() * 95 / 100];
    WARN(times.size() << " answered beside at most " << most << " slow connections; 95 % took at most " << most_took.count() / 1000
                      << " microseconds, the longest " << times.back().count() / 1000);
    CHECK(most > std::stoul(count)); // the attack took place
    CHECK(times.size() > 10);
    CHECK(most_took < 1s);
}
