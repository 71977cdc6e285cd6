#include "app/bulk/bulk_export.hpp"

#include "app/bulk_trial.hpp"
#include "app/few_runs.hpp"
#include "base/delimited_reader.hpp"
#include "base/formula_guard.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;
using namespace ogp::app;

namespace {

std::string some_text()
{
    static const std::vector<std::string> parts{"=", "+1", "-5", "@", "'", "\"", ",", "ქალაქი", "a b", ";", "\\", "[", "{", "null", "ka:", "2019", "\n"};
    std::string text;
    for (const std::string& part : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(parts)))
        text += part;
    return text;
}

std::string one_line(std::string text)
{
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

bool chance(int of = 2)
{
    return *rc::gen::inRange(0, of) == 0;
}

Json some_localized()
{
    Json text = Json::object({{"en", one_line(some_text()) + "x"}});
    if (chance())
        text.set("ka", some_text() + "ა");
    if (chance(4))
        text.set("confidence", "low");
    return text;
}

Json some_date()
{
    static const std::vector<std::string> dates{
        R"({"precision":"day","printed":null,"value":"2019-04-30"})", R"({"precision":"month","printed":null,"value":"2019-04"})",
        R"({"precision":"year","printed":null,"value":"2019"})", R"({"printed":"30.04.2019","value":"2019-04-30"})",
        R"({"printed":{"ka":"აპრილი","en":"April"},"value":null})", R"({"printed":"31.04.2019","value":"2019-04-30","impossible":true})"};
    return parse_json(*rc::gen::elementOf(dates));
}

/// Values of every kind, now and then.
Json some_values()
{
    Json values = Json::object({{"title", some_localized()}});
    const auto add = [&](const char* field, auto make) {
        if (chance())
            values.set(field, Json(make()));
    };
    add("line", [] { return one_line(some_text()); });
    add("body", some_text);
    add("count", [] { return *rc::gen::inRange(-1000, 1000); });
    add("share", [] { return *rc::gen::elementOf(std::vector<std::string>{"-5", "0", "12.25", "-0.0001"}); });
    add("good", [] { return chance(); });
    add("since", [] { return "2019-04-30"; });
    add("printed", some_date);
    add("colour", [] { return chance() ? "blue" : "red"; });
    add("tags", [] { return Json::Array{Json(one_line(some_text())), Json("=x")}; });
    add("names", [] { return Json::Array{some_localized(), some_localized()}; });
    add("facts", [] { return Json::object({{"year", 2019}, {"text", some_text()}, {"list", Json::Array{Json(1), Json()}}}); });
    add("lists", [] { return Json::Array{Json::object({{"at", "2019"}})}; });
    add("owner", [] { return Json::object({{"name", "ნინო"}, {"phone", some_text() + "1"}}); });
    add("secret", some_text);
    return values;
}

/// Boxes and things, some without number, changed afterwards so that parents and references were opened later.
void fill(Repository& repository)
{
    Change change(repository);
    change.act_as("importer");
    std::vector<CaseUid> boxes;
    std::vector<CaseUid> all;
    const int count = *rc::gen::inRange(0, 12);
    for (int i = 0; i < count; ++i) {
        if (chance(3)) {
            Json values = Json::object({{"name", "Box"}});
            if (chance())
                values.set("number", "B/" + std::to_string(i));
            boxes.push_back(change.open("box", values).subject.uid);
            continue;
        }
        Json values = some_values();
        if (chance())
            values.set("number", *rc::gen::elementOf(std::vector<std::string>{"#", "n", "-", "="}) + std::to_string(i));
        all.push_back(change.open("thing", values, chance(3) ? std::optional<std::string>("closed") : std::nullopt).subject.uid);
    }
    for (const CaseUid& uid : all) {
        if (!boxes.empty() && chance())
            change.set(uid, Json::object({{"inside", (*rc::gen::elementOf(boxes)).hex()}}));
        if (chance())
            change.set(uid, Json::object({{"next", (*rc::gen::elementOf(all)).hex()}}));
        if (chance())
            change.set(uid, Json::object({{"others", Json::Array{Json((*rc::gen::elementOf(all)).hex()), Json((*rc::gen::elementOf(all)).hex())}}}));
        if (chance(3))
            change.set(uid, Json::object({{"colour", Json()}}));
    }
    change.commit();
}

} // namespace

TEST_CASE("what was exported and imported exports as the same bytes")
{
    CHECK(test::holds([] {
        const TrialRepository first = things();
        Repository repository = first.open();
        fill(repository);
        for (const BulkFormat format : {BulkFormat::Csv, BulkFormat::Ndjson}) {
            const std::string exported = bulk_export(repository, format, PersonalFields::Taken);
            const TrialRepository second = things();
            Repository other = second.open();
            const BulkImportResult result = bulk_import(other, exported, {}, format);
            for (const Finding& finding : result.findings)
                RC_LOG() << finding.place.text() << " " << finding.where << ": " << finding.message.en << "\n";
            RC_LOG() << exported;
            RC_ASSERT(result.errors == 0U);
            RC_ASSERT(bulk_export(other, format, PersonalFields::Taken) == bulk_export(repository, format, PersonalFields::Taken));
        }
    }, 25));
}

