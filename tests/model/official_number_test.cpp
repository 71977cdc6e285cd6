#include "model/official_number.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::model;

namespace {

Event opening()
{
    Event event;
    event.set = parse_json(R"({"district": "vake", "unit": ")" + std::string(32, 'c') + R"(", "floor": 3, "name": {"ka": "ა"}})");
    return event;
}

std::string number(std::string_view pattern, std::uint64_t official = 17)
{
    return format_number(pattern, opening(), *Date::parse("2026-04-06"), official, CaseUid::from_hex(std::string(32, 'b')).value());
}

} // namespace

TEST_CASE("a number is written out by its template")
{
    CHECK(number("FOI-{year}-{seq:05}") == "FOI-2026-00017");
    CHECK(number("FOI-{year}-{seq:05}", 123'456) == "FOI-2026-123456");
    CHECK(number("{seq}") == "17");
    CHECK(number("{year}.{month:02}.{seq:3}") == "2026.04.017");
    CHECK(number("{month}") == "4");
    CHECK(number("{district}-{floor}-{seq}") == "vake-3-17");
    CHECK(number("T-~{hash:6}") == "T-~bbbbbb");
    CHECK(number("T-~{hash}") == "T-~bbbbbb");
    CHECK(number("{nowhere}{name}") == "00");
}

TEST_CASE("what is no template stays as it is")
{
    for (const char* pattern : {"", "a{", "a{seq", "}{}", "{seq:999999999}", "{seq:-1}", "{seq:x}", "{year}/{seq}"})
        CHECK(number(pattern) == pattern);
}

TEST_CASE("a counter is for what the case type says")
{
    TypeProfile profile;
    profile.type = "foi";
    const Date day = *Date::parse("2026-04-06");
    CHECK(series_of(profile, opening(), day) == "foi");
    profile.numbering.per = {"year"};
    CHECK(series_of(profile, opening(), day) == "foi/2026");
    profile.numbering.per = {"month", "district"};
    CHECK(series_of(profile, opening(), day) == "foi/2026-04/vake");
    profile.numbering.per = {"year", "name"};
    CHECK(series_of(profile, opening(), day) == "foi/2026/0");
}
