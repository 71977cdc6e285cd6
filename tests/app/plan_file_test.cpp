#include "app/plans/plan_file.hpp"

#include "base/file.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <map>

using namespace ogp;
using namespace ogp::app;

namespace {

const std::string head = "ogp: 1\nkind: plan\nid: p\ntitle: {ka: გეგმა, en: Plan}\n";

PlanFile read(const std::string& yaml)
{
    return read_plan_file(YamlDocument(yaml, "p.yaml"));
}

Findings errors_of(const std::string& yaml)
{
    try {
        read(yaml);
    } catch (const InvalidInput& error) {
        return error.findings();
    }
    return {};
}

/// The value of a milestone's `end` written as that YAML.
Json end_of(const std::string& date, Findings* findings = nullptr)
{
    const PlanFile file = read(head + "commitments:\n- id: I\n  title: {en: C}\n  milestones:\n  - id: I.1\n    title: {en: M}\n    end: " +
                               date + "\n");
    if (findings != nullptr)
        *findings = file.findings;
    return file.entries.back().values["end"];
}

std::map<std::string, int> counts(const PlanFile& file)
{
    std::map<std::string, int> number;
    for (const PlanEntry& entry : file.entries)
        ++number[entry.type];
    return number;
}

} // namespace

TEST_CASE("a date keeps what was printed, its value and its precision")
{
    CHECK(end_of("{printed: 30.04.2019, value: '2019-04-30', precision: day}") ==
          parse_json(R"({"precision":"day","printed":"30.04.2019","value":"2019-04-30"})"));
    CHECK(end_of("{printed: '02.2019', value: 2019-02, precision: month}") ==
          parse_json(R"({"precision":"month","printed":"02.2019","value":"2019-02"})"));
    CHECK(end_of("{printed: '2020 წ.', value: '2020', precision: year}")["precision"] == Json("year"));
    CHECK(end_of("{printed: დეკემბერი 2018, en: December 2018, value: 2018-12, precision: month}")["printed"] ==
          parse_json(R"({"en":"December 2018","ka":"დეკემბერი 2018"})"));
}

TEST_CASE("a date without a value is read from what was printed, blanks within left out")
{
    CHECK(end_of("{printed: 15.10. 2018}")["value"] == Json("2018-10-15"));
    CHECK(end_of("{printed: 12.2018}")["value"] == Json("2018-12"));
}

TEST_CASE("an impossible date keeps its text and gets the file's reading, else the last day of its month, with a warning")
{
    Findings findings;
    const Json named = end_of("{printed: 31.04.2019, value: null, precision: day, suggested: '2019-05-01'}", &findings);
    CHECK(named == parse_json(R"({"impossible":true,"precision":"day","printed":"31.04.2019","value":"2019-05-01"})"));
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().code == "impossible_date");
    CHECK(findings.front().severity == Severity::Warning);
    CHECK(findings.front().where == "I.1 end");
    CHECK(findings.front().place.line == 11);

    CHECK(end_of("{printed: 31.04.2019, value: null, precision: day}")["value"] == Json("2019-04-30"));
    CHECK(end_of("{printed: 30.02.2020}")["value"] == Json("2020-02-29"));
    CHECK(end_of("{printed: 30.02.2019, value: '2019-02-30'}")["value"] == Json("2019-02-28"));
}

TEST_CASE("a date that cannot be read stays unknown, and its text is kept")
{
    Findings findings;
    const Json date = end_of("{printed: გაზაფხულზე}", &findings);
    CHECK(date["value"].is_null());
    CHECK(date["printed"] == Json("გაზაფხულზე"));
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().code == "date_unknown");
}

TEST_CASE("wrong dates are errors")
{
    const auto code = [](const std::string& date) {
        const Findings found = errors_of(head + "submitted: " + date + "\n");
        return found.empty() ? std::string() : found.front().code;
    };
    CHECK(code("{printed: 30.04.2019, value: '2019-05-30'}") == "date_differs");
    CHECK(code("{printed: x, value: 2019-13}") == "bad_date");
    CHECK(code("{printed: x, value: '2019-04-32'}") == "bad_date");
    CHECK(code("{value: 2019-04, precision: day}") == "bad_precision");
    CHECK(code("{value: 2019-04, precision: days}") == "bad_precision");
    CHECK(code("{printed: 31.04.2019, suggested: April}") == "bad_date");
    CHECK(code("{prnted: 31.04.2019}") == "unknown_key");
    CHECK(code("[1]") == "wrong_shape");
    CHECK(code("{value: '2019-04-30'}").empty());
}

