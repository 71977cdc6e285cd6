#pragma once

#include "base/error.hpp"
#include "base/yaml.hpp"
#include "calendar/definition.hpp"

#include <span>
#include <string_view>

namespace ogp::calendar {

/// `kind: calendar`. Reads and checks one definition; throws InvalidInput with every finding (file:line:column): unknown and
/// missing keys (with the nearest right one), a week without open hours, hours that overlap or end before they begin,
/// a validity that is reversed or longer than 200 years, rules that are none, days outside of the validity, days given
/// twice, time zones that do not exist. What it does not refuse, Calendar can count with.
CalendarDefinition load_calendar(const YamlDocument& document);

/// What a value of the file is.
enum class ValueKind {
    Version,   ///< the integer 1
    Word,      ///< exactly `choices`
    Id,        ///< [a-z][a-z0-9_]*
    Text,
    Label,     ///< {ka, en}
    Day,       ///< YYYY-MM-DD
    YearOrDay, ///< 2025 or YYYY-MM-DD
    Years,     ///< a list of years, or the word in `choices`
    Hours,     ///< a list of "09:00-13:00"
    RuleText,  ///< rule.hpp
    Ids,       ///< a list of Id
    Object,    ///< a mapping of the keys of `item`
    List,      ///< a list of such mappings
};

/// One key of the file: the reader and the JSON Schema are both made from these rows.
struct KeyRow
{
    const char* object;      ///< "" for the whole file, else the `item` of the row that leads here
    const char* key;
    ValueKind kind;
    bool needed = false;
    const char* choices = ""; ///< "a|b"
    const char* item = "";    ///< of Object and List: where its keys are
    Label about{};
};

/// In the order in which the manual lists them.
std::span<const KeyRow> calendar_keys();

} // namespace ogp::calendar
