#include "documents/recorded_city.hpp"
#include "documents/section_maker.hpp"
#include "documents/sections/section_cells.hpp"
#include "documents/sections/service_clocks.hpp"
#include "report/document_writers.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

using namespace ogp;
using namespace ogp::app;
using namespace ogp::documents;

TEST_CASE("a percentage is cut off, never rounded up, and exact beside it")
{
    CHECK(percent_cell(2, 3).text.en == "66.6");
    CHECK(percent_cell(2, 3).value == Json(666));
    CHECK(percent_cell(999, 1000).text.en == "99.9");
    CHECK(fraction_cell(2, 3).text.en == "2/3");
    CHECK(percent_cell(0, 0).value.is_null()); // of nothing there is no share
    CHECK(fraction_cell(0, 0).text.empty());
    rc::check("100.0 is all", [] {
        const std::int64_t whole = *rc::gen::inRange<std::int64_t>(1, 1'000'000);
        const std::int64_t part = *rc::gen::inRange<std::int64_t>(0, whole + 1);
        RC_ASSERT((percent_cell(part, whole).value == Json(1000)) == (part == whole));
    });
}

TEST_CASE("nearest rank")
{
    CHECK(rank_of({7}, 5) == 7);
    CHECK(rank_of({1, 2}, 5) == 1);
    CHECK(rank_of({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 9) == 9);
    CHECK(rank_of({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 9) == 10);
}

TEST_CASE("makers stand in the order of their names, and a wrong name has a near one")
{
    const auto makers = section_makers();
    CHECK(std::is_sorted(makers.begin(), makers.end(), [](const SectionMaker& a, const SectionMaker& b) { return std::string_view(a.name) < b.name; }));
    CHECK(section_maker("summary").name == std::string_view("summary"));
    CHECK_THROWS_AS(section_maker("sumary"), Error);
}

TEST_CASE("the annual report of a city that has recorded everything")
{
    RecordedCity city;
    const report::Document document = make_report(city.repository, "annual", {{"period", "2019"}, {"compare", "2019-H1"}, {"version", "draft"}});
    const Contents contents(document);
    const auto has = [&](const std::string& table, std::size_t row, const std::string& column, const std::string& text) {
        INFO(table << " " << row << " " << column);
        CHECK(contents.cell(table, row, column).text.en == text);
    };

    SECTION("ids are unique, rows are whole, and what is sealed appears nowhere")
    {
        CHECK(contents.twice.empty());
        for (const auto& [id, table] : contents.tables) {
            INFO(id);
            CHECK(table.column("") == -1);
            CHECK((table.total.empty() || table.total.size() == table.columns.size()));
            for (const auto& row : table.rows)
                CHECK(row.size() == table.columns.size());
        }
        for (const Language language : {Language::Ka, Language::En})
            CHECK(report::to_html(document, language).find("Secret Person") == std::string::npos);
        CHECK(to_json(report::to_json(document)).find("Secret Person") == std::string::npos);
    }
    SECTION("every table of the list has rows")
    {
        for (const char* id : {"completion", "changed_counts", "longest_delays", "scales", "implementation", "working_group", "members", "sessions", "decisions",
                               "consultations", "contributions", "recommendations", "overview", "timeline", "milestones-I", "results-I", "indicators-I",
                               "files-I", "log-I", "open-government-I", "comments-I", "deadlines", "deadlines_by_group", "foi_requests", "foi_deadlines", "petitions",
                               "budget-2020", "map_layers", "measures", "delays", "amendments", "changes", "public_comments", "translation", "sources", "checksums"}) {
            INFO(id);
            REQUIRE(contents.tables.contains(id));
            CHECK_FALSE(contents.tables.at(id).rows.empty());
        }
        for (const char* id : {"completion_chart", "assessment_chart", "milestone_states_chart", "deadlines_chart", "budget-2020-chart"}) {
            INFO(id);
            CHECK(contents.charts.contains(id));
            CHECK(contents.tables.contains(contents.charts.at(id).twin));
        }
        for (const auto& [id, chart] : contents.charts)
            for (const report::ChartSeries& series : chart.series)
                CHECK(series.values.size() == chart.categories.size());
    }
    SECTION("process")
    {
        has("working_group", 0, "members", "2");
        CHECK(contents.tables.at("working_group").total[1].value == Json(3));
        has("sessions", 0, "time", "11:00–12:30");
        has("sessions", 0, "government", "1");
        has("sessions", 0, "civil_society", "1");
        has("sessions", 0, "others", "1");
        has("sessions", 0, "agenda", "The portal");
        has("decisions", 0, "government", "1 for, 0 against, 0 abstained (quorum 1)");
        has("decisions", 0, "civil_society", "0 for, 1 against, 0 abstained (quorum 1)");
        has("decisions", 0, "state", "Not passed");
        CHECK(contents.tables.at("consultations").rows.size() == 1); // the other one was in 2020
        has("consultations", 0, "notice_days", "10");
        has("consultation_responses", 0, "received", "2");
        has("consultation_responses", 0, "accepted", "1");
        has("consultation_responses", 0, "declined", "1");
        has("consultation_responses", 0, "unanswered", "0");
        has("recommendations", 0, "response", "Accepted");
    }
    SECTION("the comment window on the report is too short, and says so")
    {
        CHECK(contents.words("public_comment").find("7 days") != std::string::npos);
        CHECK(contents.words("public_comment").find("at least 14") != std::string::npos);
        has("public_comments", 0, "response", "A reasoned response");
    }
    SECTION("commitments")
    {
        has("milestones-I", 0, "delay_days", "-11");
        has("milestones-I", 1, "delay_days", "40");
        CHECK(contents.cell("milestones-I", 2, "delay_days").value.is_null());
        has("results-I", 0, "evidence", "1");
        has("indicators-I", 0, "latest_value", "76 (2019-07-01)"); // what was measured later is not known yet
        has("files-I", 0, "name", "analysis.pdf");
        CHECK(contents.cell("files-I", 0, "sha256").value.as_text().size() == 64);
        has("comments-I", 0, "text", "well done");
        has("open-government-I", 0, "degree", "Major");
        CHECK(contents.cell("open-government-I", 1, "degree").text.empty()); // not judged is no degree
        CHECK(contents.tables.at("checksums").rows.size() == 1);
        CHECK(contents.words("commitment-II").find("a narrative of results") != std::string::npos);
        // One of the two commitments is not assessed: that is told, not left out.
        const report::Table& completion = contents.tables.at("completion");
        std::int64_t national = 0;
        for (const auto& row : completion.rows)
            national += row[0].value == Json("national_assessment") ? row[2].value.as_integer() : 0;
        CHECK(national == 2);
    }
    SECTION("delays with their reasons, and amendments from the log")
    {
        has("delays", 0, "number", "II.1");
        has("delays", 1, "number", "I.2");
        has("delays", 1, "reason", "Procurement took longer");
        has("delays", 1, "act", "order 12");
        CHECK(contents.words("delays").find("Of 1 late milestone no reason") != std::string::npos);
        REQUIRE(contents.tables.at("amendments").rows.size() == 1);
        has("amendments", 0, "number", "I.3");
        has("amendments", 0, "before", "30.06.2020");
        has("amendments", 0, "after", "30.09.2020");
    }
    SECTION("services: what is not due yet is neither in time nor late")
    {
        std::int64_t in_time = 0;
        std::int64_t late = 0;
        for (std::size_t i = 0; i < contents.tables.at("deadlines").rows.size(); ++i)
            if (contents.cell("deadlines", i, "clock").value == Json("resolve")) {
                in_time += contents.cell("deadlines", i, "in_time").value.as_integer();
                late += contents.cell("deadlines", i, "late").value.as_integer();
            }
        CHECK(in_time == 1);
        CHECK(late == 1);
        std::int64_t vake = 0;
        for (std::size_t i = 0; i < contents.tables.at("deadlines_by_group").rows.size(); ++i)
            if (contents.cell("deadlines_by_group", i, "value").value == Json("vake") && contents.cell("deadlines_by_group", i, "clock").value == Json("resolve"))
                vake = contents.cell("deadlines_by_group", i, "due").value.as_integer();
        CHECK(vake == 2);
        has("map_layers", 0, "fraction", "3/3");
    }
    SECTION("public information requests add up")
    {
        const report::Table& table = contents.tables.at("foi_requests");
        REQUIRE(table.rows.size() == 2); // May and December
        const auto first = static_cast<std::size_t>(table.column("granted"));
        const auto last = static_cast<std::size_t>(table.column("undecided"));
        std::vector<std::vector<report::Cell>> rows = table.rows;
        rows.push_back(table.total);
        for (const auto& row : rows) {
            std::int64_t sum = 0;
            for (std::size_t i = first; i <= last; ++i)
                sum += row[i].value.as_integer();
            CHECK(row[1].value == Json(sum));
        }
        has("foi_deadlines", 0, "in_time", "1");
        has("foi_deadlines", 0, "late", "1");
        has("foi_deadlines", 0, "fraction", "1/2");
        has("foi_requests", 1, "undecided", "1");
        CHECK(contents.cell("foi_deadlines", 1, "percent").value.is_null()); // nothing of December is decided
    }
    SECTION("the budget beside what citizens chose")
    {
        has("budget-2020", 0, "citizens", "66.6");
        has("budget-2020", 0, "citizens_exact", "2/3");
        has("budget-2020", 0, "explanation", "The bridge is urgent");
        has("budget-2020", 1, "explanation", "explanation missing");
        CHECK(contents.charts.at("budget-2020-chart").series[0].values[0] == 666);
    }
    SECTION("what changed since the first half of the year")
    {
        std::set<std::string> changed;
        for (std::size_t i = 0; i < contents.tables.at("changes").rows.size(); ++i)
            changed.insert(contents.cell("changes", i, "number").text.en + " " + contents.cell("changes", i, "what").value.as_text());
        CHECK(changed == std::set<std::string>{"I national_assessment", "I ogp_completion", "I.2 state", "I.2 completed", "I.2 delay_days", "I.3 end", "II.1 delay_days"});
        for (std::size_t i = 0; i < contents.tables.at("changed_counts").rows.size(); ++i)
            if (contents.cell("changed_counts", i, "measure").value == Json("milestones_done")) {
                has("changed_counts", i, "before", "1");
                has("changed_counts", i, "after", "2");
            }
        has("overview", 0, "trend", "+1");
    }
    SECTION("the rate of a year counts the plan as it stood on its first day")
    {
        has("implementation", 0, "year", "2019");
        has("implementation", 0, "fraction", "2/3");
        has("implementation", 1, "year", "2020");
        has("implementation", 1, "fraction", "0/1");
    }
    SECTION("texts that may be edited bear their marks")
    {
        const std::set<std::string> marks(contents.marks.begin(), contents.marks.end());
        const std::string commitment = city.find("I", "commitment").subject.uid.hex();
        CHECK(marks.contains(commitment + "/results"));
        CHECK(marks.contains(commitment + "/description"));
        CHECK(marks.contains(commitment + "/opened_information_evidence"));
        CHECK(marks.contains(city.find("city-2018-2020", "plan").subject.uid.hex() + "/lessons"));
        CHECK(marks.contains(city.find("I.2").subject.uid.hex() + "/delay_reason"));
        for (const std::string& mark : marks) {
            const auto slash = mark.find('/');
            REQUIRE(slash == 32);
            const auto row = city.repository.store().find(*CaseUid::from_hex(mark.substr(0, slash)));
            REQUIRE(row);
            CHECK(city.repository.type(row->subject.workflow).field(mark.substr(slash + 1)) != nullptr);
        }
    }
    SECTION("the same again gives the same bytes")
    {
        const report::Document again = make_report(city.repository, "annual", {{"period", "2019"}, {"compare", "2019-H1"}, {"version", "draft"}});
        CHECK(to_json(report::to_json(again)) == to_json(report::to_json(document)));
    }
}

TEST_CASE("the other reports are made of the same sections")
{
    RecordedCity city;
    SECTION("mid-term: development, consultation, relevance, progress")
    {
        const Contents contents(make_report(city.repository, "midterm", {{"period", "2019"}}));
        CHECK(contents.tables.at("relevance").rows.size() == 2);
        CHECK(contents.cell("relevance", 0, "value_transparency").text.en == "unknown");
        CHECK(contents.tables.contains("consultations"));
        CHECK(contents.tables.contains("overview"));
        CHECK(contents.words("development") == "The co-creation of the plan is not recorded.\n");
    }
    SECTION("end of term: results on both scales, over the whole time")
    {
        const Contents contents(make_report(city.repository, "end_of_term", {}));
        CHECK(contents.cell("commitment_results", 0, "results").text.en == "The portal is ready");
        CHECK(contents.cell("commitment_results", 0, "ogp_completion").text.en == "Substantial");
        CHECK(contents.tables.at("consultations").rows.size() == 2);
    }
    SECTION("one commitment")
    {
        const report::Document document = make_report(city.repository, "commitment", {{"commitment", "I"}});
        CHECK(document.id == "commitment-city-2018-2020-I");
        CHECK(document.title.en == "Commitment I: Portal");
        CHECK(Contents(document).tables.contains("milestones-I"));
        CHECK_FALSE(Contents(document).tables.contains("milestones-II"));
    }
    SECTION("the form that closes a commitment")
    {
        const Contents open(make_report(city.repository, "end_of_commitment", {{"commitment", "I"}}));
        CHECK(open.words("form").find("not completed yet") != std::string::npos);
        const auto value = [&](const Contents& contents, const std::string& label) {
            for (const auto& [name, cell] : contents.cards.at("form-I").rows)
                if (name.en == label)
                    return cell.text.en;
            return std::string("?");
        };
        CHECK(value(open, "Form due") == "not on record");
        city.at("2020-02-02");
        Change change(city.repository);
        change.move(city.find("I.3").subject.uid, "complete", Json::object({{"completed", Json::object({{"printed", Json()}, {"value", "2020-01-31"}, {"precision", "day"}})}}));
        change.move(city.find("I", "commitment").subject.uid, "start");
        change.move(city.find("I", "commitment").subject.uid, "complete", Json::object({{"completed", Json::object({{"printed", Json()}, {"value", "2020-01-31"}, {"precision", "day"}})}}));
        for (int i = 0; i < 4; ++i)
            change.attach(city.find("I", "commitment").subject.uid, IncomingFile{city.files.put(fmt::format("{}.pdf", i), fmt::format("%PDF-1.7 {}", i))});
        change.commit();
        const Contents done(make_report(city.repository, "end_of_commitment", {{"commitment", "I"}}));
        CHECK(value(done, "Form due") == "2020-02-29"); // one month later, on the last day of a shorter one
        CHECK(done.tables.at("form-files-I").rows.size() == 3);
        CHECK(done.words("form").find("5 files are attached") != std::string::npos);
        CHECK(done.tables.at("open-government-I").rows.size() == 3);
    }
}
