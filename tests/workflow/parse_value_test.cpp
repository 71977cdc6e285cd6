#include "workflow/decide.hpp"

#include "workflow/shipped.hpp"

#include <catch2/catch.hpp>

namespace ogp::workflow {
namespace {

std::string parsed(std::string_view type, std::string_view field, std::string_view text, const Json& present = {})
{
    const CaseType& case_type = type == "request" ? test::request() : test::shipped(type);
    REQUIRE(case_type.field(field) != nullptr);
    const CheckedValue result = parse_value(case_type, *case_type.field(field), text, present);
    return result.problem ? "refused: " + result.problem->en : to_json(result.value);
}

TEST_CASE("a word on the command line becomes the JSON of its field")
{
    CHECK(parsed("request", "subject", " Contracts ") == "\"Contracts\"");
    CHECK(parsed("request", "pages", "12") == "12");
    CHECK(parsed("request", "pages", "twelve") == "refused: \"twelve\": expected a whole number");
    CHECK(parsed("request", "channel", "paper") == "\"paper\"");
    CHECK(parsed("request", "applicant", "ნინო") == R"({"name":"ნინო"})");
    CHECK(parsed("request", "applicant", R"({"name": "n", "address": "a"})") == R"({"address":"a","name":"n"})");
    CHECK(parsed("commitment", "value_technology", "false") == "false");
    CHECK(parsed("commitment", "value_technology", "no") == "refused: \"no\": expected true or false");
    CHECK(parsed("milestone", "end", "2019-04") == R"({"precision":"month","printed":null,"value":"2019-04"})");
    CHECK(parsed("milestone", "end", R"({"printed":"x","value":null})") == R"({"precision":"day","printed":"x","value":null})");
    CHECK(parsed("milestone", "end", "31.04.2019") == "refused: expected a date like 2019-04-30, 2018-12 or 2020");
    CHECK(parsed("indicator", "baseline", "12.50") == "\"12.5\"");
    CHECK(parsed("commitment", "reporting_period", R"({"year": 2019})") == R"({"year":2019})");
    CHECK(parsed("commitment", "reporting_period", "2019") == "refused: expected a record like {\"year\": 2019}");
    CHECK(parsed("commitment", "reporting_period", R"({"year": 2019)").rfind("refused: ", 0) == 0);
    CHECK(parsed("request", "pages", "") == "null");
    CHECK(parsed("request", "subject", "[x") == "\"[x\"");
}

TEST_CASE("a localized word says its language, or shows it by its letters")
{
    CHECK(parsed("milestone", "result", "დასრულდა") == R"({"ka":"დასრულდა"})");
    CHECK(parsed("milestone", "result", "en: done") == R"({"en":"done"})");
    CHECK(parsed("milestone", "result", "done") == R"({"en":"done"})");
    CHECK(parsed("milestone", "result", "ka:Smart Map") == R"({"ka":"Smart Map"})");
    CHECK(parsed("milestone", "result", R"({"ka": "ა", "en": "a"})") == R"({"en":"a","ka":"ა"})");
    CHECK(parsed("milestone", "result", "ka:") == "null");
}

TEST_CASE("who writes one language does not lose the other")
{
    const Json present = Json::object({{"ka", Json("ძველი")}, {"en", Json("old")}, {"confidence", Json("low")}});
    CHECK(parsed("milestone", "result", "new", present) == R"({"en":"new","ka":"ძველი"})");
    CHECK(parsed("milestone", "result", "ahali: ახალი", present) == R"({"en":"old","ka":"ahali: ახალი"})");
    CHECK(parsed("milestone", "result", "en:", present) == R"({"ka":"ძველი"})");
    CHECK(parsed("milestone", "result", "", present) == "null");
    CHECK(parsed("milestone", "result", R"({"en": "x"})", present) == R"({"en":"x"})");
}

TEST_CASE("a field that holds many takes one word or a list")
{
    CHECK(parsed("request", "tags", "urgent") == R"(["urgent"])");
    CHECK(parsed("request", "tags", R"(["a", "b"])") == R"(["a","b"])");
    CHECK(parsed("request", "tags", "[a") .rfind("refused: ", 0) == 0);
    CHECK(parsed("milestone", "evidence", "https://example.ge") == R"([{"en":"https://example.ge"}])");
    CHECK(parsed("indicator", "values", R"({"at": "2019-12-31", "value": "3"})") == R"([{"at":"2019-12-31","value":"3"}])");
}

} // namespace
} // namespace ogp::workflow
