#include "store/confirmation.hpp"

#include "store/sample_sync.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

const std::vector<std::string> nothing;

Fault fault_of(const std::function<void()>& act)
{
    try {
        act();
    } catch (const Error& error) {
        CHECK_FALSE(error.message().ka.empty());
        return error.fault();
    }
    FAIL("nothing was thrown");
    return Fault::Internal;
}

} // namespace

TEST_CASE("a replica that has taken over the log has the authority's tree and projection")
{
    const Town town;
    CHECK(dump_confirmed(town.replica()) == dump_confirmed(town.authority()));
    CHECK(dump(town.replica(), {"SELECT * FROM case_"}) == dump(town.authority(), {"SELECT * FROM case_"}));
    const Store replica(town.replica());
    CHECK_FALSE(replica.identity().is_authority());
    CHECK(replica.identity().authority == identity().replica);
    CHECK(replica.head().root == Store(town.authority()).head().root);
    CHECK(replica.head().last_number == 0);
    CHECK(findings_in(town.replica()) == nothing);
    CHECK(findings_in(town.authority()) == nothing);
}

TEST_CASE("own events wait, are pushed, come back confirmed, and wait no more")
{
    const Town town;
    Store authority(town.authority());
    Store replica(town.replica());
    CaseUid uid;
    {
        Writer writer(replica, "gia");
        const CaseRow opened = writer.open(letter_type(), letter("a"));
        uid = opened.subject.uid;
        writer.set(opened, letter("b"));
        writer.seal(*replica.find(uid), "applicant", "ნინო ბერიძე", town.replica());
        writer.comment(town.plan, "სიტყვა");
        writer.commit();
    }
    const std::string provisional = replica.find(uid)->number;
    CHECK(provisional == "L-2023-~E1R7-1");
    CHECK(replica.count_pending() == 4);
    CHECK(replica.head().size == authority.head().size);
    CHECK(replica.find(town.plan.subject.uid)->subject.comments == 1);
    CHECK(findings_in(town.replica()) == nothing);

    // The authority has gone on meanwhile, with a letter of its own and on the same plan.
    {
        Writer writer(authority);
        writer.open(letter_type(), letter("first"));
        writer.set(*authority.find(town.plan.subject.uid), titled("tbilisi", "ახალი"));
        writer.commit();
    }
    push(replica, authority);
    CHECK(authority.find(uid)->number == "L-2023-002");
    CHECK(authority.sealed_of(authority.head().size - 2).size() == 1);
    CHECK(findings_in(town.authority()).size() == 1); // the key of the sealed value has not been handed over
    pull(authority, replica);
    CHECK(replica.count_pending() == 0);
    CHECK(replica.pending_batches().empty());
    CHECK(replica.find(uid)->number == "L-2023-002");
    CHECK(replica.find(uid)->subject == authority.find(uid)->subject);
    CHECK(dump_confirmed(town.replica()) == dump_confirmed(town.authority()));
    CHECK(replica.head().last_number == 4);
    const auto history = replica.history(uid);
    REQUIRE(history.size() == 3);
    CHECK_FALSE(history[2].is_pending());
    // What was sealed has gone along, and opens.
    const auto sealed = replica.sealed_of(history[2].sequence);
    REQUIRE(sealed.size() == 1);
    CHECK(ledger::unseal(sealed[0].ciphertext, SubjectKeys(town.replica(), Access::Read).find(sealed[0].subject).value(),
                         ledger::seal_binding(history[2].event.nonce, "applicant"), history[2].event.sealed.at("applicant")) == "ნინო ბერიძე");
    // The provisional number is an alias for ever, here and there.
    for (const Store* store : {&replica, &authority})
        CHECK(store->resolve(provisional).at(0).subject.uid == uid);
    CHECK(findings_in(town.replica()) == nothing);
}

