#include "budget/tally.hpp"

#include "base/error.hpp"
#include "budget/equal_shares.hpp"
#include "budget/naive_rules.hpp"
#include "budget/replay.hpp"
#include "budget/sample_round.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::budget;

namespace {

using Ids = std::vector<std::string>;

Ids naive_ids(const Round& round, const naive::Projects& projects)
{
    Ids ids;
    for (const std::size_t p : projects)
        ids.push_back(round.projects[p].id);
    return ids;
}

struct Kind
{
    VoteType type;
    Satisfaction satisfaction;
};

Kind arbitrary_kind()
{
    return *rc::gen::element(Kind{VoteType::Approval, Satisfaction::Cost}, Kind{VoteType::Approval, Satisfaction::Card},
                             Kind{VoteType::Cumulative, Satisfaction::Points}, Kind{VoteType::Ordinal, Satisfaction::Borda});
}

Ids count(const Round& round, const Rules& rules)
{
    return ids_of(round, tally(round, rules).selected);
}

} // namespace

TEST_CASE("equal shares selects what the slow rule selects, in its order")
{
    CHECK(rc::check([] {
        const Kind kind = arbitrary_kind();
        const Round round = arbitrary_round(kind.type);
        const naive::Election election = naive::election_of(round, kind.satisfaction);
        const naive::Projects expected = naive::equal_shares(election, Rational{round.budget, static_cast<std::int64_t>(round.voters())});
        RC_ASSERT(count(round, rules_for(Rule::EqualShares, kind.satisfaction)) == naive_ids(round, expected));
    }));
}

TEST_CASE("Add1 and the utilitarian completion select what the slow ones select, in their order")
{
    CHECK(rc::check([] {
        const Kind kind = arbitrary_kind();
        const Round round = arbitrary_round(kind.type);
        const naive::Election election = naive::election_of(round, kind.satisfaction);
        const naive::Projects plain = naive::equal_shares(election, Rational{round.budget, static_cast<std::int64_t>(round.voters())});
        const naive::Projects raised = naive::add1(election);
        RC_ASSERT(count(round, rules_for(Rule::EqualShares, kind.satisfaction, Completion::Add1)) == naive_ids(round, raised));
        RC_ASSERT(count(round, rules_for(Rule::EqualShares, kind.satisfaction, Completion::Utilitarian)) == naive_ids(round, naive::greedy(election, plain)));
        RC_ASSERT(count(round, rules_for(Rule::EqualShares, kind.satisfaction, Completion::Add1Utilitarian)) == naive_ids(round, naive::greedy(election, raised)));
    }));
}

TEST_CASE("greedy and Phragmén select what the slow ones select, in their order")
{
    CHECK(rc::check([] {
        const Kind kind = arbitrary_kind();
        const Round round = arbitrary_round(kind.type);
        const naive::Election election = naive::election_of(round, kind.satisfaction);
        RC_ASSERT(count(round, rules_for(Rule::Greedy, kind.satisfaction)) == naive_ids(round, naive::greedy(election, {})));
        RC_ASSERT(count(round, rules_for(Rule::Phragmen, kind.satisfaction)) == naive_ids(round, naive::phragmen(election)));
    }));
}

TEST_CASE("what voters pay is what projects cost, and no rule spends more than the budget")
{
    CHECK(rc::check([] {
        const Kind kind = arbitrary_kind();
        const Round round = arbitrary_round(kind.type);
        for (const Completion completion : {Completion::None, Completion::Add1, Completion::Add1Utilitarian}) {
            const Rules rules = rules_for(Rule::EqualShares, kind.satisfaction, completion);
            const Outcome outcome = tally(round, rules);
            const Profile profile = profile_of(round, rules);
            const Replay paid = replay(profile, outcome.shares, outcome.selected); // throws where a payment is not the cost
            Rational left;
            for (std::size_t g = 0; g < profile.groups.size(); ++g)
                left += paid.balances[g] * Rational{profile.groups[g].voters};
            std::int64_t payers = 0;
            for (const Group& group : profile.groups)
                payers += group.voters;
            Rational spent;
            for (const Payment& payment : paid.payments)
                spent += Rational{profile.cost[payment.project]};
            const Rational share = Rational{outcome.shares[0].money, outcome.shares[0].voters} + Rational{outcome.shares[0].extra};
            RC_ASSERT(left + spent == share * Rational{payers});
            RC_ASSERT(outcome.total <= round.budget);
        }
        RC_ASSERT(tally(round, rules_for(Rule::Greedy, kind.satisfaction)).total <= round.budget);
        RC_ASSERT(tally(round, rules_for(Rule::Phragmen, kind.satisfaction)).total <= round.budget);
    }));
}

