#include "documents/report_template.hpp"

#include "documents/trial_reports.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ogp;
using namespace ogp::documents;

namespace {

const std::string head = "ogp: 1\n"
                         "kind: report\n"
                         "id: r\n"
                         "title: {ka: რ, en: R}\n"
                         "summary: {ka: რ, en: R}\n";

std::vector<std::string> wrong(const std::string& rest)
{
    return findings_of([&] { report_of(head + rest); });
}

std::string message(const std::string& rest)
{
    try {
        report_of(head + rest);
    } catch (const InvalidInput& error) {
        return error.findings().front().message.en;
    }
    return "";
}

const std::string table = "sections:\n"
                          "- id: a\n"
                          "  title: {ka: ა, en: A}\n"
                          "  blocks:\n"
                          "  - table:\n"
                          "      id: t\n"
                          "      caption: {ka: ც, en: T}\n"
                          "      query: SELECT state, count(*) AS n FROM cases GROUP BY 1\n"
                          "      empty: {ka: არ არის, en: none}\n";

} // namespace

TEST_CASE("a template with every kind of block is read")
{
    const ReportTemplate report = report_of(head + "file: 'r-{{period}}'\n"
                                                   "types: [milestone]\n"
                                                   "parameters:\n"
                                                   "- {name: period, kind: period, need: required, label: {ka: პ, en: P}}\n"
                                                   "- {name: size, kind: choice, choices: [big, small], preset: big, label: {ka: ზ, en: S}}\n"
                                                   "texts:\n"
                                                   "  a: {ka: ა, en: A}\n"
                                                   "facts:\n"
                                                   "- {query: SELECT count(*) AS cases FROM cases}\n"
                                                   "sections:\n"
                                                   "- id: first\n"
                                                   "  number: '1'\n"
                                                   "  title: a\n"
                                                   "  blocks:\n"
                                                   "  - {text: a}\n"
                                                   "  - {notice: {ka: ფრთხილად, en: Careful}}\n"
                                                   "  - {list: [a, a]}\n"
                                                   "  - table:\n"
                                                   "      id: t\n"
                                                   "      caption: a\n"
                                                   "      query: SELECT state, 1 AS n, 1 AS m FROM cases\n"
                                                   "      columns:\n"
                                                   "      - {key: state, label: a}\n"
                                                   "      - {key: n, label: a, holds: number, total: sum}\n"
                                                   "      - {key: m, label: a, holds: number}\n"
                                                   "      - {key: share, label: a, holds: percent, part: n, whole: m}\n"
                                                   "      empty: a\n"
                                                   "  - chart: {id: c, kind: line, of: t, category: state, series: [share], title: a, description: a, target: 90.5}\n"
                                                   "  - check: {left: cases, right: t.n, differs: a}\n"
                                                   "  - card: {id: k, query: SELECT 1 AS n, rows: [{key: n, label: a}], empty: a}\n"
                                                   "  sections:\n"
                                                   "  - {id: second, title: a, make: checkpoint, with: {by: month, of: [x, y]}}\n");
    CHECK(report.id() == "r");
    CHECK(report.types() == std::vector<std::string>{"milestone"});
    REQUIRE(report.parameters().size() == 2);
    CHECK(report.parameters()[0].is_required);
    CHECK(report.parameters()[1].preset == "big");
    CHECK(report.facts().size() == 1);
    REQUIRE(report.sections().size() == 1);
    CHECK(report.sections()[0].blocks.size() == 7);
    const auto& chart = std::get<TemplateChart>(report.sections()[0].blocks[4]);
    CHECK(chart.target == 905); // tenths, as the column
    REQUIRE(report.sections()[0].sections.size() == 1);
    CHECK(report.sections()[0].sections[0].make == "checkpoint");
    CHECK(to_json(report.sections()[0].sections[0].options) == R"({"by":"month","of":["x","y"]})");
}

