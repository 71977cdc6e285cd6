#include "app/trial_repository.hpp"
#include "documents/reports.hpp"
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

/// Every table of a document, by id.
void collect(const std::vector<report::Section>& sections, std::map<std::string, report::Table>& tables)
{
    for (const report::Section& section : sections) {
        for (const report::Block& block : section.blocks)
            if (const auto* table = std::get_if<report::Table>(&block)) {
                INFO(table->id);
                CHECK(tables.emplace(table->id, *table).second); // ids are unique
                for (const auto& row : table->rows)
                    CHECK(row.size() == table->columns.size());
            }
        collect(section.sections, tables);
    }
}

std::map<std::string, report::Table> tables_of(const report::Document& document)
{
    std::map<std::string, report::Table> tables;
    collect(document.sections, tables);
    return tables;
}

} // namespace

TEST_CASE("the annual report of the Tbilisi plan has a card and a milestone table for each commitment")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_example(repository, "tbilisi-2018-2020.yaml");
    const report::Document document = annual_report(repository, {.plan = {}, .year = 2019, .as_of = *Date::parse("2019-12-31")});
    const auto tables = tables_of(document);
    std::size_t milestones = 0;
    for (const char* commitment : {"I", "II", "III", "IV", "V"})
        milestones += tables.at(std::string("milestones-") + commitment).rows.size();
    CHECK(milestones == 34);
    CHECK(tables.at("timeline").rows.size() == 34);
    CHECK(tables.at("overview").rows.size() == 5);
    CHECK(tables.at("units").rows.size() == 13);
    CHECK(tables.at("overdue").rows.size() == 27);
    CHECK(document.data["counts"]["past_end"] == Json(27));
    CHECK(document.data["planned_in_period"] == Json(29));
    CHECK(document.data["achieved_in_period"] == Json(0));
    const report::Table& findings = tables.at("findings");
    std::set<std::string> codes;
    for (const auto& row : findings.rows)
        codes.insert(row[1].value.as_text());
    CHECK(codes == std::set<std::string>{"annex_number_differs", "annex_title_differs", "annex_title_of_another", "blank_in_date",
                                         "duplicate_registry_number", "ends_in_budget_year", "field_empty", "implementer_not_in_units",
                                         "impossible_date", "mixed_date_forms", "same_title_other_dates", "unit_not_named",
                                         "values_not_printed"}); // warnings; notes are not for this report
}

TEST_CASE("both languages have the same milestones, and the same input gives the same bytes")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_example(repository, "tbilisi-2018-2020.yaml");
    const AnnualOptions options{.plan = {}, .year = 2019, .as_of = *Date::parse("2019-12-31")};
    const report::Document document = annual_report(repository, options);
    const std::string ka = report::to_html(document, Language::Ka);
    const std::string en = report::to_html(document, Language::En);
    const report::Table timeline = tables_of(document).at("timeline");
    for (const auto& row : timeline.rows) {
        CHECK(ka.find(row[0].text.ka) != std::string::npos);
        CHECK(en.find(row[0].text.en) != std::string::npos);
    }
    CHECK(ka.find("31.04.2019") != std::string::npos);
    const report::Document again = annual_report(repository, options);
    CHECK(report::to_html(again, Language::Ka) == ka);
    CHECK(to_json(report::to_json(again)) == to_json(report::to_json(document)));
}

TEST_CASE("an assessment as full does not hide that milestones were late")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_example(repository, "kutaisi-2018-2019.yaml");
    const report::Document document = annual_report(repository, {.plan = {}, .year = 2019, .as_of = *Date::parse("2020-12-31")});
    const report::Table milestones = tables_of(document).at("milestones-2.2");
    REQUIRE(milestones.rows.size() == 4);
    const auto delay = static_cast<std::size_t>(milestones.column("delay_days"));
    const auto assessment = static_cast<std::size_t>(milestones.column("national_assessment"));
    CHECK(milestones.rows[2][delay].value == Json(75));
    CHECK(milestones.rows[3][delay].value == Json(187));
    CHECK(milestones.rows[3][assessment].value == Json("fully"));
    CHECK(milestones.rows[0][delay].value.is_null()); // no completion date was printed
    std::size_t late = 0;
    const report::Table findings = tables_of(document).at("findings");
    for (const auto& row : findings.rows)
        late += row[1].value == Json("late_but_full") ? 1U : 0U;
    CHECK(late == 2);
}

TEST_CASE("an empty plan gives a report whose empty sections say so")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_text(repository, "ogp: 1\nkind: plan\nid: p\ntitle: {en: Plan}\n");
    const report::Document document = annual_report(repository, {.plan = {}, .year = 2021, .as_of = *Date::parse("2021-12-31")});
    const std::string ka = report::to_markdown(document, Language::Ka);
    CHECK(ka.find("ვალდებულება არ არის") != std::string::npos);
    CHECK(ka.find("ერთეულების სია არ არის") != std::string::npos);
}

TEST_CASE("the repository's own wording replaces the shipped one; a wrong tag names file and tag")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_text(repository, "ogp: 1\nkind: plan\nid: p\ntitle: {en: Plan}\n");
    const auto file = trial.folder() / "templates/annual.yaml";
    std::string text = read_file(file);
    const auto replace = [&](const std::string& from, const std::string& to) {
        const auto at = text.find(from);
        REQUIRE(at != std::string::npos);
        text.replace(at, from.size(), to);
    };
    replace("Annual progress report: {{plan_title}}", "Our year: {{plan_title}}");
    write_file(file, text);
    const AnnualOptions options{.plan = {}, .year = 2021, .as_of = *Date::parse("2021-12-31")};
    CHECK(annual_report(repository, options).title.en == "Our year: Plan");
    replace("Our year: {{plan_title}}", "Our year: {{plan_titel}}");
    write_file(file, text);
    try {
        annual_report(repository, options);
        FAIL("an unknown tag must be an error");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Invalid);
        CHECK(std::string(error.what()).find("plan_titel") != std::string::npos);
        CHECK(std::string(error.what()).find("annual.yaml") != std::string::npos);
    }
}
