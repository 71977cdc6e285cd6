#pragma once

#include "budget/outcome.hpp"
#include "budget/profile.hpp"
#include "budget/round.hpp"

#include <cstdint>
#include <vector>

namespace ogp::budget {

struct PhragmenRun
{
    std::vector<Selection> selected; ///< price: the load of its supporters once it is selected
    std::vector<Tie> ties;
    Units total = 0;
};

/// Sequential Phragmén for approvals (Los, Christoff, Grossi 2022): every voter carries load 0; the project whose supporters would
/// then carry the least, (cost + their loads) / their number, is selected and they carry that. It stops as soon as one of the
/// projects that are best would break the budget, before the tie is broken, as pabutools does. Exact; scores above 1 count as 1.
PhragmenRun run_phragmen(const Round& round, const Profile& profile, const std::vector<std::uint32_t>& ranks);

} // namespace ogp::budget
