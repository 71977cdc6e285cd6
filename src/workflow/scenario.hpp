#pragma once

#include "base/error.hpp"
#include "base/yaml.hpp"
#include "workflow/calendars.hpp"
#include "workflow/decide.hpp"
#include "workflow/scenario_coverage.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::workflow {

/// The case that a scenario is about, where a step names no other.
inline constexpr std::string_view main_case = "case";

/// The rules by which an act can be refused (Refusal::rule): what `expect: {error: …}` may name.
std::span<const std::string_view> refusal_rules();

/// One thing that must hold of a case. `key`: state, fields.NAME, sla.NAME.VALUE, tags, outbox, number, events.
struct ScenarioExpectation
{
    std::string subject; ///< name of the case
    std::string key;
    Json value;
    Place place;
};

/// One thing that somebody does. Values of fields are as the case holds them, but for refs, which name cases of the scenario.
struct ScenarioStep
{
    enum class Act { Open, Do, Set, Comment, Vote, Tick };

    Act act = Act::Tick;
    Place place;
    Instant at;
    Actor actor;
    std::string subject{main_case}; ///< name of the case that is acted on, or opened
    std::string what;               ///< Open: case type; Do: transition; Vote: choice
    Json set = Json::object();
    std::string text;
    std::string group;              ///< Vote
    std::int64_t voters = 0;        ///< Vote: so many members, 0 for the actor alone
    std::optional<std::string> state; ///< Open in a later state
    std::optional<std::string> error; ///< the rule that must refuse it
    std::vector<ScenarioExpectation> then;
};

struct Scenario
{
    std::string name;
    Place place;
    std::vector<ScenarioStep> steps;
};

/// `kind: workflow_test`: what a case type does, told as stories with a clock of their own.
struct ScenarioFile
{
    std::string file;
    std::string type;
    std::vector<std::pair<std::string, Term>> targets; ///< deadlines that are tried with another term than the definition's
    std::vector<Scenario> scenarios;                   ///< a scenario with a table once for each row
};

/// Reads and checks a file; `types` are linked. Throws InvalidInput with every finding (file:line:column): unknown keys, case types,
/// transitions, states, deadlines and rules with the nearest right one, times that are none or go backwards.
ScenarioFile load_scenarios(const YamlDocument& document, const std::vector<CaseType>& types);

struct ScenarioFailure
{
    Place place;
    std::string what;     ///< "sla.answer.due_on", "do answer"
    std::string expected;
    std::string actual;
};

struct ScenarioResult
{
    std::string name;
    Place place;
    std::vector<ScenarioFailure> failures;
};

/// Plays all scenarios of a file in memory, by the same rules as a repository: decide, advance, due_acts. No disk, no clock. What was
/// seen of the case type is added to `coverage`.
std::vector<ScenarioResult> run_scenarios(const ScenarioFile& file, const std::vector<CaseType>& types, const Calendars& calendars,
                                          Coverage& coverage);

} // namespace ogp::workflow
