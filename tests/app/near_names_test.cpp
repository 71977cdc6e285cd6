#include "app/repository/near_names.hpp"

#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <ctime>
#include <string>
#include <vector>

using namespace ogp;
using namespace ogp::app::plan_checks;

namespace {

/// Every name against the word, as one would do it by hand.
std::string by_hand(const std::string& word, const std::set<std::string>& names)
{
    for (const std::string& name : names)
        if (display_width(name) >= 8 && display_width(word) >= 8 && edit_distance(word, name) <= 2)
            return name;
    return {};
}

std::string letters(const std::vector<int>& choices)
{
    static const std::vector<std::string> alphabet = {"ა", "ბ", "გ", " ", "a"};
    std::string word = "ქალაქი ";
    for (const int choice : choices)
        word += alphabet[static_cast<std::size_t>(choice) % alphabet.size()];
    return word + "ის";
}

/// 5,000 names that have all but six letters in common.
std::set<std::string> many_names()
{
    std::set<std::string> names;
    unsigned state = 12345;
    while (names.size() < 5000) {
        std::string name = "სკოლა ";
        for (int i = 0; i < 6; ++i) {
            state = state * 1664525U + 1013904223U;
            const char bytes[] = {'\xe1', '\x83', static_cast<char>(0x90 + (state >> 16U) % 32U), 0};
            name += bytes;
        }
        names.insert(name + "ის მუნიციპალური ცენტრი");
    }
    return names;
}

} // namespace

TEST_CASE("a name is almost another where one or two letters differ")
{
    const NearNames names({"თბილისრევის ჯგუფი", "სკოლა ნომერი 1", "მოკლე", "smart map center"});
    CHECK(names.nearest("თბილსრევის ჯგუფი") == "თბილისრევის ჯგუფი");
    CHECK(names.nearest("თბილისერვის ჯგუფი") == "თბილისრევის ჯგუფი");
    CHECK(names.nearest("samrt mpa centre").empty()); // three
    CHECK(names.nearest("samrt map cener") == "smart map center");
    CHECK(names.nearest("სკოლა ნომერი 2").empty());
    CHECK(names.nearest("სკოლა ნომრი 1") == "სკოლა ნომერი 1");
    CHECK(names.nearest("მოკლი").empty());
    CHECK(names.nearest("").empty());
    CHECK(names.nearest(std::string(700, 'a')).empty());
}

TEST_CASE("it is the one that comparing with every name gives", "[law]")
{
    CHECK(rc::check("the same answer", [](const std::vector<std::vector<int>>& known, const std::vector<int>& asked) {
        std::set<std::string> names;
        for (const std::vector<int>& name : known)
            names.insert(letters(name));
        RC_ASSERT(NearNames(names).nearest(letters(asked)) == by_hand(letters(asked), names));
    }));
}

TEST_CASE("5,000 names that are nearly the same are looked through in seconds")
{
    const std::set<std::string> names = many_names();
    const NearNames near(names);
    const std::clock_t begin = std::clock();
    std::size_t found = 0;
    for (const std::string& name : names) {
        std::string word = name;
        word.replace(16 + 3, 3, "ჰ"); // another second letter
        found += near.nearest(word).empty() ? 0U : 1U;
    }
    CHECK(found == names.size());
    // Comparing each with each letter by letter takes a minute here.
    CHECK(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC < 15.0);
}

TEST_CASE("a name is found in a text where a word begins")
{
    const WordPlaces text("შპს თბილისრევის ჯგუფი, სკოლა 12\nidea lab");
    CHECK(text.has("თბილისრევის ჯგუფი"));
    CHECK(text.has("სკოლა 12"));
    CHECK(text.has("სკოლა 1")); // an ending may follow
    CHECK(text.has("lab"));
    CHECK_FALSE(text.has("ჯგუფი თბილისრევის"));
    CHECK_FALSE(text.has("რევის ჯგუფი"));
    CHECK_FALSE(text.has("lab 2"));
}
