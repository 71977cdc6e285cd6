#include "documents/report_builder.hpp"

#include "app/cases/change.hpp"
#include "documents/report_start.hpp"
#include "documents/trial_reports.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ogp;
using namespace ogp::app;
using namespace ogp::documents;

namespace {

Json request(const std::string& subject, const std::string& received, const std::string& channel = "portal", std::int64_t pages = 0)
{
    return Json::object({{"subject", subject},
                         {"body", "x"},
                         {"applicant", Json::object({{"name", "ა"}})},
                         {"received_at", received},
                         {"channel", channel},
                         {"pages", pages}});
}

/// Requests of 2019: one forwarded, one withdrawn, two open; and one of 2018.
struct RequestCity
{
    TrialRepository trial{{std::string(all_types)}};
    Repository repository = trial.open();

    RequestCity()
    {
        Change change(repository);
        const auto forwarded = change.open("foi", request("ა", "2019-01-31T20:30:00Z", "paper")); // February in Tbilisi
        change.move(forwarded.subject.uid, "forward", Json::object({{"forwarded_to", "გლდანი"}}), "x");
        const auto withdrawn = change.open("foi", request("ბ", "2019-02-10T10:00:00+04:00"));
        change.move(withdrawn.subject.uid, "withdraw");
        change.open("foi", request("გ", "2019-03-01T10:00:00+04:00", "portal", 7));
        change.open("foi", request("დ", "2019-03-02T10:00:00+04:00"));
        change.open("foi", request("ე", "2018-12-31T10:00:00+04:00"));
        change.commit();
    }
};

std::string with_table(const std::string& table)
{
    return "ogp: 1\nkind: report\nid: r\ntitle: {ka: რ, en: R}\nsummary: {ka: რ, en: R}\n"
           "parameters:\n- {name: period, kind: period, need: required, label: {ka: პ, en: P}}\n"
           "sections:\n- id: a\n  title: {ka: ა, en: A}\n  blocks:\n  - table:\n      id: t\n      caption: {ka: ც, en: T}\n"
           "      empty: {ka: არ არის, en: none}\n" +
           table;
}

} // namespace

TEST_CASE("the report on requests adds up, month by month in the city's own days")
{
    RequestCity city;
    const report::Document document = made(city.repository, load_report(city.repository, "foi"), {{"period", "2019"}});
    CHECK(document.id == "foi-2019");
    CHECK(document.title.en == "Yearly report on requests for public information: 2019");
    const report::Table decisions = table_of(document, "by_resolution");
    REQUIRE(decisions.rows.size() == 3);
    CHECK(line_of(decisions.rows[0]) == "Forwarded to another body|1");
    CHECK(line_of(decisions.rows[1]) == "Withdrawn|1");
    CHECK(line_of(decisions.rows[2]) == "Not decided yet|2");
    CHECK(decisions.rows[2][0].value.is_null());
    CHECK(line_of(decisions.total) == "Total|4");
    const report::Table months = table_of(document, "months");
    REQUIRE(months.rows.size() == 2);
    CHECK(line_of(months.rows[0]) == "February 2019|2|0|0|0|0|1|1|0");
    CHECK(months.rows[0][0].text.ka == "2019 წლის თებერვალი");
    CHECK(line_of(months.total) == "Total|4|0|0|0|0|1|1|2");
    CHECK(blocks_of<report::Chart>(document).size() >= 1);
    const auto paragraphs = blocks_of<report::Paragraph>(document);
    CHECK(paragraphs.front().text.en.starts_with("4 requests were received in the period."));
    CHECK(std::any_of(paragraphs.begin(), paragraphs.end(), [](const auto& paragraph) { return paragraph.text.en == "The totals agree: 4."; }));
    const report::Table fees = table_of(document, "fee_months");
    REQUIRE(fees.rows.size() == 1);
    CHECK(line_of(fees.rows[0]) == "March 2019|1|7|0.35");
    CHECK(fees.rows[0][3].value == Json(35));
    const auto notices = notices_of(document);
    CHECK(std::find(notices.begin(), notices.end(), "None of the period's requests was refused.") != notices.end());
    CHECK(std::none_of(notices.begin(), notices.end(), [](const std::string& notice) { return notice.starts_with("Attention"); }));
    const report::Table overdue = table_of(document, "overdue_requests");
    REQUIRE(overdue.rows.size() == 2);
    CHECK(overdue.rows[0][3].text.en == "2019-03-18"); // ten working days, the eighth of March is none
}

