#include "app/authority_trial.hpp"

#include <catch2/catch.hpp>

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace ogp;
using namespace ogp::app;
using ledger::Verdict;

namespace {

Json subject(const std::string& text)
{
    return Json::object({{"subject", text}});
}

} // namespace

TEST_CASE("authority: what a replica wrote is judged, numbered and answered, and comes back in a page")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    const std::uint64_t before = city.open().store().head().size;
    const CaseUid uid = giorgi.open("errand", subject("one"));
    giorgi.comment(uid, "seen");
    giorgi.set(uid, Json::object({{"pages", 3}}));
    const sync::PushAnswer answer = giorgi.push();

    REQUIRE(answer.refused.empty());
    REQUIRE(answer.events.size() == 3);
    for (const sync::EventAnswer& event : answer.events)
        CHECK(event.verdict == Verdict::Applied);
    CHECK(answer.events[0].number == "E-2019-00001");
    CHECK(answer.events[0].sequence == before);
    CHECK(answer.events[2].number.empty());

    Repository repository = city.open();
    const auto row = repository.store().find(uid);
    REQUIRE(row);
    CHECK(row->number == "E-2019-00001");
    CHECK(row->subject.fields["fee"] == giorgi.seen.at(uid).fields["fee"]);
    CHECK(answer.checkpoint == repository.store().head().checkpoint);
    CHECK(findings_of(city.open()).empty());

    const auto page = city.authority->page(giorgi.session, {0});
    REQUIRE(page);
    sync::PageReader reader(*page);
    std::size_t events = 0;
    for (auto batch = reader.next(); batch; batch = reader.next())
        events += batch->events.size();
    CHECK(events == before + 3);
    CHECK(reader.checkpoint() == answer.checkpoint);
    CHECK_FALSE(city.authority->page(giorgi.session, {before + 3}));

    const auto own = city.authority->page(giorgi.session, {before, sync::page_bytes, sync::LogQuery::Own{giorgi.replica, 1, 3}});
    REQUIRE(own);
    CHECK(own->size() < page->size());
    sync::PageReader short_reader(*own);
    CHECK(short_reader.next()->events[1].own == 2);
}

TEST_CASE("authority: sent again, a batch gets the answers it had and leaves nothing")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    giorgi.open("errand", subject("one"));
    const std::string lines = giorgi.lines();
    const sync::PushAnswer first = giorgi.push(lines);
    const sync::PushAnswer second = giorgi.push(lines);
    CHECK(second.events == first.events);
    CHECK(second.checkpoint == first.checkpoint);
    CHECK(city.authority->figures().known == 1);
}

TEST_CASE("authority: a gap refuses the batch without a trace, and the batch that fills it is taken")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    giorgi.open("errand", subject("one"));
    giorgi.open("errand", subject("two"));
    const std::vector<std::string> both = giorgi.waiting;
    const std::uint64_t before = city.open().store().head().size;
    const sync::PushAnswer gap = giorgi.push(giorgi.lines_of({{both[1]}}));
    REQUIRE(gap.refused.size() == 1);
    CHECK(gap.refused[0].fault == Fault::Conflict);
    CHECK(gap.events.empty());
    CHECK(city.open().store().head().size == before);
    CHECK(giorgi.push(giorgi.lines_of({{both[0]}, {both[1]}})).events.size() == 2);
}

