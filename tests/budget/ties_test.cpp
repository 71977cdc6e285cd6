#include "budget/ties.hpp"

#include "base/error.hpp"
#include "budget/sample_round.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ogp;
using namespace ogp::budget;

namespace {

/// Four projects that every rule finds equal, three of which fit.
Round four_alike()
{
    return sample_round(30, {10, 10, 10, 10}, {{0, 1, 2, 3}, {0, 1, 2, 3}});
}

Rules with_ties(Rule rule, const std::string& ties, const std::string& seed = "")
{
    Rules rules = rules_for(rule, Satisfaction::Cost);
    rules.ties = parse_ties(ties, seed);
    return rules;
}

} // namespace

TEST_CASE("a tie that the policy does not settle is refused, and the projects are named")
{
    for (const Rule rule : {Rule::Greedy, Rule::EqualShares, Rule::Phragmen}) {
        try {
            tally(four_alike(), with_ties(rule, "min_cost,max_votes"));
            FAIL("no error");
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::Conflict);
            CHECK(error.message().en.find("1, 2, 3, 4") != std::string::npos);
        }
    }
}

TEST_CASE("greedy lets a tie pass that changes nobody's luck")
{
    const Round round = sample_round(40, {10, 10, 10, 10}, {{0, 1, 2, 3}});
    CHECK(tally(round, with_ties(Rule::Greedy, "min_cost")).selected.size() == 4);
}

TEST_CASE("ids are compared as texts, costs and votes as numbers")
{
    const Round round = sample_round(100, {9, 10, 8, 10, 10, 10, 10, 10, 10, 10}, {{0, 1, 2}, {1}});
    const Profile profile = make_profile(round, Satisfaction::Card);
    const auto first = [&](const std::string& ties) {
        const std::vector<std::uint32_t> ranks = rank_projects(round, profile, parse_ties(ties, "seed"));
        return std::min_element(ranks.begin(), ranks.end()) - ranks.begin();
    };
    CHECK(first("lexico") == 0);
    CHECK(first("min_cost") == 2);
    CHECK(first("max_votes") == 1);
    CHECK(first("max_cost,max_votes") == 1);
    const std::vector<std::uint32_t> ranks = rank_projects(round, profile, parse_ties("lexico", ""));
    CHECK(ranks[9] == 1); // "10" before "2"
}

TEST_CASE("a lot follows from its seed alone, whatever the order of the file")
{
    const auto winners = [](const std::string& seed, bool turned) {
        Round round = four_alike();
        if (turned)
            std::reverse(round.projects.begin(), round.projects.end());
        std::vector<std::string> ids = ids_of(round, tally(round, with_ties(Rule::EqualShares, "lot", seed)).selected);
        return ids;
    };
    CHECK(winners("vake", false) == winners("vake", true));
    bool differs = false;
    for (const char* seed : {"a", "b", "c", "d", "e", "f"})
        differs = differs || winners(seed, false) != winners("vake", false);
    CHECK(differs);
    CHECK(seed_commitment("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("policies that are none are refused")
{
    for (const char* text : {"", "lexico,lexico", "random", "lot"})
        CHECK_THROWS_AS(parse_ties(text, ""), Error);
    CHECK(text_of(parse_ties("min_cost,lot", "s")) == "min_cost,lot");
}

TEST_CASE("ties that were met are part of the outcome")
{
    const Outcome outcome = tally(four_alike(), with_ties(Rule::EqualShares, "lexico"));
    REQUIRE(outcome.ties.size() == 3);
    CHECK(outcome.ties[0].taken == 0);
    CHECK(outcome.ties[0].others == std::vector<std::uint32_t>{1, 2, 3});
}
