#include "workflow/decide.hpp"

#include "base/text.hpp"
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
    field.of = "channel";
    return field;
}

/// The value as JSON text, or "refused".
std::string checked(const Field& field, const Json& value)
{
    const CheckedValue result = check_value(test::request(), field, value);
    if (result.problem) {
        CHECK_FALSE(result.problem->ka.empty());
        CHECK_FALSE(result.problem->en.empty());
        CHECK(result.value.is_null());
        return "refused";
    }
    return to_json(result.value);
}

std::string checked(FieldType type, const Json& value)
{
    return checked(field_of(type), value);
}

Json json(std::string_view text)
{
    return parse_json(text);
}

TEST_CASE("texts become NFC without blanks at the ends")
{
    CHECK(checked(FieldType::String, Json("  ნათურა \t")) == "\"ნათურა\"");
    CHECK(checked(FieldType::String, Json("e\xCC\x81")) == "\"é\"");
    CHECK(checked(FieldType::String, Json("")) == "null");
    CHECK(checked(FieldType::String, Json(" \n ")) == "null");
    CHECK(checked(FieldType::String, Json("a\nb")) == "refused");
    CHECK(checked(FieldType::Text, Json("a\r\nb\n")) == "\"a\\nb\"");
    CHECK(checked(FieldType::Text, Json("a\rb")) == "refused");
    CHECK(checked(FieldType::Text, Json("a\xE2\x80\xAE" "b")) == "refused");
    CHECK(checked(FieldType::Text, Json("\xFF")) == "refused");
    CHECK(checked(FieldType::Text, Json(7)) == "refused");
    CHECK(checked(FieldType::Text, Json(std::string(8192, 'a'))) != "refused");
    CHECK(checked(FieldType::Text, Json(std::string(8193, 'a'))) == "refused");
    CHECK(checked(FieldType::Text, Json()) == "null");
}

TEST_CASE("lengths count characters, not bytes")
{
    Field field = field_of(FieldType::String);
    field.min = 2;
    field.max = 3;
    CHECK(checked(field, Json("ა")) == "refused");
    CHECK(checked(field, Json("აბგ")) == "\"აბგ\"");
    CHECK(checked(field, Json("აბგდ")) == "refused");
}

TEST_CASE("numbers keep to their limits")
{
    Field whole = field_of(FieldType::Integer);
    CHECK(checked(whole, Json(std::int64_t{1} << 53)) == "9007199254740992");
    CHECK(checked(whole, Json((std::int64_t{1} << 53) + 1)) == "refused");
    CHECK(checked(whole, Json("7")) == "refused");
    CHECK(checked(whole, Json(true)) == "refused");
    whole.min = 1;
    whole.max = 5;
    CHECK(checked(whole, Json(0)) == "refused");
    CHECK(checked(whole, Json(1)) == "1");
    CHECK(checked(whole, Json(5)) == "5");
    CHECK(checked(whole, Json(6)) == "refused");
    Field exact = field_of(FieldType::Decimal);
    CHECK(checked(exact, Json("12.50")) == "\"12.5\"");
    CHECK(checked(exact, Json(" -0.0001 ")) == "\"-0.0001\"");
    CHECK(checked(exact, Json(3)) == "\"3\"");
    CHECK(checked(exact, Json("1e3")) == "refused");
    CHECK(checked(exact, Json("0.00001")) == "refused");
    CHECK(checked(exact, Json(std::int64_t{1} << 52)) == "refused"); // out of range as a decimal
    exact.min = 0;
    exact.max = 100;
    CHECK(checked(exact, Json("-0.0001")) == "refused");
    CHECK(checked(exact, Json("100")) == "\"100\"");
    CHECK(checked(exact, Json("100.0001")) == "refused");
}

TEST_CASE("true and false are nothing else")
{
    CHECK(checked(FieldType::Boolean, Json(true)) == "true");
    CHECK(checked(FieldType::Boolean, Json(false)) == "false");
    CHECK(checked(FieldType::Boolean, Json("true")) == "refused");
    CHECK(checked(FieldType::Boolean, Json(0)) == "refused");
}

