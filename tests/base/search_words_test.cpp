#include "base/search_words.hpp"

#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <string>

using namespace ogp;

namespace {

std::string folded(std::string_view text)
{
    std::string out;
    append_search_words(out, text);
    return out;
}

} // namespace

TEST_CASE("words are letters and digits without case and diacritics")
{
    CHECK(folded("Open Budget, 2019!") == "open budget 2019");
    CHECK(folded("I.4") == "i 4");
    CHECK(folded("Café naïve STRASSE Straße") == "cafe naive strasse strasse");
    CHECK(folded("Тернопіль ТЕРНОПІЛЬ") == "тернопіль тернопіль");
    CHECK(folded("Київ") == "киів");
    CHECK(folded("ﬁle Ⅳ") == "file iv");
    CHECK(folded("") == "");
    CHECK(folded(" -- \" * : ( ) ") == "");
}

TEST_CASE("the Georgian alphabets are one")
{
    CHECK(folded("ვადა") == "ვადა");
    CHECK(folded("ᲕᲐᲓᲐ") == "ვადა");   // Mtavruli
    CHECK(folded("ႥႠႣႠ") == "ვადა");   // Asomtavruli
    CHECK(folded("ⴅⴀⴃⴀ") == "ვადა");   // Nuskhuri
    CHECK(folded("„ვადა“ – გავიდა") == "ვადა გავიდა");
    CHECK(folded("ა\u10FBბ") == "ა ბ"); // the paragraph mark is no letter
}

TEST_CASE("a mark belongs to its word, whatever the normal form")
{
    CHECK(folded("caf\u0065\u0301s") == "cafes");
    CHECK(folded("\u0301a") == "a");
}

TEST_CASE("what is no UTF-8 parts words and does no harm")
{
    CHECK(folded("ab\xFF\xFE" "cd\xE1") == "ab cd");
    CHECK(folded(std::string("a\0b", 3)) == "a b");
    CHECK(folded(std::string(10'000, 'a')).size() <= 120);
    rc::check("any bytes", [](const std::string& text) {
        const std::string words = folded(text);
        RC_ASSERT(is_utf8(words));
        RC_ASSERT(folded(words) == words);
    });
}

TEST_CASE("words know their place in the text")
{
    const std::string text = "„ახალი სკვერი“, Park";
    std::string found;
    for (const SearchWord& word : search_words(text))
        found += "[" + text.substr(word.begin, word.end - word.begin) + "=" + word.folded + "]";
    CHECK(found == "[ახალი=ახალი][სკვერი=სკვერი][Park=park]");
}

TEST_CASE("Georgian words lose their case ending")
{
    CHECK(georgian_stem("ქუჩა") == "ქუჩ");
    CHECK(georgian_stem("ქუჩის") == "ქუჩ");
    CHECK(georgian_stem("ქუჩაში") == "ქუჩ");
    CHECK(georgian_stem("ქუჩებიდან") == "ქუჩ");
    CHECK(georgian_stem("ვალდებულება") == "ვალდებულებ");
    CHECK(georgian_stem("ბიუჯეტისთვის") == "ბიუჯეტ");
    CHECK(georgian_stem("ხე") == "ხე");
    CHECK(georgian_stem("street") == "street");
    CHECK(georgian_stem("") == "");
    CHECK(letter_count("ქუჩა") == 4);
}
