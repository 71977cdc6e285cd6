// Kills and power losses while a replica writes events that wait, and while it takes over the authority's log.
#include "store/power_loss.hpp"
#include "store/sample_sync.hpp"

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

int rounds(int preset)
{
    const char* soak = std::getenv("OGP_SOAK");
    return soak == nullptr ? preset : std::max(preset, std::atoi(soak));
}

/// What a replica does all day: an act of its own, and now and then everything that the authority has, a piece at a time.
/// `acknowledge` is told of what is kept: the number of an own event, or 0 with the size of the log.
template <class Tell>
void work(Store& replica, const Store& authority, const CaseUid& plan, Acknowledge when, const Tell& acknowledge)
{
    {
        Writer writer(replica, "gia");
        writer.comment(*replica.find(plan), std::string(300, 'x'));
        const auto number = static_cast<std::uint64_t>(writer.transaction().head().last_number) + 1;
        if (when == Acknowledge::BeforeCommit)
            acknowledge(number, 0);
        writer.commit();
        if (when == Acknowledge::AfterCommit)
            acknowledge(number, 0);
    }
    const std::uint64_t size = replica.head().size;
    if (size == authority.head().size)
        return;
    Confirmation confirmation = replica.begin_confirming();
    // Up to the next checkpoint alone, so that there is always something left.
    const BatchRow batch = authority.batch_of(size);
    Instant received;
    for (std::size_t i = 0; i < batch.ids.size(); ++i) {
        const StoredEvent stored = authority.event(size + i).value();
        received = stored.leaf.received;
        confirmation.append({stored.bytes, stored.leaf.verdict, stored.leaf.rule, stored.leaf.late});
    }
    confirmation.end_batch(received, batch.note);
    const std::uint64_t after = size + batch.ids.size();
    if (when == Acknowledge::BeforeCommit)
        acknowledge(0, after);
    for (const std::string& note : authority.checkpoints())
        if (ledger::Checkpoint::parse(ledger::parse_note(note).text).size == after)
            confirmation.commit(note);
    if (when == Acknowledge::AfterCommit)
        acknowledge(0, after);
}

