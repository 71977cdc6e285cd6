#include "app/sync/replica_sync.hpp"

#include "app/cases/change.hpp"
#include "app/cases/personal.hpp"
#include "app/in_process_transport.hpp"
#include "app/sync/conflicts.hpp"
#include "app/sync/replica_clone.hpp"
#include "app/sync/resolve.hpp"
#include "app/trial_city.hpp"
#include "app/trust/erasure.hpp"
#include "base/file.hpp"
#include "store/blobs.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

TEST_CASE("a clone has the same cases and is intact")
{
    TrialCity city;
    const CaseUid opened = city.request("the lamp is out");
    TrialClone clone(city);
    CHECK(clone.pull().pulled > 0);
    write_clone_files(clone.open());
    Repository here = clone.open();
    Repository there = city.open();
    CHECK(here.store().head().root == there.store().head().root);
    CHECK(here.store().projection_root() == there.store().projection_root());
    CHECK(here.store().find(opened));
    CHECK(findings_of(here).empty());
    CHECK(std::filesystem::exists(clone.folder() / "workflows" / "foi.yaml"));
}

TEST_CASE("what a clone writes waits, is handed in, and is confirmed")
{
    TrialCity city;
    TrialClone clone(city);
    clone.pull();
    const CaseUid opened = clone.request("a hole in the road");
    CHECK(clone.open().store().count_pending() > 0);
    CHECK_FALSE(city.open().store().find(opened));
    const SyncCounts counts = clone.sync();
    CHECK(counts.pushed == counts.applied);
    CHECK(counts.pushed > 0);
    CHECK(counts.waiting == 0);
    CHECK(counts.pulled >= counts.pushed);
    Repository here = clone.open();
    Repository there = city.open();
    REQUIRE(there.store().find(opened));
    CHECK(here.store().find(opened)->number == there.store().find(opened)->number);
    CHECK(here.store().projection_root() == there.store().projection_root());
    CHECK(findings_of(here).empty());
    CHECK(findings_of(there).empty());
}

TEST_CASE("where nothing is new, one request is enough")
{
    TrialCity city;
    TrialClone clone(city);
    clone.pull();
    Repository repository = clone.open();
    sync::Client client(clone.transport());
    ReplicaSync replica(repository, client);
    replica.sync();
    CHECK(client.requests() == 1);
    CHECK(replica.counts().pulled == 0);
}

namespace {

/// Cuts the connection at one of the requests: before it arrives, or before its answer does.
class CutAt : public sync::Transport
{
public:
    enum class Side { Request, Answer };
    CutAt(std::unique_ptr<sync::Transport> inner, int at, Side side) : m_inner(std::move(inner)), m_left(at), m_side(side) {}

    sync::Response send(const sync::Request& request) override
    {
        const bool is_it = m_left-- == 0;
        if (is_it && m_side == Side::Request)
            throw Error(Fault::Remote, {"გაწყდა", "cut"});
        sync::Response response = m_inner->send(request);
        if (is_it)
            throw Error(Fault::Remote, {"გაწყდა", "cut"});
        return response;
    }

private:
    std::unique_ptr<sync::Transport> m_inner;
    int m_left;
    Side m_side;
};

std::string message_of(const std::function<void()>& work, Fault fault)
{
    try {
        work();
    } catch (const Error& error) {
        CHECK(error.fault() == fault);
        return error.message().en;
    }
    return "";
}

Json applicant(TrialPlace& place, const CaseUid& uid)
{
    Repository repository = place.open();
    return PersonalValues(repository).current(uid, "applicant").value_or(Json());
}

void check_equal(TrialPlace& a, TrialPlace& b)
{
    Repository first = a.open({});
    Repository second = b.open({});
    CHECK(first.store().head().root == second.store().head().root);
    CHECK(first.store().projection_root() == second.store().projection_root());
    CHECK(findings_of(first) == std::vector<std::string>());
    CHECK(findings_of(second) == std::vector<std::string>());
}

} // namespace

