#include "store/store.hpp"

#include "store/sample_city.hpp"
#include "store/verifier.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

TEST_CASE("a new repository is empty and knows who it is")
{
    const Folder folder;
    Store::create(folder.path(), identity());
    const Store store(folder.path());
    CHECK(store.identity().repository == identity().repository);
    CHECK(store.identity().replica == identity().replica);
    CHECK(store.identity().tag_secret == identity().tag_secret);
    CHECK(store.identity().key == identity().key);
    CHECK(store.head().size == 0);
    CHECK(store.head().root == ledger::empty_root());
    CHECK(store.head().checkpoint.empty());
    CHECK(store.head().last_number == 0);
    CHECK(store.list({}).empty());
}

TEST_CASE("what a batch wrote is there after reopening")
{
    const Folder folder;
    found(folder.path());
    const CaseRow plan = settle(folder.path());
    const Store store(folder.path());
    CHECK(store.head().size == 13);
    CHECK(store.head().last_number == 13);
    const auto found_plan = store.find(plan.subject.uid);
    REQUIRE(found_plan);
    CHECK(found_plan->subject == plan.subject);
    CHECK(found_plan->number == "tbilisi-2018");
    CHECK(found_plan->path == "tbilisi-2018");
    CHECK(found_plan->title == Localized("გეგმა", "გეგმა en"));
    CHECK_FALSE(found_plan->parent);

    const auto second = store.resolve("tbilisi-2018/I.2");
    REQUIRE(second.size() == 1);
    CHECK(second[0].path == "tbilisi-2018/I.2");
    CHECK(second[0].subject.state == "done");
    CHECK(second[0].category == model::StateCategory::Done);
    CHECK(second[0].subject.version == 4);
    CHECK(second[0].subject.comments == 2);
    CHECK(second[0].parent == plan.subject.uid);
    CHECK(second[0].root == plan.subject.uid);

    const auto history = store.history(second[0].subject.uid);
    REQUIRE(history.size() == 4);
    CHECK(history[0].event.op == model::Op::Open);
    CHECK(history[1].event.to == "done");
    CHECK(history[3].event.text == "კიდევ");
    for (std::size_t i = 0; i < history.size(); ++i) {
        CHECK(history[i].leaf.case_version == i + 1);
        CHECK(history[i].leaf.case_tag == ledger::case_tag(identity().tag_secret, second[0].subject.uid));
        CHECK(store.find_event(history[i].id)->sequence == history[i].sequence);
        CHECK(history[i].id == ledger::event_id(history[i].bytes));
    }
    CHECK(store.latest(2)[0].sequence == 12);
    CHECK(store.latest(2)[1].sequence == 11);
    CHECK_FALSE(store.event(13));
    CHECK_FALSE(store.find_event(Hash{}));
}

TEST_CASE("reads on the store see what a transaction has appended, and nothing of it after a rollback")
{
    const Folder folder;
    found(folder.path());
    Store store(folder.path());
    CaseUid uid;
    {
        Writer writer(store);
        const CaseRow plan = writer.open(plan_type(), titled("p", "გეგმა"));
        uid = plan.subject.uid;
        writer.comment(plan, "სიტყვა");
        CHECK(store.find(uid)->subject.version == 2);
        CHECK(store.history(uid).size() == 2);
        CHECK(store.latest(1)[0].event.text == "სიტყვა");
        CHECK(writer.transaction().pending() == 2);
        CHECK(writer.transaction().head().size == 3);
    }
    CHECK_FALSE(store.find(uid));
    CHECK(store.head().size == 3);
    Writer writer(store);
    writer.open(plan_type(), titled("p", "გეგმა"));
    writer.commit();
    CHECK(store.head().size == 4);
}

