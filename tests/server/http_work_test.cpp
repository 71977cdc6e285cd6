#include "server/http_work.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <future>

using namespace ogp::server;

TEST_CASE("work queue: everything is done, by several threads")
{
    std::atomic<int> done{0};
    std::promise<void> all;
    WorkQueue queue{3, 1000};
    for (int number = 0; number < 500; ++number)
        CHECK(queue.add([&] {
            if (++done == 500)
                all.set_value();
        }) == WorkQueue::Taken::Yes);
    CHECK(all.get_future().wait_for(std::chrono::seconds{10}) == std::future_status::ready);
    CHECK(done == 500);
}

TEST_CASE("work queue: no more than so much waits, what waits at the end is dropped, what runs is not")
{
    std::promise<void> let_go;
    std::promise<void> runs;
    std::atomic<int> done{0};
    std::thread later;
    {
        WorkQueue queue{1, 2};
        queue.add([&, waits = let_go.get_future().share()] {
            runs.set_value();
            waits.wait();
            ++done;
        });
        runs.get_future().wait();
        CHECK(queue.add([&] { done += 100; }) == WorkQueue::Taken::Yes);
        CHECK(queue.add([&] { done += 100; }) == WorkQueue::Taken::Yes);
        CHECK(queue.add([&] { done += 100; }) == WorkQueue::Taken::TooMuch);
        CHECK(queue.size() == 3);
        later = std::thread{[&] {
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
            let_go.set_value();
        }};
    }
    later.join();
    CHECK(done == 1);
}
