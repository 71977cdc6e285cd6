// A replica with its real curl and an authority with its real HTTP server, and between them a network that cuts, delays, doubles and
// reorders: whatever it does, the next sync on a sound network finishes, nothing is lost, and nothing is there twice.
//
// With OGP_SOAK=1 a connection is cut after every byte, else after every byte of the beginnings and every eleventh of the rest.
#include "app/trial_city.hpp"
#include "server/faulty_proxy.hpp"
#include "server/http_server.hpp"
#include "server/routes.hpp"
#include "sync_curl/curl_transport.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace ogp;
using namespace ogp::server;
using app::Change;
using app::ReplicaSync;
using app::Repository;
using app::TrialCity;
using app::TrialClone;
using Work = std::function<void(ReplicaSync&)>;

namespace {

constexpr std::chrono::milliseconds minute{60'000};

/// The authority over HTTP, and the way to it.
class FarCity
{
public:
    FarCity()
        : of_token({1'000'000, minute}), of_address({1'000'000, minute}), of_failures({20, minute}),
          service{city.authority(), metrics, of_token, of_address, of_failures}, m_token(city.token()),
          m_server(options(), [this](Query& query) { return routes.admit(query); }), proxy(m_server.url())
    {
    }

    std::unique_ptr<sync::Transport> transport() const { return sync_curl::make_transport({.url = proxy.url(), .token = m_token}); }

    /// How it ended, nothing where it went well.
    std::optional<Fault> run(TrialClone& clone, const Work& work) const
    {
        try {
            clone.run(work, transport());
            return {};
        } catch (const Error& error) {
            UNSCOPED_INFO(error.message().en);
            return error.fault();
        }
    }

    /// A request for public information that waits in the clone.
    void write(TrialClone& clone)
    {
        if (clone.open({}).store().head().size == 0)
            clone.pull();
        const std::string subject = "subject " + std::to_string(m_subjects.size());
        m_subjects[subject] = clone.request(subject);
    }
    std::uint64_t size() const { return city.open({}).store().head().size; }

    /// What is wrong once everybody has met.
    std::vector<std::string> wrong(const std::vector<TrialClone*>& clones)
    {
        std::vector<std::string> lines;
        proxy.heal();
        for (int round = 0; round < 2; ++round)
            for (TrialClone* clone : clones)
                if (const auto fault = run(*clone, [](ReplicaSync& replica) { replica.sync(); }))
                    lines.push_back("cannot synchronise: " + std::string(code(*fault)));
        Repository there = city.open({});
        std::map<std::string, int> found;
        there.store().each_case({}, [&](store::CaseRow&& row) {
            ++found[row.subject.fields.text("subject")];
            return true;
        });
        for (const auto& [subject, uid] : m_subjects)
            if (found[subject] != 1 || !there.store().find(uid))
                lines.push_back(subject + " is there " + std::to_string(found[subject]) + " times");
        for (const std::string& finding : app::findings_of(there))
            lines.push_back("authority: " + finding);
        for (TrialClone* clone : clones) {
            Repository here = clone->open({});
            if (here.store().count_pending() != 0)
                lines.push_back("something still waits");
            if (here.store().head().root != there.store().head().root || here.store().projection_root() != there.store().projection_root())
                lines.push_back("the copies differ");
            for (const std::string& finding : app::findings_of(here))
                lines.push_back("clone: " + finding);
        }
        return lines;
    }

    TrialCity city;
    Metrics metrics;
    RateLimit of_token;
    RateLimit of_address;
    RateLimit of_failures;
    Service service;
    Routes routes = [this] {
        Routes all;
        limit(all, service);
        add_public_routes(all, service);
        add_log_routes(all, service);
        add_blob_routes(all, service);
        add_keeper_routes(all, service);
        return all;
    }();

private:
    static HttpOptions options()
    {
        HttpOptions http;
        http.listen = "127.0.0.1:0";
        http.workers = 4;
        http.idle = std::chrono::milliseconds{1000}; // a request that was cut is waited for as long as one that is slow
        return http;
    }

    std::string m_token;
    std::map<std::string, CaseUid> m_subjects;
    HttpServer m_server;

public:
    FaultyProxy proxy;
};

enum class Way { Up, Down };

NetworkFault cut_at(Way way, std::size_t bytes)
{
    NetworkFault fault;
    (way == Way::Up ? fault.cut_up : fault.cut_down) = bytes;
    fault.end = bytes % 2 == 0 ? NetworkFault::End::Fin : NetworkFault::End::Reset;
    fault.after = bytes % 3 == 0 ? NetworkFault::After::Heals : NetworkFault::After::StaysDown;
    return fault;
}

std::size_t next_cut(std::size_t bytes)
{
    constexpr std::size_t beginnings = 120;
    constexpr std::size_t stride = 11;
    return bytes + (bytes < beginnings || std::getenv("OGP_SOAK") != nullptr ? 1 : stride);
}

/// Does it again and again, each time cut one byte later, until a cut comes too late to be met. Returns how many cuts there were.
std::size_t cut_everywhere(FarCity& far, TrialClone& clone, Way way, const Work& work, const std::function<void()>& before = [] {})
{
    std::size_t cuts = 0;
    for (std::size_t bytes = 1;; bytes = next_cut(bytes)) {
        INFO("cut after " << bytes << " bytes");
        before();
        far.proxy.use(cut_at(way, bytes));
        const auto fault = far.run(clone, work);
        if (!far.proxy.was_cut())
            return cuts;
        ++cuts;
        // What was cut is no proof against the authority; and where all had gone through by then, nobody need notice.
        CHECK(fault.value_or(Fault::Remote) == Fault::Remote);
    }
}

} // namespace

TEST_CASE("network: a push that is cut after any byte is taken once")
{
    FarCity far;
    TrialClone clone(far.city);
    far.write(clone);
    far.write(clone);
    const std::uint64_t before = far.size();
    const Work push = [](ReplicaSync& replica) { replica.push(); };
    CHECK(cut_everywhere(far, clone, Way::Up, push) > 100);
    CHECK(far.size() == before + 2);
    CHECK(cut_everywhere(far, clone, Way::Down, push) > 100);
    CHECK(far.size() == before + 2);
    CHECK(far.wrong({&clone}) == std::vector<std::string>());
}

TEST_CASE("network: a push whose first answer is cut anywhere is taken once")
{
    FarCity far;
    TrialClone clone(far.city);
    std::size_t bytes = 1;
    constexpr std::size_t stride = 47;
    for (bool is_cut = true; is_cut; bytes += stride) {
        far.write(clone); // what waits is new each time
        far.proxy.use(cut_at(Way::Down, bytes));
        far.run(clone, [](ReplicaSync& replica) { replica.sync(); });
        is_cut = far.proxy.was_cut();
        far.proxy.heal();
        CHECK_FALSE(far.run(clone, [](ReplicaSync& replica) { replica.sync(); }));
    }
    CHECK(bytes > stride * 5);
    CHECK(far.wrong({&clone}) == std::vector<std::string>());
}

TEST_CASE("network: a pull that is cut after any byte is whole in the end")
{
    FarCity far;
    TrialClone clone(far.city);
    TrialClone other(far.city);
    far.write(other);
    other.sync();
    const Work pull = [](ReplicaSync& replica) { replica.pull(); };
    CHECK(cut_everywhere(far, clone, Way::Up, pull) > 100);
    far.write(other);
    other.sync();
    CHECK(cut_everywhere(far, clone, Way::Down, pull) > 100);
    CHECK(far.wrong({&clone, &other}) == std::vector<std::string>());
}

TEST_CASE("network: every request delivered twice is done once")
{
    FarCity far;
    TrialClone clone(far.city);
    far.proxy.use({.requests = NetworkFault::Requests::Twice});
    for (int i = 0; i < 3; ++i) {
        far.write(clone);
        const std::uint64_t before = far.size();
        CHECK_FALSE(far.run(clone, [](ReplicaSync& replica) { replica.sync(); }));
        CHECK(far.size() == before + 1);
    }
    CHECK(far.wrong({&clone}) == std::vector<std::string>());
}

TEST_CASE("network: what two desks hand in may overtake each other")
{
    FarCity far;
    TrialClone first(far.city);
    TrialClone second(far.city);
    far.write(first);
    far.write(second);
    far.proxy.use({.held = "POST /v1/push"});
    std::optional<Fault> slow;
    std::thread slow_one{[&] { slow = far.run(first, [](ReplicaSync& replica) { replica.sync(); }); }};
    const bool held = far.proxy.wait_until_held();
    const auto quick = far.run(second, [](ReplicaSync& replica) { replica.sync(); });
    far.proxy.let_go();
    slow_one.join();
    CHECK(held);
    CHECK_FALSE(quick);
    CHECK_FALSE(slow);
    CHECK(far.wrong({&first, &second}) == std::vector<std::string>());
}

TEST_CASE("network: a push that arrives after the same one was sent again is taken once")
{
    FarCity far;
    TrialClone clone(far.city);
    far.write(clone);
    const std::uint64_t before = far.size();
    far.proxy.use({.held = "POST /v1/push"});
    std::thread lost{[&] {
        // Hands in, and never hears of it: the desk is switched off while its request is still on the way.
        const app::TrialFolder copy("copy");
        std::filesystem::copy(clone.folder(), copy.path(), std::filesystem::copy_options::recursive);
        Repository repository({.folder = copy.path(), .access = store::Access::Write, .actor = {}, .role = {}, .clock = {clone.now, ClockSource::System}});
        sync::Client client(far.transport());
        try {
            ReplicaSync(repository, client).push();
        } catch (const Error&) {
        }
    }};
    const bool held = far.proxy.wait_until_held();
    const auto again = far.run(clone, [](ReplicaSync& replica) { replica.sync(); });
    far.proxy.let_go();
    lost.join();
    CHECK(held);
    CHECK_FALSE(again);
    CHECK(far.size() == before + 1);
    CHECK(far.wrong({&clone}) == std::vector<std::string>());
}

TEST_CASE("network: a slow drip and long pauses only take time")
{
    FarCity far;
    TrialClone clone(far.city);
    far.write(clone);
    far.proxy.use({.piece = 7, .pause = std::chrono::microseconds{500}});
    CHECK_FALSE(far.run(clone, [](ReplicaSync& replica) { replica.sync(); }));
    CHECK(far.wrong({&clone}) == std::vector<std::string>());
}

TEST_CASE("network: the harness finds a client that believes before it is answered")
{
    FarCity far;
    TrialClone clone(far.city);
    far.write(clone);
    far.proxy.use(cut_at(Way::Up, 100));
    CHECK(far.run(clone, [](ReplicaSync& replica) { replica.push(); }) == Fault::Remote);
    {
        Repository repository = clone.open({});
        repository.store().discard_pending(repository.store().pending_batches().front().first);
    }
    CHECK(far.wrong({&clone}) == std::vector<std::string>{"subject 0 is there 0 times"});
}

TEST_CASE("network: the harness finds a server that forgets what it has taken")
{
    FarCity far;
    TrialClone clone(far.city);
    far.write(clone);
    far.proxy.use(cut_at(Way::Down, 1));
    CHECK(far.run(clone, [](ReplicaSync& replica) { replica.push(); }) == Fault::Remote);
    far.city.request("subject 0"); // what such a server does when it is told once more
    const std::vector<std::string> wrong = far.wrong({&clone});
    REQUIRE(wrong.size() == 1);
    CHECK(wrong[0] == "subject 0 is there 2 times");
}
