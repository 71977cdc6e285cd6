#pragma once

#include "app/cases/case_query.hpp"
#include "app/repository/repository.hpp"
#include "base/json.hpp"
#include "base/yaml.hpp"
#include "report/document.hpp"
#include "report/table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// The cases of a page as a table: number, title, state, then one column for each field of the type (its JSON on request),
/// further id, path, parent, version, opened, updated. Dates as {printed, value, precision}, titles as {ka, en}.
struct CaseList
{
    report::Table table;
    std::string next; ///< CasePage::next
};
CaseList list_cases(const Repository& repository, const CaseFilter& filter);

/// One case, whole.
struct CaseSheet
{
    Json json;                ///< every field by name, with number, state, id ...
    report::Card card;        ///< the same for people: label and value, unset fields left out
    report::Table parts;      ///< its direct parts: type, number, title, state
    report::Table clocks;     ///< its deadlines (sla.hpp); also in `json`, where the type has any
    Localized heading;        ///< "I.4 title"
    std::vector<Localized> allowed; ///< transitions open now to the actor: "complete (to done)"
};
/// With `as_of` the case and its parts as they were at the end of that day (history.hpp), with the day as `as_of` and without
/// transitions; Error{NotFound} where it did not exist yet.
CaseSheet show_case(Repository& repository, const store::CaseRow& row, std::optional<Date> as_of = {});

/// The value of a case's field for scripts and people: as cell_of() (values.hpp), a reference as the number it means,
/// a time in the repository's zone.
report::Cell field_cell(const Repository& repository, const workflow::CaseType& type, const workflow::Field& field,
                        const Json& value);

struct LogFilter
{
    std::optional<Date> since{};       ///< written on this day or later, in the repository's zone
    std::optional<Date> until{};       ///< written on this day or before
    std::string actor{};               ///< "" for all; Error{Usage} with the nearest where no such actor
    std::string type{};                ///< case type, also of its definitions; "" for all; Error{NotFound} with the nearest
    std::vector<model::Op> ops{};      ///< any of these; none for all
    std::optional<std::int64_t> limit{}; ///< the newest so many of what is left
    enum class Order { NewestFirst, OldestFirst } order = Order::OldestFirst;
};

/// Events as a table: sequence, time, actor, role, op, case, what (a sentence), text, and on request id, effective, set, batch.
/// Personal texts are opened for who holds the keys. The log is read from its newest event back, no further than the limit
/// asks for; times of writing are in no order, so that `since` does not end the reading.
report::Table log_of(Repository& repository, const store::CaseRow& row, const LogFilter& filter = {});
report::Table log_of_all(Repository& repository, const LogFilter& filter = {});
/// The same table of these events.
report::Table log_table(Repository& repository, const std::vector<store::StoredEvent>& events);

/// "field=value", taken apart. A value "@FILE" is the file's content, of a field that holds files the file itself; "@-" standard
/// input, "@@..." a text that begins with @; "field=" takes the value away.
struct Assignment
{
    std::string field;
    std::string text;
    std::vector<std::string> files; ///< "@FILE": read when the field is known
};

/// Error{Usage} for what is no assignment or names a field twice, but for files: a field may hold several. Reads standard input,
/// so it is called before the write lock is taken: nobody waits for somebody's typing.
std::vector<Assignment> read_assignments(const std::vector<std::string>& words);

/// Values in the shape of their fields. `type` is the type of the case, `present` its fields now: a text in one language keeps
/// the other. A reference may be given by number, an option by its label. Files of a field that holds files are kept among the blobs. Error{Usage} for an
/// unknown field (with the nearest), Error{Invalid} for a value of the wrong kind.
Json assign(const Repository& repository, const workflow::CaseType& type, const std::vector<Assignment>& assignments,
            const Json& present = {});

/// Values from a YAML mapping (--file), checked against the type; options by id or label.
Json values_from_yaml(const workflow::CaseType& type, const YamlDocument& document);

} // namespace ogp::app
