#include "documents/recorded_city.hpp"
#include "documents/yearly_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace ogp;
using namespace ogp::app;
using namespace ogp::documents;

namespace {

Json printed(const char* day)
{
    return Json::object({{"printed", Json()}, {"value", day}, {"precision", "day"}});
}

/// What happens to the city after the year, so that its present is another one than that of the year's last day.
void go_on(RecordedCity& city)
{
    const auto act = [&](const char* day, const auto& what) {
        city.at(day);
        Change change(city.repository);
        what(change);
        change.commit();
    };
    act("2020-02-10", [&](Change& change) {
        const CaseUid launch = city.find("I.3").subject.uid;
        change.move(launch, "complete", Json::object({{"completed", printed("2020-02-09")}}));
        change.set(launch, Json::object({{"title", text_of("სხვა სახელი", "Another name")}}));
        change.move(city.find("II.1").subject.uid, "withdraw", Json::object(), "no money");
        change.move(city.find("II", "commitment").subject.uid, "withdraw", Json::object(), "no money");
        change.set(city.find("I.1").subject.uid, Json::object({{"lead", "another"}, {"end", printed("2019-12-01")}}));
        change.open("milestone", Json::object({{"number", "I.9"}, {"title", text_of("ახალი", "New")},
                                               {"commitment", city.find("I", "commitment").subject.uid.hex()}}));
        change.attach(city.find("I.1").subject.uid, IncomingFile{city.files.put("later.pdf", "%PDF-1.7 later")});
    });
    act("2020-02-11", [&](Change& change) {
        for (const store::CaseRow& issue : city.repository.store().list({.type = "issue"})) {
            if (issue.subject.state == "confirmed")
                change.move(issue.subject.uid, "resolve", Json::object({{"outcome", "planned"}, {"answer", text_of("პასუხი", "An answer")}}));
            else
                change.set(issue.subject.uid, Json::object({{"district", "isani"}}));
        }
        for (const store::CaseRow& request : city.repository.store().list({.type = "foi"}))
            if (request.subject.state == "in_process")
                change.move(request.subject.uid, "forward", Json::object({{"forwarded_to", "another body"}}), "reason");
        change.open("foi", Json::object({{"subject", "სხვა"}, {"body", "please"}, {"received_at", "2020-02-11T10:00:00+04:00"},
                                         {"applicant", Json::object({{"name", "Secret Person"}})}}));
        const auto photo = keep_attachment(city.repository, city.files.put("pit.jpg", std::string("\xFF\xD8\xFF\xFE\x00\x05GPS\xFF\xD9", 11)), {},
                                           rules_of(city.repository.active_type("issue"), "photo"));
        change.open("issue", Json::object({{"subject", "ორმო"}, {"photo", Json(Json::Array{model::to_json(photo)})}, {"category", "cleaning"}, {"place", Json::object({{"lat", "41.7"}, {"lon", "44.8"}})},
                                           {"reporter", Json::object({{"name", "Secret Person"}})}}));
        for (const store::CaseRow& petition : city.repository.store().list({.type = "petition"}))
            change.move(petition.subject.uid, "answer", Json::object({{"answer", text_of("თანხმობა", "Agreed")}, {"answer_kind", "accepted"}}));
        change.move(city.find("S1.1", "measure").subject.uid, "report", Json::object({{"result", text_of("შედეგი", "What came of it")}}));
    });
}

/// All tables but those that speak of the log as a whole.
std::map<std::string, std::string> tables_of(const report::Document& document)
{
    std::map<std::string, std::string> texts;
    for (const auto& [id, table] : Contents(document).tables) {
        std::string& text = texts[id];
        for (const report::Column& column : table.columns)
            text += column.key + "|";
        for (const auto& row : table.rows)
            for (const report::Cell& cell : row)
                text += "\n" + to_json(cell.value) + " " + cell.text.ka + "|" + cell.text.en;
        for (const report::Cell& cell : table.total)
            text += "\n" + cell.text.en;
    }
    return texts;
}

std::string number_in(const Contents& contents, const std::string& table, const std::string& key, const std::string& value, const std::string& column)
{
    for (std::size_t i = 0; i < contents.tables.at(table).rows.size(); ++i)
        if (contents.cell(table, i, key).text.en == value)
            return contents.cell(table, i, column).text.en;
    return "?";
}

} // namespace

