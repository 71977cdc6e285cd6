#pragma once

#include "workflow/decide.hpp"

#include <string_view>
#include <vector>

namespace ogp::workflow {

/// Whether somebody's event is the one that a permit for its intent makes.
enum class Origin {
    Person,     ///< the words are the intent's
    Consequence ///< the reason is the rule's: `why`
};
bool says(const model::Event& event, const CaseType& type, const Intent& intent, const Permit& permit, Origin origin, std::string_view why);

/// The contents that values in the open name, fields in the order of the type: `blobs` of an event that is no Attach.
std::vector<Hash> blobs_in_fields(const model::Event& event, const CaseType& type);

/// Elements of an intent that effects of its transition bring as well: without them decide() says whether they are the effects'.
bool has_effect_elements(const CaseType& type, const Intent& intent);
Intent without_effect_elements(const CaseType& type, Intent intent);

} // namespace ogp::workflow
