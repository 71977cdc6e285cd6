#include "budget/priorities/population.hpp"

#include "budget/priorities/averages.hpp"
#include "budget/priorities/sample_opinions.hpp"
#include "budget/sample_table.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <cmath>

using namespace ogp;
using namespace ogp::budget;

namespace {

WeighedCells weighed(const std::string& text, Weighting weighting, Opinions opinions = six_voters(), UnknownTraits unknown = UnknownTraits::Refuse)
{
    CsvTable table = sample_table(text);
    const Population population = read_population(table, opinions);
    return weigh(opinions, tabulate(opinions), population, table, {weighting, 0, unknown, {.least = 0.001, .most = 1000}});
}

std::string wrong(const std::string& text, Weighting weighting = Weighting::PostStratified)
{
    return refusals([&] { weighed(text, weighting); });
}

const std::string margins = "trait,value,population\ndistrict,Vake,300\ndistrict,Gldani,700\n";

} // namespace

TEST_CASE("weights by district from margins and from strata agree")
{
    const WeighedCells from_margins = weighed(margins, Weighting::District);
    CHECK(from_margins.weights.cells[0].text() == "9/25");
    CHECK(from_margins.weights.cells[2].text() == "21/5");
    const WeighedCells from_strata = weighed("sex,population,district\nF,100,Vake\nM,200,Vake\nF,700,Gldani\n", Weighting::District);
    CHECK(from_strata.weights.cells == from_margins.weights.cells);
}

TEST_CASE("strata are met exactly, those without voters only where they are merged")
{
    const std::string strata = "district,sex,population,group\nVake,F,100,\nVake,M,200,\nGldani,F,300,g\nGldani,M,400,g\n";
    const WeighedCells result = weighed(strata, Weighting::PostStratified);
    CHECK(result.weights.cells[2].text() == "21/5"); // 700 of 1000 people, one of six voters
    CHECK(result.merges == std::vector<std::pair<std::string, std::string>>{{"Gldani/M", "Gldani/F"}});
    CHECK(wrong("district,sex,population\nVake,F,100\nVake,M,200\nGldani,F,300\nGldani,M,400\n") == "empty_stratum 5:1");
    CHECK_THROWS_AS(weighed("district,sex,population\nVake,F,100\nGldani,F,300\n", Weighting::PostStratified), Error);
    CHECK_THROWS_AS(weighed(margins + "sex,F,500\nsex,M,500\n", Weighting::PostStratified), Error);
}

TEST_CASE("rows that too few took part in are counted with their neighbour where that is wished")
{
    const auto merged = [](const std::string& text, Weighting weighting, std::int64_t least) {
        Opinions opinions = six_voters();
        CsvTable table = sample_table(text);
        const Population population = read_population(table, opinions);
        return weigh(opinions, tabulate(opinions), population, table, {weighting, 0, UnknownTraits::Refuse, {}, EmptyStrata::Merge, least});
    };
    using Merges = std::vector<std::pair<std::string, std::string>>;
    const std::string three = margins + "district,Isani,100\n";
    CHECK(wrong(three, Weighting::District) == "empty_stratum 4:10");
    const WeighedCells empty = merged(three, Weighting::District, 1);
    CHECK(empty.merges == Merges{{"Isani", "Gldani"}});
    CHECK(empty.weights.cells[0].text() == "18/55"); // 300 of 1,100 people, five of six voters
    const WeighedCells small = merged(three, Weighting::District, 2);
    CHECK(small.merges == Merges{{"Gldani", "Vake"}, {"Isani", "Vake"}});
    CHECK(small.weights.cells[0].text() == "1");
    // The first row has nothing above it.
    CHECK(merged("trait,value,population\ndistrict,Isani,100\ndistrict,Vake,300\ndistrict,Gldani,700\n", Weighting::Raked, 1).merges == Merges{{"Vake", "Isani"}});
    CHECK(merged("trait,value,population\ndistrict,Isani,0\ndistrict,Vake,300\ndistrict,Gldani,700\n", Weighting::District, 1).merges.empty());
    CHECK(merged(three, Weighting::District, 100).weights.cells[2].text() == "1");
}

