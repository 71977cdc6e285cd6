#include "store/sample_sync.hpp"
#include "store/search.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

const std::vector<std::string> nothing;

std::string dump_all(const fs::path& folder)
{
    return dump(folder, {"SELECT * FROM case_ ORDER BY id", "SELECT * FROM clock", "SELECT * FROM stay", "SELECT * FROM pending",
                         "SELECT * FROM pending_batch", "SELECT * FROM shadow_case", "SELECT * FROM shadow_clock", "SELECT * FROM shadow_stay"});
}

} // namespace

TEST_CASE("what waits shows in everything but the log")
{
    const Town town;
    Store replica(town.replica());
    const CaseUid plan = town.plan.subject.uid;
    const Head before = replica.head();
    std::vector<std::string> texts;
    const auto list_texts = [&] {
        texts.clear();
        replica.each_text("", [&](const CaseText& text) {
            texts.push_back(to_hex(text.uid) + std::string(text.state));
            return true;
        });
        return texts;
    };
    const auto confirmed_texts = list_texts();
    const Hash root = replica.projection_root();
    CaseUid uid;
    Hash id;
    {
        Writer writer(replica, "gia");
        uid = writer.open(milestone_type(), part_of(town.plan, "I.2", "ახალი")).subject.uid;
        writer.move(*replica.find(plan), "done");
        // Seen within the transaction as well.
        CHECK(replica.history(plan).size() == 2);
        CHECK(replica.latest(1)[0].event.op == model::Op::Move);
        CHECK(replica.latest(1)[0].is_pending());
        writer.commit();
    }
    CHECK(replica.find(plan)->subject.state == "done");
    CHECK(replica.find(uid)->path == "tbilisi/I.2");
    CHECK(is_pending(static_cast<std::uint64_t>(replica.find(uid)->row)));
    CHECK(replica.list({.parent = plan}).size() == 2);
    CHECK(replica.resolve("tbilisi/I.2").size() == 1);
    CHECK(replica.history(uid)[0].is_pending());
    CHECK(replica.history(plan)[1].sequence == first_pending + 2);
    id = replica.history(uid)[0].id;
    CHECK(replica.find_event(id)->sequence == first_pending + 1);
    CHECK(replica.latest(3)[0].sequence == first_pending + 2);
    CHECK(replica.latest(3)[2].sequence + 1 == before.size);
    CHECK(replica.batch_of(first_pending + 2).first == first_pending + 1);
    CHECK(replica.batch_of(first_pending + 2).ids.size() == 2);
    CHECK(ledger::verify_note(ledger::parse_note(replica.batch_of(first_pending + 1).note),
                              ledger::signer_name(identity().repository, replica_id('p')), key_of('p').public_key()));
    std::size_t waiting = 0;
    replica.each_pending([&](const StoredEvent& stored) { return stored.is_pending() && ++waiting > 0; });
    CHECK(waiting == 2);
    std::size_t logged = 0;
    replica.each_event(0, [&](const StoredEvent&) { return ++logged > 0; });
    CHECK(logged == before.size);
    CHECK(replica.head().size == before.size);
    CHECK(replica.head().root == before.root);
    CHECK(replica.head().last_number == 2);
    CHECK(list_texts() == confirmed_texts);
    CHECK(replica.projection_root() == root);
    CHECK(replica.checkpoints().size() == 1);
    CHECK(findings_in(town.replica()) == nothing);
}

TEST_CASE("a transaction of a replica is kept whole or not at all, and may be long")
{
    const Town town;
    Store replica(town.replica());
    const std::string before = dump_all(town.replica());
    const auto write = [&](Writer& writer) {
        for (int i = 0; i < 5; ++i) {
            writer.comment(*replica.find(town.plan.subject.uid), "სიტყვა");
            writer.transaction().end_long_batch(at(1), signer('p'), 2);
        }
        CHECK(writer.transaction().pending() == 5);
    };
    {
        Writer writer(replica, "gia");
        write(writer);
    }
    CHECK(dump_all(town.replica()) == before);
    Writer writer(replica, "gia");
    write(writer);
    writer.commit();
    CHECK(replica.pending_batches().size() == 3);
    CHECK(replica.count_pending() == 5);
    CHECK(findings_in(town.replica()) == nothing);
}

TEST_CASE("what only the authority decides is refused on a replica, and leaves the rest of the batch")
{
    const Town town;
    Store replica(town.replica());
    Writer writer(replica, "gia");
    const auto refused = [&](model::Event event) {
        try {
            writer.append(std::move(event));
        } catch (const Error& error) {
            CHECK_FALSE(error.hint().en.empty());
            return error.fault() == Fault::Forbidden;
        }
        return false;
    };
    CHECK_THROWS_AS(writer.grant("eve", "admin"), Error);
    model::Event calendar = writer.blank(model::Op::Calendar);
    calendar.detail = model::CalendarDetail{"ge", Hash{}}.to_json();
    calendar.blobs = {Hash{}};
    CHECK(refused(calendar));
    model::Event tick = writer.on(town.plan, model::Op::Tick);
    tick.detail = model::TickDetail{"answer", 1, model::TickKind::Breach, 0, at(1), {}}.to_json();
    CHECK(refused(tick));
    writer.comment(town.plan, "სიტყვა");
    model::Event told = writer.on(*replica.find(town.plan.subject.uid), model::Op::Comment);
    told.text = "სხვებსაც";
    writer.append(told, {}, {{"notify", Json::object(), "x"}});
    writer.commit();
    CHECK(replica.count_pending() == 2);
    CHECK(replica.outbox(Store::Delivered::Any).empty());
}