TEST_CASE("all errors of a plan come in one run, each with its place")
{
    const Findings found = errors_of("ogp: 2\nkind: plan\nid: a b\ntitel: {ka: გეგმა}\ncommitments:\n"
                                     "- {id: I, title: {en: C}, milestones: [{id: II.1, title: {en: M}}]}\n"
                                     "- {id: I, title: C}\n"
                                     "counts: {commitments: 3}\n");
    std::map<std::string, std::uint32_t> line_of;
    for (const Finding& finding : found)
        line_of.emplace(finding.code, finding.place.line);
    CHECK(line_of.at("wrong_version") == 1);
    CHECK(line_of.at("bad_id") == 3);
    CHECK(line_of.at("unknown_key") == 4);
    CHECK(line_of.at("foreign_milestone") == 6);
    CHECK(line_of.at("duplicate_id") == 7);
    CHECK(line_of.at("wrong_shape") == 7);
    CHECK(line_of.at("counts_differ") == 8);
    for (const Finding& finding : found)
        if (finding.code == "unknown_key")
            CHECK(finding.message.en == "unknown key \"titel\"; did you mean \"title\"?");
}

TEST_CASE("what a document leaves empty is not known, never false")
{
    const PlanFile file = read(head + "commitments:\n- id: I\n  title: {en: C}\n  risks: null\n  ogp_values: {transparency_access: null, "
                                      "accountability: false}\n");
    const Json& values = file.entries.back().values;
    CHECK(values.find("risks") == nullptr);
    CHECK(values.find("value_transparency") == nullptr);
    CHECK(values["value_accountability"] == Json(false));
}

TEST_CASE("a lead that no unit of the register has is an error that names the nearest")
{
    const Findings found = errors_of(head + "org_units:\n- {id: legal, name: {en: Legal}}\n"
                                            "commitments:\n- {id: I, title: {en: C}, implementers: {lead: legel}}\n");
    REQUIRE(found.size() == 1);
    CHECK(found.front().code == "unknown_unit");
    CHECK(found.front().message.en.find("\"legal\"") != std::string::npos);
}

TEST_CASE("a milestone that ends before it starts is an error")
{
    const Findings found = errors_of(head + "commitments:\n- id: I\n  title: {en: C}\n  milestones:\n"
                                            "  - {id: I.1, title: {en: M}, start: 2019-05, end: 2019-04}\n");
    REQUIRE(found.size() == 1);
    CHECK(found.front().code == "ends_before_start");
}

TEST_CASE("the plans of the three cities are read whole")
{
    const std::filesystem::path folder = OGP_SHARED_DATA "/plans";
    if (!std::filesystem::exists(folder)) {
        WARN("SKIPPED: " << folder << " is not here");
        return;
    }
    const auto load = [&](const char* name) {
        const std::string path = (folder / name).string();
        return read_plan_file(YamlDocument(read_file(path), path));
    };
    const PlanFile tbilisi = load("tbilisi-2018-2020.yaml");
    CHECK(counts(tbilisi) == std::map<std::string, int>{{"plan", 1}, {"commitment", 5}, {"milestone", 34}, {"indicator", 17}, {"org_unit", 13}});
    REQUIRE(tbilisi.findings.size() == 1);
    CHECK(tbilisi.findings.front().where == "I.4 end");
    const PlanFile kutaisi = load("kutaisi-2018-2019.yaml");
    CHECK(counts(kutaisi) == std::map<std::string, int>{{"plan", 1}, {"commitment", 1}, {"milestone", 4}});
    CHECK(kutaisi.findings.empty());
    const PlanFile ternopil = load("ternopil-2021-2023.yaml");
    CHECK(counts(ternopil) == std::map<std::string, int>{{"plan", 1}});
    CHECK(ternopil.entries.front().values["title"]["confidence"] == Json("high"));
}

TEST_CASE("the project's own examples are read whole")
{
    for (const char* name : {"tbilisi-2018-2020.yaml", "kutaisi-2018-2019.yaml"}) {
        const std::string path = std::string(OGP_SOURCE_DIR "/examples/") + name;
        CHECK_NOTHROW(read_plan_file(YamlDocument(read_file(path), path)));
    }
}
