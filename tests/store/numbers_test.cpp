// Official numbers, active calendars and the outbox.
#include "store/sample_city.hpp"
#include "store/verifier.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

WorkflowRow numbered()
{
    WorkflowRow row = workflow("letter", "", "");
    row.profile.numbering = {"L-{year}-{seq:03}", {"year"}, "", "Asia/Tbilisi"};
    return row;
}

Json title(const char* text)
{
    return Json::object({{"title", Json(text)}});
}

std::vector<std::string> found_in(const fs::path& folder, std::size_t most_cases = Verifier::cases_in_memory)
{
    Store store(folder);
    std::vector<std::string> codes;
    for (const Finding& finding : Verifier(store, most_cases).run().findings)
        codes.push_back(finding.code + " " + finding.where);
    return codes;
}

} // namespace

TEST_CASE("numbers are the leaves' own: given at acceptance, rebuilt from them, their gaps found")
{
    const Folder folder;
    found(folder.path());
    {
        Store store(folder.path());
        Writer first(store);
        first.define(numbered(), folder.path());
        CHECK(first.open(numbered(), title("a")).number == "L-2023-001");
        first.commit();
        Writer second(store);
        for (int i = 2; i < 12; ++i)
            CHECK(second.open(numbered(), title("b")).number == fmt::format("L-2023-{:03}", i));
        second.commit();
        CHECK(store.resolve("L-2023-007").size() == 1);
        CHECK(store.event(3)->leaf.official_number == 0); // the definition
        CHECK(store.event(4)->leaf.official_number == 1);
        const std::string before = dump(folder.path(), {"SELECT * FROM case_", "SELECT * FROM series"});
        store.rebuild();
        CHECK(dump(folder.path(), {"SELECT * FROM case_", "SELECT * FROM series"}) == before);
    }
    CHECK(found_in(folder.path()).empty());
    CHECK(found_in(folder.path(), 1).empty());
    raw(folder.path()).exec("UPDATE series SET last = 99");
    CHECK(found_in(folder.path()) == std::vector<std::string>{"series_damaged series"});
    raw(folder.path()).exec("UPDATE series SET last = 11");
    // A number in the row that is another than the leaf's.
    raw(folder.path()).exec("UPDATE case_ SET number = 'L-2023-012' WHERE number = 'L-2023-007'");
    CHECK(found_in(folder.path()) == std::vector<std::string>{"case_damaged case L-2023-007"});
}

TEST_CASE("the year of a number is that of the place, and of the time that the act counts from")
{
    const Folder folder;
    found(folder.path());
    Store store(folder.path());
    Writer writer(store);
    writer.define(numbered(), folder.path());
    const auto open_at = [&](std::string_view time) {
        model::Event event = writer.blank(model::Op::Open);
        event.type = "letter";
        event.workflow = numbered().hash;
        event.to = "planned";
        event.set = title("a");
        event.effective = *Instant::parse(time);
        return writer.append(event).number;
    };
    CHECK(open_at("2019-12-31T23:59:59+04:00") == "L-2019-001");
    CHECK(open_at("2019-12-31T20:00:00Z") == "L-2020-001");
    CHECK(open_at("2019-06-01T00:00:00Z") == "L-2019-002");
    writer.commit();
}

TEST_CASE("the calendar defined last is the active one")
{
    const Folder folder;
    found(folder.path());
    Store store(folder.path());
    CHECK_FALSE(store.active_calendar("ge"));
    std::vector<Hash> sources;
    for (const char* text : {"one", "two"}) {
        Writer writer(store);
        const Hash source = Blobs(folder.path() / "blobs").put(text);
        sources.push_back(source);
        model::Event event = writer.blank(model::Op::Calendar);
        event.blobs = {source};
        event.detail = model::CalendarDetail{"ge", source}.to_json();
        writer.append(event);
        writer.commit();
    }
    CHECK(store.active_calendar("ge") == sources[1]);
    CHECK(store.active_calendars().size() == 1);
    store.rebuild();
    CHECK(store.active_calendar("ge") == sources[1]);
    CHECK(found_in(folder.path()).empty());
    raw(folder.path()).exec("UPDATE calendar SET source = x'00'");
    CHECK(found_in(folder.path()) == std::vector<std::string>{"active_damaged calendars"});
}

TEST_CASE("the outbox goes with its event, is marked once and outlives a rebuild")
{
    const Folder folder;
    found(folder.path());
    Store store(folder.path());
    const auto write = [&](bool keep) {
        Transaction transaction = store.begin();
        NewEvent added;
        {
            model::Event event;
            event.repository = identity().repository;
            event.replica = identity().replica;
            event.op = model::Op::Open;
            event.type = "plan";
            event.workflow = plan_type().hash;
            event.to = "planned";
            event.actor = "nino";
            event.number = transaction.head().last_number + 1;
            added.bytes = ledger::encode(event);
            added.event = event;
        }
        added.outbox = {{"notify", parse_json(R"({"to": "role:head"})"), "start"}, {"webhook", Json::object(), "start"}};
        transaction.append(added);
        if (keep)
            transaction.commit(at(9), signer());
    };
    write(false);
    CHECK(store.outbox(Store::Delivered::Any).empty());
    write(true);
    const auto waiting = store.outbox(Store::Delivered::NotYet);
    REQUIRE(waiting.size() == 2);
    CHECK(waiting[0].entry.kind == "notify");
    CHECK(waiting[0].entry.arguments.text("to") == "role:head");
    CHECK(waiting[1].index == 1);
    CHECK(store.mark_delivered(waiting[0].sequence, 0, at(10)));
    CHECK_FALSE(store.mark_delivered(waiting[0].sequence, 0, at(11)));
    CHECK_FALSE(store.mark_delivered(waiting[0].sequence, 7, at(11)));
    store.rebuild();
    REQUIRE(store.outbox(Store::Delivered::NotYet).size() == 1);
    CHECK(store.outbox(Store::Delivered::Any)[0].delivered == at(10));
    CHECK(store.outbox(Store::Delivered::Any, {waiting[1].sequence, 1}).size() == 1);
    CHECK(found_in(folder.path()).empty());
}