TEST_CASE("a transaction of several batches is kept whole or not at all")
{
    const Folder folder;
    found(folder.path());
    Store store(folder.path());
    const std::string before = dump_projection(folder.path());
    std::vector<Hash> ids;
    const auto write = [&](Writer& writer) {
        const CaseRow plan = writer.open(plan_type(), titled("p", "გეგმა"));
        for (int i = 0; i < 9; ++i) {
            writer.open(milestone_type(), part_of(plan, "I." + std::to_string(i), "ეტაპი"));
            writer.transaction().end_long_batch(Instant::from_milliseconds(1), signer(), 4);
        }
        writer.comment(plan, "სიტყვა");
        CHECK(writer.transaction().pending() == 11);
        CHECK(writer.transaction().head().size == 11);
        // Seen from within, whether or not its batch has ended.
        CHECK(store.history(plan.subject.uid).size() == 2);
        CHECK(store.latest(20).size() == 14);
        ids.clear();
        store.each_event(0, [&](const StoredEvent& event) {
            CHECK(store.find_event(event.id)->sequence == event.sequence);
            ids.push_back(event.id);
            return true;
        });
        CHECK(ids.size() == 14);
    };
    {
        Writer writer(store);
        write(writer);
    }
    CHECK(store.head().size == 3);
    CHECK(dump_projection(folder.path()) == before);
    CHECK_FALSE(store.find_event(ids[5]));
    CHECK(store.checkpoints().size() == 1);

    Writer writer(store);
    write(writer);
    writer.commit();
    CHECK(store.head().size == 14);
    CHECK(store.checkpoints().size() == 4);
    CHECK(store.batch_of(13).first == 11);
    CHECK(store.batch_of(6).first == 3);
    for (const Hash& id : ids)
        CHECK(store.find_event(id));
    CHECK(store.resolve("p/I.8").front().path == "p/I.8");
    CHECK(Verifier(store, 1000, Signatures::All).run().findings.empty());
}

TEST_CASE("a signer that fails rolls everything back")
{
    const Folder folder;
    found(folder.path());
    Store store(folder.path());
    const std::string before = dump_projection(folder.path());
    int calls = 0;
    const Signer failing = [&](std::string_view text) -> std::string {
        if (++calls == 2)
            throw Error(Fault::Io, both("no key"));
        return signer()(text);
    };
    {
        Writer writer(store);
        writer.open(plan_type(), titled("p", "გეგმა"));
        CHECK_THROWS_AS(writer.commit(failing), Error);
    }
    CHECK(calls == 2);
    CHECK(dump_projection(folder.path()) == before);
    CHECK(store.head().size == 3);
}

TEST_CASE("what does not fit is refused and leaves the rest of the batch")
{
    const Folder folder;
    found(folder.path());
    Store store(folder.path());
    const auto fault_of = [](auto&& act) {
        try {
            act();
        } catch (const Error& error) {
            CHECK_FALSE(error.message().ka.empty());
            CHECK_FALSE(error.message().en.empty());
            return error.fault();
        }
        FAIL("nothing was thrown");
        return Fault::Internal;
    };
    Writer writer(store);
    const CaseRow plan = writer.open(plan_type(), titled("p", "გეგმა"));
    const CaseRow other = writer.open(plan_type(), titled("q", "გეგმა"));
    const CaseRow part = writer.open(milestone_type(), part_of(plan, "I.1", "ეტაპი"));
    CHECK(fault_of([&] { writer.open(milestone_type(), part_of(plan, "I.1", "სხვა")); }) == Fault::Conflict);
    CHECK(fault_of([&] { writer.set(other, Json::object({{"number", "p"}})); }) == Fault::Conflict);
    CHECK(fault_of([&] { writer.open(workflow("permit", "", ""), Json::object()); }) == Fault::Internal);
    CHECK(fault_of([&] { writer.set(part, Json::object({{"plan", part.subject.uid.hex()}})); }) == Fault::Conflict);
    CHECK(fault_of([&] { writer.set(part, Json::object({{"plan", "nobody"}})); }) == Fault::Invalid);
    CHECK(fault_of([&] { writer.set(part, Json::object({{"plan", std::string(32, '0')}})); }) == Fault::NotFound);
    CHECK(fault_of([&] {
              model::Event event = writer.on(plan, model::Op::Comment);
              event.text = "x";
              event.number = 99;
              writer.transaction().append({ledger::encode(event), event, {}});
          }) == Fault::Internal);
    CHECK(fault_of([&] { Writer second(store); }) == Fault::Internal);
    writer.open(milestone_type(), part_of(other, "I.1", "იგივე ნომერი სხვა გეგმაში"));
    writer.commit();
    CHECK(store.count({}) == 4);
    CHECK(store.resolve("I.1").size() == 2);
}

