#include "app/budget/budget_rules.hpp"

#include "app/budget/budget_files.hpp"
#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

namespace {

const BudgetFile& vake()
{
    static const BudgetFile file = load_budget_file(OGP_SOURCE_DIR "/tests/data/pb/vake.pb", Reading::Strict);
    return file;
}

RuleWords words(const std::string& rule)
{
    RuleWords words;
    words.rule = rule;
    words.ties = "lexico";
    return words;
}

} // namespace

TEST_CASE("budget rules: words become rules, amounts are in the units of the file")
{
    RuleWords given = words("mes");
    given.completion = "add1u";
    given.caps = {"sport=12.5"};
    given.exclusive = {"P1,P3"};
    given.shares = {"Vake=60", "Saburtalo=40"};
    const budget::Rules rules = rules_from(given, vake().round());
    CHECK(rules.satisfaction == budget::Satisfaction::Cost);
    CHECK(rules.completion == budget::Completion::Add1Utilitarian);
    CHECK(rules.greedy.caps[0].most == 125);
    CHECK(rules.greedy.exclusive[0] == std::vector<std::uint32_t>{0, 2});
    CHECK(rules.district_shares[1].money == 400);
}

TEST_CASE("budget rules: what does not fit together is refused")
{
    const auto fault = [](const RuleWords& given) {
        try {
            rules_from(given, vake().round());
        } catch (const Error& error) {
            return error.fault();
        }
        return Fault::Internal;
    };
    RuleWords greedy = words("greedy");
    greedy.completion = "add1";
    CHECK(fault(greedy) == Fault::Usage);
    RuleWords phragmen = words("phragmen");
    phragmen.completion = "add1";
    CHECK(fault(phragmen) == Fault::Usage);
    RuleWords shares = words("greedy");
    shares.shares = {"Vake=60"};
    CHECK(fault(shares) == Fault::Usage);
    RuleWords amount = words("mes");
    amount.shares = {"Vake=60,5"};
    CHECK(fault(amount) == Fault::Usage);
    amount.shares = {"Vake"};
    CHECK(fault(amount) == Fault::Usage);
    RuleWords unknown = words("greedy");
    unknown.exclusive = {"P1,P9"};
    CHECK(fault(unknown) == Fault::NotFound);
    CHECK(fault(words("maximin")) == Fault::Usage);
}

TEST_CASE("budget rules: suppositions name projects of the round")
{
    const budget::WhatIf what_if = what_if_from({"120", {"P2=30"}, {"P5=2"}, {"P4"}}, vake().round());
    CHECK(what_if.budget == 1200);
    CHECK(what_if.costs[0] == std::pair<std::uint32_t, budget::Units>{1, 300});
    CHECK(what_if.votes[0] == std::pair<std::uint32_t, std::int64_t>{4, 2});
    CHECK(what_if.without == std::vector<std::uint32_t>{3});
    CHECK_THROWS_AS(what_if_from({"", {"P7=30"}, {}, {}}, vake().round()), Error);
}
