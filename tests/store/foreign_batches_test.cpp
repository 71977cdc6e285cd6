// Batches of other replicas on the authority: signatures, keys by place of the log, counters, conflicts.
#include "store/sample_sync.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

const std::vector<std::string> nothing;

void comment(const fs::path& folder, const CaseRow& row, int times = 1)
{
    Store store(folder);
    for (int i = 0; i < times; ++i) {
        Writer writer(store, store.identity().is_authority() ? "nino" : "gia");
        writer.comment(*store.find(row.subject.uid), "სიტყვა " + std::to_string(i));
        writer.commit();
    }
}

void revoke(Store& store, Json what)
{
    Writer writer(store);
    model::Event event = writer.blank(model::Op::Revoke);
    event.set = std::move(what);
    writer.append(event);
    writer.commit();
}

} // namespace

TEST_CASE("several batches enter the log under one checkpoint")
{
    const Town town;
    comment(town.replica(), town.plan, 3);
    Store authority(town.authority());
    const Store replica(town.replica());
    const std::size_t before = authority.checkpoints().size();
    const std::uint64_t size = authority.head().size;
    push(replica, authority);
    CHECK(authority.checkpoints().size() == before + 1);
    CHECK(authority.head().size == size + 3);
    CHECK(authority.batch_of(size + 1).first == size + 1);
    CHECK(authority.batch_of(size + 1).note == replica.pending_batches().at(1).note);
    CHECK(authority.signer_of(authority.batch_of(size).note)->actor == "gia");
    CHECK(authority.signer_of(authority.batch_of(0).note)->actor == "nino");
    CHECK(authority.event_of(replica_id('p'), 2)->sequence == size + 1);
    CHECK_FALSE(authority.event_of(replica_id('p'), 4));
    CHECK(authority.last_number(replica_id('p')) == 3);
    CHECK(findings_in(town.authority()) == nothing);
    CHECK(findings_in(town.authority(), 0) == nothing);
    // Joined batches and checkpoints are held against one another.
    for (const auto& [damage, place] : std::vector<std::pair<std::string, std::string>>{
             {"DELETE FROM joined_batch WHERE first = 7", "checkpoint_missing checkpoint 8"},
             {"INSERT INTO joined_batch VALUES(0)", "batch_damaged batch 0"},
             {"INSERT INTO joined_batch VALUES(99)", "batch_damaged batch 99"},
             {"DELETE FROM checkpoint WHERE size = 10; INSERT INTO joined_batch VALUES(9)", "checkpoint_missing checkpoint 10"}}) {
        const Folder copy;
        fs::copy(town.authority(), copy.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        REQUIRE(size == 7);
        raw(copy.path()).exec(damage);
        fs::remove(copy.path() / "checkpoint");
        INFO(damage);
        const auto found = findings_in(copy.path());
        CHECK(std::find(found.begin(), found.end(), place) != found.end());
    }
}

TEST_CASE("a batch that is not what its note states, or is written on a replica, is a fault of the caller")
{
    const Town town;
    comment(town.replica(), town.plan, 2);
    Store authority(town.authority());
    Store replica(town.replica());
    const auto append_first = [&](Transaction& transaction) {
        const StoredEvent stored = replica.event(first_pending + 1).value();
        transaction.append({.bytes = stored.bytes, .event = stored.event, .sealed = {}});
    };
    {
        Transaction transaction = authority.begin();
        CHECK_THROWS_AS(transaction.end_batch(at(1), replica.pending_batches().at(0).note), Error);
        append_first(transaction);
        CHECK_THROWS_AS(transaction.end_batch(at(1), replica.pending_batches().at(1).note), Error);
    }
    Transaction transaction = replica.begin();
    CHECK_THROWS_AS(append_first(transaction), Error);
}

TEST_CASE("what throws may be appended with another verdict")
{
    const Town town;
    {
        Store replica(town.replica());
        Writer writer(replica, "gia");
        writer.open(milestone_type(), part_of(town.plan, "I.2", "ჩემი"));
        writer.commit();
    }
    Store authority(town.authority());
    {
        Writer writer(authority);
        writer.open(milestone_type(), part_of(town.plan, "I.2", "მათი"));
        writer.commit();
    }
    const Store replica(town.replica());
    const StoredEvent stored = replica.event(first_pending + 1).value();
    Transaction transaction = authority.begin();
    NewEvent added{.bytes = stored.bytes, .event = stored.event, .sealed = {}};
    CHECK_THROWS_AS(transaction.append(added), Error);
    added.verdict = ledger::Verdict::Conflict;
    added.rule = ledger::rule_number("number_taken");
    CHECK(transaction.append(added).row == 0);
    transaction.end_batch(at(1), replica.pending_batches().at(0).note);
    transaction.commit(at(1), signer());
    CHECK(authority.conflicts().at(0).rule == ledger::rule_number("number_taken"));
    CHECK(findings_in(town.authority()) == nothing);
}

TEST_CASE("a batch signed by a key that its actor did not hold is found, unless nothing of it counts")
{
    for (const auto verdict : {ledger::Verdict::Applied, ledger::Verdict::Quarantined}) {
        const Town town;
        Store authority(town.authority());
        comment(town.replica(), town.plan);
        revoke(authority, Json::object({{"actor", "gia"}, {"key", key_of('p').public_key().hex()}}));
        push(Store(town.replica()), authority, [&](const model::Event&) { return Answer{verdict, ledger::rule_number("key_revoked")}; });
        const auto expected = verdict == ledger::Verdict::Applied ? std::vector<std::string>{"signature_damaged batch 8"} : nothing;
        CHECK(findings_in(town.authority()) == expected);
    }
    // Somebody else's key, or one that nobody was ever granted, is no good for either.
    for (const char letter : {'c', 'x'}) {
        const Town town;
        comment(town.replica(), town.plan);
        raw(town.replica()).exec("UPDATE pending_batch SET note = '" +
                                 ledger::sign_note(ledger::parse_note(Store(town.replica()).pending_batches().at(0).note).text,
                                                   ledger::signer_name(identity().repository, replica_id('p')), key_of(letter)) +
                                 "'");
        CHECK(findings_in(town.replica()) == std::vector<std::string>{"pending_damaged pending batch 1"});
        Store authority(town.authority());
        push(Store(town.replica()), authority);
        CHECK(findings_in(town.authority()) == std::vector<std::string>{"signature_damaged batch 7"});
        CHECK(authority.signer_of(authority.batch_of(7).note).has_value() == (letter == 'c'));
    }
}

TEST_CASE("roles and keys are in force from their grant to their revocation")
{
    const Town town;
    Store store(town.authority());
    const ledger::PublicKey key = key_of('p').public_key();
    const std::string name = ledger::signer_name(identity().repository, replica_id('p'));
    CHECK(store.key_in_force("gia", key));
    CHECK_FALSE(store.key_in_force("nino", key));
    CHECK_FALSE(store.key_revoked_at("gia", key));
    CHECK(store.key_by_id(name, ledger::key_id(name, key))->in_force());
    CHECK_FALSE(store.key_by_id(name, ledger::key_id(name, key_of('x').public_key())));
    {
        Writer writer(store);
        model::Event event = writer.blank(model::Op::Grant);
        event.set = Json::object({{"actor", "gia"}, {"key", key_of('q').public_key().hex()}});
        writer.append(event);
        event = writer.blank(model::Op::Grant);
        event.set = Json::object({{"actor", "gia"}, {"role", "reviewer"}});
        writer.append(event);
        writer.commit();
    }
    CHECK(store.actor("gia")->keys.size() == 2);
    CHECK(store.actor("gia")->roles == std::vector<std::string>{"editor", "reviewer"});
    const std::uint64_t at_key = store.head().size;
    revoke(store, Json::object({{"actor", "gia"}, {"key", key.hex()}}));
    CHECK(store.actor("gia")->keys == std::vector<ledger::PublicKey>{key_of('q').public_key()});
    CHECK_FALSE(store.key_in_force("gia", key));
    CHECK(store.key_revoked_at("gia", key) == at_key);
    CHECK(store.key_by_id(name, ledger::key_id(name, key))->until == at_key);
    CHECK_FALSE(store.key_by_id(name, ledger::key_id(name, key))->in_force());
    revoke(store, Json::object({{"actor", "gia"}, {"role", "editor"}}));
    CHECK(store.actor("gia")->roles == std::vector<std::string>{"reviewer"});
    {
        Writer writer(store);
        writer.grant("gia", "editor", key.hex());
        writer.commit();
    }
    CHECK(store.key_in_force("gia", key));
    CHECK_FALSE(store.key_revoked_at("gia", key));
    CHECK(store.key_by_id(name, ledger::key_id(name, key))->in_force());
    revoke(store, Json::object({{"actor", "gia"}}));
    CHECK_FALSE(store.actor("gia"));
    CHECK(store.actors().size() == 1);
    const auto grants = store.grants("gia");
    REQUIRE(grants.size() == 4);
    CHECK(grants[0].key_until == at_key);
    CHECK(grants[0].role_until == at_key + 1);
    CHECK(grants[3].key_until == at_key + 3);
    CHECK(grants[1].role.empty());
    CHECK_FALSE(grants[1].role_until);
    const std::string before = dump_projection(town.authority());
    store.rebuild();
    CHECK(dump_projection(town.authority()) == before);
    CHECK(findings_in(town.authority()) == nothing);
    raw(town.authority()).exec("DELETE FROM revocation WHERE role = 'editor'");
    CHECK(findings_in(town.authority()) == std::vector<std::string>{"grant_missing revocation " + std::to_string(at_key + 1)});
}

TEST_CASE("an event out of order has a leaf only where nothing of it counts, and moves no counter")
{
    const Town town;
    comment(town.replica(), town.plan, 2);
    Store authority(town.authority());
    const Store replica(town.replica());
    const StoredEvent second = replica.event(first_pending + 2).value();
    Transaction transaction = authority.begin();
    NewEvent added{.bytes = second.bytes, .event = second.event, .sealed = {}};
    CHECK_THROWS_AS(transaction.append(added), Error);
    added.verdict = ledger::Verdict::Rejected;
    added.rule = ledger::rule_number("bad_counter");
    transaction.append(added);
    transaction.end_batch(at(1), replica.pending_batches().at(1).note);
    transaction.commit(at(1), signer());
    CHECK(authority.last_number(replica_id('p')) == 0);
    CHECK(findings_in(town.authority()) == nothing);
    const std::string before = dump_projection(town.authority());
    authority.rebuild();
    CHECK(dump_projection(town.authority()) == before);
}

TEST_CASE("a set that meets others is merged as its verdict says, wherever the log is folded")
{
    const Town town;
    Store authority(town.authority());
    Store replica(town.replica());
    const CaseUid plan = town.plan.subject.uid;
    const auto set = [&](Store& store, const char* actor, Json fields) {
        Writer writer(store, actor);
        writer.set(*store.find(plan), std::move(fields));
        writer.commit();
    };
    set(replica, "gia", Json::object({{"goal", "ჩემი"}, {"budget", 5}}));
    set(replica, "gia", Json::object({{"place", "თბილისი"}}));
    set(authority, "nino", Json::object({{"goal", "მათი"}}));
    const model::Event first = replica.event(first_pending + 1)->event;
    const auto seen = authority.seen_by(first);
    REQUIRE(seen);
    CHECK(seen->base.fields["goal"].is_null());
    CHECK(seen->since.size() == 1);
    CHECK(seen->opener == "nino");
    push(replica, authority, [](const model::Event& event) {
        return event.set["goal"].is_null() ? Answer{ledger::Verdict::Merged, ledger::rule_number("field_policy")}
                                           : Answer{ledger::Verdict::Conflict, ledger::rule_number("changed_elsewhere")};
    });
    const auto now = *authority.find(plan);
    CHECK(now.subject.fields.text("goal") == "მათი");
    CHECK(now.subject.fields["budget"].as_integer() == 5);
    CHECK(now.subject.fields.text("place") == "თბილისი");
    const auto conflicts = authority.conflicts_of(plan);
    REQUIRE(conflicts.size() == 1);
    CHECK(conflicts[0].subject == plan);
    CHECK(conflicts[0].fields == std::vector<ConflictRow::Field>{{"goal", Json("მათი"), Json("ჩემი")}});
    pull(authority, replica);
    CHECK(replica.find(plan)->subject == now.subject);
    CHECK(replica.case_at(plan, 1)->fields["goal"].is_null());
    CHECK(*replica.case_at(plan, now.subject.version) == now.subject);
    CHECK_FALSE(replica.case_at(plan, 99));
    CHECK_FALSE(authority.seen_by(Writer(authority).on(now, model::Op::Comment)));

    // A person settles it, on the replica; until that is confirmed the conflict stays in the list.
    {
        Writer writer(replica, "gia");
        model::Event resolve = writer.on(now, model::Op::Resolve);
        resolve.from = resolve.to = now.subject.state;
        resolve.why = "ასე სჯობს";
        resolve.set = Json::object({{"goal", "ჩემი"}});
        resolve.detail = model::ResolveDetail{replica.event(conflicts[0].sequence)->id, model::Settlement::Replace}.to_json();
        writer.append(resolve);
        writer.commit();
    }
    CHECK(replica.find(plan)->subject.fields.text("goal") == "ჩემი");
    CHECK(replica.conflicts().size() == 1);
    push(replica, authority);
    pull(authority, replica);
    CHECK(replica.conflicts().empty());
    CHECK(replica.conflicts(Store::Resolved::Include).at(0).resolved_by == replica.head().size - 1);
    CHECK(replica.conflict(conflicts[0].sequence)->resolved_by);
    CHECK(authority.find(plan)->subject.fields.text("goal") == "ჩემი");
    CHECK(dump_confirmed(town.replica()) == dump_confirmed(town.authority()));
    for (const fs::path& folder : {town.replica(), town.authority()}) {
        const std::string before = dump_projection(folder);
        Store(folder).rebuild();
        CHECK(dump_projection(folder) == before);
        CHECK(findings_in(folder) == nothing);
        CHECK(findings_in(folder, 0) == nothing);
    }
    raw(town.authority()).exec("UPDATE conflict SET resolved_by = -1");
    CHECK(findings_in(town.authority()) == std::vector<std::string>{"conflict_damaged conflict " + std::to_string(conflicts[0].sequence)});
}
