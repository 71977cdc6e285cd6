#pragma once

#include "app/repository.hpp"
#include "base/yaml.hpp"
#include "base/json.hpp"
#include "report/document.hpp"
#include "report/table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

struct CaseFilter
{
    std::string type;                  ///< "" for all types
    std::string state;                 ///< "" for all; Error{Usage} with the nearest where no such state
    std::string plan;                  ///< parts of this plan; "" for all
    std::optional<std::int64_t> limit; ///< at most this many
};

/// The cases of a type as a table: number, title, state, then one column for each field of the type (its JSON on request),
/// further id, path, parent, version, opened, updated. Dates as {printed, value, precision}, titles as {ka, en}. In the order
/// of their numbers within a plan, else of opening.
report::Table list_cases(const Repository& repository, const CaseFilter& filter);

/// One case, whole.
struct CaseSheet
{
    Json json;                ///< every field by name, with number, state, id ...
    report::Card card;        ///< the same for people: label and value, unset fields left out
    report::Table parts;      ///< its direct parts: type, number, title, state
    Localized heading;        ///< "I.4 title"
    std::vector<Localized> allowed; ///< transitions open now to the actor: "complete (to done)"
};
CaseSheet show_case(Repository& repository, const store::CaseRow& row);

/// Events as a table: sequence, time, actor, role, op, case, what (a sentence), text, and on request id, effective, set, batch.
/// Personal texts are opened for who holds the keys.
report::Table log_of(Repository& repository, const store::CaseRow& row);
report::Table latest_events(Repository& repository, std::size_t limit);

/// Values from "field=value" words in the shape of their fields. `type` is the type of the case, `present` its fields now: a
/// text in one language keeps the other. Error{Usage} for what is no
/// assignment, an unknown field (with the nearest), a value of the wrong kind. A reference may be given by number. A value "@FILE" is the file's content, "@-"
/// standard input; "field=" takes the value away.
Json assignments(const Repository& repository, const workflow::CaseType& type, const std::vector<std::string>& words,
                 const Json& present = {});

/// Values from a YAML mapping (--file), checked against the type.
Json values_from_yaml(const workflow::CaseType& type, const YamlDocument& document);

} // namespace ogp::app
