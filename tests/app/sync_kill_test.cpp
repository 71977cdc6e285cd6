// kill -9 of replica and authority at random moments: nothing that was written is lost, and both go on.
#include "app/random_acts.hpp"
#include "app/trial_city.hpp"

#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <set>

using namespace ogp;
using namespace ogp::app;

namespace {

enum class Plant { None, Discard };

std::set<Hash> waiting_of(TrialClone& clone)
{
    std::set<Hash> ids;
    clone.open({}).store().each_pending([&](const store::StoredEvent& event) {
        ids.insert(event.id);
        return true;
    });
    return ids;
}

/// Writes and synchronises until it is killed. Everything is opened anew: the parent has nothing open.
[[noreturn]] void work(TrialCity& city, TrialClone& clone, unsigned seed)
{
    try {
        std::mt19937 random(seed);
        RandomActs acts(random);
        city.restart();
        for (;;) {
            clone.now = Instant::from_milliseconds(clone.now.milliseconds() + 60'000);
            city.now = clone.now;
            Repository repository = clone.open(acts.chance(50) ? "foi_officer" : "citizen");
            acts.act(repository);
            acts.act(repository);
            clone.sync();
        }
    } catch (...) {
    }
    ::_exit(1);
}

/// Ids that were written and are nowhere in the end.
std::size_t lost_after(int kills, unsigned seed, Plant plant)
{
    TrialCity city;
    TrialClone clone(city);
    clone.pull();
    city.close();
    std::mt19937 random(seed);
    std::set<Hash> written;
    for (int i = 0; i < kills; ++i) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0)
            work(city, clone, static_cast<unsigned>(random()) + static_cast<unsigned>(i));
        ::usleep(static_cast<useconds_t>(2'000 + random() % 60'000));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        INFO("kill " << i << " of seed " << seed);
        CHECK((WIFSIGNALED(status) || plant == Plant::Discard)); // who was robbed may stumble over it
        written.merge(waiting_of(clone));
        if (plant == Plant::Discard && !clone.open({}).store().pending_batches().empty()) {
            Repository repository = clone.open({});
            repository.store().discard_pending(repository.store().pending_batches().front().first);
        }
    }
    city.restart();
    clone.sync();
    Repository here = clone.open({});
    Repository there = city.open({});
    CHECK(here.store().count_pending() == 0);
    CHECK(here.store().head().root == there.store().head().root);
    CHECK(here.store().projection_root() == there.store().projection_root());
    CHECK(findings_of(here) == std::vector<std::string>());
    CHECK(findings_of(there) == std::vector<std::string>());
    std::size_t lost = 0;
    for (const Hash& id : written)
        lost += there.store().find_event(id) ? 0U : 1U;
    return lost;
}

int kills(int usual)
{
    constexpr int soak = 40; // times as many with OGP_SOAK=1
    return std::getenv("OGP_SOAK") == nullptr ? usual : usual * soak;
}

} // namespace

TEST_CASE("replica and authority killed at any moment lose nothing")
{
    CHECK(lost_after(kills(25), 1, Plant::None) == 0);
}

TEST_CASE("the harness that kills finds a replica that drops what waits")
{
    std::size_t lost = 0;
    for (unsigned seed = 1; seed < 6 && lost == 0; ++seed)
        lost = lost_after(10, seed, Plant::Discard);
    CHECK(lost > 0);
}
