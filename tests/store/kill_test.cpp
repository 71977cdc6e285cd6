#include "store/sample_city.hpp"
#include "store/verifier.hpp"

#include <catch2/catch.hpp>

#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

enum class Acknowledge { AfterCommit, BeforeCommit };

/// Writes events for ever and sends the id of each through the pipe. Never returns.
[[noreturn]] void write_until_killed(const fs::path& folder, int pipe, Acknowledge when)
{
    try {
        for (;;) {
            Store store(folder, {.busy_milliseconds = 60'000});
            for (int i = 0; i < 5; ++i) {
                Writer writer(store);
                const CaseRow row = writer.open(plan_type(), Json::object({{"text", std::string(300, 'x')}}));
                const auto acknowledge = [&] {
                    if (::write(pipe, row.subject.uid.bytes.data(), row.subject.uid.bytes.size()) != 16)
                        ::_exit(2);
                };
                if (when == Acknowledge::BeforeCommit)
                    acknowledge();
                writer.commit();
                if (when == Acknowledge::AfterCommit)
                    acknowledge();
            }
        }
    } catch (const Error&) {
        ::_exit(3);
    }
}

struct Killed
{
    std::vector<CaseUid> acknowledged;
    bool by_signal = false;
};

/// Starts a writer, waits for its first acknowledgement and some microseconds more, and kills it.
Killed kill_once(const fs::path& folder, Acknowledge when, std::chrono::microseconds delay)
{
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        write_until_killed(folder, ends[1], when);
    }
    ::close(ends[1]);
    Killed killed;
    CaseUid uid;
    const auto read_one = [&] {
        const bool whole = ::read(ends[0], uid.bytes.data(), uid.bytes.size()) == 16;
        if (whole)
            killed.acknowledged.push_back(uid);
        return whole;
    };
    read_one();
    std::this_thread::sleep_for(delay);
    ::kill(child, SIGKILL);
    while (read_one())
        continue;
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    killed.by_signal = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    return killed;
}

int lost(const fs::path& folder, const std::vector<CaseUid>& acknowledged)
{
    const Store store(folder);
    int count = 0;
    for (const CaseUid& uid : acknowledged)
        count += store.find(uid) && store.history(uid).size() == 1 ? 0 : 1;
    return count;
}

int rounds(int preset)
{
    const char* soak = std::getenv("OGP_SOAK");
    return soak == nullptr ? preset : std::max(preset, std::atoi(soak));
}

} // namespace

TEST_CASE("a kill at any moment loses nothing that was acknowledged")
{
    const int kills = rounds(200);
    std::mt19937 random(17);
    std::uniform_int_distribution<int> delay(0, 6000);
    std::size_t acknowledged = 0;
    int done = 0;
    while (done < kills) {
        // A new repository now and then, so that checking all of it stays cheap.
        const Folder folder;
        found(folder.path());
        std::vector<CaseUid> all;
        for (int i = 0; i < 20 && done < kills; ++i, ++done) {
            const Killed killed =
                kill_once(folder.path(), Acknowledge::AfterCommit, std::chrono::microseconds(delay(random)));
            CHECK(killed.by_signal);
            all.insert(all.end(), killed.acknowledged.begin(), killed.acknowledged.end());
            REQUIRE(lost(folder.path(), killed.acknowledged) == 0);
        }
        CHECK(lost(folder.path(), all) == 0);
        acknowledged += all.size();
        Store store(folder.path());
        for (const Finding& finding : Verifier(store).run().findings)
            FAIL_CHECK(finding.where + ": " + finding.message.en);
    }
    CHECK(acknowledged >= static_cast<std::size_t>(kills));
}

TEST_CASE("the same test catches a writer that acknowledges too early")
{
    const Folder folder;
    found(folder.path());
    int missing = 0;
    for (int i = 0; i < 100 && missing == 0; ++i) {
        const Killed killed = kill_once(folder.path(), Acknowledge::BeforeCommit, std::chrono::microseconds(0));
        missing += lost(folder.path(), killed.acknowledged);
    }
    CHECK(missing > 0);
}
