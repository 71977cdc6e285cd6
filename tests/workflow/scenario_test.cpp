#include "workflow/scenario.hpp"

#include "base/text.hpp"
#include "calendar/calendar.hpp"
#include "calendar/loader.hpp"
#include "workflow/city.hpp"
#include "workflow/paths.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

namespace ogp::workflow {
namespace {

namespace fs = std::filesystem;

class ShippedCalendars final : public Calendars
{
public:
    ShippedCalendars()
    {
        m_known.emplace("always", calendar::always("Asia/Tbilisi"));
        m_known.emplace("ge", calendar::Calendar(calendar::load_calendar(test::document("workflows/calendars/ge.yaml"))));
    }
    const calendar::Calendar* find(std::string_view id) const override
    {
        const auto known = m_known.find(id);
        return known == m_known.end() ? nullptr : &known->second;
    }

private:
    std::map<std::string, calendar::Calendar, std::less<>> m_known;
};

const Calendars& calendars()
{
    static const ShippedCalendars shipped;
    return shipped;
}

std::vector<std::string> files_in(const std::string& folder)
{
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(std::string(OGP_SOURCE_DIR) + "/" + folder))
        if (entry.path().extension() == ".yaml" && entry.path().stem() != "roles")
            files.push_back(folder + "/" + entry.path().filename().string());
    std::sort(files.begin(), files.end());
    return files;
}

/// Every case type of workflows/, linked.
const std::vector<CaseType>& types()
{
    static const std::vector<CaseType> all = [] {
        std::vector<CaseType> loaded;
        for (const std::string& file : files_in("workflows")) {
            const YamlDocument document = test::document(file);
            std::vector<Fragment> fragments;
            for (const std::string& path : fragments_of(document))
                fragments.push_back({path, test::document("workflows/" + path)});
            loaded.push_back(load_case_type(document, test::roles(), fragments));
        }
        if (has_errors(link(loaded)))
            throw Error(Fault::Internal, both("the shipped case types do not fit together"));
        return loaded;
    }();
    return all;
}

const CaseType& type(std::string_view id)
{
    return *std::find_if(types().begin(), types().end(), [&](const CaseType& each) { return each.id == id; });
}

/// "file:line:column code" of each finding.
std::vector<std::string> refused(const std::string& scenarios, const std::string& header = "ogp: 1\nkind: workflow_test\nof: foi\n")
{
    try {
        load_scenarios(YamlDocument(header + scenarios, "t.yaml"), types());
    } catch (const InvalidInput& error) {
        std::vector<std::string> lines;
        for (const Finding& finding : error.findings()) {
            CHECK_FALSE(finding.message.ka.empty());
            lines.push_back(finding.place.text() + " " + finding.code);
        }
        return lines;
    }
    return {};
}

/// What does not hold, as "line what: expected / actual".
std::vector<std::string> failures(const std::string& scenarios, Coverage& coverage)
{
    const ScenarioFile file = load_scenarios(YamlDocument("ogp: 1\nkind: workflow_test\nof: foi\n" + scenarios, "t.yaml"), types());
    std::vector<std::string> lines;
    for (const ScenarioResult& result : run_scenarios(file, types(), calendars(), coverage))
        for (const ScenarioFailure& failure : result.failures)
            lines.push_back(fmt::format("{} {}: {} / {}", failure.place.line, failure.what, failure.expected, failure.actual));
    return lines;
}

std::vector<std::string> failures(const std::string& scenarios)
{
    Coverage coverage;
    return failures(scenarios, coverage);
}

using Lines = std::vector<std::string>;

const std::string request = "scenarios:\n"
                            "  - name: x\n"
                            "    given: {now: \"2026-04-06T11:00+04:00\", as: clerk, create: {subject: x, body: x, applicant: {name: A}}}\n";

TEST_CASE("every shipped case type has scenarios that hold and that show all of it")
{
    std::map<std::string, Coverage> coverage;
    for (const std::string& path : files_in("workflows/tests")) {
        INFO(path);
        const ScenarioFile file = load_scenarios(test::document(path), types());
        for (const ScenarioResult& result : run_scenarios(file, types(), calendars(), coverage[file.type])) {
            INFO(result.name);
            for (const ScenarioFailure& failure : result.failures)
                FAIL_CHECK(failure.place.text() << ": " << failure.what << ": expected " << failure.expected << ", found " << failure.actual);
        }
    }
    for (const CaseType& each : types()) {
        INFO(each.id);
        REQUIRE(coverage.contains(each.id));
        for (const CoverageItem& item : coverage[each.id].items(each)) {
            INFO(item.kind << " " << item.name);
            CHECK(item.covered);
        }
    }
}

TEST_CASE("what does not hold is said with its place")
{
    CHECK(failures(request + "    then: {state: submitted, sla.answer.due_on: \"2026-04-23\"}\n").empty());
    CHECK(failures(request + "    then: {state: closed}\n") == Lines{"7 state: closed / submitted"});
    CHECK(failures(request + "    then: {sla.answer.due_on: \"2026-04-22\", sla.review.status: running}\n") ==
          Lines{"7 sla.answer.due_on: 2026-04-22 / 2026-04-23", "7 sla.review.status: running / idle"});
    CHECK(failures(request + "    then: {fields: {channel: paper, unit: ~}, outbox: [foi_received], tags: [overdue], events: 2, number: FOI-2026-00002}\n") ==
          Lines{"7 fields.channel: paper / portal", R"(7 outbox: ["foi_received"] / [])", R"(7 tags: ["overdue"] / [])", "7 events: 2 / 1",
                "7 number: FOI-2026-00002 / FOI-2026-00001"});
}

TEST_CASE("an act that is refused, and one that should have been")
{
    const Lines refusal = failures(request + "    when: [{as: clerk, do: close}]\n");
    REQUIRE(refusal.size() == 1);
    CHECK(refusal.front().starts_with("7 do close: allowed / not_from_this_state: "));
    CHECK(failures(request + "    when: [{as: clerk, do: register, set: {unit: a}, expect: {error: four_eyes}}]\n") ==
          Lines{"7 do register: four_eyes / allowed"});
    const Lines other = failures(request + "    when: [{as: clerk, do: forward, comment: x, expect: {error: four_eyes}}]\n");
    REQUIRE(other.size() == 1);
    CHECK(other.front().starts_with("7 do forward: four_eyes / field_missing: "));
}

TEST_CASE("a refused act leaves no trace in clocks and coverage")
{
    Coverage coverage;
    CHECK(failures(request + "    when:\n"
                             "      - {as: clerk, do: forward, comment: x, expect: {error: field_missing}}\n"
                             "    then: {state: submitted, events: 1, sla.answer.used: 0}\n",
                   coverage)
              .empty());
    for (const CoverageItem& item : coverage.items(type("foi"))) {
        INFO(item.kind << " " << item.name);
        CHECK(item.covered == (item.name == "submitted" || item.name == "answer: start"));
    }
}

TEST_CASE("a table runs the scenario once for each row")
{
    const std::string table = "scenarios:\n"
                              "  - name: x\n"
                              "    given: {now: $at, as: clerk, create: {subject: x, body: x, applicant: {name: A}}}\n"
                              "    then: {sla.answer.due_on: $due}\n"
                              "    table:\n"
                              "      - {at: \"2026-06-01T10:00+04:00\", due: \"2026-06-15\"}\n"
                              "      - {at: \"2026-06-02T10:00+04:00\", due: \"2026-06-15\"}\n";
    CHECK(failures(table) == Lines{"10 sla.answer.due_on: 2026-06-15 / 2026-06-16"});
    CHECK(refused("scenarios:\n"
                  "  - name: x\n"
                  "    given: {now: \"2026-06-01T10:00+04:00\", as: clerk, create: {subject: $word}}\n"
                  "    table: [{wort: x}]\n") == Lines{"t.yaml:6:73 bad_value"});
}

TEST_CASE("what cannot be told ends the scenario, not the run")
{
    const std::string given = "scenarios:\n"
                              "  - name: x\n"
                              "    given: {now: \"2026-04-06T11:00+04:00\", as: clerk}\n";
    CHECK(failures(given + "    when:\n"
                           "      - {as: clerk, open: foi, set: {subject: x}, expect: {error: field_required}}\n"
                           "      - {as: clerk, do: close}\n") == Lines{"9 do close: case / there is no such case: it was not opened"});
    const Lines late = failures(request + "    when: [{at: \"2050-01-01T10:00+04:00\", tick: true}]\n");
    REQUIRE(late.size() == 1);
    CHECK(late.front().starts_with("7 tick: possible / "));
}

TEST_CASE("tables cannot make a small file large")
{
    std::string rows;
    for (int i = 0; i < 5'000; ++i)
        rows += "      - {a: x}\n";
    std::string steps;
    for (int i = 0; i < 400; ++i)
        steps += "      - {as: clerk, comment: $a}\n";
    CHECK(refused("scenarios:\n  - name: x\n    given: {now: \"2026-04-06T11:00+04:00\", as: clerk, create: {}}\n    when:\n" + steps +
                  "    table:\n" + rows) == Lines{"t.yaml:409:7 too_large"});
}

TEST_CASE("the target of a deadline may be another one")
{
    CHECK(failures("targets: {answer: {amount: 10, unit: calendar_days}}\n" + request + "    then: {sla.answer.due_on: \"2026-04-16\"}\n").empty());
    CHECK(refused("targets: {reply: 10d}\nscenarios:\n  - name: x\n    given: {now: \"2026-04-06T11:00+04:00\", as: clerk}\n") ==
          Lines{"t.yaml:4:11 unknown_sla"});
}

TEST_CASE("mistakes in a file are all said, each with its place")
{
    CHECK(refused("", "ogp: 1\nkind: workflow_test\nof: fio\nscenarios: []\n") == Lines{"t.yaml:3:5 unknown_case_type"});
    CHECK(refused("", "ogp: 2\nkind: workflow_test\nof: foi\nscenarios: []\n").size() == 1);
    const std::string given = "scenarios:\n"
                              "  - name: x\n"
                              "    given: {now: \"2026-04-06T11:00+04:00\", as: clerk, create: {subject: x}}\n";
    CHECK(refused(given + "    when: [{at: \"2026-04-31T11:00+04:00\", tick: true}]\n") == Lines{"t.yaml:7:17 bad_value"});
    CHECK(refused(given + "    when: [{at: \"2026-04-06T11:00\", tick: true}]\n") == Lines{"t.yaml:7:17 bad_value"});
    CHECK(refused(given + "    when: [{at: \"2026-04-05T11:00+04:00\", tick: true}]\n") == Lines{"t.yaml:7:17 bad_value"});
    CHECK(refused(given + "    when: [{as: clerk, do: registr}]\n") == Lines{"t.yaml:7:28 unknown_transition"});
    CHECK(refused(given + "    when: [{as: clerk, do: registr, expect: {error: unknown_transition}}]\n").empty());
    CHECK(refused(given + "    when: [{as: clerk, do: register, expect: {error: forbidden}}]\n") == Lines{"t.yaml:7:54 bad_value"});
    CHECK(refused(given + "    when: [{as: clerk, do: register, tick: true}]\n") == Lines{"t.yaml:7:12 bad_value"});
    CHECK(refused(given + "    when: [{do: register}]\n") == Lines{"t.yaml:7:12 missing_key"});
    CHECK(refused(given + "    when: [{as: clerk, case: other, do: register}]\n") == Lines{"t.yaml:7:30 bad_value"});
    CHECK(refused(given + "    when: [{as: clerk, doo: register}]\n").size() == 2);
    CHECK(refused(given + "    then: {state: open, fields: {subjekt: x}, sla.answer.due: \"2026-04-23\", sla.reply.used: 1, sla.answer: 1}\n") ==
          Lines{"t.yaml:7:19 unknown_state", "t.yaml:7:34 unknown_field", "t.yaml:7:47 unknown_key", "t.yaml:7:77 unknown_sla",
                "t.yaml:7:96 unknown_key"});
}

TEST_CASE("every rule by which something is refused can be expected")
{
    const std::set<std::string_view> known(refusal_rules().begin(), refusal_rules().end());
    std::set<std::string> used;
    const std::regex refuses("[^.]refuse\\(\"([a-z_]+)\"");
    for (const auto& entry : fs::directory_iterator(std::string(OGP_SOURCE_DIR) + "/src/workflow")) {
        const std::string name = entry.path().filename().string();
        if (entry.path().extension() != ".cpp" || (!name.starts_with("judge") && name != "simulation.cpp" && name != "decide.cpp"))
            continue;
        const std::string text = read_file(entry.path());
        for (std::sregex_iterator found(text.begin(), text.end(), refuses), end; found != end; ++found)
            used.insert((*found)[1].str());
    }
    CHECK(used.size() > 15);
    for (const std::string& rule : used) {
        INFO(rule);
        CHECK(known.contains(rule));
    }
}

TEST_CASE("the shortest way to every state")
{
    const std::vector<Path> paths = shortest_paths(type("foi"));
    REQUIRE(paths.size() == type("foi").states.size());
    CHECK(paths.front().transitions.empty());
    std::map<std::string, std::size_t> steps;
    for (const Path& path : paths)
        steps[path.state->id] = path.transitions.size();
    CHECK(steps["forwarded"] == 1);
    CHECK(steps["answered"] == 2);
    CHECK(steps["closed"] == 3);
    CHECK(steps["in_court"] == 3);
}

TEST_CASE("a skeleton of every shipped case type can be read, and its openings hold")
{
    for (const CaseType& each : types()) {
        INFO(each.id);
        const ScenarioFile file = load_scenarios(YamlDocument(scenario_skeleton(each, "2026-06-01T10:00+04:00"), "skeleton.yaml"), types());
        CHECK(file.scenarios.size() == shortest_paths(each).size());
        Coverage coverage;
        const std::vector<ScenarioResult> results = run_scenarios(file, types(), calendars(), coverage);
        for (const ScenarioFailure& failure : results.front().failures)
            FAIL_CHECK(failure.what << ": " << failure.actual);
    }
}

} // namespace
} // namespace ogp::workflow
