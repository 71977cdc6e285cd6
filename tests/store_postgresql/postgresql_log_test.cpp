#include "store_postgresql/postgresql_log.hpp"

#include "base/random.hpp"
#include "ledger/leaf.hpp"
#include "store_postgresql/throwaway_server.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

using namespace ogp;
using namespace ogp::store;
using ogp::store_postgresql::open_postgresql_log;
using ogp::test::ThrowawayServer;

namespace {

RepositoryId some_repository()
{
    return RepositoryId::from_bytes(random_bytes(16)).value();
}

SharedEvent some_event(std::uint64_t sequence, bool with_sealed = false)
{
    ledger::Leaf leaf;
    leaf.sequence = sequence;
    leaf.event_id = sha256(random_bytes(16));
    SharedEvent event{leaf.bytes(), "{\"text\":\"ნათურა \\\"არ\\\" ანთია\"}", {}};
    if (with_sealed)
        event.sealed = {{"name", random_bytes(16), random_bytes(90)}, {"phone\"\\x", random_bytes(16), random_bytes(70)}};
    return event;
}

/// Batches of `each` events; every third event has sealed values.
SharedStretch some_stretch(std::uint64_t first, std::size_t batches, std::size_t each)
{
    SharedStretch stretch{first, {}, {}};
    for (std::size_t i = 0; i < batches; ++i) {
        SharedBatch batch{stretch.size(), "note {\"" + std::to_string(i) + "\",\\ — }\n", {}};
        for (std::size_t k = 0; k < each; ++k)
            batch.events.push_back(some_event(batch.first + k, k % 3 == 0));
        stretch.batches.push_back(std::move(batch));
    }
    stretch.checkpoint = "checkpoint " + std::to_string(stretch.size()) + "\n";
    return stretch;
}

/// What the log takes: one stretch.
SharedStretches only(const SharedStretch& stretch)
{
    return [stretch](const auto& visit) { visit(stretch); };
}

void check_same(const SharedStretch& read, const SharedStretch& written)
{
    REQUIRE(read.first == written.first);
    REQUIRE(read.checkpoint == written.checkpoint);
    REQUIRE(read.batches.size() == written.batches.size());
    for (std::size_t i = 0; i < read.batches.size(); ++i) {
        REQUIRE(read.batches[i].note == written.batches[i].note);
        REQUIRE(read.batches[i].events.size() == written.batches[i].events.size());
        for (std::size_t k = 0; k < read.batches[i].events.size(); ++k) {
            const SharedEvent& one = read.batches[i].events[k];
            const SharedEvent& other = written.batches[i].events[k];
            REQUIRE(one.leaf == other.leaf);
            REQUIRE(one.bytes == other.bytes);
            REQUIRE(one.sealed.size() == other.sealed.size());
            for (std::size_t s = 0; s < one.sealed.size(); ++s) {
                CHECK(one.sealed[s].field == other.sealed[s].field);
                CHECK(one.sealed[s].subject == other.sealed[s].subject);
                CHECK(one.sealed[s].ciphertext == other.sealed[s].ciphertext);
            }
        }
    }
}

std::vector<SharedStretch> all_of(SharedLog& log)
{
    std::vector<SharedStretch> stretches;
    log.read(0, [&](const SharedStretch& stretch) {
        stretches.push_back(stretch);
        return true;
    });
    return stretches;
}

/// Nothing where PostgreSQL is not installed; says so.
bool can_run()
{
    if (test::postgresql_programs())
        return true;
    WARN("SKIPPED: PostgreSQL is not installed");
    return false;
}

/// Servers take a second to make: those that a test does not break are shared.
ThrowawayServer& shared_server()
{
    static ThrowawayServer server;
    return server;
}

} // namespace

TEST_CASE("what was appended is read back stretch by stretch, byte for byte")
{
    if (!can_run())
        return;
    const auto log = open_postgresql_log(shared_server().url(), some_repository());
    CHECK(log->head().size == 0);
    CHECK(log->head().checkpoint.empty());
    std::vector<SharedStretch> written;
    for (const auto& [batches, each] : {std::pair<std::size_t, std::size_t>{1, 1}, {3, 700}, {1500, 2}}) {
        const SharedHead head = log->lock();
        written.push_back(some_stretch(head.size, batches, each));
        log->append(only(written.back()));
        CHECK(log->head().size == written.back().size());
        CHECK(log->head().checkpoint == written.back().checkpoint);
    }
    const std::vector<SharedStretch> read = all_of(*log);
    REQUIRE(read.size() == written.size());
    for (std::size_t i = 0; i < read.size(); ++i)
        check_same(read[i], written[i]);
}

