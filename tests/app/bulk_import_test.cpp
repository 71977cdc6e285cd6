#include "app/bulk/bulk_import.hpp"

#include "app/bulk_trial.hpp"
#include "app/cases/personal.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;
using namespace ogp::app;

namespace {

using Said = std::vector<std::string>;

/// Nothing but its definitions is in the repository.
void check_nothing_stored(Repository& repository, std::uint64_t events)
{
    CHECK(repository.store().head().size == events);
    CHECK(repository.store().count({}) == 0);
}

} // namespace

TEST_CASE("a table becomes cases, in the role importer")
{
    const TrialRepository trial = things();
    Repository repository = trial.open();
    const std::string csv = "\xEF\xBB\xBF" "number,title.ka,title.en,count,share,good,since,printed,tags,facts,line\r\n"
                            "a,\"ერთი, ორი\",One,-5,-2.50,true,2019-04-30,2019-04,\"[\"\"x\"\",\"\"y\"\"]\",\"{\"\"year\"\":2019}\",'=1+1\r\n"
                            "\r\n"
                            "b,,Two,,,,,\"{\"\"printed\"\":\"\"31.04.2019\"\",\"\"value\"\":\"\"2019-04-30\"\",\"\"impossible\"\":true}\",one,,'\r\n";
    const BulkImportResult result = bulk_import(repository, csv, "thing");
    CHECK(said(result).empty());
    CHECK(result.opened == 2);
    const store::CaseRow a = repository.resolve("a", "thing");
    const Json& fields = a.subject.fields;
    CHECK(to_json(fields["title"]) == R"({"en":"One","ka":"ერთი, ორი"})");
    CHECK(fields["count"] == Json(-5));
    CHECK(fields.text("share") == "-2.5");
    CHECK(fields["good"] == Json(true));
    CHECK(to_json(fields["printed"]) == R"({"precision":"month","printed":null,"value":"2019-04"})");
    CHECK(to_json(fields["tags"]) == R"(["x","y"])");
    CHECK(to_json(fields["facts"]) == R"({"year":2019})");
    CHECK(fields.text("line") == "=1+1");
    CHECK(fields.text("colour") == "red"); // the preset: the file has no such column
    const store::CaseRow b = repository.resolve("b", "thing");
    CHECK(b.subject.fields["printed"]["impossible"] == Json(true));
    CHECK(to_json(b.subject.fields["tags"]) == R"(["one"])");
    CHECK(b.subject.fields.text("line") == "'");
    CHECK(repository.store().history(a.subject.uid).front().event.role == "importer");
}

TEST_CASE("an empty cell is no value, so that a preset does not come back")
{
    const TrialRepository trial = things();
    Repository repository = trial.open();
    CHECK(said(bulk_import(repository, "number,title.en,colour\na,A,\nb,B,blue\n", "thing")).empty());
    CHECK(repository.resolve("a").subject.fields.find("colour") == nullptr);
    CHECK(repository.resolve("b").subject.fields.text("colour") == "blue");
}

TEST_CASE("a cell may call an option by its label, and the id is recorded")
{
    const TrialRepository trial = things();
    Repository repository = trial.open();
    CHECK(said(bulk_import(repository, "number,title.en,colour\na,A,ლურჯი\nb,B, BLUE \nc,C,red\n", "thing")).empty());
    CHECK(repository.resolve("a").subject.fields.text("colour") == "blue");
    CHECK(repository.resolve("b").subject.fields.text("colour") == "blue");
    CHECK(repository.resolve("c").subject.fields.text("colour") == "red");
    CHECK(said(bulk_import(repository, "number,title.en,colour\nd,D,ლურ\n", "thing")) == Said{"2 bad_value"});
    // Lines of JSON are for programs: ids alone.
    CHECK(said(bulk_import(repository, R"({"fields": {"number": "e", "title": {"en": "E"}, "colour": "ლურჯი"}})" "\n", "thing", BulkFormat::Ndjson)) ==
          Said{"1 bad_value"});
}

