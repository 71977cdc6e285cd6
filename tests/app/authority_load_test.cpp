#include "app/authority_trial.hpp"

#include <catch2/catch.hpp>

#include <sys/resource.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

using namespace ogp;
using namespace ogp::app;

namespace {

/// User and system time of the process in microseconds.
std::int64_t cpu_time()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto all = [](const timeval& time) { return static_cast<std::int64_t>(time.tv_sec) * 1'000'000 + time.tv_usec; };
    return all(usage.ru_utime) + all(usage.ru_stime);
}

} // namespace

// Run by name: ogp_app_tests "[load]". Prints how many fresh events the authority judges and appends in a second of CPU.
TEST_CASE("authority: load", "[.][load]")
{
    constexpr std::size_t events = 20'000;
    constexpr std::size_t in_a_batch = 10;
    constexpr std::size_t in_a_push = 5'000;
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    CaseUid uid;
    while (giorgi.waiting.size() < events) {
        const std::size_t turn = giorgi.waiting.size() % 5;
        if (turn == 0)
            uid = giorgi.open("errand", Json::object({{"subject", "one of many"}, {"pages", 3}}));
        else if (turn == 1)
            giorgi.comment(uid, "seen and put on the pile of things that are to be done");
        else if (turn == 2)
            giorgi.set(uid, Json::object({{"street", "south"}}));
        else if (turn == 3)
            giorgi.set(uid, Json::object({{"assignee", "manana"}}));
        else
            giorgi.move(uid, "drop");
    }
    std::vector<std::string> pushes;
    for (std::size_t first = 0; first < events; first += in_a_push) {
        std::vector<std::vector<std::string>> batches;
        for (std::size_t i = first; i < first + in_a_push; i += in_a_batch)
            batches.emplace_back(giorgi.waiting.begin() + static_cast<std::ptrdiff_t>(i), giorgi.waiting.begin() + static_cast<std::ptrdiff_t>(i + in_a_batch));
        pushes.push_back(giorgi.lines_of(batches));
    }
    const std::int64_t begun = cpu_time();
    for (const std::string& push : pushes)
        for (const sync::EventAnswer& event : giorgi.push(push).events)
            REQUIRE(event.verdict == ledger::Verdict::Applied);
    const std::int64_t taken = cpu_time() - begun;
    std::printf("%zu events, %.3f s CPU, %.0f a second\n", events, static_cast<double>(taken) / 1e6, static_cast<double>(events) * 1e6 / static_cast<double>(taken));
}
