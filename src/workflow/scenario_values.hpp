#pragma once

#include "base/json.hpp"
#include "base/time.hpp"
#include "base/yaml.hpp"
#include "workflow/definition.hpp"

#include <optional>
#include <string_view>

namespace ogp::workflow {

/// The value of a field as the case holds it, out of a scenario: "2019-04-30", "en:text", "41.7,44.8" and "100.50" as they are written on
/// the command line, a file as its name alone, a ref as the name of another case. What cannot be a value of the field stays
/// as it is written, so that a scenario can show that it is refused.
Json scenario_value(const CaseType& type, std::string_view field, const YamlNode& node);

/// "2026-04-06T11:00+04:00": RFC 3339, of which the seconds may be left out.
std::optional<Instant> scenario_time(std::string_view text);

} // namespace ogp::workflow
