#include "cli/error_text.hpp"

#include "base/text.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::cli;

namespace {

/// The columns in front of the caret, and the line that it points into.
struct Caret
{
    std::string line;
    std::size_t before = 0;
};

Caret caret(const std::string& text)
{
    const std::size_t end = text.find('\n');
    const std::string second = text.substr(end + 1);
    return {text.substr(0, end), second.find('^')};
}

} // namespace

TEST_CASE("the caret stands under the character, counted in columns")
{
    const std::string line = "title: {ka: \"ეტაპი\", eng: x}";
    const Caret found = caret(caret_text(line, line.find("eng") + 1));
    CHECK(found.line == "  " + line);
    CHECK(found.before == 2 + display_width("title: {ka: \"ეტაპი\", "));

    Place place{"plan.yaml", 3, static_cast<std::uint32_t>(line.find("eng") + 1), line};
    CHECK(character_column(place) == display_width("title: {ka: \"ეტაპი\", ") + 1);
}

TEST_CASE("the caret at the ends of a line, and beyond")
{
    CHECK(caret(caret_text("abc", 1)).before == 2);
    CHECK(caret(caret_text("abc", 4)).before == 5);
    CHECK(caret(caret_text("abc", 40)).before == 5);
    CHECK(caret(caret_text("", 1)).before == 2);
}

TEST_CASE("a column within a character points at that character")
{
    const std::string line = "ეტაპი x";
    CHECK(caret(caret_text(line, 5)).before == 3);
    CHECK(character_column({"f", 1, 5, line}) == 2);
}

TEST_CASE("a long line is cut around the place and stays on one row")
{
    const std::string line = std::string(400, 'a') + "HERE" + std::string(400, 'b');
    const Caret found = caret(caret_text(line, 401));
    CHECK(display_width(found.line) <= 98);
    CHECK(found.line.find("…") != std::string::npos);
    const std::string shown = found.line;
    // "…" takes three bytes and one column.
    CHECK(shown.substr(found.before + 2, 4) == "HERE");
}

TEST_CASE("control characters in a line are made visible and the caret still fits")
{
    const std::string line = "a\x1b[31mb: x";
    const Caret found = caret(caret_text(line, line.find('b') + 1));
    CHECK(found.line.find('\x1b') == std::string::npos);
    CHECK(found.line.substr(found.before, 1) == "b");
}

TEST_CASE("an error lists all that was found, then the hint")
{
    Findings findings;
    findings.push_back({Severity::Error, "unknown_key", {"plan.yaml", 2, 1, "titel: x"}, "", {"უცნობი გასაღები", "unknown key"}});
    findings.push_back({Severity::Warning, "impossible_date", {"plan.yaml", 7, 0, ""}, "I.4 end", {"შეუძლებელი თარიღი", "impossible date"}});
    const InvalidInput error{{"ვერ წაიკითხა", "cannot be read"}, findings, {"შეასწორეთ", "mend it\nand try again"}};
    CHECK(error_text(error, Language::En) ==
          "ogp: cannot be read\n"
          "plan.yaml:2:1: error: unknown key\n"
          "  titel: x\n"
          "  ^\n"
          "plan.yaml:7: warning: I.4 end: impossible date\n"
          "     mend it\n"
          "     and try again\n");
    CHECK(error_text(error, Language::Ka).find("შეცდომა: უცნობი გასაღები") != std::string::npos);
}

TEST_CASE("no message carries control or bidirectional characters raw")
{
    const Error error{Fault::NotFound, both("no \x1b[2J \xe2\x80\xae file"), both("\x07")};
    CHECK_FALSE(has_control_characters(error_text(error, Language::En)));
}

TEST_CASE("a finding as JSON counts columns in characters")
{
    const std::string line = "ეტაპი: x";
    const Json json = to_json(Finding{Severity::Warning, "w", {"f.yaml", 1, static_cast<std::uint32_t>(line.find('x') + 1), line}, "", both("m")});
    CHECK(json["column"] == Json(8));
    CHECK(json.text("severity") == "warning");
    CHECK(json.find("where") == nullptr);
}