TEST_CASE("a document of an earlier day says the same when it is made as when it is made years later")
{
    const std::vector<std::pair<std::string, GivenParameters>> reports = {
        {"annual", {{"period", "2019"}, {"compare", "2019-H1"}}}, {"midterm", {{"period", "2019"}}}, {"end_of_term", {}}, {"milestone_sheet", {}},
        {"foi", {{"period", "2019"}}},                            {"services", {{"period", "2019"}}}, {"sla", {{"period", "2019"}}},
        {"commitment", {{"commitment", "I"}}},                    {"end_of_commitment", {{"commitment", "I"}}}};
    const auto day = Date::parse("2019-12-31");
    RecordedCity city;
    city.at("2019-12-31", "23:00");
    std::map<std::string, std::map<std::string, std::string>> then;
    for (const auto& [id, given] : reports)
        then[id] = tables_of(make_report(city.repository, id, given, day));
    go_on(city);
    city.at("2026-05-01");
    for (const auto& [id, given] : reports) {
        const auto now = tables_of(make_report(city.repository, id, given, day));
        for (const auto& [table, text] : then[id]) {
            INFO(id << " " << table);
            REQUIRE(now.contains(table));
            // A text is written about a day after it, and is that of now.
            if (table != "measures")
                CHECK(now.at(table) == text);
        }
        INFO(id);
        CHECK(now.size() == then[id].size());
        // What holds of the year's end does not hold of the present: otherwise the comparison above would say nothing.
        if (id != "end_of_commitment" && id != "foi" && id != "services" && id != "sla")
            CHECK(tables_of(make_report(city.repository, id, given, Date::parse("2020-12-31"))) != then[id]);
    }
    for (const char* id : {"foi", "services", "sla"}) {
        INFO(id);
        CHECK(tables_of(make_report(city.repository, id, {{"period", "2019"}}, Date::parse("2020-12-31"))) != then[id]);
    }
}

TEST_CASE("states, parts and outcomes of a document are those of its day")
{
    RecordedCity city;
    go_on(city);
    const Contents past(make_report(city.repository, "annual", {{"period", "2019"}}, Date::parse("2019-12-31")));
    const Contents now(make_report(city.repository, "annual", {{"period", "2019"}}, Date::parse("2020-12-31")));
    CHECK(number_in(past, "milestones-I", "number", "I.3", "state") == "Planned");
    CHECK(number_in(now, "milestones-I", "number", "I.3", "state") == "Done");
    CHECK(number_in(past, "milestones-I", "number", "I.3", "title") == "Launch");
    CHECK(past.tables.at("milestones-I").rows.size() == 3);
    CHECK(now.tables.at("milestones-I").rows.size() == 4);
    CHECK(number_in(past, "overview", "number", "II", "state") == "Adopted");
    CHECK(number_in(now, "overview", "number", "II", "state") == "Withdrawn");
    CHECK(past.cell("petitions", 0, "state").text.en == "To be answered");
    CHECK(past.tables.at("petitions").column("answer") == -1);
    CHECK(past.cell("measures", 0, "state").text.en == "In progress");
    CHECK(past.cell("measures", 0, "result").text.en == "What came of it"); // a text, which is that of now
    CHECK(past.cell("map_layers", 0, "fraction").text.en == "3/3");
    CHECK(now.cell("map_layers", 0, "fraction").text.en == "4/4");
    CHECK(past.cell("foi_requests", 1, "undecided").text.en == "1");
    CHECK(past.cell("foi_requests", 1, "received").text.en == "1");
}

TEST_CASE("a completion counts by its own day, whenever it was written down")
{
    RecordedCity city;
    city.at("2020-03-01");
    Change change(city.repository);
    change.move(city.find("II.1").subject.uid, "complete", Json::object({{"completed", printed("2019-06-15")}, {"result", text_of("შედეგი", "A result")}}));
    change.set(city.find("I", "commitment").subject.uid, Json::object({{"ogp_completion", "complete"}}));
    change.commit();
    const Contents contents(make_report(city.repository, "annual", {{"period", "2019"}}, Date::parse("2019-12-31")));
    CHECK(number_in(contents, "milestones-II", "number", "II.1", "state") == "Done");
    CHECK(number_in(contents, "milestones-II", "number", "II.1", "delay_days") == "15");
    CHECK(number_in(contents, "results-II", "number", "II.1", "result") == "A result");
    CHECK(number_in(contents, "overview", "number", "I", "ogp_completion") == "Complete"); // a judgement of the year, made after it
    const Contents earlier(make_report(city.repository, "annual", {{"period", "2019"}}, Date::parse("2019-06-14")));
    CHECK(number_in(earlier, "milestones-II", "number", "II.1", "state") == "Planned");
}

