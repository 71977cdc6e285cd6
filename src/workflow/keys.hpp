#pragma once

#include "base/language.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// What the value of a key is.
enum class Shape {
    Version,       ///< of the language
    Text,
    Id,            ///< [a-z][a-z0-9_]*
    Number,        ///< whole number
    Flag,          ///< true or false
    Word,          ///< one of `choices`
    Words,         ///< a list of words, each one of `choices` where there are any
    Label,         ///< {ka, en}
    Scalar,        ///< one plain value
    Condition,     ///< expression that is true or false: guard.hpp
    Expression,
    Percent,       ///< "75%"
    Size,          ///< bytes: "20MiB", "500kB", "4096"
    Term,          ///< a duration; {amount, unit, calendar}
    Duration,      ///< {amount, unit}, or "10 working_days", or "10wd"
    DurationOrPercent,
    Target,        ///< Term, or {by, table, default}
    Object,        ///< a mapping with the keys of `item`
    Map,           ///< {name: mapping with the keys of `item`}
    VersionMap,    ///< {2: mapping with the keys of `item`}
    TermMap,       ///< {word: Term}
    WordMap,       ///< {word: word}, the second one of `choices` where there are any
    TextMap,       ///< {word: text}
    ExpressionMap, ///< {word: Expression}
    LabelMap,      ///< {name: Label}
    EnumMap,       ///< {name: {name: Label}}
    Effects,       ///< a list of mappings with one key of "effect", and `when`
    List,          ///< a list of mappings with the keys of `item`
    WordPairs,     ///< a list of [word, word]
    Sequence,      ///< a list of words, each as often as it is meant
    Values,        ///< {name: any value}
    Rows,          ///< a list of {name: any value}
};

enum class Need { Optional, Required };

/// One key that a mapping of a workflow file may have. The reader of these files, what it says about wrong ones, the JSON
/// Schema and the manual are all made from this table.
struct Key
{
    const char* object;        ///< the mapping that it stands in; "case_type", "roles", "fragment" and "workflow_test" are whole files
    const char* name;        ///< "sla.NAME.VALUE" stands for all keys that begin with "sla."
    Shape shape = Shape::Text;
    Need need = Need::Optional;
    const char* item = "";     ///< the mapping that is its value, or whose keys its values have
    const char* choices = "";  ///< "public|internal"
    Label about{};
};

/// All keys, in the order in which the manual lists them.
std::span<const Key> keys();
/// Those of one mapping; a warning, a breach and an escalation hold the keys of "effect" as well.
std::vector<const Key*> keys_of(std::string_view object);
/// The words of `choices`.
std::vector<std::string> choices_of(const Key& key);

} // namespace ogp::workflow
