#pragma once

#include "workflow/case_clocks.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace ogp::workflow {

/// A clock without its SLA, cycle and status in few bytes, for a table of them. Numbers in base 128, least first, signed ones as
/// in Protocol Buffers (sint64): form 1; pauses; warned; escalated; breached; amount and unit of the target; its calendar as length and
/// bytes; number of runs; for each run how many milliseconds after the end of the one before (the first: after 1970) it begins and how
/// many it lasts, plus one; 0 for one that has not ended. A run takes 7 bytes or less in the first year.
std::string clock_record(const CaseClock& clock);
/// The clock again. Error{Integrity} where clock_record() did not write it.
CaseClock clock_from_record(std::string_view sla, std::int64_t cycle, calendar::ClockStatus status, std::string_view record);

} // namespace ogp::workflow