TEST_CASE("of days before the record begins a document has the record as it is, and says so")
{
    RecordedCity city;
    const report::Document document = make_report(city.repository, "annual", {{"period", "2018"}});
    const auto what_counts = [](const report::Document& made) {
        const Contents contents(made);
        for (const auto& [label, cell] : contents.cards.at("control").rows)
            if (label.en == "What counts")
                return cell.text.en;
        return std::string();
    };
    CHECK(what_counts(document).find("The record begins on 15 April 2019, after that day") != std::string::npos);
    CHECK(Contents(document).tables.at("overview").rows.size() == 2);
    const report::Document later = make_report(city.repository, "annual", {{"period", "2019"}});
    CHECK(what_counts(later).find("recorded by the end of 31 December 2019") != std::string::npos);
    CHECK(what_counts(later).find("begins") == std::string::npos);
}

TEST_CASE("a session of the period that was put on record after the day is told")
{
    RecordedCity city;
    city.at("2020-01-20");
    Change change(city.repository);
    change.act_as("importer");
    change.open("session", Json::object({{"number", "4"}, {"title", text_of("მეოთხე", "Fourth")}, {"date", printed("2019-12-20")}}));
    change.open("session", Json::object({{"number", "5"}, {"title", text_of("მეხუთე", "Fifth")}, {"date", printed("2020-01-15")}}));
    change.commit();
    const Contents contents(make_report(city.repository, "annual", {{"period", "2019"}}, Date::parse("2019-12-31")));
    CHECK(contents.tables.at("sessions").rows.size() == 2);
}

TEST_CASE("a request that came by the day counts though it was put on record later, and what was done with it does not")
{
    RecordedCity city;
    city.at("2020-01-09");
    Change change(city.repository);
    const CaseUid late = change.open("foi", Json::object({{"subject", "გზები"}, {"body", "please"}, {"received_at", "2019-12-30T10:00:00+04:00"},
                                                          {"applicant", Json::object({{"name", "Secret Person"}})}})).subject.uid;
    change.commit();
    city.at("2020-01-10");
    Change later(city.repository);
    later.move(late, "forward", Json::object({{"forwarded_to", "another body"}}), "reason");
    later.commit();
    for (const char* report : {"annual", "foi"}) {
        INFO(report);
        const report::Document past = make_report(city.repository, report, {{"period", "2019"}}, Date::parse("2019-12-31"));
        const report::Document now = make_report(city.repository, report, {{"period", "2019"}}, Date::parse("2020-01-10"));
        const std::string table = report == std::string("foi") ? "months" : "foi_requests";
        CHECK(Contents(past).cell(table, 1, "received").text.en == "2");
        CHECK(Contents(past).cell(table, 1, "undecided").text.en == "2");
        CHECK(Contents(now).cell(table, 1, "received").text.en == "2");
        CHECK(Contents(now).cell(table, 1, "undecided").text.en == "1");
    }
    // On the day before it came it was not there.
    CHECK(Contents(make_report(city.repository, "annual", {{"period", "2019"}}, Date::parse("2019-12-29"))).cell("foi_requests", 1, "received").text.en == "1");
}

TEST_CASE("a commitment that was not on record yet has no card of that day")
{
    RecordedCity city;
    city.at("2020-02-10");
    Change change(city.repository);
    change.open("commitment", Json::object({{"number", "III"}, {"title", text_of("ახალი", "New")}, {"plan", city.find("city-2018-2020", "plan").subject.uid.hex()}}));
    change.commit();
    CHECK_THROWS_AS(make_report(city.repository, "commitment", {{"commitment", "III"}}, Date::parse("2019-12-31")), Error);
    CHECK_NOTHROW(make_report(city.repository, "commitment", {{"commitment", "III"}}, Date::parse("2020-02-10")));
    // The folder of the year has the pages of those that were there.
    std::vector<std::string> names;
    write_year(city.repository, {.plan = {}, .period = "2019", .as_of = {}, .reports = {}, .formats = {"md"}, .languages = {Language::En}, .pdf = nullptr}, [&](DocumentFile file) { names.push_back(file.name); });
    CHECK(std::find(names.begin(), names.end(), "commitment-city-2018-2020-II.en.md") != names.end());
    CHECK(std::find(names.begin(), names.end(), "commitment-city-2018-2020-III.en.md") == names.end());
}