TEST_CASE("dates exist")
{
    CHECK(checked(FieldType::Date, Json("2019-04-30")) == "\"2019-04-30\"");
    CHECK(checked(FieldType::Date, Json("2019-04-31")) == "refused");
    CHECK(checked(FieldType::Date, Json("30.04.2019")) == "refused");
    CHECK(checked(FieldType::Datetime, Json("2019-04-15T10:00:00+04:00")) == "\"2019-04-15T06:00:00Z\"");
    CHECK(checked(FieldType::Datetime, Json("2019-04-15T10:00:00")) == "refused");
}

TEST_CASE("printed dates keep what is printed")
{
    CHECK(checked(FieldType::PrintedDate, Json("2018-12")) == R"({"precision":"month","printed":null,"value":"2018-12"})");
    CHECK(checked(FieldType::PrintedDate, json(R"({"printed": " 2020 წ. ", "value": "2020", "precision": "year"})")) ==
          R"({"precision":"year","printed":"2020 წ.","value":"2020"})");
    CHECK(checked(FieldType::PrintedDate, json(R"({"printed": {"ka": "ივნისი 2019"}, "value": "2019-06"})")) ==
          R"({"precision":"month","printed":{"ka":"ივნისი 2019"},"value":"2019-06"})");
    CHECK(checked(FieldType::PrintedDate,
                  json(R"({"printed": "31.04.2019", "value": "2019-04-30", "precision": "day", "impossible": true})")) ==
          R"({"impossible":true,"precision":"day","printed":"31.04.2019","value":"2019-04-30"})");
    CHECK(checked(FieldType::PrintedDate, json(R"({"printed": "x", "value": "2019-04-31"})")) == "refused");
    CHECK(checked(FieldType::PrintedDate, json(R"({"value": "2019", "when": 1})")) == "refused");
    CHECK(checked(FieldType::PrintedDate, json("{}")) == "refused");
    CHECK(checked(FieldType::PrintedDate, Json(2019)) == "refused");
}

TEST_CASE("localized texts hold ka, en and a confidence")
{
    CHECK(checked(FieldType::Localized, json(R"({"ka": " ა ", "en": ""})")) == R"({"ka":"ა"})");
    CHECK(checked(FieldType::Localized, json(R"({"en": "x", "ka": null, "confidence": "low"})")) ==
          R"({"confidence":"low","en":"x"})");
    CHECK(checked(FieldType::Localized, json(R"({"confidence": "low"})")) == "null");
    CHECK(checked(FieldType::Localized, json("{}")) == "null");
    CHECK(checked(FieldType::Localized, json(R"({"en": "x", "confidence": "sure"})")) == "refused");
    CHECK(checked(FieldType::Localized, json(R"({"en": "x", "de": "y"})")) == "refused");
    CHECK(checked(FieldType::Localized, json(R"({"en": 1})")) == "refused");
    CHECK(checked(FieldType::Localized, Json("x")) == "refused");
}

TEST_CASE("a member that is none is answered with the nearest one")
{
    CHECK(checked(FieldType::Enum, Json("paper")) == "\"paper\"");
    const CheckedValue typo = check_value(test::request(), field_of(FieldType::Enum), Json("portl"));
    REQUIRE(typo.problem);
    CHECK(typo.problem->en == "\"portl\" is not in the list; did you mean \"portal\"? possible are: portal (Portal), paper (Paper)");
    CHECK(typo.problem->ka.find("„portal“") != std::string::npos);
    const CheckedValue other = check_value(test::request(), field_of(FieldType::Enum), Json("fax machine"));
    REQUIRE(other.problem);
    CHECK(other.problem->en == "\"fax machine\" is not in the list; possible are: portal (Portal), paper (Paper)");
    CHECK(checked(FieldType::Enum, Json(1)) == "refused");
}