TEST_CASE("the parts of a case follow it to another root")
{
    const Folder folder;
    found(folder.path());
    Store store(folder.path());
    Writer writer(store);
    const CaseRow first = writer.open(plan_type(), titled("first", "გეგმა"));
    const CaseRow second = writer.open(plan_type(), titled("second", "გეგმა"));
    const CaseRow part = writer.open(milestone_type(), part_of(first, "I", "ვალდებულება"));
    const CaseRow deep = writer.open(milestone_type(), part_of(part, "I.1", "ეტაპი"));
    CHECK(deep.path == "first/I.1");
    CHECK(deep.parent == part.subject.uid);
    CHECK(deep.root == first.subject.uid);
    writer.set(part, Json::object({{"plan", second.subject.uid.hex()}}));
    CHECK(store.find(deep.subject.uid)->path == "second/I.1");
    // A number of a part that is taken there stops the move as a whole.
    const CaseRow rival = writer.open(milestone_type(), part_of(first, "I.1", "ეტაპი"));
    CHECK_THROWS_AS(writer.set(*store.find(part.subject.uid), Json::object({{"plan", first.subject.uid.hex()}})), Error);
    CHECK(store.find(part.subject.uid)->path == "second/I");
    CHECK(store.find(deep.subject.uid)->path == "second/I.1");
    writer.set(*store.find(part.subject.uid), Json::object({{"plan", nullptr}}));
    CHECK(store.find(part.subject.uid)->path == "I");
    CHECK(store.find(deep.subject.uid)->path == "I/I.1");
    writer.commit();
    CHECK(rival.path == "first/I.1");
}

TEST_CASE("lists filter and go on from a row")
{
    const Folder folder;
    found(folder.path());
    const CaseRow plan = settle(folder.path());
    const Store store(folder.path());
    CaseQuery milestones;
    milestones.type = "milestone";
    CHECK(store.count(milestones) == 4);
    milestones.state = "done";
    CHECK(store.list(milestones).size() == 1);
    CaseQuery by_category;
    by_category.category = model::StateCategory::Open;
    CHECK(store.count(by_category) == 4);
    CaseQuery parts;
    parts.parent = plan.subject.uid;
    CHECK(store.count(parts) == 4);
    CaseQuery below;
    below.root = plan.subject.uid;
    below.limit = 2;
    std::vector<std::string> numbers;
    for (auto page = store.list(below); !page.empty(); page = store.list(below)) {
        CHECK(page.size() == 2);
        for (const CaseRow& row : page)
            numbers.push_back(row.number);
        below.after = page.back().row;
    }
    CHECK(numbers == std::vector<std::string>{"I.1", "I.2", "I.3", "I.4"});
    parts.parent = CaseUid{};
    CHECK(store.list(parts).empty());
}

TEST_CASE("cases and what orders them are visited one by one until told to stop")
{
    const Folder folder;
    found(folder.path());
    const CaseRow plan = settle(folder.path());
    const Store store(folder.path());
    CaseQuery parts;
    parts.root = plan.subject.uid;
    std::vector<std::string> numbers;
    store.each_case(parts, [&](CaseRow&& row) {
        numbers.push_back(row.path);
        return numbers.size() < 3;
    });
    CHECK(numbers.size() == 3);
    std::size_t keys = 0;
    store.each_key(parts, [&](CaseKey&& key) {
        const auto row = store.find_row(key.row);
        REQUIRE(row);
        CHECK(row->number == key.number);
        CHECK(row->subject.state == key.state);
        CHECK(row->subject.updated == key.updated);
        CHECK(key.root == plan.row);
        ++keys;
        return true;
    });
    CHECK(keys == static_cast<std::size_t>(store.count(parts)));
    CHECK_FALSE(store.find_row(1'000'000));
    CHECK(store.more_than(parts, store.count(parts) - 1));
    CHECK_FALSE(store.more_than(parts, store.count(parts)));
    CHECK(store.more_than({}, 0));
}

TEST_CASE("a case is found by number, path and the beginning of its uid")
{
    const Folder folder;
    found(folder.path());
    const CaseRow plan = settle(folder.path());
    const Store store(folder.path());
    const std::string hex = plan.subject.uid.hex();
    CHECK(store.resolve("tbilisi-2018").size() == 1);
    CHECK(store.resolve("I.3")[0].path == "tbilisi-2018/I.3");
    CHECK(store.resolve("tbilisi-2018/I.3")[0].number == "I.3");
    CHECK(store.resolve(hex)[0].row == plan.row);
    CHECK(store.resolve(hex.substr(0, 7))[0].row == plan.row);
    CHECK(store.resolve(hex.substr(0, 3)).empty());
    CHECK(store.resolve("").empty());
    CHECK(store.resolve("I.9").empty());
    CHECK(store.resolve("kutaisi/I.3").empty());
    CHECK(store.resolve("I.3", 0).empty());
}

TEST_CASE("actors have the roles and keys that they were granted")
{
    const Folder folder;
    found(folder.path());
    settle(folder.path());
    Store store(folder.path());
    Writer writer(store);
    writer.grant("nino", "reviewer", std::string());
    writer.commit();
    const auto nino = store.actor("nino");
    REQUIRE(nino);
    CHECK(nino->roles == std::vector<std::string>{"admin", "reviewer"});
    CHECK(nino->keys == std::vector<ledger::PublicKey>{key().public_key()});
    CHECK_FALSE(store.actor("nobody"));
    const auto actors = store.actors();
    REQUIRE(actors.size() == 2);
    CHECK(actors[0].id == "gia");
    CHECK(actors[1].id == "nino");
}

