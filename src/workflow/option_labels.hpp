#pragma once

#include "workflow/decide.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Options by the words that people know. Only where a text from outside becomes a value: what is recorded and judged are ids.
namespace ogp::workflow {

/// Ids of the options with that label, in either language: Latin letters without regard to case, blanks at the ends left out.
std::vector<std::string> options_labelled(const Enumeration& enumeration, std::string_view label);

/// The value of an enum, one or an array, with ids in the place of labels. An id always wins; a label that several options have, and
/// whatever else is no id, stays for check_value() to refuse. Values of other fields are left as they are.
Json with_option_ids(const CaseType& type, const Field& field, Json value);

/// parse_value(), where an option may be given by its label.
CheckedValue parse_given(const CaseType& type, const Field& field, std::string_view text, const Json& present = {});

} // namespace ogp::workflow
