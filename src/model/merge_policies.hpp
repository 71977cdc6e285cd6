#pragma once

#include "base/json.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::model {

/// What becomes of a field that two people changed without knowing of each other. YAML `conflict` of a field.
enum class MergePolicy {
    Conflict, ///< the present value stays, a person settles it
    Latest,   ///< the one that the authority got later
    Max,      ///< the greater value
    Min,      ///< the smaller value
    Owner,    ///< the value of whoever opened the case; else a conflict
    Text,     ///< lines of a text are merged; overlapping changes conflict
    Set       ///< elements added and taken out by either, of a field that holds many
};
inline constexpr std::array merge_policies = {MergePolicy::Conflict, MergePolicy::Latest, MergePolicy::Max, MergePolicy::Min,
                                              MergePolicy::Owner,    MergePolicy::Text,   MergePolicy::Set};
/// "conflict", "latest", "max", "min", "owner", "text", "set".
std::string_view code(MergePolicy policy);
std::optional<MergePolicy> merge_policy_from(std::string_view code);

/// What folding must know of a case type where acts meet.
struct MergePolicies
{
    std::map<std::string, MergePolicy> fields; ///< those with another policy than Conflict
    std::vector<std::string> computed;         ///< fields that follow from others, sorted
    std::map<std::string, std::vector<std::string>> written; ///< transition -> fields that it writes by itself, sorted

    bool operator==(const MergePolicies&) const = default;
    bool empty() const { return fields.empty() && computed.empty() && written.empty(); }
    MergePolicy of(const std::string& field) const;
    /// Whether the case type, and no person, gave the field its value in that transition ("" for none).
    bool is_worked_out(const std::string& field, const std::string& transition) const;

    /// {"computed", "fields", "written"}, each only where there are any.
    Json to_json() const;
    /// Nothing for what to_json() would not have written.
    static std::optional<MergePolicies> from_json(const Json& json);
};

} // namespace ogp::model