TEST_CASE("whatever request is cut, the next run goes on")
{
    TrialCity city;
    TrialClone other(city);
    other.pull();
    for (const CutAt::Side side : {CutAt::Side::Request, CutAt::Side::Answer}) {
        for (int at = 0;; ++at) {
            TrialClone clone(city);
            clone.pull();
            clone.request("written before the cut");
            other.request("written elsewhere");
            other.sync();
            bool was_cut = false;
            try {
                clone.run([](ReplicaSync& replica) { replica.sync(); }, std::make_unique<CutAt>(clone.transport(), at, side));
            } catch (const Error& error) {
                was_cut = error.fault() == Fault::Remote;
            }
            clone.sync();
            INFO("request " << at);
            CHECK(clone.open({}).store().count_pending() == 0);
            CHECK(clone.open({}).store().head().root == city.open({}).store().head().root);
            if (!was_cut)
                break;
            CHECK(at < 50);
        }
    }
    other.sync();
    check_equal(city, other);
}

TEST_CASE("personal values travel under keys of their own, to those who may have them")
{
    TrialCity city;
    TrialClone clone(city);
    clone.pull();
    const CaseUid uid = clone.request("with a name");
    clone.sync();
    CHECK(applicant(city, uid).text("name") == "Ana Beridze");
    TrialClone second(city);
    second.pull();
    CHECK(applicant(second, uid).text("name") == "Ana Beridze");
    check_equal(city, second);

    TrialClone outsider(city, "nino", {Scope::Pull, Scope::Push});
    outsider.pull();
    CHECK(applicant(outsider, uid).is_null());
    check_equal(city, outsider);
}

TEST_CASE("a provisional number names the case for ever")
{
    TrialCity city;
    TrialClone clone(city);
    clone.pull();
    city.request("first");
    const CaseUid uid = clone.request("second");
    const std::string provisional = clone.open().store().find(uid)->number;
    CHECK(provisional.find('~') != std::string::npos);
    clone.sync();
    CHECK(clone.open().store().find(uid)->number == "FOI-2019-00002");
    CHECK(clone.open().resolve(provisional).subject.uid == uid);
    CHECK(city.open().resolve(provisional).subject.uid == uid);
}

TEST_CASE("two who change one field without knowing of each other: one stands, the other is settled by a person")
{
    TrialCity city;
    TrialClone first(city);
    TrialClone second(city);
    const CaseUid uid = city.request("disputed");
    first.pull();
    second.pull();
    const auto set_subject = [&](TrialClone& clone, const char* text) {
        clone.act([&](Change& change) { return change.set(uid, Json::object({{"subject", text}})); });
    };
    set_subject(first, "said first");
    set_subject(second, "said second");
    CHECK(first.sync().applied == 1);
    const SyncCounts counts = second.sync();
    CHECK(counts.conflicts == 1);
    first.sync();
    check_equal(first, second);

    Repository repository = first.open();
    const report::Table table = list_conflicts(repository);
    REQUIRE(table.rows.size() == 1);
    const auto cell = [&](const char* key) { return table.rows[0][static_cast<std::size_t>(table.column(key))].value; };
    CHECK(cell("field") == Json("subject"));
    CHECK(cell("kept") == Json("said first"));
    CHECK(cell("other") == Json("said second"));
    CHECK(cell("rule") == Json("changed_elsewhere"));
    CHECK(cell("actors") == Json(Json::Array{"nino", "nino"}));

    Change change(repository);
    resolve(repository, change, *repository.store().find(uid), {.choice = model::Settlement::Replace, .why = "the second one is right"});
    change.commit();
    CHECK(first.sync().applied == 1);
    CHECK(city.open().store().find(uid)->subject.fields["subject"] == Json("said second"));
    CHECK(city.open().store().conflicts().empty());
    second.sync();
    check_equal(city, second);
}

TEST_CASE("an authority that was restored from an old copy stops its replicas, which keep what they have")
{
    TrialCity city;
    TrialClone clone(city);
    clone.pull();
    const TrialFolder backup("backup");
    std::filesystem::copy(city.folder(), backup.path(), std::filesystem::copy_options::recursive);
    clone.request("after the copy");
    clone.sync();
    const Hash root = clone.open().store().head().root;

    city.close();
    std::filesystem::remove_all(city.folder());
    std::filesystem::copy(backup.path(), city.folder(), std::filesystem::copy_options::recursive);
    city.restart();
    if (!trial_log_url().empty()) {
        // What the folder lacks, the shared log has: nothing was lost.
        clone.request("still writing");
        clone.sync();
        check_equal(city, clone);
        return;
    }
    CHECK(message_of([&] { clone.pull(); }, Fault::Integrity).find("were confirmed here") != std::string::npos);
    clone.request("still writing");
    CHECK_FALSE(message_of([&] { clone.sync(); }, Fault::Integrity).empty());
    CHECK(clone.open().store().count_pending() == 1);
    CHECK(clone.open().store().head().root == root);

    // Grown past what the replica has, it is another history all the same.
    for (int i = 0; i < 5; ++i)
        city.request("another history");
    CHECK_FALSE(message_of([&] { clone.pull(); }, Fault::Integrity).empty());
    CHECK(clone.open().store().head().root == root);
    Repository here = clone.open({});
    CHECK(findings_of(here) == std::vector<std::string>());
}