/// An authority that is `changes` ahead of its replica, each under a checkpoint of its own; the first ones are the replica's own.
struct Ahead
{
    explicit Ahead(int changes)
    {
        for (int i = 0; i < 10; ++i) {
            Store replica(town.replica());
            Writer writer(replica, "gia");
            writer.comment(town.plan, "ჩემი");
            writer.commit();
        }
        Store authority(town.authority());
        push(Store(town.replica()), authority);
        for (int i = 0; i < changes; ++i) {
            Writer writer(authority);
            writer.open(milestone_type(), part_of(town.plan, "II." + std::to_string(i), "ეტაპი"));
            writer.commit();
        }
    }
    /// Takes over what was pushed, in one piece: there is one checkpoint over it.
    void start(const fs::path& folder) const
    {
        fs::copy(town.replica(), folder, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        Store replica(folder);
        const Store authority(town.authority());
        Confirmation confirmation = replica.begin_confirming();
        for (std::uint64_t sequence = confirmation.head().size; sequence < 17; ++sequence) {
            const StoredEvent stored = authority.event(sequence).value();
            confirmation.append({stored.bytes, stored.leaf.verdict, stored.leaf.rule, stored.leaf.late});
            confirmation.end_batch(stored.leaf.received, authority.batch_of(sequence).note);
        }
        confirmation.commit(authority.checkpoints().at(2));
    }
    Town town;
};

struct Lost
{
    int events = 0;
    int findings = 0;
};

/// What is missing of what was acknowledged, and what a check says.
Lost lost(const fs::path& folder, std::uint64_t number, std::uint64_t size, const CaseUid& plan)
{
    Lost result;
    try {
        Store replica(folder);
        const Head head = replica.head();
        result.events += static_cast<std::uint64_t>(head.last_number) < number ? 1 : 0;
        result.events += head.size < size ? 1 : 0;
        // Ten comments are confirmed, every later one waits: whatever has happened in between, none is there twice or not at all.
        result.events += replica.find(plan)->subject.comments != head.last_number ? 1 : 0;
        result.events += replica.count_pending() != head.last_number - 10 ? 1 : 0;
        for (const Finding& finding : Verifier(replica).run().findings) {
            UNSCOPED_INFO(finding.where << ": " << finding.message.en);
            ++result.findings;
        }
    } catch (const Error& error) {
        UNSCOPED_INFO(error.message().en);
        ++result.findings;
    }
    return result;
}

struct Told
{
    std::uint64_t number = 0;
    std::uint64_t size = 0;
    void hear(std::uint64_t own, std::uint64_t log)
    {
        number = std::max(number, own);
        size = std::max(size, log);
    }
};

/// Lets a replica work in a process of its own, kills it, and gives what it had said.
Told kill_once(const fs::path& folder, const Ahead& ahead, Acknowledge when, std::chrono::microseconds delay)
{
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        try {
            const Store authority(ahead.town.authority());
            for (;;) {
                Store replica(folder, {.busy_milliseconds = 60'000});
                work(replica, authority, ahead.town.plan.subject.uid, when, [&](std::uint64_t number, std::uint64_t size) {
                    const std::uint64_t told[2] = {number, size};
                    if (::write(ends[1], told, sizeof told) != sizeof told)
                        ::_exit(2);
                });
            }
        } catch (const Error&) {
            ::_exit(3);
        }
    }
    ::close(ends[1]);
    Told told;
    const auto hear_one = [&] {
        std::uint64_t words[2];
        const bool whole = ::read(ends[0], words, sizeof words) == sizeof words;
        if (whole)
            told.hear(words[0], words[1]);
        return whole;
    };
    hear_one();
    std::this_thread::sleep_for(delay);
    ::kill(child, SIGKILL);
    while (hear_one())
        continue;
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
    return told;
}

} // namespace

TEST_CASE("a kill at any moment leaves a replica with what it had, or with more")
{
    const Ahead ahead(40);
    std::mt19937 random(21);
    const int kills = rounds(40);
    std::uint64_t largest = 0;
    for (int done = 0; done < kills;) {
        const Folder folder;
        ahead.start(folder.path());
        for (int i = 0; i < 10 && done < kills; ++i, ++done) {
            const Told told = kill_once(folder.path(), ahead, Acknowledge::AfterCommit, std::chrono::microseconds(random() % 9000));
            const Lost missing = lost(folder.path(), told.number, told.size, ahead.town.plan.subject.uid);
            CHECK(missing.events == 0);
            REQUIRE(missing.findings == 0);
            largest = std::max(largest, told.size);
        }
    }
    CHECK(largest > 17); // stretches were taken over
}

TEST_CASE("the same test catches a replica that speaks too early")
{
    const Ahead ahead(40);
    const Folder folder;
    ahead.start(folder.path());
    int missing = 0;
    for (int i = 0; i < 100 && missing == 0; ++i) {
        const Told told = kill_once(folder.path(), ahead, Acknowledge::BeforeCommit, std::chrono::microseconds(0));
        missing += lost(folder.path(), told.number, told.size, ahead.town.plan.subject.uid).events;
    }
    CHECK(missing > 0);
}

TEST_CASE("a power loss at any moment leaves a replica with what it had, or with more")
{
    REQUIRE(power::install() != nullptr);
    const Ahead ahead(40);
    const Folder origin;
    ahead.start(origin.path());
    std::mt19937 random(22);
    const int cuts = rounds(80);
    std::uint64_t largest = 0;
    for (int i = 0; i < cuts; ++i) {
        const Folder folder;
        fs::copy(origin.path(), folder.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        power::machine() = {};
        power::machine().operations_left = static_cast<std::int64_t>(random() % 400);
        Told told;
        try {
            const Store authority(ahead.town.authority());
            for (;;) {
                Store replica(folder.path(), {.vfs = "power"});
                work(replica, authority, ahead.town.plan.subject.uid, Acknowledge::AfterCommit,
                     [&](std::uint64_t number, std::uint64_t size) { told.hear(number, size); });
            }
        } catch (const Error& error) {
            UNSCOPED_INFO(error.message().en);
        }
        power::restart(folder.path(), random);
        const Lost missing = lost(folder.path(), told.number, told.size, ahead.town.plan.subject.uid);
        CHECK(missing.events == 0);
        CHECK(missing.findings == 0);
        largest = std::max(largest, told.size);
    }
    CHECK(largest > 17);
}
