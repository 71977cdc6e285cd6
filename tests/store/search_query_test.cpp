#include "store/search_query.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::store;

namespace {

std::string parsed(std::string_view query)
{
    std::string out;
    for (const SearchTerm& term : parse_search(query))
        out += "[" + join(term.words, " ") + "]";
    return out;
}

Fault refused(std::string_view query)
{
    try {
        parse_search(query);
    } catch (const Error& error) {
        CHECK_FALSE(error.hint().en.empty());
        return error.fault();
    }
    return Fault::Internal;
}

} // namespace

TEST_CASE("a query is words and phrases")
{
    CHECK(parsed("open data") == "[open][data]");
    CHECK(parsed("\"open data\" budget") == "[open data][budget]");
    CHECK(parsed("„ღია მონაცემები“ «Open Data» ღია") == "[ღია მონაცემები][open data][ღია]");
    CHECK(parsed("I.4") == "[i 4]");
    CHECK(parsed("FOI-2026-00017") == "[foi 2026 00017]");
    CHECK(parsed("\"never closed") == "[never closed]");
    CHECK(parsed("a\"b\"c") == "[a][b][c]");
}

TEST_CASE("nothing in a query is an operator")
{
    CHECK(parsed("a* OR b NEAR(c) title:d ^e -f +g AND NOT h") == "[a][or][b][near c][title d][e][f][g][and][not][h]");
    CHECK(search_expression(parse_search("a* OR \"b\" c:d"), Nearness::Prefix) == "\"a\" AND \"or\" AND \"b\" AND \"c d\"");
    CHECK(search_expression(parse_search("\"\"\"budget\"\"\""), Nearness::Exact) == "\"budget\"");
}

TEST_CASE("a query without words is refused, and one that is too long")
{
    for (const std::string& query : {std::string(), std::string("  "), std::string("\"\""), std::string("* : ( ) - ^"),
                                     std::string("\xFF"), std::string(3000, 'a'), std::string("„“")})
        CHECK(refused(query) == Fault::Usage);
    std::string many;
    for (int i = 0; i < 33; ++i)
        many += "a" + std::to_string(i) + " ";
    CHECK(refused(many) == Fault::Usage);
}

TEST_CASE("three letters are a beginning, and Georgian words have stems")
{
    const auto terms = parse_search("ქუჩის pa par");
    CHECK(search_expression(terms, Nearness::Exact) == "\"ქუჩის\" AND \"pa\" AND \"par\"");
    CHECK(search_expression(terms, Nearness::Prefix) == "\"ქუჩის\"* AND \"pa\" AND \"par\"*");
    CHECK(search_expression(terms, Nearness::Stem) == "\"ქუჩ\"* AND \"pa\" AND \"par\"*");
    const WordsWith words = [](std::string_view beginning) {
        return beginning == "park" ? std::vector<std::string>() : std::vector<std::string>{std::string(beginning), "other"};
    };
    // Three letters FTS5 has ready, and where nothing is told it looks itself.
    CHECK(search_expression(terms, Nearness::Prefix, words) == "(\"ქუჩის\" OR \"other\") AND \"pa\" AND \"par\"*");
    CHECK(search_expression(parse_search("park"), Nearness::Prefix, words) == "\"park\"*");
    CHECK(search_expression(parse_search("parks"), Nearness::Exact, words) == "\"parks\"");
    CHECK(meets("ქუჩაში", "ქუჩის", Nearness::Stem));
    CHECK_FALSE(meets("ქუჩაში", "ქუჩის", Nearness::Prefix));
    CHECK(meets("parks", "par", Nearness::Prefix));
    CHECK_FALSE(meets("parks", "pa", Nearness::Stem));
    CHECK_FALSE(meets("parks", "park", Nearness::Exact));
}