TEST_CASE("totals that do not agree are said loudly")
{
    RequestCity city;
    std::string yaml = load_report(city.repository, "foi").document().text();
    const std::string from = "WHERE local_day(received_at) BETWEEN :period_from AND :period_to\n            GROUP BY resolution";
    REQUIRE(yaml.find(from) != std::string::npos);
    yaml.replace(yaml.find(from), from.size(), "WHERE resolution IS NOT NULL AND local_day(received_at) BETWEEN :period_from AND :period_to\n            GROUP BY resolution");
    const report::Document document = made(city.repository, report_of(yaml), {{"period", "2019"}});
    const auto notices = notices_of(document);
    CHECK(std::count_if(notices.begin(), notices.end(), [](const std::string& notice) {
              return notice == "Attention: the totals do not agree (4 and 2). This report must not be sent before the reason is found.";
          }) == 2); // with the facts and with the months
}

TEST_CASE("a year without requests says so in every section")
{
    RequestCity city;
    const report::Document document = made(city.repository, load_report(city.repository, "foi"), {{"period", "2015"}});
    for (const report::Section& section : document.sections) {
        INFO(section.id);
        CHECK(!section.blocks.empty());
    }
    CHECK(blocks_of<report::Table>(document).empty());
    CHECK(blocks_of<report::Chart>(document).empty());
}

TEST_CASE("parameters are bound: what looks like SQL is a text")
{
    RequestCity city;
    const std::string yaml = "ogp: 1\nkind: report\nid: r\ntitle: {ka: რ, en: R}\nsummary: {ka: რ, en: R}\n"
                             "parameters:\n- {name: word, kind: text, label: {ka: ს, en: W}}\n"
                             "facts:\n- query: SELECT count(*) AS n, :word IS NULL AS unsaid FROM foi WHERE :word IS NULL OR subject = :word\n"
                             "sections:\n- {id: a, title: {ka: ა, en: A}, blocks: [{text: {ka: '{{n}}', en: '{{word}} {{n}} {{unsaid}}'}}]}\n";
    const ReportTemplate report = report_of(yaml);
    const auto said = [&](const GivenParameters& given) { return blocks_of<report::Paragraph>(made(city.repository, report, given)).front().text.en; };
    CHECK(said({{"word", "გ"}}) == "გ 1 0");
    CHECK(said({{"word", "' OR 1=1 --"}}) == "' OR 1=1 -- 0 0");
    CHECK(said({}) == " 5 1");
}

TEST_CASE("what only the repository can tell is found before anything is made, with the place in the statement")
{
    RequestCity city;
    const auto wrong = [&](const std::string& table) {
        return findings_of([&] { made(city.repository, report_of(with_table(table)), {{"period", "2019"}}); });
    };
    CHECK(wrong("      query: SELECT subjekt AS s FROM foi\n      columns: [{key: s, label: {ka: ა, en: A}}]\n") ==
          std::vector<std::string>{"r.yaml:16:21 bad_query"});
    CHECK(wrong("      query: >-\n        SELECT subject AS s\n        FROM foy\n      columns: [{key: s, label: {ka: ა, en: A}}]\n") ==
          std::vector<std::string>{"r.yaml:18:14 bad_query"});
    CHECK(wrong("      query: SELECT subject AS s FROM foi WHERE state = :stat\n      columns: [{key: t, label: {ka: ა, en: A}}]\n") ==
          std::vector<std::string>{"r.yaml:16:14 unknown_parameter", "r.yaml:17:17 unknown_column"});
    CHECK(wrong("      query: DELETE FROM foi\n      columns: [{key: t, label: {ka: ა, en: A}}]\n") == std::vector<std::string>{"r.yaml:16:14 bad_query"});
    CHECK(wrong("      query: SELECT * FROM event\n      columns: [{key: t, label: {ka: ა, en: A}}]\n") == std::vector<std::string>{"r.yaml:16:28 bad_query"});
    CHECK(wrong("      query: SELECT channel AS c FROM foi\n      columns: [{key: c, holds: member, type: foi, field: chanel}]\n") ==
          std::vector<std::string>{"r.yaml:17:17 unknown_field"});
    CHECK(wrong("      query: SELECT state AS c FROM foi\n      columns: [{key: c, label: {ka: ა, en: '{{peroid}}'}, holds: state, type: foy}]\n") ==
          std::vector<std::string>{"r.yaml:17:17 unknown_type", "r.yaml:17:48 unknown_tag"});
    // One that is well, so that the others fail for what is wrong with them.
    CHECK(wrong("      query: SELECT channel AS c FROM foi\n      columns: [{key: c, holds: member, type: foi, field: channel}]\n").empty());
}

