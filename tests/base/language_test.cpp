#include "base/language.hpp"

#include <catch2/catch.hpp>

using namespace ogp;

TEST_CASE("a text is given in the language that is asked for")
{
    const Localized text{"გეგმა", "plan"};
    CHECK(text.in(Language::Ka) == "გეგმა");
    CHECK(text.in(Language::En) == "plan");
}

TEST_CASE("an empty side falls back to the other one")
{
    CHECK(Localized{"გეგმა", ""}.in(Language::En) == "გეგმა");
    CHECK(Localized{"", "plan"}.in(Language::Ka) == "plan");
    CHECK(Localized{}.empty());
    CHECK_FALSE(Localized{"", "plan"}.empty());
}

TEST_CASE("say formats both sides, by position where the order differs")
{
    const Localized text = say("{1}-ში არ არის {0}", "no {0} in {1}", std::string("I.4"), 7);
    CHECK(text.ka == "7-ში არ არის I.4");
    CHECK(text.en == "no I.4 in 7");
    CHECK(both("I.4") == Localized{"I.4", "I.4"});
}

TEST_CASE("labels and codes of languages")
{
    constexpr Label label{"წელი", "year"};
    CHECK(std::string(label.in(Language::Ka)) == "წელი");
    CHECK(Localized(label).en == "year");
    CHECK(code(Language::Ka) == "ka");
    CHECK(code(Language::En) == "en");
}
