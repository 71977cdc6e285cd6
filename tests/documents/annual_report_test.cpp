#include "documents/recorded_city.hpp"
#include "report/document_writers.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace ogp;
using namespace ogp::app;
using namespace ogp::documents;

namespace {

void import_example(Repository& repository, const char* name)
{
    const std::string path = std::string(OGP_SOURCE_DIR "/examples/") + name;
    import_plan(repository, read_plan_file(YamlDocument(read_file(path), path)));
}

report::Document annual(Repository& repository, const std::string& period, const std::string& as_of)
{
    return make_report(repository, "annual", {{"period", period}}, Date::parse(as_of));
}

} // namespace

TEST_CASE("the annual report of the Tbilisi plan has a card and a milestone table for each commitment")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_example(repository, "tbilisi-2018-2020.yaml");
    const report::Document document = annual(repository, "2019", "2019-12-31");
    const Contents contents(document);
    CHECK(contents.twice.empty());
    std::size_t milestones = 0;
    for (const char* commitment : {"I", "II", "III", "IV", "V"}) {
        milestones += contents.tables.at(std::string("milestones-") + commitment).rows.size();
        CHECK(contents.gantts.contains(std::string("gantt-") + commitment));
    }
    CHECK(milestones == 34);
    CHECK(contents.tables.at("timeline").rows.size() == 34);
    CHECK(contents.tables.at("overview").rows.size() == 5);
    CHECK(contents.tables.at("units").rows.size() == 13);
    CHECK(contents.tables.at("delays").rows.size() == 27);
    CHECK(contents.tables.at("longest_delays").rows.size() == 10);
    CHECK(document.data["facts"]["past_end"] == Json(27));
    CHECK(document.data["facts"]["planned"] == Json(29));
    CHECK(document.data["facts"]["achieved"] == Json(0));
    for (const auto& [id, table] : contents.tables)
        for (const auto& row : table.rows)
            CHECK(row.size() == table.columns.size());
    std::set<std::string> codes;
    for (const auto& row : contents.tables.at("findings").rows)
        codes.insert(row[1].value.as_text());
    CHECK(codes == std::set<std::string>{"annex_number_differs", "annex_title_differs", "annex_title_of_another", "blank_in_date",
                                         "duplicate_registry_number", "ends_in_budget_year", "field_empty", "implementer_not_in_units",
                                         "impossible_date", "mixed_date_forms", "same_title_other_dates", "unit_not_named",
                                         "values_not_printed"}); // warnings; notes are not for this report
}

TEST_CASE("every milestone stands in exactly one of the states that are counted")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_example(repository, "tbilisi-2018-2020.yaml");
    const Contents contents(annual(repository, "2019", "2019-12-31"));
    const report::Table& table = contents.tables.at("milestone_states");
    for (const auto& row : table.rows) {
        std::int64_t sum = 0;
        for (std::size_t i = 2; i + 1 < row.size(); ++i)
            sum += row[i].value.as_integer();
        CHECK(row.back().value == Json(sum));
    }
    CHECK(table.total.back().value == Json(34));
    const report::Chart& chart = contents.charts.at("milestone_states_chart");
    CHECK(chart.categories.size() == 5);
    CHECK(chart.twin == "milestone_states");
    CHECK_FALSE(contents.charts.contains("completion_chart")); // nobody has judged anything
}

TEST_CASE("both languages have the same milestones, and the same input gives the same bytes")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_example(repository, "tbilisi-2018-2020.yaml");
    const report::Document document = annual(repository, "2019", "2019-12-31");
    const std::string ka = report::to_html(document, Language::Ka);
    const std::string en = report::to_html(document, Language::En);
    const report::Table timeline = Contents(document).tables.at("timeline");
    for (const auto& row : timeline.rows) {
        CHECK(ka.find(row[0].text.ka) != std::string::npos);
        CHECK(en.find(row[0].text.en) != std::string::npos);
    }
    CHECK(ka.find("31.04.2019") != std::string::npos);
    const report::Document again = annual(repository, "2019", "2019-12-31");
    CHECK(report::to_html(again, Language::Ka) == ka);
    CHECK(to_json(report::to_json(again)) == to_json(report::to_json(document)));
}