TEST_CASE("a case type that is not there: the report does not exist here, the section says so")
{
    TrialRepository trial;
    Repository repository = trial.open();
    try {
        made(repository, load_report(repository, "foi"), {{"period", "2019"}});
        FAIL("a report on requests without requests");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::NotFound);
        CHECK(error.message().en == "the report \"foi\" needs the case type \"foi\", which this repository does not have");
    }
    const std::string yaml = "ogp: 1\nkind: report\nid: r\ntitle: {ka: რ, en: R}\nsummary: {ka: რ, en: R}\nsections:\n"
                             "- id: a\n  title: {ka: ა, en: A}\n  types: [foi]\n  without: {ka: არ არის, en: not here}\n  blocks:\n"
                             "  - card: {id: c, query: SELECT count(*) AS n FROM foi, rows: [{key: n, label: {ka: ა, en: A}}], empty: {ka: ა, en: A}}\n";
    CHECK(notices_of(made(repository, report_of(yaml), {})) == std::vector<std::string>{"not here"});
}

TEST_CASE("values of every kind are shown in both languages and kept exact for scripts")
{
    RequestCity city;
    const report::Document document = made(
        city.repository,
        report_of(with_table("      query: >-\n"
                             "        SELECT 12345 AS n, '12.5' AS sum, 995 AS share, '2019-04-15T10:00:00Z' AS at, 'foi' AS type, 'in_court' AS state,\n"
                             "               'ქა' AS a_ka, 'En' AS a_en, NULL AS gap, 1 AS part, 3 AS whole, 1250 AS cents\n"
                             "      columns:\n"
                             "      - {key: n, label: {ka: ა, en: A}, holds: number, total: sum}\n"
                             "      - {key: sum, label: {ka: ა, en: A}, holds: money, total: sum}\n"
                             "      - {key: cents, label: {ka: ა, en: A}, holds: money}\n"
                             "      - {key: share, label: {ka: ა, en: A}, holds: percent}\n"
                             "      - {key: at, label: {ka: ა, en: A}, holds: instant}\n"
                             "      - {key: type, label: {ka: ა, en: A}, holds: type}\n"
                             "      - {key: state, label: {ka: ა, en: A}, holds: state, type: foi}\n"
                             "      - {key: both, label: {ka: ა, en: A}, ka: a_ka, en: a_en}\n"
                             "      - {key: gap, label: {ka: ა, en: A}, none: {ka: არაფერი, en: Nothing}}\n"
                             "      - {key: part, label: {ka: ა, en: A}, holds: number}\n"
                             "      - {key: whole, label: {ka: ა, en: A}, holds: number}\n"
                             "      - {key: third, label: {ka: ა, en: A}, holds: percent, part: part, whole: whole}\n")),
        {{"period", "2019"}});
    const report::Table table = table_of(document, "t");
    REQUIRE(table.rows.size() == 1);
    const auto& row = table.rows[0];
    CHECK(line_of(row) == "12,345|12.50|12.50|99.5|2019-04-15 14:00|Public information request|In court|En|Nothing|1|3|33.3");
    CHECK(row[0].text.ka == "12\u00A0345");
    CHECK(row[1].value == Json(1250));
    CHECK(row[1].text.ka == "12,50");
    CHECK(row[4].value == Json("2019-04-15T10:00:00Z"));
    CHECK(row[7].text.ka == "ქა");
    CHECK(row[8].value.is_null());
    CHECK(row[11].value == Json(333)); // cut off, never rounded up
    CHECK(table.columns[1].holds == report::Holds::Money);
    CHECK(table.columns[1].align == report::Align::Right);
    CHECK(table.total[0].value == Json(12345)); // the first column is summed: no room for the word
    CHECK(table.total[1].value == Json(1250));
}