TEST_CASE("what still waits is folded again on top of what has come")
{
    const Town town;
    Store authority(town.authority());
    Store replica(town.replica());
    const CaseUid plan = town.plan.subject.uid;
    {
        Writer writer(replica, "gia");
        writer.set(*replica.find(plan), titled("tbilisi", "ჩემი"));
        writer.comment(*replica.find(plan), "ჩემი");
        writer.commit();
    }
    {
        Writer writer(authority);
        writer.comment(*authority.find(plan), "მათი");
        writer.move(*authority.find(plan), "done");
        writer.commit();
    }
    std::vector<std::uint64_t> folded;
    pull(authority, replica, [&](const StoredEvent& stored, const model::Case& before, const CaseRow& row) {
        CHECK(stored.is_pending());
        CHECK(row.subject.uid == plan);
        CHECK(before.version + 1 == row.subject.version);
        folded.push_back(stored.sequence);
    });
    CHECK(folded == std::vector<std::uint64_t>{first_pending + 1, first_pending + 2});
    const CaseRow row = *replica.find(plan);
    CHECK(row.title.ka == "ჩემი");
    CHECK(row.subject.state == "done");
    CHECK(row.subject.comments == 2);
    CHECK(row.subject.version == 5);
    const auto history = replica.history(plan);
    REQUIRE(history.size() == 5);
    CHECK(history[2].event.op == model::Op::Move);
    CHECK(history[4].is_pending());
    CHECK(replica.projection_root() == authority.projection_root());
    CHECK(findings_in(town.replica()) == nothing);
}

TEST_CASE("an event that cannot be folded any more stays and waits, without an effect")
{
    const Town town;
    Store authority(town.authority());
    Store replica(town.replica());
    CaseUid uid;
    {
        Writer writer(replica, "gia");
        uid = writer.open(milestone_type(), part_of(town.plan, "I.2", "ჩემი")).subject.uid;
        writer.comment(*replica.find(uid), "სიტყვა");
        writer.commit();
    }
    {
        Writer writer(authority);
        writer.open(milestone_type(), part_of(town.plan, "I.2", "მათი"));
        writer.commit();
    }
    int without = 0;
    pull(authority, replica, [&](const StoredEvent&, const model::Case&, const CaseRow& row) { without += row.row == 0 ? 1 : 0; });
    CHECK(without == 2);
    CHECK_FALSE(replica.find(uid));
    CHECK(replica.count_pending() == 2);
    CHECK_FALSE(replica.has_effect(first_pending + 1));
    CHECK(replica.event(first_pending + 1)->event.op == model::Op::Open);
    CHECK(replica.resolve("tbilisi/I.2").size() == 1);
    CHECK(findings_in(town.replica()) == nothing);
    // The authority's answer ends it: the case never was, and what was written on it neither.
    push(replica, authority, [](const model::Event& event) {
        return event.op == model::Op::Open ? Answer{ledger::Verdict::Conflict, ledger::rule_number("number_taken")}
                                           : Answer{ledger::Verdict::Rejected, ledger::rule_number("unknown_case")};
    });
    pull(authority, replica);
    CHECK(replica.count_pending() == 0);
    const auto conflicts = replica.conflicts();
    REQUIRE(conflicts.size() == 2);
    CHECK(conflicts[0].verdict == ledger::Verdict::Conflict);
    CHECK_FALSE(conflicts[0].subject);
    CHECK(conflicts[1].verdict == ledger::Verdict::Rejected);
    CHECK(dump_confirmed(town.replica()) == dump_confirmed(town.authority()));
    CHECK(findings_in(town.replica()) == nothing);
    CHECK(findings_in(town.authority()) == nothing);
}