TEST_CASE("two copies of one replica with the same key: both keep what they wrote, and the second is told")
{
    TrialCity city;
    TrialClone clone(city);
    clone.pull();
    const TrialFolder twin("twin");
    std::filesystem::copy(clone.folder(), twin.path(), std::filesystem::copy_options::recursive);
    const CaseUid first = clone.request("by the one");
    clone.sync();

    Repository copy({.folder = twin.path(), .access = store::Access::Write, .actor = {}, .role = "citizen", .clock = {city.now, ClockSource::System}});
    CaseUid second;
    {
        Change change(copy);
        second = change
                     .open("foi", Json::object({{"subject", "by the other"}, {"body", "x"}, {"applicant", Json::object({{"name", "B"}})}}))
                     .subject.uid;
        change.commit();
    }
    sync::Client client(clone.transport());
    ReplicaSync replica(copy, client);
    replica.sync();
    CHECK(replica.counts().quarantined + replica.counts().refused == 1);
    CHECK(copy.store().find(first));
    CHECK(copy.store().head().root == city.open().store().head().root);
    CHECK(findings_of(copy) == std::vector<std::string>());
    // The one who came first is not touched by it.
    clone.request("and again by the one");
    CHECK(clone.sync().applied == 1);
    check_equal(city, clone);
}

TEST_CASE("a replica that was away for two years hands in what it wrote and loses nothing")
{
    TrialCity city;
    TrialClone clone(city);
    const CaseUid old = city.request("an old one");
    clone.pull();
    clone.act([&](Change& change) { return change.comment(old, "written on the road"); });
    const CaseUid opened = clone.request("opened on the road");
    constexpr std::int64_t two_years = 2LL * 365 * 24 * 3600 * 1000;
    city.now = Instant::from_milliseconds(city.now.milliseconds() + two_years);
    city.act([&](Change& change) { return change.move(old, "register"); });
    for (int i = 0; i < 20; ++i)
        city.request("meanwhile");
    clone.now = city.now;
    clone.renew_token();
    const SyncCounts counts = clone.sync();
    CHECK(counts.applied == 2);
    CHECK(counts.refused == 0);
    CHECK(city.open().store().find(opened));
    Repository repository = city.open();
    bool late = false;
    repository.store().each_event(0, [&](const store::StoredEvent& event) {
        late = late || event.leaf.late;
        return true;
    });
    CHECK(late);
    check_equal(city, clone);
}

TEST_CASE("attached files go both ways, and one that was cut goes on")
{
    TrialCity city({"decision", "foi"});
    TrialClone clone(city);
    const CaseUid uid = city.request("with files");
    clone.pull();
    const TrialFolder folder("files");
    std::filesystem::create_directories(folder.path());
    const std::string content(sync::Client::blob_piece + 1000, 'x');
    write_file(folder.path() / "big.bin", content);
    const auto attach = [&](TrialPlace& place) {
        place.act([&](Change& change) { return change.attach(uid, IncomingFile(folder.path() / "big.bin")); }, "clerk");
    };
    attach(clone);
    const Hash hash = clone.open().store().history(uid).back().event.blobs.front();
    for (int at = 0; at < 4; ++at)
        CHECK_THROWS_AS(clone.run([](ReplicaSync& replica) { replica.sync(); },
                                  std::make_unique<CutAt>(clone.transport(), at, CutAt::Side::Request)),
                        Error);
    clone.sync();
    CHECK(store::Blobs(city.folder() / ".ogp" / "blobs").has(hash));

    TrialClone other(city);
    for (int at = 2; at < 20; ++at) {
        try {
            other.run([](ReplicaSync& replica) { replica.pull(); }, std::make_unique<CutAt>(other.transport(), at, CutAt::Side::Answer));
            break;
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::Remote);
        }
    }
    CHECK(store::Blobs(other.folder() / ".ogp" / "blobs").has(hash));
    check_equal(city, other);
}

