#include "budget/priorities/weights.hpp"

#include "base/error.hpp"
#include "budget/priorities/sample_opinions.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <array>
#include <cmath>

using namespace ogp;
using namespace ogp::budget;

namespace {

constexpr std::array<std::size_t, 1> by_district{0};

} // namespace

TEST_CASE("a district's voters together weigh what its people are of the city")
{
    const std::vector<OpinionCell> cells = tabulate(six_voters());
    const std::vector<Stratum> strata{{{0}, 300}, {{1}, 700}};
    const Weights weights = post_stratified(cells, by_district, strata);
    CHECK(weights.cells[0].text() == "9/25"); // 3/10 of the people, 5/6 of the voters
    CHECK(weights.cells[2].text() == "21/5");
}

TEST_CASE("a stratum without voters is merged on record or refused")
{
    const std::vector<OpinionCell> cells = tabulate(sample_opinions({{{0, 0}, {{0, 5}}}}));
    const std::vector<Stratum> strata{{{0}, 300}, {{1}, 700}};
    CHECK_THROWS_AS(post_stratified(cells, by_district, strata), Error);
    const std::vector<std::pair<std::size_t, std::size_t>> merges{{1, 0}};
    const Weights weights = post_stratified(cells, by_district, strata, merges);
    CHECK(weights.cells[0] == Rational{1});
    CHECK(weights.merges == merges);
    const std::vector<Stratum> other{{{1}, 700}};
    CHECK_THROWS_AS(post_stratified(cells, by_district, other), Error);
}

TEST_CASE("raking meets every margin")
{
    CHECK(rc::check([] {
        std::vector<SampleVoter> voters;
        for (std::uint32_t district = 0; district < 2; ++district)
            for (std::uint32_t sex = 0; sex < 2; ++sex)
                for (int i = *rc::gen::inRange(3, 30); i > 0; --i)
                    voters.push_back({{district, sex}, {}});
        const std::vector<OpinionCell> cells = tabulate(sample_opinions(voters));
        const std::vector<Margin> margins{{0, {*rc::gen::inRange(40, 60), *rc::gen::inRange(40, 60)}}, {1, {*rc::gen::inRange(40, 60), *rc::gen::inRange(40, 60)}}};
        const Weights weights = raked(cells, margins, {.least = 0.0001, .most = 10000});
        RC_ASSERT(weights.converged);
        for (const Margin& margin : margins) {
            double sum = 0;
            double all = 0;
            for (std::size_t c = 0; c < cells.size(); ++c) {
                const double weight = weights.cells[c].to_double() * static_cast<double>(cells[c].voters);
                all += weight;
                sum += cells[c].values[margin.trait] == 0 ? weight : 0;
            }
            const double target = static_cast<double>(margin.population[0]) / static_cast<double>(margin.population[0] + margin.population[1]);
            RC_ASSERT(std::abs(sum / all - target) < 1e-5);
        }
    }));
}

TEST_CASE("raking against a bound says that it did not converge, and how far it is off")
{
    const std::vector<OpinionCell> cells = tabulate(six_voters());
    const std::vector<Margin> margins{{0, {1, 99}}};
    const Weights weights = raked(cells, margins, {.most = 2.0, .most_iterations = 20});
    CHECK_FALSE(weights.converged);
    CHECK(weights.iterations == 20);
    CHECK(weights.trimmed > 0);
    CHECK(weights.largest_error > Rational{1, 10});
    CHECK(raked(cells, margins, {.least = 0.001, .most = 100}).converged);
}

TEST_CASE("raking refuses margins that voters cannot meet")
{
    const std::vector<OpinionCell> cells = tabulate(sample_opinions({{{0, 0}, {}}, {{0, trait_unknown}, {}}}));
    const std::vector<Margin> empty{{0, {50, 50}}};
    CHECK_THROWS_AS(raked(cells, empty), Error);
    const std::vector<Margin> unknown{{1, {50, 50}}};
    CHECK_THROWS_AS(raked(cells, unknown), Error);
}
