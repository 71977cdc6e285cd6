#pragma once

#include "workflow/decide.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ogp::workflow {

/// A part of a case, as far as consequences look at it.
struct Part
{
    CaseUid uid;
    bool is_closed = false; ///< in a terminal state
};

/// An act that follows from another one: by the same actor, in the role system.
struct FurtherAct
{
    std::optional<CaseUid> subject; ///< nothing: a case of type `type` is opened
    std::string type;
    Intent intent;
};

/// An act may lead to others, those again to others: no further than so, and to no more than so many.
inline constexpr int deepest_consequence = 4;
inline constexpr std::size_t most_consequences = 1'000;

/// What a consequence means for cases; nothing for one that goes to the outbox. `parts`: those of the type it names, for
/// CloseChildren; `parent_field`: of the type it opens, for CreateChild.
std::vector<FurtherAct> further_acts(const Consequence& consequence, const CaseUid& subject, const std::vector<Part>& parts,
                                     const std::string& parent_field);

} // namespace ogp::workflow
