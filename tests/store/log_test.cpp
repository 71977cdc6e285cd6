#include "store/log.hpp"

#include "store/sample_city.hpp"
#include "store/verifier.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

model::Event comment_on(const CaseRow& row, std::int64_t number, std::uint64_t nonce)
{
    model::Event event;
    event.repository = identity().repository;
    event.replica = identity().replica;
    event.nonce = nonce;
    event.op = model::Op::Comment;
    event.case_uid = row.subject.uid;
    event.type = row.subject.type;
    event.base = row.subject.version;
    event.number = number;
    event.at = at(number);
    event.actor = "nino";
    event.role = "admin";
    event.text = "სიტყვა";
    return event;
}

} // namespace

TEST_CASE("the prefix of an id is its first eight bytes")
{
    Hash id;
    id.bytes[0] = 0xff;
    id.bytes[7] = 0x02;
    id.bytes[8] = 0x77;
    CHECK(id_prefix(id) == static_cast<std::int64_t>(0xff00000000000002ULL));
}

TEST_CASE("ids that begin alike are told apart")
{
    const Folder folder;
    found(folder.path());
    const CaseRow plan = settle(folder.path());
    const model::Event event = comment_on(plan, 14, 77);
    const std::string bytes = ledger::encode(event);
    const Hash id = ledger::event_id(bytes);
    {
        // Somebody else stands where this one would.
        SQLite::Database database = raw(folder.path());
        SQLite::Statement insert(database, "UPDATE event_id SET prefix = ? WHERE seq = 4");
        insert.bind(1, id_prefix(id));
        insert.exec();
    }
    Store store(folder.path());
    CHECK_FALSE(store.find_event(id));
    Transaction transaction = store.begin();
    transaction.append({bytes, event, {}});
    CHECK(store.find_event(id)->sequence == 13);
    transaction.commit(at(14), signer());
    CHECK(store.find_event(id)->sequence == 13);
    CHECK(store.find_event(id)->event.text == "სიტყვა");
}

TEST_CASE("the same event cannot lie in the log twice")
{
    const Folder folder;
    found(folder.path());
    const CaseRow plan = settle(folder.path());
    Store store(folder.path());
    const model::Event event = comment_on(plan, 14, 77);
    const std::string bytes = ledger::encode(event);
    {
        Transaction transaction = store.begin();
        transaction.append({bytes, event, {}});
        transaction.commit(at(14), signer());
    }
    Transaction transaction = store.begin();
    // Its counter alone gives it away; a counter that lies is found by the id.
    CHECK_THROWS_AS(transaction.append({bytes, event, {}}), Error);
    model::Event lying = event;
    lying.number = 15;
    transaction.append({bytes, lying, {}});
    try {
        transaction.commit(at(15), signer());
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Conflict);
    }
}

TEST_CASE("an event that lost is kept in the history and changes nothing")
{
    const Folder folder;
    found(folder.path());
    const CaseRow plan = settle(folder.path());
    {
        Store store(folder.path());
        Transaction transaction = store.begin();
        NewEvent lost;
        lost.event = comment_on(plan, 14, 1);
        lost.bytes = ledger::encode(lost.event);
        lost.verdict = ledger::Verdict::Conflict;
        lost.rule = 3;
        lost.late = true;
        CHECK(transaction.append(lost).subject == plan.subject);
        // One about a case that never was.
        CaseRow nobody;
        nobody.subject.type = "plan";
        nobody.subject.uid = CaseUid::from_bytes(std::string(16, 'x')).value();
        lost.event = comment_on(nobody, 15, 2);
        lost.bytes = ledger::encode(lost.event);
        lost.verdict = ledger::Verdict::Rejected;
        transaction.append(lost);
        NewEvent won;
        won.event = comment_on(plan, 16, 3);
        won.bytes = ledger::encode(won.event);
        transaction.append(won);
        transaction.commit(at(16), signer());
    }
    Store store(folder.path());
    const auto history = store.history(plan.subject.uid);
    REQUIRE(history.size() == 3);
    CHECK(history[1].leaf.verdict == ledger::Verdict::Conflict);
    CHECK(history[1].leaf.rule == 3);
    CHECK(history[1].leaf.late);
    CHECK(history[1].leaf.case_version == 1);
    CHECK(history[2].leaf.case_version == 2);
    CHECK(store.find(plan.subject.uid)->subject.comments == 1);
    CHECK(Verifier(store).run().findings.empty());
    CHECK(Verifier(store, 0).run().findings.empty());
    const std::string before = dump_projection(folder.path());
    store.rebuild();
    CHECK(dump_projection(folder.path()) == before);
}