TEST_CASE("a case may be imported in a later state")
{
    const TrialRepository trial = things();
    Repository repository = trial.open();
    CHECK(said(bulk_import(repository, "number,title.en,case.state\na,A,closed\nb,B,\n", "thing")).empty());
    CHECK(repository.resolve("a").subject.state == "closed");
    CHECK(repository.resolve("b").subject.state == "open");
}

TEST_CASE("references may point to rows above and below and into the repository")
{
    const TrialRepository trial = things();
    Repository repository = trial.open();
    CHECK(said(bulk_import(repository, "number,name\nB1,First\n", "box")).empty());
    const BulkImportResult result = bulk_import(repository,
                                                "case.key,number,title.en,inside,next,others\n"
                                                "#7,,A,B1,B1/c,\"[\"\"#8\"\",\"\"B1/c\"\"]\"\n"
                                                "#8,,B,,#7,\n"
                                                ",c,C,B1,,#8\n",
                                                "thing");
    CHECK(said(result).empty());
    CHECK(result.opened == 3);
    CHECK(result.events == 5); // two references of A are set when all is read
    const store::CaseRow c = repository.resolve("B1/c", "thing");
    const std::vector<store::CaseRow> rows = repository.store().list({.type = "thing"});
    CHECK(rows[0].subject.fields.text("next") == c.subject.uid.hex());
    CHECK(rows[0].subject.fields["others"].items()[0].as_text() == rows[1].subject.uid.hex());
    CHECK(rows[1].subject.fields.text("next") == rows[0].subject.uid.hex());
    CHECK(c.subject.fields["others"].items()[0].as_text() == rows[1].subject.uid.hex());
    CHECK(rows[0].parent == repository.resolve("B1", "box").subject.uid);
}

TEST_CASE("every bad row is named with its line, and nothing is stored")
{
    const TrialRepository trial = things();
    Repository repository = trial.open();
    const std::uint64_t events = repository.store().head().size;
    const BulkImportResult result = bulk_import(repository,
                                                "number,title.en,count,since,inside,case.state,colour\n"
                                                "a,A,1,2019-04-30,,,red\n"
                                                "b,B,x,2019-04-31,,,red\n"      // two cells
                                                "c,,1,,,,\n"                    // required
                                                "a,A2,1,,,,\n"                  // taken by line 2
                                                "d,D,1,,nowhere,,\n"            // no such box
                                                "e,E,1,,,opne,\n"               // no such state
                                                "f,F,1\n"                       // too few cells
                                                "g,G\"G,1,,,,\n"                // quoting
                                                "h,H,1,,,,gren\n"
                                                "i,I,1,,,,red,more\n",
                                                "thing");
    CHECK(said(result) == Said{"3 bad_value", "4 bad_row", "5 number_taken", "6 unknown_reference", "7 bad_row", "8 too_few_cells",
                               "9 stray_quote", "10 bad_value", "11 too_many_cells"});
    CHECK(result.errors == 9);
    CHECK(result.findings[0].place.text() == "x:3:5");
    CHECK(result.findings[0].where == "count");
    CHECK(result.findings[2].message.en.find("line 2") != std::string::npos);
    CHECK(result.findings[3].place.text() == "x:6:8");
    CHECK(result.findings[4].place.text() == "x:7:9");
    check_nothing_stored(repository, events);
}

TEST_CASE("every bad value of a row is named that can be read as such")
{
    const TrialRepository trial = things();
    Repository repository = trial.open();
    const BulkImportResult result = bulk_import(repository, "number,title.en,since,share,colour\na,A,2019-04-31,1.23456,green\n", "thing");
    CHECK(said(result) == Said{"2 bad_value", "2 bad_value", "2 bad_value"});
}

TEST_CASE("rows that hang on a bad one are not mistakes of their own")
{
    const TrialRepository trial = things();
    Repository repository = trial.open();
    const std::string ndjson = R"({"type":"box","fields":{"number":"B"}})" "\n"
                               R"({"type":"thing","fields":{"title":{"en":"T"},"inside":"B"}})" "\n"
                               R"({"type":"thing","key":"#1","fields":{"title":{"en":"T"},"inside":"Q"}})" "\n"
                               R"({"type":"thing","fields":{"title":{"en":"T"},"next":"#1"}})" "\n";
    CHECK(said(bulk_import(repository, ndjson, {}, BulkFormat::Ndjson)) == Said{"1 bad_row", "3 unknown_reference"});
}