TEST_CASE("a value that does not fit its column is an error with the place of the column")
{
    RequestCity city;
    try {
        made(city.repository, report_of(with_table("      query: SELECT 'abc' AS n\n      columns: [{key: n, label: {ka: ა, en: A}, holds: number}]\n")), {{"period", "2019"}});
        FAIL("abc is no number");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Invalid);
        CHECK(error.message().en == "r.yaml:17:17: the column \"n\" gives \"abc\", which cannot be shown so");
    }
}

TEST_CASE("the document says what it was made from")
{
    RequestCity city;
    const ReportTemplate report = load_report(city.repository, "foi");
    const report::Document document = made(city.repository, report, {{"period", "2019-Q1"}});
    const Json& from = document.provenance;
    CHECK(from.text("report") == "foi");
    CHECK(to_json(from["parameters"]) == R"({"period":"2019-Q1"})");
    CHECK(from.text("as_of") == "2019-03-31");
    CHECK(from.text("now") == "2019-04-15T06:00:00Z");
    CHECK(from.text("repository") == city.repository.store().identity().repository.hex());
    CHECK(from["size"].as_integer() == static_cast<std::int64_t>(city.repository.store().head().size));
    CHECK(from.text("root") == city.repository.store().head().root.hex());
    CHECK(from.text("template").size() == 64);
    // A period that is not over: as of today.
    CHECK(made(city.repository, report, {{"period", "2019"}}).provenance.text("as_of") == "2019-04-15");
}

TEST_CASE("the starting point works in every repository and adds up")
{
    RequestCity city;
    const report::Document document = made(city.repository, report_of(starting_report("housing")), {{"period", "2019"}});
    CHECK(document.id == "housing-2019");
    const report::Table types = table_of(document, "opened_by_type");
    REQUIRE(types.rows.size() == 1);
    CHECK(line_of(types.rows[0]) == "Public information request|5|1|20.0");
    CHECK(notices_of(document).empty());
}


TEST_CASE("what citizens reported is counted by category, district, outcome, days and rating")
{
    TrialRepository trial{{std::string(all_types)}};
    Repository repository = trial.open("importer");
    const auto issue = [](const char* category, const char* district, const char* photo) {
        Json values = Json::object({{"subject", "ა"}, {"category", category}, {"place", Json::object({{"lat", "41.7"}, {"lon", "44.8"}})}});
        values.set("photo", Json::Array{Json::object({{"name", photo}, {"sha256", std::string(64, 'a')}, {"size", 1}, {"type", "image/jpeg"}})});
        if (*district != 0)
            values.set("district", district);
        return values;
    };
    Change change(repository);
    change.open("issue", issue("cleaning", "vake", "a.jpg"));
    change.open("issue", issue("cleaning", "", "b.jpg"));
    change.open("issue", issue("greenery", "vake", "c.jpg"));
    change.commit();
    const report::Document document = made(repository, load_report(repository, "services"), {{"period", "2019"}});
    const report::Table categories = table_of(document, "issue_categories");
    REQUIRE(categories.rows.size() == 2);
    CHECK(line_of(categories.rows[0]) == "Cleaning|2|0|0|");
    CHECK(line_of(categories.total) == "Total|3|0|0|");
    const report::Table districts = table_of(document, "issue_districts");
    REQUIRE(districts.rows.size() == 2);
    CHECK(line_of(districts.rows[1]) == "No district given|1|0|0|");
    const auto notices = notices_of(document);
    const auto has = [&](std::string_view text) { return std::find(notices.begin(), notices.end(), text) != notices.end(); };
    CHECK(has("Nothing has been answered yet."));
    CHECK(has("Nobody gave a rating."));
    CHECK(has("No application was received in the period."));
}