TEST_CASE("no exported cell begins a formula")
{
    CHECK(test::holds([] {
        const TrialRepository trial = things();
        Repository repository = trial.open();
        Change change(repository);
        const std::string text = (*rc::gen::elementOf(std::vector<std::string>{"=", "+", "-", "@", "'", ""})) + one_line(some_text()).substr(0, 20) + "x";
        if (!is_utf8(text))
            return;
        change.open("box", Json::object({{"number", text}, {"name", text}, {"title", text}}));
        change.commit();
        const std::string csv = bulk_export(repository, BulkFormat::Csv, PersonalFields::Left, "box");
        DelimitedReader reader("x", source_of(csv));
        while (reader.next())
            for (const DelimitedCell& cell : reader.cells())
                RC_ASSERT(!looks_like_formula(cell.text));
    }, 25));
}

TEST_CASE("a case comes after what it is a part of, and keys tell cases apart")
{
    const TrialRepository trial = things();
    Repository repository = trial.open();
    Change change(repository);
    const auto thing = [&](const char* number) {
        return change.open("thing", Json::object({{"number", number}, {"title", Json::object({{"en", "T"}})}})).subject.uid;
    };
    const CaseUid a = thing("a");
    const CaseUid b = thing("b");
    const CaseUid c = thing("#c");
    const CaseUid numbered = change.open("box", Json::object({{"number", "B"}, {"name", "x"}})).subject.uid;
    const CaseUid bare = change.open("box", Json::object({{"name", "x"}})).subject.uid;
    change.set(a, Json::object({{"inside", bare.hex()}, {"next", c.hex()}}));
    change.set(b, Json::object({{"inside", numbered.hex()}, {"next", a.hex()}}));
    change.commit();
    CHECK(bulk_export(repository, BulkFormat::Ndjson) ==
          R"({"fields":{"colour":"red","number":"#c","title":{"en":"T"}},"key":"#1","state":"open","type":"thing"})" "\n"
          R"({"fields":{"name":"x","number":"B"},"key":"B","state":"open","type":"box"})" "\n"
          R"({"fields":{"colour":"red","inside":"B","next":"#5","number":"b","title":{"en":"T"}},"key":"B/b","state":"open","type":"thing"})" "\n"
          R"({"fields":{"name":"x"},"key":"#4","state":"open","type":"box"})" "\n"
          R"({"fields":{"colour":"red","inside":"#4","next":"#1","number":"a","title":{"en":"T"}},"key":"#5","state":"open","type":"thing"})" "\n");
    // Of one type nobody waits for what is not written.
    const std::string things_alone = bulk_export(repository, BulkFormat::Ndjson, PersonalFields::Left, "thing");
    CHECK(things_alone.find("\"key\":\"#1\"") < things_alone.find("\"key\":\"B/b\""));
    CHECK(things_alone.find("\"inside\":\"" + bare.hex() + "\"") != std::string::npos);
}

TEST_CASE("personal values are only written when they are asked for")
{
    const TrialRepository trial = things();
    {
        Repository repository = trial.open();
        Change change(repository);
        change.open("thing", Json::object({{"number", "a"},
                                           {"title", Json::object({{"en", "T"}})},
                                           {"owner", Json::object({{"name", "ნინო"}})},
                                           {"secret", "საიდუმლო"}}));
        change.commit();
        Batch batch(repository.store(), repository.clock(), "nino", "admin");
        batch.grant("dato", repository.store().identity().key, "auditor");
        batch.commit([&](std::string_view text) { return repository.sign(text); });
    }
    Repository repository = trial.open();
    for (const BulkFormat format : {BulkFormat::Csv, BulkFormat::Ndjson}) {
        const std::string open = bulk_export(repository, format);
        CHECK(open.find("ნინო") == std::string::npos);
        CHECK(open.find("owner") == std::string::npos);
        const std::string all = bulk_export(repository, format, PersonalFields::Taken);
        CHECK(all.find("ნინო") != std::string::npos);
        CHECK(all.find("საიდუმლო") != std::string::npos);
    }
    Repository auditor({.folder = trial.folder(), .access = store::Access::Read, .actor = "dato", .role = {}, .clock = TrialRepository::clock()});
    CHECK_NOTHROW(bulk_export(auditor, BulkFormat::Ndjson));
    try {
        bulk_export(auditor, BulkFormat::Ndjson, PersonalFields::Taken);
        FAIL("not refused");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Forbidden);
    }
}

TEST_CASE("a rebuilt projection exports as the same bytes")
{
    CHECK(test::holds([] {
        const TrialRepository trial = things();
        Repository repository = trial.open();
        fill(repository);
        const std::string before = bulk_export(repository, BulkFormat::Csv);
        repository.store().rebuild();
        RC_ASSERT(bulk_export(repository, BulkFormat::Csv) == before);
    }, 25));
}

TEST_CASE("a plan goes out and comes in whole")
{
    const TrialRepository first;
    Repository repository = first.open();
    import_text(repository, read_file(OGP_SOURCE_DIR "/examples/tbilisi-2018-2020.yaml"));
    for (const BulkFormat format : {BulkFormat::Csv, BulkFormat::Ndjson}) {
        const std::string exported = bulk_export(repository, format);
        const TrialRepository second;
        Repository other = second.open();
        CHECK(said(bulk_import(other, exported, {}, format)).empty());
        CHECK(bulk_export(other, format) == exported);
    }
}
