#include "budget/prices.hpp"

#include "budget/sample_round.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace ogp;
using namespace ogp::budget;

TEST_CASE("prices and balances are exact combinations of shares and earlier prices")
{
    const Round round = sample_round(10, {4, 7}, {{0, 1}, {0, 1}, {0}});
    const Profile profile = make_profile(round, Satisfaction::Cost);
    const std::array<ShareOfMoney, 1> shares{{{10, 3, 1}}}; // 13/3 each
    Prices prices{shares, 2};
    prices.set(Prices::Slot::Best, 4, prices.nothing(), 3);
    CHECK(prices.approximate(Prices::Slot::Best) == Approx(4.0 / 3));
    prices.buy(0);
    CHECK(prices.price(0).text() == "4/3");
    CHECK(prices.share(0).text() == "13/3");
    Multiples both = prices.nothing();
    for (const Group& group : profile.groups)
        if (group.size == 2)
            prices.add_balance(both, group, profile.stakes_of(group));
    CHECK(prices.compare_total(both, 6) == 0); // two times 13/3 - 4/3
    CHECK(prices.compare_total(both, 7) < 0);
    prices.set(Prices::Slot::Best, 6, prices.nothing(), 2);
    const auto against = [&](std::uint32_t score) { return prices.compare_balance(0, profile.stakes_of(profile.groups[0]), Prices::Slot::Best, score); };
    CHECK(against(1) == 0); // 3 left, 3 due
    CHECK(against(2) < 0);
    prices.set(Prices::Slot::Best, 5, prices.nothing(), 2);
    CHECK(against(1) > 0);
}

TEST_CASE("equal prices are equal, however they were put together")
{
    const std::array<ShareOfMoney, 1> shares{{{1, 7, 0}}};
    Prices prices{shares, 3};
    prices.set(Prices::Slot::Best, 10, prices.nothing(), 30);
    prices.set(Prices::Slot::Other, 7, prices.nothing(), 21);
    CHECK(prices.compare(1, 1) == 0);
    CHECK(prices.compare(2, 1) < 0); // price / weight
    prices.set(Prices::Slot::Other, 7, prices.nothing(), 22);
    CHECK(prices.compare(1, 1) > 0);
    prices.swap();
    CHECK(prices.compare(1, 1) < 0);
}