TEST_CASE("a replay with a wrong price is noticed")
{
    const Round round = sample_round(10, {10}, {{0}, {0}});
    const Rules rules = rules_for(Rule::EqualShares, Satisfaction::Cost);
    Outcome outcome = tally(round, rules);
    REQUIRE(outcome.selected.size() == 1);
    outcome.selected[0].price = Rational{49, 10};
    CHECK_THROWS_AS(replay(profile_of(round, rules), outcome.shares, outcome.selected), Error);
}

TEST_CASE("the order of ballots changes nothing")
{
    CHECK(rc::check([] {
        const Kind kind = arbitrary_kind();
        const Round round = arbitrary_round(kind.type);
        Round turned = round;
        std::reverse(turned.voter_ballot.begin(), turned.voter_ballot.end());
        std::rotate(turned.voter_ballot.begin(), turned.voter_ballot.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(round.voters())), turned.voter_ballot.end());
        for (const Rule rule : {Rule::Greedy, Rule::EqualShares, Rule::Phragmen})
            RC_ASSERT(count(turned, rules_for(rule, kind.satisfaction)) == count(round, rules_for(rule, kind.satisfaction)));
    }));
}

TEST_CASE("one more vote for what greedy funds does not unfund it")
{
    CHECK(rc::check([] {
        const Round round = arbitrary_round(VoteType::Approval);
        const Rules rules = rules_for(Rule::Greedy, Satisfaction::Cost);
        const Outcome outcome = tally(round, rules);
        RC_PRE(!outcome.selected.empty());
        const std::uint32_t project = outcome.selected[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(outcome.selected.size())))].project;
        Round more = round;
        more.ballots.push_back({static_cast<std::uint32_t>(more.choices.size()), 1});
        more.choices.push_back({project, 0});
        more.voter_ballot.push_back(static_cast<std::uint32_t>(more.ballots.size() - 1));
        const Ids after = count(more, rules);
        RC_ASSERT(std::find(after.begin(), after.end(), round.projects[project].id) != after.end());
    }));
}

TEST_CASE("an exact fit is bought, and one unit less is not")
{
    // Three voters with 10/3 each: together exactly 10.
    CHECK(count(sample_round(10, {10}, {{0}, {0}, {0}}), rules_for(Rule::EqualShares, Satisfaction::Cost)) == Ids{"1"});
    CHECK(count(sample_round(10, {10}, {{0}, {0}, {}}), rules_for(Rule::EqualShares, Satisfaction::Cost)).empty());
}

TEST_CASE("a round without ballots selects nothing by any rule")
{
    const Round round = sample_round(100, {10, 20}, {});
    for (const Rule rule : {Rule::Greedy, Rule::EqualShares, Rule::Phragmen})
        CHECK(count(round, rules_for(rule, Satisfaction::Cost)).empty());
}

TEST_CASE("a project dearer than the budget is never selected, and supported ones without cost are first")
{
    const Round round = sample_round(100, {999'999'999, 0, 60}, {{0, 1, 2}, {0, 2}, {0}});
    CHECK(count(round, rules_for(Rule::EqualShares, Satisfaction::Card, Completion::Add1Utilitarian)) == Ids{"2", "3"});
    CHECK(count(round, rules_for(Rule::Greedy, Satisfaction::Card)) == Ids{"2", "3"});
}

TEST_CASE("the comparison counts voters who get nothing")
{
    // Equal shares buys 1 and 2 for two voters each; greedy buys 3, which five voters want.
    const Round round = sample_round(10, {4, 4, 10}, {{0}, {0}, {1}, {1}, {2}, {2}, {2}, {2}, {2}});
    Rules rules = rules_for(Rule::EqualShares, Satisfaction::Cost, Completion::Add1);
    const Outcome alone = tally(round, rules);
    rules.comparison = Comparison::WithGreedy;
    const Outcome compared = tally(round, rules);
    REQUIRE(compared.preferences);
    CHECK(ids_of(round, compared.selected) == Ids{"3"});
    CHECK(compared.greedy_preferred == (ids_of(round, alone.selected) != Ids{"3"}));
    CHECK(compared.preferences->greedy == (compared.greedy_preferred ? 5 : 0));
}