TEST_CASE("an act that names a file that never came waits until the file has come")
{
    TrialCity city;
    TrialClone clone(city);
    const CaseUid uid = city.request("with files");
    clone.pull();
    const TrialFolder folder("files");
    std::filesystem::create_directories(folder.path());
    write_file(folder.path() / "letter.txt", "a letter");
    clone.act([&](Change& change) { return change.attach(uid, IncomingFile(folder.path() / "letter.txt")); });
    const auto file = store::Blobs(clone.folder() / ".ogp" / "blobs").path(clone.open().store().history(uid).back().event.blobs.front());
    const std::uint64_t before = city.open().store().head().size;
    std::filesystem::rename(file, folder.path() / "aside");
    const SyncCounts refused = clone.sync();
    CHECK(refused.refused == 1);
    CHECK(refused.waiting == 1);
    CHECK(city.open().store().head().size == before);
    std::filesystem::rename(folder.path() / "aside", file);
    CHECK(clone.sync().applied == 1);
    check_equal(city, clone);
}

TEST_CASE("a push of ten events a batch takes at most seventy bytes an event")
{
    TrialCity city;
    TrialClone clone(city);
    std::vector<CaseUid> cases;
    for (int i = 0; i < 40; ++i)
        cases.push_back(city.request("request " + std::to_string(i)));
    clone.pull();
    constexpr int batches = 100;
    constexpr int events = 10;
    for (int i = 0; i < batches; ++i) {
        clone.now = Instant::from_milliseconds(clone.now.milliseconds() + 61'234);
        Repository repository = clone.open();
        Change change(repository);
        for (int k = 0; k < events; ++k)
            change.set(cases[static_cast<std::size_t>(i * 7 + k) % cases.size()],
                       Json::object({{"pages", static_cast<std::int64_t>(i * events + k + 1)}, {"subject", fmt::format("Plan of street {}, part {}", i, k)}}));
        change.commit();
    }
    city.now = clone.now;
    Repository repository = clone.open({});
    sync::Client client(clone.transport());
    ReplicaSync replica(repository, client);
    replica.push();
    const double each = static_cast<double>(client.bytes_sent()) / (batches * events);
    INFO("bytes an event: " << each);
    CHECK(replica.counts().applied == batches * events);
    CHECK(each <= 70);
}

TEST_CASE("an erasure reaches every replica, is answered once, and takes the value with it")
{
    TrialCity city;
    TrialClone clone(city);
    const CaseUid uid = city.request("with a name");
    clone.pull();
    REQUIRE(applicant(clone, uid).text("name") == "Ana Beridze");
    {
        Repository repository = city.open("admin");
        erase_case(repository, *repository.store().find(uid), "article 21", DryRun::No);
        CHECK(pending_erasures(repository).rows.size() == 1);
    }
    city.restart();
    clone.pull();
    CHECK(applicant(clone, uid).is_null());
    CHECK(pending_erasures(city.open("admin")).rows.empty());
    Repository repository = clone.open({});
    sync::Client client(clone.transport());
    ReplicaSync replica(repository, client);
    replica.pull();
    CHECK(client.requests() == 1);
    check_equal(city, clone);
}

TEST_CASE("what a desk wrote of a person before it knew of the erasure is taken, and nothing personal of it is kept")
{
    TrialCity city;
    TrialClone clone(city);
    const CaseUid uid = city.request("lamps");
    clone.pull();
    clone.act([&](Change& change) { return change.comment(uid, "Ana Beridze called"); });
    {
        Repository repository = city.open("admin");
        erase_case(repository, *repository.store().find(uid), "article 21", DryRun::No);
    }
    city.restart();
    CHECK(clone.sync().applied == 1);
    const auto sealed = city.open().store().sealed_of(city.open().store().head().size - 1);
    REQUIRE(sealed.size() == 1);
    CHECK(sealed[0].ciphertext.empty());
    check_equal(city, clone);
}