TEST_CASE("a stretch that the authority has not signed leaves everything as it was")
{
    const Town town;
    Store authority(town.authority());
    Store replica(town.replica());
    const std::string earlier = authority.head().checkpoint;
    {
        Writer writer(replica, "gia");
        writer.comment(*replica.find(town.plan.subject.uid), "ჩემი");
        writer.commit();
    }
    {
        Writer writer(authority);
        writer.comment(town.plan, "მათი");
        writer.move(*authority.find(town.plan.subject.uid), "done");
        writer.commit();
    }
    const std::string before = dump_projection(town.replica()) + dump_confirmed(town.replica());
    const auto with = [&](const std::string& note, const std::function<void(ConfirmedEvent&)>& change) {
        const Fault fault = fault_of([&] {
            Confirmation confirmation = replica.begin_confirming();
            for (std::uint64_t sequence = confirmation.head().size; sequence < authority.head().size; ++sequence) {
                const StoredEvent stored = authority.event(sequence).value();
                ConfirmedEvent event{stored.bytes, stored.leaf.verdict, stored.leaf.rule, stored.leaf.late};
                change(event);
                confirmation.append(event);
            }
            confirmation.end_batch(authority.event(authority.head().size - 1)->leaf.received, authority.batch_of(authority.head().size - 1).note);
            confirmation.commit(note);
        });
        CHECK(dump_projection(town.replica()) + dump_confirmed(town.replica()) == before);
        CHECK(replica.count_pending() == 1);
        CHECK(replica.find(town.plan.subject.uid)->subject.comments == 1);
        return fault;
    };
    const std::string note = authority.head().checkpoint;
    const auto as_sent = [](ConfirmedEvent&) {};
    CHECK(with(earlier, as_sent) == Fault::Integrity);
    CHECK(with("x", as_sent) == Fault::Integrity);
    const std::string text = note.substr(0, note.find("\n\n") + 1);
    CHECK(with(signer('p')(text), as_sent) == Fault::Integrity);
    CHECK(with(note, [](ConfirmedEvent& event) { event.late = true; }) == Fault::Integrity);
    CHECK(with(note, [](ConfirmedEvent& event) { event.verdict = ledger::Verdict::Rejected; }) == Fault::Integrity);
    CHECK(with(note, [](ConfirmedEvent& event) { event.bytes.pop_back(); }) == Fault::Integrity);
    CHECK(with(note, [](ConfirmedEvent& event) {
              if (const auto at = event.bytes.find("მათი"); at != std::string::npos)
                  event.bytes.replace(at, 3, "გ");
          }) == Fault::Integrity);
    // The same stretch as it was sent is taken over.
    pull(authority, replica);
    CHECK(replica.head().size == authority.head().size);
    CHECK(findings_in(town.replica()) == nothing);
}

TEST_CASE("an authority has nothing to confirm, and a second event under one number goes on waiting")
{
    const Town town;
    Store authority(town.authority());
    Store replica(town.replica());
    CHECK(fault_of([&] { authority.begin_confirming(); }) == Fault::Internal);
    // An older copy of the replica speaks in its name.
    const Folder copy;
    fs::copy(town.replica(), copy.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    {
        Store other(copy.path());
        Writer writer(other, "gia");
        writer.comment(town.plan, "ასლიდან");
        writer.commit();
        push(other, authority);
    }
    {
        Writer writer(replica, "gia");
        writer.comment(town.plan, "ჩემი");
        writer.commit();
    }
    pull(authority, replica);
    CHECK(replica.count_pending() == 1);
    CHECK(replica.find(town.plan.subject.uid)->subject.comments == 2);
    CHECK(findings_in(town.replica()) == std::vector<std::string>{"replica_forked pending event 1"});
    // The authority takes it into custody; then it waits no more.
    push(replica, authority, [](const model::Event&) { return Answer{ledger::Verdict::Quarantined, ledger::rule_number("replica_forked")}; });
    pull(authority, replica);
    CHECK(replica.count_pending() == 0);
    CHECK(replica.find(town.plan.subject.uid)->subject.comments == 1);
    CHECK(replica.last_number(replica.identity().replica) == 1);
    CHECK(findings_in(town.replica()) == nothing);
    CHECK(findings_in(town.authority()) == nothing);
}
