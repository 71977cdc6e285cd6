#pragma once

#include "app/repository/repository.hpp"
#include "report/table.hpp"

#include <cstdint>

namespace ogp::app {

/// What the log received on a day and the day before, in the repository's zone.
struct RecentChanges
{
    std::uint64_t events = 0; ///< all of them
    report::Table cases;      ///< case, what, text, actor, time: the newest event of each case, newest first
};

/// At most `limit` cases. What was imported is counted and not listed: it would hide what people did.
RecentChanges recent_changes(Repository& repository, Date day, std::size_t limit = 10);

} // namespace ogp::app