TEST_CASE("a district's money is shared by its own voters")
{
    Round round = sample_round(100, {50, 50}, {{0}, {1}, {1}, {1}});
    round.districts = {"Vake", "Gldani"};
    round.voter_district = {0, 1, 1, 1};
    Rules rules = rules_for(Rule::EqualShares, Satisfaction::Cost);
    CHECK(count(round, rules) == Ids{"2"}); // one voter in Vake has 25 of 100
    rules.district_shares = {{"Vake", 50}, {"Gldani", 50}};
    CHECK(count(round, rules) == Ids{"2", "1"});
    rules.district_shares = {{"Vake", 50}};
    CHECK_THROWS_AS(tally(round, rules), Error);
    rules.district_shares = {{"Vake", 60}, {"Gldani", 50}};
    CHECK_THROWS_AS(tally(round, rules), Error);
}

TEST_CASE("an outcome that breaks the budget can be followed by one that does not: Add1 stops at the first")
{
    const Round round = sample_round(50, {43, 23, 39}, {{0}, {0}, {1, 0}, {2}, {1, 0}, {2}, {2, 0}, {2}, {2}, {1}});
    const Rules rules = rules_for(Rule::EqualShares, Satisfaction::Cost, Completion::Add1);
    const Profile profile = profile_of(round, rules);
    EqualShares engine{round, profile, rank_projects(round, profile, rules.ties)};
    const auto breaks = [&](Units step) {
        const std::vector<ShareOfMoney> shares{{round.budget, 10, step}};
        return engine.run(shares).over_budget;
    };
    CHECK_FALSE(breaks(2));
    CHECK(breaks(3));
    CHECK_FALSE(breaks(4)); // a search by halves may take this one
    const Outcome outcome = tally(round, rules);
    CHECK(outcome.shares[0].extra == 2);
    CHECK(outcome.runs <= 4);
    CHECK_FALSE(outcome.exhaustive);
    CHECK(naive_ids(round, naive::add1(naive::election_of(round, Satisfaction::Cost))) == ids_of(round, outcome.selected));
}

TEST_CASE("the leaps of Add1 land where single steps do")
{
    CHECK(rc::check([] {
        const Kind kind = arbitrary_kind();
        Round round = arbitrary_round(kind.type);
        const Units times = *rc::gen::inRange(1, 60);
        round.budget *= times;
        for (Project& project : round.projects)
            project.cost = project.cost * times + *rc::gen::inRange(0, 3);
        const Rules rules = rules_for(Rule::EqualShares, kind.satisfaction, Completion::Add1);
        const Profile profile = profile_of(round, rules);
        EqualShares engine{round, profile, rank_projects(round, profile, rules.ties)};
        std::vector<ShareOfMoney> shares{{round.budget, static_cast<std::int64_t>(round.voters()), 0}};
        SharesRun before = engine.run(shares);
        while (!engine.is_exhaustive(before)) {
            ++shares[0].extra;
            SharesRun next = engine.run(shares);
            if (next.over_budget) {
                --shares[0].extra;
                break;
            }
            before = std::move(next);
        }
        const Outcome outcome = tally(round, rules);
        RC_ASSERT(ids_of(round, outcome.selected) == ids_of(round, before.selected));
        RC_ASSERT(outcome.shares[0].extra == shares[0].extra);
        RC_ASSERT(outcome.runs <= shares[0].extra + 2);
    }));
}

TEST_CASE("Add1 does not take a step for each tetri of a fortune")
{
    const Units million = 1'000'000;
    const Round round = sample_round(900 * million * million, {500 * million * million, 350 * million * million, 200 * million * million, 7},
                                     {{0, 1}, {1, 2}, {0}, {3}});
    const Outcome outcome = tally(round, rules_for(Rule::EqualShares, Satisfaction::Cost, Completion::Add1));
    CHECK(outcome.total <= round.budget);
    CHECK(outcome.runs < 100);
    CHECK(outcome.shares[0].extra > million);
}