TEST_CASE("a number that the repository has is not opened again")
{
    const TrialRepository trial = things();
    Repository repository = trial.open();
    CHECK(said(bulk_import(repository, "number,name\nB1,First\n", "box")).empty());
    const std::uint64_t events = repository.store().head().size;
    const BulkImportResult result = bulk_import(repository, "number,name\nB2,Second\nB1,Again\n", "box");
    CHECK(said(result) == Said{"3 number_taken"});
    CHECK(result.findings[0].message.en.find("in the repository") != std::string::npos);
    CHECK(repository.store().head().size == events);
}

TEST_CASE("a header that cannot be read names the nearest column")
{
    const TrialRepository trial = things();
    Repository repository = trial.open();
    const auto header = [&](const std::string& text) {
        try {
            bulk_import(repository, text, "thing");
        } catch (const InvalidInput& error) {
            return error.findings().front().message.en + error.hint().en;
        } catch (const Error& error) {
            return error.message().en;
        }
        return std::string("read");
    };
    CHECK(header("number,titel.en\n") == "unknown column \"titel.en\"; did you mean \"title.en\"?");
    CHECK(header("number,number\n") == "the column \"number\" stands twice");
    CHECK(header("number;title.en\n") ==
          "unknown column \"number;title.en\"cells are separated by commas, not by semicolons or tabs");
    CHECK(header("") == "x: the file is empty");
    CHECK(header("number,title.en\n") == "read");
    CHECK(bulk_import(repository, "number,title.en\n", "thing").opened == 0);
}

TEST_CASE("lines of JSON are refused one by one")
{
    const TrialRepository trial = things();
    Repository repository = trial.open();
    const std::uint64_t events = repository.store().head().size;
    std::string deep(60, '[');
    const std::string ndjson = R"({"type":"box","fields":{"number":"B","name":"x"}})" "\n"
                               R"({"type":"box","fields":{"number":"C","name":"x"})" "\n"
                               R"([])" "\n"
                               R"({"type":"bax","fields":{}})" "\n"
                               R"({"type":"box","feilds":{}})" "\n"
                               R"({"type":"box"})" "\n"
                               R"({"type":"box","fields":{"nmae":"x"}})" "\n"
                               R"({"fields":{"name":"x"}})" "\n"
                               R"({"type":"box","fields":{"name":5}})" "\n"
                               R"({"type":"box","state":7,"fields":{}})" "\n" + deep + "\n\n"
                               R"({"type":"box","fields":{"name":"x","name":"y"}})" "\n";
    CHECK(said(bulk_import(repository, ndjson, {}, BulkFormat::Ndjson)) ==
          Said{"2 bad_json", "3 wrong_shape", "4 unknown_type", "5 unknown_member", "6 wrong_shape", "7 unknown_field", "8 unknown_type",
               "9 bad_value", "10 wrong_shape", "11 bad_json", "13 bad_json"});
    check_nothing_stored(repository, events);
}

TEST_CASE("a dry run says the same and stores nothing")
{
    const TrialRepository trial = things();
    Repository repository = trial.open();
    const std::uint64_t events = repository.store().head().size;
    const std::string csv = "number,name\nB1,First\n";
    const BulkImportResult result =
        import_cases(repository, {.name = "x", .source = source_of(csv), .type = "box", .dry_run = DryRun::Yes});
    CHECK(result.opened == 1);
    check_nothing_stored(repository, events);
}

TEST_CASE("who may not import is told so at once")
{
    const TrialRepository trial = things();
    {
        Repository repository = trial.open();
        Batch batch(repository.store(), repository.clock(), "nino", "admin");
        batch.grant("dato", repository.store().identity().key, "auditor");
        batch.commit([&](std::string_view text) { return repository.sign(text); });
    }
    Repository repository({.folder = trial.folder(), .access = store::Access::Write, .actor = "dato", .role = {}, .clock = TrialRepository::clock()});
    try {
        bulk_import(repository, "number,name\nB1,First\n", "box");
        FAIL("not refused");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Forbidden);
    }
}

