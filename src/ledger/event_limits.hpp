#pragma once

#include "base/json.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <string_view>

namespace ogp::ledger {

// What may stand in an event, whatever its operation. Each throws Error{Invalid} that names the key `where` it stands.

/// At most max_event_text bytes of UTF-8 in NFC, without control or bidirectional characters other than \n and \t.
void check_text(std::string_view where, std::string_view text);
/// [a-z][a-z0-9_.-]*
void check_key(std::string_view word);
/// Within 2^53 - 1, which every reader of JSON keeps exact.
void check_integer(std::string_view where, std::int64_t value);
/// Years 1 to 9999, so that every time can be shown.
void check_instant(std::string_view where, Instant instant);
/// All of that for a value and what it holds. `depth`: how deep the value itself lies, the event being at 1.
void check_value(std::string_view where, const Json& value, int depth);

} // namespace ogp::ledger
