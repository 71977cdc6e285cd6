#pragma once

#include "base/time.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ogp {

/// A zone of the system's time-zone files (TZif version 2 or later with its POSIX footer, RFC 8536), read by ourselves:
/// libstdc++ 12 has no zone database, and date-tz's first look-up costs more than a whole command of ours.
class TimeZone
{
public:
    /// `name` like "Asia/Tbilisi"; looked for under `folder`. Throws Error: Invalid where the name is not a plain path,
    /// NotFound where there is no such zone or no zone files (the hint names the package tzdata), Invalid where the file is
    /// damaged.
    static TimeZone load(std::string_view name, std::string_view folder = "/usr/share/zoneinfo");
    static TimeZone utc();

    const std::string& name() const;
    /// Seconds east of Greenwich at that instant.
    int offset_at(Instant instant) const;
    /// The civil day there at that instant.
    Date date_at(Instant instant) const;
    /// "2019-04-15T10:00:00+04:00".
    std::string rfc3339(Instant instant) const;
    /// Midnight at the start of that day; where the clock skips it, the first instant of the day.
    Instant start_of(Date date) const;
    /// The instants at which the offset changes, from < t < until, in order.
    std::vector<Instant> changes_within(Instant from, Instant until) const;

private:
    struct Data;
    std::shared_ptr<const Data> m_data;
};

} // namespace ogp