TEST_CASE("several stretches of one transaction are there together or not at all")
{
    if (!can_run())
        return;
    const auto log = open_postgresql_log(shared_server().url(), some_repository());
    log->lock();
    const SharedStretch one = some_stretch(0, 2, 3);
    const SharedStretch two = some_stretch(6, 1, 4);
    log->append([&](const auto& visit) {
        visit(one);
        visit(two);
    });
    const std::vector<SharedStretch> read = all_of(*log);
    REQUIRE(read.size() == 2);
    check_same(read[0], one);
    check_same(read[1], two);
    log->lock();
    const SharedStretch three = some_stretch(10, 1, 2);
    SharedStretch bad = some_stretch(12, 1, 2);
    bad.batches.front().events.front() = one.batches.front().events.front(); // an event comes once
    CHECK_THROWS_AS(log->append([&](const auto& visit) {
        visit(three);
        visit(bad);
    }), Error);
    CHECK(log->head().size == 10);
    CHECK(all_of(*log).size() == 2);
}

TEST_CASE("workflows are kept once and come back whole")
{
    if (!can_run())
        return;
    const auto log = open_postgresql_log(shared_server().url(), some_repository());
    WorkflowRow row;
    row.hash = sha256("workflow");
    row.type = "foi_request";
    row.version = 3;
    row.source = sha256("source");
    row.compiled = R"({"id":"foi_request","label":"მოთხოვნა"})";
    row.profile.type = "foi_request";
    const std::pair<Hash, std::string> source{sha256("yaml"), "yaml"};
    log->keep({{row}, {}});
    log->keep({{row, row}, {source}});
    const SharedDefinitions definitions = log->definitions();
    CHECK(definitions.sources == std::vector{source});
    const std::vector<WorkflowRow>& kept = definitions.workflows;
    REQUIRE(kept.size() == 1);
    CHECK(kept.front().hash == row.hash);
    CHECK(kept.front().version == 3);
    CHECK(kept.front().source == row.source);
    CHECK(kept.front().compiled == row.compiled);
    CHECK(kept.front().profile.type == "foi_request");
}

TEST_CASE("repositories in one database do not see each other")
{
    if (!can_run())
        return;
    const auto one = open_postgresql_log(shared_server().url(), some_repository());
    const auto other = open_postgresql_log(shared_server().url(), some_repository());
    one->lock();
    other->lock(); // no lock is shared
    one->append(only(some_stretch(0, 1, 5)));
    other->append(only(some_stretch(0, 1, 7)));
    CHECK(one->head().size == 5);
    CHECK(other->head().size == 7);
    CHECK(all_of(*one).front().size() == 5);
}

TEST_CASE("a stretch that is not released is not there, and one event comes once")
{
    if (!can_run())
        return;
    const RepositoryId repository = some_repository();
    const auto log = open_postgresql_log(shared_server().url(), repository);
    log->lock();
    log->release();
    CHECK(log->head().size == 0);
    const SharedStretch first = some_stretch(0, 1, 3);
    log->lock();
    log->append(only(first));
    log->lock();
    SharedStretch again = first;
    again.first = 3;
    again.batches.front().first = 3;
    CHECK_THROWS_AS(log->append(only(again)), Error);
    CHECK(log->head().size == 3);
    CHECK(all_of(*log).size() == 1);
}

TEST_CASE("appending without the lock, or behind the head, is refused")
{
    if (!can_run())
        return;
    const auto log = open_postgresql_log(shared_server().url(), some_repository());
    CHECK_THROWS_AS(log->append(only(some_stretch(0, 1, 1))), Error);
    log->lock();
    CHECK_THROWS_AS(log->lock(), Error);
    log->append(only(some_stretch(0, 1, 1)));
    CHECK_THROWS_AS(log->append(only(some_stretch(1, 1, 1))), Error);
    CHECK(log->head().size == 1);
}

