#pragma once

#include "budget/pb_file.hpp"

#include <deque>
#include <vector>

namespace ogp::budget {

/// What the steps of reading one file share.
struct PbReading
{
    PbFile& file;
    PbFindings& findings;
    Reading reading;

    /// An error that a lenient reading repairs: there it is a warning.
    Severity repaired() const { return reading == Reading::Strict ? Severity::Error : Severity::Warning; }
};

/// A money or points cell; what is wrong becomes a finding at `column` of `row`. True where the amount can be used.
bool read_amount(const PbReading& reading, std::string_view text, const PbRow& row, std::uint32_t column, Amount& amount);

/// The VOTES section into file.round.
void read_votes(const PbReading& reading);

} // namespace ogp::budget
