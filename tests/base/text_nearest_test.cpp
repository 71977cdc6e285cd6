#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;

TEST_CASE("edits are counted by characters")
{
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("", "გეგმა") == 5);
    CHECK(edit_distance("plan", "plan") == 0);
    CHECK(edit_distance("plan", "plna") == 1);
    CHECK(edit_distance("plan", "pla") == 1);
    CHECK(edit_distance("plan", "plane") == 1);
    CHECK(edit_distance("plan", "clan") == 1);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("გეგმა", "გემგა") == 1);
    CHECK(edit_distance("ca", "abc") == 3); // no edit of what was swapped
}

TEST_CASE("distance is a measure", "[law]")
{
    CHECK(rc::check("symmetric, zero for the same, at most the longer length", [](const std::string& a, const std::string& b) {
        const std::size_t d = edit_distance(a, b);
        RC_ASSERT(d == edit_distance(b, a));
        RC_ASSERT((d == 0) == (a == b) || !is_utf8(a) || !is_utf8(b));
        RC_ASSERT(d <= std::max(a.size(), b.size()));
    }));
}

TEST_CASE("the nearest candidate, if it is near")
{
    const std::vector<std::string> words = {"milestone", "commitment", "indicator", "plan"};
    CHECK(nearest("milestnoe", words) == "milestone");
    CHECK(nearest("comitmnet", words) == "commitment");
    CHECK(nearest("pln", words) == "plan");
    CHECK(nearest("plan", words) == "plan");
    CHECK_FALSE(nearest("budget", words));
    CHECK_FALSE(nearest("", words));
    CHECK_FALSE(nearest("plan", {}));
    const std::vector<std::string> equal = {"abcx", "abcy"};
    CHECK(nearest("abcz", equal) == "abcx");
    const std::vector<std::string> better_later = {"abcxy", "abcd"};
    CHECK(nearest("abcdef", better_later) == "abcd");
}

TEST_CASE("a word that was cut short is the beginning of what was meant")
{
    const std::vector<std::string> grades = {"fully", "mostly", "partially", "not"};
    CHECK(nearest("ful", grades) == "fully");
    CHECK(nearest("part", grades) == "partially");
    CHECK_FALSE(nearest("f", grades));
    const std::vector<std::string> words = {"start", "state"};
    CHECK(nearest("stat", words) == "state");
    CHECK(nearest("star", words) == "start");
}

TEST_CASE("one letter is not another one")
{
    const std::vector<std::string> numbers = {"I", "V"};
    CHECK_FALSE(nearest("X", numbers));
    CHECK(nearest("V", numbers) == "V");
}
