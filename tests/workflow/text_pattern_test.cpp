#include "workflow/text_pattern.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <regex>
#include <string>

namespace ogp::workflow {
namespace {

bool matches(std::string_view pattern, std::string_view text)
{
    Localized problem;
    const auto parsed = TextPattern::parse(pattern, problem);
    INFO(problem.en);
    REQUIRE(parsed);
    return parsed->matches(text);
}

TEST_CASE("a pattern is held against the whole text")
{
    CHECK(matches("[0-9]{11}", "01001012345"));
    CHECK_FALSE(matches("[0-9]{11}", "0100101234"));
    CHECK_FALSE(matches("[0-9]{11}", "010010123456"));
    CHECK(matches("\\d+\\.\\d{2}", "12.50"));
    CHECK_FALSE(matches("\\d+\\.\\d{2}", "12x50"));
    CHECK(matches("[ა-ჰ]+", "თბილისი"));
    CHECK_FALSE(matches("[ა-ჰ]+", "Tbilisi"));
    CHECK(matches("[^a-z]*", "ABC"));
    CHECK_FALSE(matches("[^a-z]*", "AbC"));
    CHECK(matches("a|bc|", ""));
    CHECK(matches("a|bc", "bc"));
    CHECK(matches("a.c?", "aბ"));
    CHECK(matches("[a\\-z]+", "a-z"));
    CHECK(matches("x{2,3}", "xx"));
    CHECK_FALSE(matches("x{2,3}", "xxxx"));
}

TEST_CASE("what is no pattern is refused with a reason")
{
    for (const std::string pattern : {"", "(a)", "a**", "[a", "[]", "a{", "a{3,2}", "a{1000}", "a{0}", "\\w", "\\", "^a$", "[z-a]", "a{200}b{300}", "[a-"}) {
        Localized problem;
        INFO(pattern);
        CHECK_FALSE(TextPattern::parse(pattern, problem));
        CHECK_FALSE(problem.ka.empty());
    }
    Localized problem;
    CHECK_FALSE(TextPattern::parse(std::string(201, 'a'), problem));
}

TEST_CASE("a pattern agrees with std::regex")
{
    rc::check([] {
        static const std::vector<std::string> atoms{"a", "b", ".", "[ab]", "[^a]", "\\d"};
        static const std::vector<std::string> counts{"", "?", "*", "+", "{2}", "{1,3}"};
        std::string pattern;
        const int parts = *rc::gen::inRange(1, 5);
        for (int i = 0; i < parts; ++i)
            pattern += *rc::gen::elementOf(atoms) + *rc::gen::elementOf(counts) + (*rc::gen::inRange(0, 5) == 0 ? "|" : "");
        const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab1")));
        if (text.size() < 20)
            RC_ASSERT(matches(pattern, text) == std::regex_match(text, std::regex(pattern)));
    });
}

TEST_CASE("a hostile pattern and text take no longer than their sizes")
{
    CHECK_FALSE(matches("a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", std::string(5'000, 'a')));
}

} // namespace
} // namespace ogp::workflow
