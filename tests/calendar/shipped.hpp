#pragma once

#include "base/file.hpp"
#include "calendar/calendar.hpp"
#include "calendar/loader.hpp"

#include <string>

namespace ogp::calendar::test {

inline CalendarDefinition parsed(std::string yaml)
{
    return load_calendar(YamlDocument(std::move(yaml), "calendar.yaml"));
}

inline CalendarDefinition shipped_definition(const std::string& id)
{
    const std::string path = OGP_SOURCE_DIR "/workflows/calendars/" + id + ".yaml";
    return load_calendar(YamlDocument(read_file(path), path));
}

/// workflows/calendars/ge.yaml or ua.yaml.
inline const Calendar& shipped(const std::string& id)
{
    static const Calendar ge(shipped_definition("ge"));
    static const Calendar ua(shipped_definition("ua"));
    return id == "ge" ? ge : ua;
}

inline Date day(std::string_view iso)
{
    return Date::parse(iso).value();
}

inline Instant at(std::string_view rfc3339)
{
    return Instant::parse(rfc3339).value();
}

} // namespace ogp::calendar::test