TEST_CASE("eight writers take turns and nothing is lost or doubled")
{
    if (!can_run())
        return;
    const RepositoryId repository = some_repository();
    constexpr int writers = 8;
    constexpr int rounds = 12;
    std::vector<std::thread> threads;
    std::atomic<int> failures = 0;
    for (int i = 0; i < writers; ++i)
        threads.emplace_back([&] {
            try {
                const auto log = open_postgresql_log(shared_server().url(), repository);
                for (int k = 0; k < rounds; ++k)
                    log->append(only(some_stretch(log->lock().size, 1, 2)));
            } catch (const Error&) {
                ++failures;
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    CHECK(failures == 0);
    const auto log = open_postgresql_log(shared_server().url(), repository);
    CHECK(log->head().size == writers * rounds * 2);
    CHECK(all_of(*log).size() == writers * rounds);
}

TEST_CASE("the sealed values of erased subjects go, those of others stay")
{
    if (!can_run())
        return;
    const auto log = open_postgresql_log(shared_server().url(), some_repository());
    log->lock();
    const SharedStretch stretch = some_stretch(0, 2, 4);
    log->append(only(stretch));
    const std::string subject = stretch.batches[0].events[0].sealed[0].subject;
    log->erase({subject});
    const SharedStretch read = all_of(*log).front();
    CHECK(read.batches[0].events[0].sealed.size() == 1);
    CHECK(read.batches[0].events[3].sealed.size() == 2);
}

TEST_CASE("an address that is none, or a database without durability, is refused with the remedy")
{
    if (!can_run())
        return;
    CHECK_THROWS_AS(open_postgresql_log("mysql://here", some_repository()), Error);
    try {
        open_postgresql_log("postgresql:///city?host=/nowhere&user=secret&password=hidden", some_repository());
        FAIL("connected to nothing");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Io);
        CHECK(error.message().en.find("hidden") == std::string::npos);
    }
    ThrowawayServer server;
    server.sql("ALTER SYSTEM SET fsync = off");
    server.sql("SELECT pg_reload_conf()");
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    CHECK_THROWS_AS(open_postgresql_log(server.url(), some_repository()), Error);
}

TEST_CASE("a server that is killed and started again loses nothing acknowledged")
{
    if (!can_run())
        return;
    ThrowawayServer server;
    const RepositoryId repository = some_repository();
    const auto log = open_postgresql_log(server.url(), repository);
    std::uint64_t acknowledged = 0;
    for (int cut = 0; cut < 3; ++cut) {
        for (int i = 0; i < 5; ++i) {
            log->append(only(some_stretch(log->lock().size, 1, 3)));
            acknowledged += 3;
        }
        std::thread breaker([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(20 + 17 * cut));
            server.kill();
            server.start();
        });
        for (int i = 0; i < 40; ++i) {
            log->append(only(some_stretch(log->lock().size, 1, 3)));
            acknowledged += 3;
        }
        breaker.join();
    }
    CHECK(log->head().size == acknowledged);
    std::uint64_t read = 0;
    for (const SharedStretch& stretch : all_of(*log)) {
        REQUIRE(stretch.first == read);
        read = stretch.size();
    }
    CHECK(read == acknowledged);
}

TEST_CASE("a primary that is lost leaves all that was acknowledged at its synchronous standby")
{
    if (!can_run())
        return;
    auto primary = std::make_unique<ThrowawayServer>();
    ThrowawayServer standby(ThrowawayServer::Role::Standby, *primary);
    for (int i = 0; i < 100 && !primary->has_synchronous_standby(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    REQUIRE(primary->has_synchronous_standby());

    const RepositoryId repository = some_repository();
    const auto log = open_postgresql_log(ThrowawayServer::url(*primary, standby), repository);
    std::uint64_t acknowledged = 0;
    std::thread breaker([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(150));
        primary->kill();
        standby.promote();
        // Nobody follows the new primary yet: it must not wait for a standby.
        standby.sql("ALTER SYSTEM SET synchronous_standby_names = ''");
        standby.sql("SELECT pg_reload_conf()");
    });
    auto longest = std::chrono::steady_clock::duration::zero();
    for (int i = 0; i < 150; ++i) {
        const auto began = std::chrono::steady_clock::now();
        log->append(only(some_stretch(log->lock().size, 1, 3)));
        acknowledged += 3;
        longest = std::max(longest, std::chrono::steady_clock::now() - began);
    }
    breaker.join();
    CHECK(log->head().size == acknowledged);
    CHECK(all_of(*log).size() == 150);
    CHECK(longest < std::chrono::seconds(30));
    CHECK(standby.sql("SELECT pg_is_in_recovery()") == "f\n");
}

TEST_CASE("without a synchronous standby the same loss of the primary loses what was acknowledged")
{
    if (!can_run())
        return;
    // The control: a harness that cannot see a loss would prove nothing.
    auto primary = std::make_unique<ThrowawayServer>();
    ThrowawayServer standby(ThrowawayServer::Role::Standby, *primary);
    primary->sql("ALTER SYSTEM SET synchronous_standby_names = ''");
    primary->sql("SELECT pg_reload_conf()");
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const RepositoryId repository = some_repository();
    const auto log = open_postgresql_log(primary->url(), repository);
    log->append(only(some_stretch(log->lock().size, 1, 3)));
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    standby.kill(); // a standby that is behind is one that was away
    log->append(only(some_stretch(log->lock().size, 1, 3)));
    const std::uint64_t acknowledged = log->head().size;
    primary->kill();
    standby.start();
    standby.promote();
    const auto after = open_postgresql_log(standby.url(), repository);
    CHECK(after->head().size < acknowledged);
}