TEST_CASE("an assessment as full does not hide that milestones were late")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_example(repository, "kutaisi-2018-2019.yaml");
    const Contents contents(annual(repository, "2019", "2020-12-31"));
    REQUIRE(contents.tables.at("milestones-2.2").rows.size() == 4);
    CHECK(contents.cell("milestones-2.2", 2, "delay_days").value == Json(75));
    CHECK(contents.cell("milestones-2.2", 3, "delay_days").value == Json(187));
    CHECK(contents.cell("milestones-2.2", 3, "national_assessment").value == Json("fully"));
    CHECK(contents.cell("milestones-2.2", 0, "delay_days").value.is_null()); // no completion date was printed
    CHECK(contents.cell("delays", 0, "number").text.en == "2.2.4");
    std::size_t late = 0;
    for (const auto& row : contents.tables.at("findings").rows)
        late += row[1].value == Json("late_but_full") ? 1U : 0U;
    CHECK(late == 2);
}

TEST_CASE("an empty plan gives a report in which every section says that nothing is recorded")
{
    TrialRepository trial({std::string(all_types)});
    Repository repository = trial.open();
    import_text(repository, "ogp: 1\nkind: plan\nid: p\ntitle: {en: Plan}\n");
    const report::Document document = annual(repository, "2021", "2021-12-31");
    const Contents contents(document);
    for (const char* section : {"introduction", "method", "working_group", "sessions", "consultations", "recommendations", "overview", "commitments",
                                "deadlines", "service_groups", "foi", "petitions", "budget", "map", "integrity", "delays", "amendments", "challenges_of_plan",
                                "lessons_of_plan", "next_steps_of_plan", "public_comment", "units", "checksums"}) {
        INFO(section);
        CHECK_FALSE(contents.words(section).empty());
    }
    CHECK(contents.words("sessions") == "No session is recorded for this period.\n");
    CHECK(contents.charts.empty());
    CHECK(contents.gantts.empty());
    const std::string ka = report::to_markdown(document, Language::Ka);
    CHECK(ka.find("ვალდებულება არ არის") != std::string::npos);
    CHECK(ka.find("ერთეულების სია არ არის") != std::string::npos);
}

TEST_CASE("a repository with the case types of a plan alone gives the whole report")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_text(repository, "ogp: 1\nkind: plan\nid: p\ntitle: {en: Plan}\n");
    for (const char* report : {"annual", "midterm", "end_of_term"}) {
        INFO(report);
        CHECK_FALSE(make_report(repository, report, {{"period", "2019"}}).sections.empty());
    }
}

TEST_CASE("the repository's own wording replaces the shipped one, a wrong tag names file and tag")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_text(repository, "ogp: 1\nkind: plan\nid: p\ntitle: {en: Plan}\n");
    const auto file = trial.folder() / "templates/annual.yaml";
    std::string text = read_file(OGP_SOURCE_DIR "/templates/annual.yaml");
    make_folders(file.parent_path());
    const auto replace = [&](const std::string& from, const std::string& to) {
        const auto at = text.find(from);
        REQUIRE(at != std::string::npos);
        text.replace(at, from.size(), to);
    };
    replace("Annual progress report: {{plan_title}}", "Our year: {{plan_title}}");
    replace("No session is recorded for this period.", "We did not meet.");
    write_file(file, text);
    CHECK(annual(repository, "2021", "2021-12-31").title.en == "Our year: Plan");
    // A report that takes its sentences from the annual one takes the repository's own.
    CHECK(Contents(make_report(repository, "midterm", {{"period", "2021"}})).words("sessions") == "We did not meet.\n");
    replace("Our year: {{plan_title}}", "Our year: {{plan_titel}}");
    write_file(file, text);
    try {
        annual(repository, "2021", "2021-12-31");
        FAIL("an unknown tag must be an error");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Invalid);
        CHECK(std::string(error.what()).find("plan_titel") != std::string::npos);
        CHECK(std::string(error.what()).find("annual.yaml") != std::string::npos);
    }
}