TEST_CASE("a refused batch says why, and can be thrown away with what came after it")
{
    const Town town;
    Store replica(town.replica());
    const std::string before = dump_all(town.replica());
    for (const char* title : {"a", "b", "c"}) {
        Writer writer(replica, "gia");
        writer.open(letter_type(), letter(title));
        const CaseRow row = *replica.find(town.plan.subject.uid);
        writer.set(row, titled("tbilisi", title));
        writer.transaction().write_stay(row.row, at(5));
        writer.commit();
    }
    replica.mark_refused(3, R"({"fault":"invalid"})");
    CHECK(replica.pending_batches().at(1).refused == R"({"fault":"invalid"})");
    CHECK(replica.pending_batches().at(0).refused.empty());
    CHECK(replica.stay(town.plan.row) == at(5));
    CHECK(replica.discard_pending(3) == 4);
    CHECK(replica.count_pending() == 2);
    CHECK(replica.find(town.plan.subject.uid)->title.ka == "a");
    CHECK_FALSE(replica.stay(town.plan.row));
    CHECK(replica.head().last_number == 2);
    CHECK(findings_in(town.replica()) == nothing);
    CHECK(replica.discard_pending(1) == 2);
    CHECK(dump_all(town.replica()) == before);
    CHECK(findings_in(town.replica()) == nothing);
}

TEST_CASE("the parts of a case that moves while it waits go back with it")
{
    const Town town;
    Store authority(town.authority());
    Store replica(town.replica());
    {
        Writer writer(authority);
        writer.open(plan_type(), titled("other", "სხვა"));
        const CaseRow part = authority.resolve("tbilisi/I.1").at(0);
        writer.open(milestone_type(), part_of(part, "I.1.1", "ღრმა"));
        writer.commit();
    }
    pull(authority, replica);
    const std::string before = dump_all(town.replica());
    {
        Writer writer(replica, "gia");
        const std::string other = replica.resolve("other").at(0).subject.uid.hex();
        writer.set(replica.resolve("tbilisi/I.1").at(0), Json::object({{"plan", other}}));
        writer.commit();
    }
    CHECK(replica.resolve("other/I.1.1").size() == 1);
    CHECK(findings_in(town.replica()) == nothing);
    CHECK(replica.projection_root() == authority.projection_root());
    replica.discard_pending(1);
    CHECK(dump_all(town.replica()) == before);
    CHECK(replica.resolve("tbilisi/I.1.1").size() == 1);
}

TEST_CASE("a rebuild of a replica gives the same rows, with what waits on top")
{
    const Town town;
    Store authority(town.authority());
    Store replica(town.replica());
    {
        Writer writer(replica, "gia");
        writer.open(letter_type(), letter("a"));
        writer.commit();
    }
    push(replica, authority);
    pull(authority, replica);
    {
        Writer writer(replica, "gia");
        writer.open(letter_type(), letter("b"));
        writer.comment(town.plan, "სიტყვა");
        writer.transaction().write_stay(town.plan.row, at(7));
        writer.commit();
    }
    const std::string before = dump_all(town.replica()) + dump_projection(town.replica());
    replica.rebuild();
    // Clocks and stays are made anew by whoever knows them.
    const auto stay = replica.stay(town.plan.row);
    CHECK_FALSE(stay);
    {
        SQLite::Database database = raw(town.replica());
        database.exec("INSERT INTO stay VALUES(" + std::to_string(town.plan.row) + ", " + std::to_string(at(7).milliseconds() / 1000) + ")");
    }
    CHECK(dump_all(town.replica()) + dump_projection(town.replica()) == before);
    CHECK(findings_in(town.replica()) == nothing);
    const std::string confirmed = dump_projection(town.authority());
    authority.rebuild();
    CHECK(dump_projection(town.authority()) == confirmed);
}

TEST_CASE("a search finds what waits, and finds it no more when it is gone")
{
    const Town town;
    Store authority(town.authority());
    Store replica(town.replica());
    const auto found = [&](std::string_view words) {
        return search(replica, parse_search(words), "", 10, [](const CaseRow& row) { return SearchDocument{row.number + " " + row.title.ka, ""}; });
    };
    CHECK(found("გეგმა") == std::vector<std::int64_t>{town.plan.row});
    {
        Writer writer(replica, "gia");
        writer.open(letter_type(), letter("წყალი"));
        writer.set(*replica.find(town.plan.subject.uid), titled("tbilisi", "ტყე"));
        writer.commit();
    }
    const std::int64_t waiting = static_cast<std::int64_t>(first_pending) + 1;
    CHECK(found("წყალი") == std::vector<std::int64_t>{waiting});
    CHECK(found("ტყე") == std::vector<std::int64_t>{town.plan.row});
    CHECK(found("გეგმა").empty());
    push(replica, authority, [](const model::Event& event) {
        return event.op == model::Op::Open ? Answer{} : Answer{ledger::Verdict::Rejected, ledger::rule_number("role_not_allowed")};
    });
    pull(authority, replica);
    CHECK(found("წყალი") == std::vector<std::int64_t>{replica.resolve("L-2023-001").at(0).row});
    CHECK(found("ტყე").empty());
    CHECK(found("გეგმა") == std::vector<std::int64_t>{town.plan.row});
}
