#include "app/sync/shared_log.hpp"

#include "app/memory_log.hpp"
#include "app/trial_city.hpp"
#include "app/trust/actors.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace ogp;
using namespace ogp::app;

namespace {

/// An authority whose log lies in a shared one as well, and a second machine with a copy of its folder.
class TwoMachines
{
public:
    TwoMachines() : url("memory:" + to_hex(random_bytes(8))), second_folder("second")
    {
        store::set_shared_log_factory(&MemoryLog::open);
        {
            Repository repository = city.open("admin");
            moved = move_to_shared(repository, url);
        }
        std::filesystem::copy(city.folder(), second_folder.path(), std::filesystem::copy_options::recursive);
        // The keys of personal values are one file for all who serve the log.
        const std::filesystem::path keys = second_folder.path() / ".ogp" / "keys.db";
        for (const char* suffix : {"", "-wal", "-shm"})
            std::filesystem::remove(keys.string() + suffix);
        std::filesystem::create_symlink(city.folder() / ".ogp" / "keys.db", keys);
    }
    ~TwoMachines() { store::set_shared_log_factory(nullptr); }

    MemoryStream& stream() { return MemoryLog::stream(url); }
    Repository second(const std::string& role = "foi_officer") const
    {
        return Repository({.folder = second_folder.path(), .access = store::Access::Write, .actor = {}, .role = role,
                           .clock = {city.now, ClockSource::System}});
    }
    CaseUid request_at_second(const std::string& subject) const
    {
        Repository repository = second("citizen");
        Change change(repository);
        const store::CaseRow row = change.open("foi", Json::object({{"subject", subject}, {"body", "please"}, {"applicant", Json::object({{"name", "Ana"}})}}));
        change.commit();
        return row.subject.uid;
    }

    TrialCity city;
    std::string url;
    TrialFolder second_folder;
    Moved moved;
};

/// Opened for writing, so that it catches up at its next transaction.
void catch_up(Repository& repository)
{
    repository.store().begin();
}

} // namespace

TEST_CASE("shared log: moving copies the log, compares the root, and is remembered")
{
    TwoMachines machines;
    Repository repository = machines.city.open();
    CHECK(machines.moved.events == repository.store().head().size);
    CHECK(machines.moved.root == repository.store().head().root.hex());
    CHECK(machines.stream().size() == repository.store().head().size);
    CHECK(repository.settings().log == machines.url);
    CHECK(lies_in_shared_log(machines.city.folder()));
    CHECK_FALSE(lies_in_shared_log("/"));
}

TEST_CASE("shared log: two machines take turns, give gap-free numbers and end with the same record")
{
    TwoMachines machines;
    std::vector<CaseUid> requests;
    for (int i = 0; i < 6; ++i)
        requests.push_back(i % 2 == 0 ? machines.city.request("first " + std::to_string(i)) : machines.request_at_second("second " + std::to_string(i)));
    Repository one = machines.city.open();
    Repository other = machines.second();
    catch_up(one);
    catch_up(other);
    CHECK(one.store().head().root == other.store().head().root);
    CHECK(one.store().head().size == machines.stream().size());
    CHECK(one.store().projection_root() == other.store().projection_root());
    for (std::size_t i = 0; i < requests.size(); ++i)
        CHECK(one.store().find(requests[i]).value().number == fmt::format("FOI-2019-{:05}", i + 1));
    CHECK(findings_of(one) == std::vector<std::string>());
    CHECK(findings_of(other) == std::vector<std::string>());
    CHECK(machines.stream().behind > 0);
}

TEST_CASE("shared log: a follower hands out what others wrote, and takes nothing")
{
    TwoMachines machines;
    Authority follower({.folder = machines.second_folder.path(), .mode = AuthorityOptions::Mode::Follow,
                        .clock = [&] { return Clock{machines.city.now, ClockSource::System}; }});
    machines.city.request("one");
    follower.catch_up();
    CHECK(follower.checkpoint().note == machines.city.authority().checkpoint().note);
    const Session session{"nino", {Scope::Pull, Scope::Push}, "t"};
    CHECK(follower.page(session, {0}).has_value());
    CHECK_THROWS_AS(follower.push(session, "{}"), Error);
}

TEST_CASE("shared log: what it did not take has not happened, and what it took has, whatever became of the process")
{
    TwoMachines machines;
    const std::uint64_t before = machines.stream().size();
    machines.stream().next = MemoryStream::Fault::BeforeCommit;
    CHECK_THROWS_AS(machines.city.request("lost before it arrived"), Error);
    CHECK(machines.city.open().store().head().size == before);
    CHECK(machines.stream().size() == before);

    machines.stream().next = MemoryStream::Fault::AfterCommit;
    CHECK_THROWS_AS(machines.city.request("arrived"), Error);
    CHECK(machines.city.open().store().head().size == before); // behind, never ahead
    CHECK(machines.stream().size() == before + 1);
    Repository repository = machines.city.open();
    catch_up(repository);
    CHECK(repository.store().head().size == before + 1);
    CHECK(repository.resolve("FOI-2019-00001").subject.fields["subject"] == Json("arrived"));
    CHECK(findings_of(repository).empty());
}

TEST_CASE("shared log: a database that forgot what it had taken, or was restored from an older copy, stops everything")
{
    TwoMachines machines;
    machines.stream().next = MemoryStream::Fault::Forget;
    machines.city.request("forgotten");
    try {
        machines.city.request("next");
        FAIL("went on as if nothing had happened");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Integrity);
    }
}

TEST_CASE("shared log: a stretch that was changed on the way is not folded")
{
    TwoMachines machines;
    machines.city.request("one");
    SECTION("a byte of an event")
    {
        std::string& bytes = machines.stream().stretches.back().batches.front().events.front().bytes;
        bytes.replace(bytes.find("one"), 3, "two");
    }
    SECTION("a checkpoint")
    {
        machines.stream().stretches.back().checkpoint = machines.stream().stretches.front().checkpoint;
    }
    SECTION("an event that is missing")
    {
        machines.stream().stretches.back().batches.front().events.clear();
    }
    Repository second = machines.second();
    const std::uint64_t before = second.store().head().size;
    CHECK_THROWS_AS(catch_up(second), Error);
    CHECK(second.store().head().size == before);
}

TEST_CASE("shared log: definitions of one machine are known to the other")
{
    TwoMachines machines;
    {
        Repository repository = machines.city.open("admin");
        add_actor(repository, "giorgi", {"foi_officer"}, DryRun::No);
    }
    Repository second = machines.second();
    catch_up(second);
    CHECK(second.store().actor("giorgi").has_value());
}

TEST_CASE("shared log: a program that knows no shared log does not write beside it")
{
    TwoMachines machines;
    Repository old({.folder = machines.city.folder(), .access = store::Access::Read, .actor = {}, .role = {}, .clock = {}});
    store::set_shared_log_factory(nullptr);
    CHECK_THROWS_AS(machines.city.open(), Error);
    store::Store store(machines.city.folder() / ".ogp", {});
    try {
        store.begin();
        FAIL("wrote beside the shared log");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Conflict);
    }
}