TEST_CASE("the workflow defined last is the active one, and older versions stay")
{
    const Folder folder;
    found(folder.path());
    Store store(folder.path());
    const WorkflowRow newer = workflow("plan", "number", "", 2);
    Writer writer(store);
    writer.define(newer, folder.path());
    writer.commit();
    CHECK(store.active_workflow("plan")->hash == newer.hash);
    CHECK(store.active_workflow("plan")->version == 2);
    CHECK(store.workflow(plan_type().hash)->version == 1);
    CHECK(store.workflow(plan_type().hash)->profile == plan_type().profile);
    CHECK(store.workflow(plan_type().hash)->compiled == plan_type().compiled);
    CHECK_FALSE(store.workflow(Hash{}));
    CHECK_FALSE(store.active_workflow("permit"));
    const auto all = store.active_workflows();
    REQUIRE(all.size() == 2);
    CHECK(all[0].type == "milestone");
    CHECK(all[1].hash == newer.hash);
}

TEST_CASE("sealed values lie beside their events")
{
    const Folder folder;
    found(folder.path());
    settle(folder.path());
    const Store store(folder.path());
    const CaseRow third = store.resolve("I.3")[0];
    CHECK(third.subject.sealed == std::vector<std::string>{"applicant"});
    const auto history = store.history(third.subject.uid);
    const auto sealed = store.sealed_of(history[1].sequence);
    REQUIRE(sealed.size() == 1);
    CHECK(sealed[0].field == "applicant");
    CHECK(store.subject_of(third.subject.uid) == sealed[0].subject);
    CHECK_FALSE(store.subject_of(store.resolve("I.1")[0].subject.uid));
    CHECK(store.sealed_of(0).empty());
    const SubjectKeys keys(folder.path(), Access::Read);
    const auto value =
        ledger::unseal(sealed[0].ciphertext, keys.find(sealed[0].subject).value(),
                       ledger::seal_binding(history[1].event.nonce, "applicant"), history[1].event.sealed.at("applicant"));
    CHECK(value == "ნინო ბერიძე");
}

TEST_CASE("each_event visits in order until told to stop")
{
    const Folder folder;
    found(folder.path());
    settle(folder.path());
    const Store store(folder.path());
    std::vector<std::uint64_t> seen;
    store.each_event(2, [&](const StoredEvent& event) {
        seen.push_back(event.sequence);
        return seen.size() < 5;
    });
    CHECK(seen == std::vector<std::uint64_t>{2, 3, 4, 5, 6});
}

TEST_CASE("checkpoints are signed and the tree proves every event")
{
    const Folder folder;
    found(folder.path());
    settle(folder.path());
    const Store store(folder.path());
    const auto notes = store.checkpoints();
    REQUIRE(notes.size() == 4);
    CHECK(notes.back() == store.head().checkpoint);
    for (const std::string& text : notes) {
        const auto note = ledger::parse_note(text);
        CHECK(ledger::verify_note(note, ledger::signer_name(identity().repository, identity().replica), key().public_key()));
        const auto checkpoint = ledger::Checkpoint::parse(note.text);
        CHECK(checkpoint.root == ledger::root_at(checkpoint.size, store.nodes()));
    }
    const Head head = store.head();
    store.each_event(0, [&](const StoredEvent& event) {
        const auto proof = ledger::inclusion_proof(event.sequence, head.size, store.nodes());
        CHECK(ledger::verify_inclusion(ledger::leaf_hash(event.leaf.bytes()), event.sequence, head.size, proof, head.root));
        return true;
    });
}

TEST_CASE("the tree of a few thousand events is right at every batch end")
{
    const Folder folder;
    found(folder.path());
    Store store(folder.path());
    std::vector<Hash> leaves;
    // Sizes around the edges of tiles, 256 and 65536 / 256 tiles apart.
    for (const int size : {250, 3, 1, 1, 254, 2, 700}) {
        Writer writer(store);
        for (int i = 0; i < size; ++i)
            writer.open(plan_type(), Json::object());
        writer.commit();
        leaves.clear();
        store.each_event(0, [&](const StoredEvent& event) {
            leaves.push_back(ledger::leaf_hash(event.leaf.bytes()));
            return true;
        });
        CHECK(store.head().root == ledger::tree_root(leaves));
        CHECK(store.head().root == ledger::root_at(leaves.size(), store.nodes()));
    }
}
