#include "workflow/decide.hpp"

#include "workflow/shipped.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

namespace ogp::workflow {
namespace {

Field field_of(FieldType type)
{
    Field field;
    field.id = "f";
    field.type = type;
    return field;
}

/// The value written on the command line as JSON text, or "refused".
std::string written(const Field& field, std::string_view text)
{
    const CheckedValue result = parse_value(test::request(), field, text);
    if (result.problem) {
        CHECK_FALSE(result.problem->ka.empty());
        return "refused";
    }
    CHECK(to_json(check_value(test::request(), field, result.value).value) == to_json(result.value));
    return to_json(result.value);
}

TEST_CASE("money has two places and a currency")
{
    Field field = field_of(FieldType::Money);
    CHECK(written(field, "12.5 GEL") == R"({"amount":"12.50","currency":"GEL"})");
    CHECK(written(field, "12") == "refused");
    field.currency = "GEL";
    CHECK(written(field, "12") == R"({"amount":"12.00","currency":"GEL"})");
    CHECK(written(field, "-0.05") == R"({"amount":"-0.05","currency":"GEL"})");
    CHECK(written(field, R"({"amount": "3.1"})") == R"({"amount":"3.10","currency":"GEL"})");
    CHECK(written(field, "") == "null");
    for (const std::string text : {"12.505", "12 USD", "GEL", "1e3", "12,50", R"({"amount": 3})", R"({"amount": "3", "x": "y"})", "99999999999999999999", "gel 3"})
        CHECK(written(field, text) == "refused");
    field.min = 1;
    field.max = 10;
    CHECK(written(field, "0.99") == "refused");
    CHECK(written(field, "10.01") == "refused");
    CHECK(written(field, "10") != "refused");
}

TEST_CASE("a place is latitude and longitude with six places")
{
    const Field field = field_of(FieldType::Geo);
    CHECK(written(field, "41.7151,44.8271") == R"({"lat":"41.7151","lon":"44.8271"})");
    CHECK(written(field, " 41.71510123456 , -0.5000000 ") == R"({"lat":"41.715101","lon":"-0.5"})");
    CHECK(written(field, "90,-180") == R"({"lat":"90","lon":"-180"})");
    CHECK(written(field, "0.0,-0.0") == R"({"lat":"0","lon":"0"})");
    CHECK(written(field, R"({"lat": "1", "lon": "2"})") == R"({"lat":"1","lon":"2"})");
    for (const std::string text : {"90.000001,0", "0,180.1", "44.8271", "41.7;44.8", "nan,nan", "1e1,2", "+1,2", ",", "1,", R"({"lat": 1, "lon": 2})",
                                   R"({"lat": "1"})", R"({"lat": "1", "lon": "2", "alt": "3"})", "1234,5"})
        CHECK(written(field, text) == "refused");
}

TEST_CASE("a length of time is written in words")
{
    const Field field = field_of(FieldType::Duration);
    CHECK(written(field, "10wd") == R"("10 working_days")");
    CHECK(written(field, "10 working_days") == R"("10 working_days")");
    CHECK(written(field, "8h") == R"("8 hours")");
    CHECK(written(field, "soon") == "refused");
    CHECK(written(field, "99999999999d") == "refused");
}

TEST_CASE("a file is held against the types and the size that a field takes")
{
    Field field = field_of(FieldType::Attachment);
    const auto file = [&](std::string_view type, std::int64_t size) {
        return written(field, fmt::format(R"({{"name": "a.png", "sha256": "{}", "size": {}, "type": "{}"}})", std::string(64, 'a'), size, type));
    };
    CHECK(file("image/png", 10) != "refused");
    CHECK(written(field, "a.png") == "refused");
    CHECK(written(field, R"({"name": "../a", "sha256": "00", "size": 1, "type": "x/y"})") == "refused");
    field.accept = {"application/pdf", "image/*"};
    CHECK(file("image/png", 10) != "refused");
    CHECK(file("application/pdf", 10) != "refused");
    CHECK(file("application/zip", 10) == "refused");
    CHECK(file("imagex/png", 10) == "refused");
    field.max_size = 9;
    CHECK(file("image/png", 10) == "refused");
    CHECK(file("image/png", 9) != "refused");
}

TEST_CASE("a text is held against the pattern of its field")
{
    Field field = field_of(FieldType::String);
    field.pattern = "[0-9]{11}";
    CHECK(written(field, "01001012345") == R"("01001012345")");
    CHECK(written(field, "0100101234") == "refused");
    CHECK(written(field, "") == "null");
}

TEST_CASE("a place that was read is read again as the same")
{
    rc::check([] {
        const auto micro = *rc::gen::inRange<std::int64_t>(-90'000'000, 90'000'001);
        const std::string text = fmt::format("{}{}.{:06},7", micro < 0 ? "-" : "", std::abs(micro) / 1'000'000, std::abs(micro) % 1'000'000);
        const Field field = field_of(FieldType::Geo);
        const CheckedValue once = parse_value(test::request(), field, text);
        RC_ASSERT(!once.problem);
        const CheckedValue twice = check_value(test::request(), field, once.value);
        RC_ASSERT(to_json(once.value) == to_json(twice.value));
    });
}

} // namespace
} // namespace ogp::workflow
