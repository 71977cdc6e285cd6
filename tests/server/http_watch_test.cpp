#include "server/http_watch.hpp"

#include <catch2/catch.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <optional>

using namespace ogp::server;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

/// A pair of sockets, of which one is watched.
class Pair
{
public:
    explicit Pair(Watch& watch) : m_watch(watch)
    {
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, m_ends.data()) == 0);
        m_watched.emplace(m_ends[0]);
        m_watch.opened(*m_watched);
    }
    ~Pair()
    {
        m_watch.closed(*m_watched);
        ::close(m_ends[0]);
        ::close(m_ends[1]);
    }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;

    Watched& watched() { return *m_watched; }
    bool is_cut() const
    {
        char byte = 0;
        return ::recv(m_ends[1], &byte, 1, MSG_DONTWAIT) == 0;
    }

private:
    Watch& m_watch;
    std::array<int, 2> m_ends{-1, -1};
    std::optional<Watched> m_watched;
};

} // namespace

TEST_CASE("watch: heads, bodies and answers have their time, work has all it needs")
{
    // An hour, so that the watch's own thread has nothing to cut.
    Watch watch{{.idle = 1h, .slowest = 1000, .crowded = 100}};
    Pair head{watch};
    Pair body{watch};
    Pair answer{watch};
    Pair work{watch};
    watch.reads_body(body.watched());
    watch.read(body.watched(), 60'000); // a minute's worth
    watch.answers(answer.watched(), 120'000);
    watch.works(work.watched());
    CHECK(watch.count() == 4);
    const auto now = steady_clock::now();
    CHECK(watch.cut_slow(now + 59min) == 0);
    CHECK(watch.cut_slow(now + 1h + 1s) == 1);
    CHECK(head.is_cut());
    CHECK_FALSE(body.is_cut());
    watch.cut_slow(now + 1h + 61s);
    CHECK(body.is_cut());
    CHECK_FALSE(answer.is_cut());
    watch.cut_slow(now + 1h + 121s);
    CHECK(answer.is_cut());
    watch.cut_slow(now + 1000h);
    CHECK_FALSE(work.is_cut());
    watch.waits_for_head(work.watched());
    watch.cut_slow(now + 2h);
    CHECK(work.is_cut());
}

TEST_CASE("watch: where it is crowded those that wait for nothing have less time")
{
    Watch watch{{.idle = 1h, .slowest = 1000, .crowded = 2}};
    Pair one{watch};
    Pair two{watch};
    const auto now = steady_clock::now();
    CHECK(watch.cut_slow(now + 16min) == 0);
    Pair three{watch};
    CHECK(watch.cut_slow(now + 16min) == 3);
}

TEST_CASE("watch: its own thread cuts too")
{
    Watch watch{{.idle = 100ms, .slowest = 1000, .crowded = 100}};
    Pair idle{watch};
    bool cut = false;
    for (int time = 0; time < 300 && !cut; ++time) {
        std::this_thread::sleep_for(10ms);
        cut = idle.is_cut();
    }
    CHECK(cut);
}
