#pragma once

#include "base/json.hpp"
#include "workflow/definition.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// What a change means for the cases that there are.
enum class ChangeClass {
    Safe,    ///< words, and what is new and nobody has to use
    Careful, ///< who may do what when: roles, guards, targets, required fields
    Breaking ///< what cases hold is no more, or is something else
};
inline constexpr std::array change_classes = {ChangeClass::Safe, ChangeClass::Careful, ChangeClass::Breaking};
/// "safe", "careful", "breaking".
std::string_view code(ChangeClass weight);

enum class ChangeKind { Added, Removed, Changed };
/// "added", "removed", "changed".
std::string_view code(ChangeKind kind);

/// One difference between two versions of a case type.
struct VersionChange
{
    ChangeClass weight = ChangeClass::Safe;
    ChangeKind kind = ChangeKind::Changed;
    std::string part; ///< type, enum, member, field, state, transition, sla, child
    std::string id;   ///< of the part: "answer"; of a member "channel.paper"
    std::string key;  ///< Changed: what of it: "roles"
    Json before;      ///< as the compiled form has it (definition.hpp), null for none; of what was added or removed its label
    Json after;

    bool operator==(const VersionChange&) const = default;
};

/// All differences, in order of the parts above, of the definition in each. Order alone is no difference. The version, what was
/// included from where and how cases migrate are none either. Whatever the compiled form tells apart is told here.
std::vector<VersionChange> diff_versions(const CaseType& before, const CaseType& after);

} // namespace ogp::workflow