TEST_CASE("raking from a file meets its margins, merged values too")
{
    const std::string both = margins + "sex,F,450\nsex,M,550\n";
    Opinions opinions = six_voters();
    opinions.values[10] = 1; // another voter of Gldani, so that both sexes live there
    opinions.values[11] = 1;
    opinions.values[8] = 1;
    opinions.values[9] = 0;
    const WeighedCells result = weighed(both, Weighting::Raked, opinions);
    CHECK(result.weights.converged);
    double vake = 0;
    double women = 0;
    double all = 0;
    for (std::size_t c = 0; c < result.cells.size(); ++c) {
        const double weight = result.weights.cells[c].to_double() * static_cast<double>(result.cells[c].voters);
        all += weight;
        vake += result.cells[c].values[0] == 0 ? weight : 0;
        women += result.cells[c].values[1] == 0 ? weight : 0;
    }
    CHECK(std::abs(vake / all - 0.3) < 1e-5);
    CHECK(std::abs(women / all - 0.45) < 1e-5);
    const std::string merged = "trait,value,population,group\ndistrict,Vake,300,\ndistrict,Gldani,500,x\ndistrict,Isani,200,x\n";
    CHECK(weighed(merged, Weighting::Raked).merges.size() == 1);
    CHECK(refusals([&] { weighed("trait,value,population\ndistrict,Vake,300\ndistrict,Gldani,500\ndistrict,Isani,200\n", Weighting::Raked); }) == "empty_stratum 4:10");
}

TEST_CASE("voters of whom a trait is not known are refused or left out, never guessed")
{
    Opinions opinions = six_voters();
    opinions.values[0] = trait_unknown;
    CHECK_THROWS_AS(weighed(margins, Weighting::District, opinions), Error);
    const WeighedCells result = weighed(margins, Weighting::District, opinions, UnknownTraits::LeaveOut);
    CHECK(result.left_out == 1);
    std::int64_t voters = 0;
    for (const OpinionCell& cell : result.cells)
        voters += cell.voters;
    CHECK(voters == 5);
}

TEST_CASE("what is wrong with a file of the population has its place")
{
    CHECK(wrong("trait,value,population\nage,16,5\n") == "unknown_trait 2:1");
    CHECK(wrong("people,population\n1,5\n") == "unknown_column 1:1, unknown_trait 1:1");
    CHECK(wrong("district,population\nVake,-5\nGldani,1.5\n") == "negative_number 2:6, bad_number 3:8, no_people 3:8");
    CHECK(wrong("district,population\nVake,5\nVake,6\n") == "duplicate_row 3:1");
    CHECK(wrong("district,population\nVake,9223372036854775807\nGldani,1\n") == "population_overflow 3:8");
    CHECK(wrong("district,population\nVake,0\nGldani,0\n") == "no_people 3:8");
    CHECK(wrong("district,population\n") == "no_rows 1:1");
    CHECK(wrong("district,population\n,5\n") == "unknown_value 2:1");
}

TEST_CASE("shares of themes of one level add up to one")
{
    CHECK(rc::check([] {
        std::vector<SampleVoter> voters;
        for (int i = *rc::gen::inRange(2, 20); i > 0; --i)
            voters.push_back({{static_cast<std::uint32_t>(i % 2), 0}, {{static_cast<std::uint32_t>(i % 3), *rc::gen::inRange(1, 6)}}});
        const Opinions opinions = sample_opinions(voters);
        const WeighedCells cells = weighed("district,population\nVake,300\nGldani,700\n", Weighting::District, opinions);
        const Priorities result = average(opinions, cells.cells, cells.weights);
        Rational top;
        for (const ThemeAverage& theme : result.themes)
            if (!theme.parent && theme.share)
                top += *theme.share;
        RC_ASSERT(top == Rational{1});
        if (result.themes[1].share)
            RC_ASSERT(*result.themes[1].share == Rational{1}); // the only part of its theme
    }));
}
