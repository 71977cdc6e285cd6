#pragma once

#include "base/time.hpp"
#include "model/event.hpp"
#include "model/type_profile.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace ogp::model {

// The official number of a case: the authority gives the next one of its series when the case is opened (ledger/leaf.hpp), and
// whoever folds the log writes it out by the profile of the case type. Both look at the Open event alone, so that the number
// stays what it was. `day`: the civil day from which the event counts, in the profile's time zone.

/// The counter that the case is counted by: "foi/2026".
std::string series_of(const TypeProfile& profile, const Event& open, Date day);

/// "FOI-2026-00017" from "FOI-{year}-{seq:05}" (number_template.hpp). A field without a value is "0"; of a hash, the first
/// digits of the uid are taken. What is no template, which no checked definition has, stays as it is.
std::string format_number(std::string_view pattern, const Event& open, Date day, std::uint64_t number, const CaseUid& uid);

} // namespace ogp::model