TEST_CASE("everything that is wrong with a template is found in one run, with its place")
{
    CHECK(wrong("sektions: []\n"
                "parameters:\n"
                "- {name: period, kind: year, label: {ka: პ, en: P}}\n"
                "- {name: Size, kind: text, need: always, label: {ka: ზ, en: S}}\n"
                "- {name: when, kind: period, label: {ka: რ, en: W}}\n"
                "- {name: size, kind: choice, label: {ka: ზ}}\n"
                "texts:\n"
                "  a: {ka: '{{x|upper}}', en: 'A {{'}\n"
                "sections:\n"
                "- {id: a, title: b, make: chekpoint}\n"
                "- {id: a, title: a}\n"
                "- id: c\n"
                "  title: a\n"
                "  blocks:\n"
                "  - {text: a, notice: a}\n"
                "  - {pargraph: a}\n"
                "  - just words\n") == std::vector<std::string>{"r.yaml:6:1 unknown_key",      // sektions
                                                                "r.yaml:8:24 unknown_word",    // year
                                                                "r.yaml:9:10 bad_name",        // Size
                                                                "r.yaml:9:34 unknown_word",    // always
                                                                "r.yaml:10:3 bad_name",        // a period is called period
                                                                "r.yaml:11:3 bad_choices",
                                                                "r.yaml:11:37 missing_key",    // en
                                                                "r.yaml:13:12 unknown_filter",
                                                                "r.yaml:13:33 broken_tag",
                                                                "r.yaml:15:18 unknown_text",   // b
                                                                "r.yaml:15:27 unknown_maker",
                                                                "r.yaml:16:3 duplicate_id",
                                                                "r.yaml:16:3 empty_section",
                                                                "r.yaml:20:5 not_one_block",
                                                                "r.yaml:21:6 unknown_key",
                                                                "r.yaml:22:5 not_a_mapping"});
    CHECK(message("sections:\n- {id: a, title: {ka: ა, en: A}, make: chekpoint}\n") ==
          "unknown maker of sections \"chekpoint\"; did you mean \"checkpoint\"?");
}

TEST_CASE("columns, charts and checks that do not fit are found")
{
    const std::string columns = table + "      columns:\n";
    CHECK(wrong(columns + "      - {key: state, label: {ka: ა, en: A}, holds: state}\n") == std::vector<std::string>{"r.yaml:16:9 bad_column"});
    CHECK(wrong(columns + "      - {key: state, holds: member, field: state}\n") == std::vector<std::string>{"r.yaml:16:9 bad_column"});
    CHECK(wrong(columns + "      - {key: state}\n") == std::vector<std::string>{"r.yaml:16:9 bad_column"});
    CHECK(wrong(columns + "      - {key: state, label: {ka: ა, en: A}, total: sum}\n") == std::vector<std::string>{"r.yaml:16:9 bad_column"});
    CHECK(wrong(columns + "      - {key: state, label: {ka: ა, en: A}, ka: state}\n") == std::vector<std::string>{"r.yaml:16:9 bad_column"});
    CHECK(wrong(columns + "      - {key: n, label: {ka: ა, en: A}, holds: percent, part: m, whole: n}\n").size() == 2); // neither holds numbers
    CHECK(wrong(columns + "      - {key: n, label: {ka: ა, en: A}}\n      - {key: n, label: {ka: ა, en: A}}\n") ==
          std::vector<std::string>{"r.yaml:17:9 duplicate_id"});
    CHECK(wrong(table) == std::vector<std::string>{"r.yaml:11:7 missing_columns"});

    const std::string numbers = columns + "      - {key: state, label: {ka: ა, en: A}}\n      - {key: n, label: {ka: ა, en: A}, holds: number, total: sum}\n";
    const auto chart = [&](const std::string& rest) {
        return wrong(numbers + "  - chart: {id: c, kind: line, title: {ka: ა, en: A}, description: {ka: ა, en: A}, " + rest + "}\n");
    };
    CHECK(chart("of: t, category: state, series: [n]").empty());
    CHECK(chart("of: u, category: state, series: [n]").size() == 1);
    CHECK(chart("of: t, category: stat, series: [n]").size() == 1);
    CHECK(chart("of: t, category: state, series: [state]").size() == 1);
    CHECK(chart("of: t, category: state, series: [n], target: 0.5").size() == 1);
    const auto check = [&](const std::string& left) { return wrong(numbers + "  - check: {left: " + left + ", right: t.n, differs: {ka: ა, en: A}}\n"); };
    CHECK(check("t.n").empty());
    CHECK(check("u.n").size() == 1);
    CHECK(check("t.state").size() == 1); // has no sum
}

TEST_CASE("sections go four levels deep and no deeper")
{
    std::string yaml = "sections:\n";
    for (int level = 0; level < 4; ++level) {
        const std::string blank(static_cast<std::size_t>(level) * 2, ' ');
        yaml += blank + fmt::format("- id: s{}\n", level) + blank + "  title: {ka: ა, en: A}\n" + blank + "  sections:\n";
    }
    const std::vector<std::string> found = wrong(yaml + "        - {id: s4, title: {ka: ა, en: A}, make: checkpoint}\n");
    REQUIRE(!found.empty());
    CHECK(found.front().find("too_deep") != std::string::npos);
}

TEST_CASE("the templates of the program are read")
{
    app::TrialRepository trial;
    const app::Repository repository = trial.open();
    for (const ReportFile& file : report_files(repository)) {
        INFO(file.id);
        CHECK(file.origin == ReportOrigin::Shipped);
        CHECK(findings_of([&] { read_report(file); }).empty());
    }
}