TEST_CASE("authority: 64 threads that push the same act leave it once, and as many different ones each once")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    giorgi.open("errand", subject("one"));
    const std::string same = giorgi.lines();
    std::vector<std::unique_ptr<TrialReplica>> others;
    for (int i = 0; i < 16; ++i) {
        others.push_back(std::make_unique<TrialReplica>(city, "giorgi", "clerk"));
        others.back()->open("errand", subject(std::to_string(i)));
    }
    const std::uint64_t before = city.open().store().head().size;
    std::vector<std::thread> threads;
    std::mutex mutex;
    std::set<std::uint64_t> sequences;
    std::set<std::string> numbers;
    for (int i = 0; i < 64; ++i)
        threads.emplace_back([&, i] {
            TrialReplica& replica = i < 16 ? *others[static_cast<std::size_t>(i)] : giorgi;
            const sync::PushAnswer answer = replica.push(i < 16 ? replica.lines() : same);
            const std::lock_guard lock(mutex);
            for (const sync::EventAnswer& event : answer.events) {
                sequences.insert(event.sequence);
                numbers.insert(event.number);
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    CHECK(city.open().store().head().size == before + 17);
    CHECK(sequences.size() == 17);
    CHECK(numbers.size() == 17);
    CHECK(numbers.contains("E-2019-00001"));
    CHECK(numbers.contains("E-2019-00017"));
    CHECK(city.authority->figures().commits <= 64);
    CHECK(findings_of(city.open()).empty());
}

TEST_CASE("authority: a token is good for its scopes, until it expires or is revoked")
{
    TrialAuthority city;
    Repository repository = city.open();
    const NewToken token = new_token(repository, {"giorgi", scopes_from("pull"), "1d"}, DryRun::No);
    const auto session = city.authority->authenticate(token.text);
    REQUIRE(session);
    CHECK(session->actor == "giorgi");
    CHECK_THROWS_AS(city.authority->push(*session, ""), Error);
    CHECK_NOTHROW(city.authority->page(*session, {0}));
    CHECK_FALSE(city.authority->authenticate("ogp_pat_" + std::string(72, '0')));
    CHECK_FALSE(city.authority->authenticate(""));
    std::string wrong = token.text;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    CHECK_FALSE(city.authority->authenticate(wrong));

    city.now = Instant::from_milliseconds(city.now.milliseconds() + 23 * 3'600'000);
    CHECK(city.authority->authenticate(token.text));
    city.now = Instant::from_milliseconds(city.now.milliseconds() + 2 * 3'600'000);
    CHECK_FALSE(city.authority->authenticate(token.text));

    const NewToken other = new_token(repository, {"giorgi", scopes_from("pull"), "90d"}, DryRun::No);
    CHECK(city.authority->authenticate(other.text));
    revoke_token(repository, other.id, DryRun::No);
    CHECK_FALSE(city.authority->authenticate(other.text));
}

TEST_CASE("authority: nobody registers the key of somebody else, or one without its secret part")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    const RepositoryId repository = city.open().store().identity().repository;
    sync::Registration stolen{giorgi.replica, giorgi.key.public_key(), {}};
    stolen.signature = giorgi.key.sign(stolen.text(repository));
    CHECK_NOTHROW(city.authority->register_replica(giorgi.session, stolen));
    CHECK_THROWS_AS(city.authority->register_replica(city.session("nana"), stolen), Error);
    sync::Registration unproved{giorgi.replica, ledger::SecretKey::generate().public_key(), stolen.signature};
    CHECK_THROWS_AS(city.authority->register_replica(giorgi.session, unproved), Error);
    CHECK_THROWS_AS(city.authority->register_replica(city.session("giorgi", "pull"), stolen), Error);
}

TEST_CASE("authority: a follower hands out and takes nothing in")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    giorgi.open("errand", subject("one"));
    const std::string lines = giorgi.lines();
    Authority follower({.folder = city.folder(), .mode = AuthorityOptions::Mode::Follow, .clock = [&] { return Clock{city.now, ClockSource::System}; }});
    CHECK_THROWS_AS(follower.push(giorgi.session, lines), Error);
    CHECK_THROWS_AS(follower.tick(), Error);
    giorgi.push(lines);
    CHECK_NOTHROW(follower.catch_up());
    CHECK(follower.page(giorgi.session, {0}) == city.authority->page(giorgi.session, {0}));
    CHECK(follower.checkpoint().note == city.authority->checkpoint().note);
}