TEST_CASE("personal values come in sealed, and a refused file leaves no keys behind")
{
    const TrialRepository trial = things();
    Repository repository = trial.open();
    const std::string good = "number,title.en,owner,secret\na,A,ნინო,საიდუმლო\nb,B,დათო,\n";
    const auto keys = [&] { return std::filesystem::file_size(trial.folder() / ".ogp" / "keys.db-wal"); };
    CHECK(said(bulk_import(repository, good + "c,C,ანა,x,y\n", "thing")) == Said{"4 too_many_cells"});
    const auto before = keys();
    CHECK(said(bulk_import(repository, good, "thing")).empty());
    CHECK(keys() > before);
    const store::CaseRow a = repository.resolve("a");
    CHECK(a.subject.sealed == std::vector<std::string>{"owner", "secret"});
    CHECK(a.subject.fields.find("owner") == nullptr);
    PersonalValues personal(repository);
    CHECK(to_json(personal.current(a.subject.uid, "owner").value()) == R"({"name":"ნინო"})");
    CHECK(personal.current(repository.resolve("b").subject.uid, "owner")->text("name") == "დათო");
}

TEST_CASE("values that are too long for one event come in all the same")
{
    const TrialRepository trial = things();
    Repository repository = trial.open();
    std::string csv = "number,title.en,tags,lists,body\n";
    std::string tags;
    for (int i = 0; i < 10; ++i)
        tags += (i == 0 ? "\"\"" : ",\"\"") + std::string(4'000, static_cast<char>('a' + i)) + "\"\"";
    std::string lists;
    for (int i = 0; i < 5; ++i)
        lists += std::string(i == 0 ? "" : ",") + "{\"\"x\"\":\"\"" + std::string(8'000, 'y') + "\"\"}";
    csv += "a,A,\"[" + tags + "]\",\"[" + lists + "]\"," + std::string(8'000, 'z') + "\n";
    const BulkImportResult result = bulk_import(repository, csv, "thing");
    CHECK(said(result).empty());
    CHECK(result.events == 2);
    CHECK(repository.resolve("a").subject.fields["tags"].size() == 10);
    CHECK(repository.resolve("a").subject.fields["lists"].size() == 5);
}

TEST_CASE("a changed byte never stores a half")
{
    const std::string csv = "case.key,number,title.ka,title.en,inside,count,tags\n"
                            "B/a,a,\"ერთი, ორი\",One,B,1,\"[\"\"x\"\"]\"\n"
                            "B/b,b,,\"Two\nlines\",B,-2,\n"
                            "#3,,სამი,'=3,,,\n";
    const TrialRepository trial = things();
    {
        Repository repository = trial.open();
        CHECK(said(bulk_import(repository, "number,name\nB,Box\n", "box")).empty());
    }
    Repository repository = trial.open();
    int refused = 0;
    CHECK(rc::check([&] {
        std::string changed = csv;
        for (int i = *rc::gen::inRange(1, 4); i > 0; --i)
            changed[*rc::gen::inRange<std::size_t>(0, changed.size())] =
                *rc::gen::oneOf(rc::gen::arbitrary<char>(), rc::gen::elementOf(std::string(",\"\n\r'[{\0", 8)));
        const std::uint64_t before = repository.store().head().size;
        std::size_t opened = 0;
        try {
            const BulkImportResult result =
                import_cases(repository, {.name = "x", .source = source_of(changed), .type = "thing", .dry_run = DryRun::Yes});
            opened = result.errors == 0 ? result.opened : 0;
            refused += result.errors > 0 ? 1 : 0;
        } catch (const Error& error) {
            RC_ASSERT(error.fault() == Fault::Invalid);
            ++refused;
        }
        RC_ASSERT(repository.store().head().size == before);
        RC_ASSERT(opened <= 4);
        RC_ASSERT(repository.store().count({.type = "thing"}) == 0);
    }));
    CHECK(refused > 0);
    // What was not changed comes in.
    CHECK(bulk_import(repository, csv, "thing").opened == 3);
}