TEST_CASE("references, persons, addresses, numbers and links have their shape")
{
    CHECK(checked(FieldType::Ref, Json("00112233445566778899aabbccddeeff")) == "\"00112233445566778899aabbccddeeff\"");
    CHECK(checked(FieldType::Ref, Json("I.4")) == "refused");
    CHECK(checked(FieldType::Person, json(R"({"name": " ნინო "})")) == R"({"name":"ნინო"})");
    CHECK(checked(FieldType::Person, json(R"({"phone": "1"})")) == "refused");
    CHECK(checked(FieldType::Person, json(R"({"name": "n", "Age": "1"})")) == "refused");
    CHECK(checked(FieldType::Email, Json("nino@example.ge")) == "\"nino@example.ge\"");
    for (const char* bad : {"nino", "@example.ge", "nino@", "nino@ge", "a b@example.ge", "a@b@example.ge", "a@.ge", "a@ge.", "a@b..ge"})
        CHECK(checked(FieldType::Email, Json(bad)) == "refused");
    CHECK(checked(FieldType::Phone, Json("+995 (32) 272-22-22")) == "\"+995322722222\"");
    CHECK(checked(FieldType::Phone, Json("112")) == "\"112\"");
    for (const char* bad : {"12", "1234567890123456", "12a45", "++995322", "9+95322"})
        CHECK(checked(FieldType::Phone, Json(bad)) == "refused");
    CHECK(checked(FieldType::Url, Json("https://ogp.tbilisi.gov.ge/a?b=c")) == "\"https://ogp.tbilisi.gov.ge/a?b=c\"");
    for (const char* bad : {"ogp.tbilisi.gov.ge", "javascript:alert(1)", "http://", "https:///x", "http://a b"})
        CHECK(checked(FieldType::Url, Json(bad)) == "refused");
}

TEST_CASE("records hold what stands together")
{
    CHECK(checked(FieldType::Record, json(R"({"year": 2019, "kind": " annual ", "of": [null, {"a-b": true}]})")) ==
          R"({"kind":"annual","of":[null,{"a-b":true}],"year":2019})");
    CHECK(checked(FieldType::Record, json("{}")) == "null");
    CHECK(checked(FieldType::Record, json(R"({"Year": 2019})")) == "refused");
    CHECK(checked(FieldType::Record, json("[1]")) == "refused");
    std::string deep = "1";
    for (int i = 0; i < 8; ++i)
        deep = "{\"a\":" + deep + "}";
    CHECK(checked(FieldType::Record, json(deep)) == "refused");
    CHECK(checked(FieldType::Record, json(deep.substr(5, deep.size() - 6))) != "refused");
}

TEST_CASE("a field that holds many takes a list, and says which element is wrong")
{
    Field many = field_of(FieldType::Integer);
    many.many = true;
    CHECK(checked(many, json("[1, null, 2]")) == "[1,2]");
    CHECK(checked(many, json("[]")) == "null");
    CHECK(checked(many, json("[null]")) == "null");
    CHECK(checked(many, Json(1)) == "refused");
    const CheckedValue wrong = check_value(test::request(), many, json(R"([1, "x"])"));
    REQUIRE(wrong.problem);
    CHECK(wrong.problem->en == "element 2: expected a whole number");
    Json long_list = Json::array();
    for (int i = 0; i < 1001; ++i)
        long_list.push(i);
    CHECK(checked(many, long_list) == "refused");
}

TEST_CASE("checking what has been checked changes nothing")
{
    const std::vector<std::string> samples{
        R"("  a ")", R"("2019-04-30")", R"("2018-12")", "12", "\"0.50\"", R"({"ka":" ა","en":"b "})", R"({"name":" n "})",
        R"("+995 32 2")", R"("nino@example.ge")", R"({"printed":" x ","value":"2019"})", R"({"a":[" b "]})", "true", "null"};
    rc::check([&] {
        Field field = field_of(*rc::gen::elementOf(std::vector<FieldType>(field_types.begin(), field_types.end())));
        field.many = *rc::gen::arbitrary<bool>();
        Json value = json(*rc::gen::elementOf(samples));
        if (field.many)
            value = Json(Json::Array{value, value});
        const CheckedValue once = check_value(test::request(), field, value);
        RC_PRE(!once.problem);
        const CheckedValue twice = check_value(test::request(), field, once.value);
        RC_ASSERT(!twice.problem);
        RC_ASSERT(twice.value == once.value);
    });
}

TEST_CASE("no text from outside crashes the check")
{
    rc::check([&](const std::string& text) {
        Field field = field_of(*rc::gen::elementOf(std::vector<FieldType>(field_types.begin(), field_types.end())));
        const CheckedValue result = check_value(test::request(), field, Json(text));
        RC_ASSERT(!result.problem || result.value.is_null());
        const CheckedValue parsed = parse_value(test::request(), field, text);
        RC_ASSERT(is_utf8(parsed.problem ? parsed.problem->en : ""));
    });
}

} // namespace
} // namespace ogp::workflow
