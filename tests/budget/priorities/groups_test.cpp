#include "budget/priorities/groups.hpp"

#include "budget/priorities/sample_opinions.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp::budget;

namespace {

std::vector<GroupAverage> groups_of(const Opinions& opinions, std::size_t trait, std::int64_t least)
{
    const std::vector<OpinionCell> cells = tabulate(opinions);
    return averages_by(opinions, cells, plain_weights(cells), trait, least);
}

} // namespace

TEST_CASE("averages by district")
{
    const std::vector<GroupAverage> groups = groups_of(six_voters(), 0, 1);
    REQUIRE(groups.size() == 6);
    CHECK(groups[0].plain->text() == "18/5"); // Vake: 5, 4, 4, 2, 3
    CHECK(groups[3].plain->text() == "1");    // Gldani: 1
    CHECK(groups[3].raters == 1);
    CHECK_FALSE(groups[4].plain);             // nobody of Gldani said anything of lighting
    CHECK_FALSE(groups[4].hidden);
}

TEST_CASE("a small group is hidden, and another one with it")
{
    const std::vector<GroupAverage> groups = groups_of(six_voters(), 0, 2);
    CHECK(groups[3].hidden);
    CHECK(groups[3].raters == 0);
    CHECK_FALSE(groups[3].weighted);
    CHECK(groups[0].hidden); // or else the total would give Gldani away
}

TEST_CASE("no hidden group can be worked out from the others")
{
    CHECK(rc::check([] {
        const std::int64_t least = 5;
        std::vector<SampleVoter> voters;
        const std::uint32_t districts = *rc::gen::inRange<std::uint32_t>(1, 6);
        for (std::uint32_t d = 0; d < districts; ++d)
            for (int i = *rc::gen::inRange(0, 12); i > 0; --i)
                voters.push_back({{d, 0}, {{2, 3}}});
        Opinions opinions = sample_opinions(voters);
        opinions.traits[0].values = {"a", "b", "c", "d", "e", "f"};
        const std::vector<GroupAverage> all = groups_of(opinions, 0, 1);
        const std::vector<GroupAverage> groups = groups_of(opinions, 0, least);
        std::int64_t hidden = 0;
        std::int64_t shown = 0;
        std::int64_t raters = 0;
        for (std::size_t g = 2; g < groups.size(); g += 3) {
            RC_ASSERT(groups[g].hidden || groups[g].raters == 0 || groups[g].raters >= least);
            hidden += groups[g].hidden ? 1 : 0;
            raters += groups[g].hidden ? all[g].raters : 0;
            shown += !groups[g].hidden && groups[g].raters > 0 ? 1 : 0;
        }
        RC_ASSERT(hidden == 0 || shown == 0 || (hidden >= 2 && raters >= least));
    }));
}

TEST_CASE("where a weighted total is told too, three groups are hidden or none")
{
    std::vector<SampleVoter> voters;
    for (std::uint32_t district = 0; district < 4; ++district)
        for (std::uint32_t i = 0; i < (district == 0 ? 3U : 10U); ++i)
            voters.push_back({{district, 0}, {{2, 3}}});
    Opinions opinions = sample_opinions(voters);
    opinions.traits[0].values = {"a", "b", "c", "d"};
    const std::vector<OpinionCell> cells = tabulate(opinions);
    const auto hidden = [&](std::size_t together) {
        std::size_t count = 0;
        for (const GroupAverage& group : averages_by(opinions, cells, plain_weights(cells), 0, 5, together))
            count += group.hidden ? 1 : 0;
        return count;
    };
    CHECK(hidden(2) == 2);
    CHECK(hidden(3) == 3);
}

TEST_CASE("a part that is hidden does not follow from its theme, nor what a few said of the theme itself")
{
    // Theme 0 has the part 1. In three districts ten say something of the part; in the first fewer, and some of the theme itself.
    const auto groups_with = [](int direct, int part_in_first) {
        std::vector<SampleVoter> voters;
        for (std::uint32_t district = 0; district < 3; ++district)
            for (int i = 0; i < 10; ++i) {
                SampleVoter voter{{district, 0}, {{2, 3}}};
                if (district != 0 || i < part_in_first)
                    voter.answers.push_back({1, 4});
                if (district == 0 && i < direct)
                    voter.answers.push_back({0, 5});
                voters.push_back(voter);
            }
        Opinions opinions = sample_opinions(voters);
        opinions.traits[0].values = {"a", "b", "c"};
        return groups_of(opinions, 0, 5);
    };
    const std::vector<GroupAverage> all = groups_with(6, 10);
    CHECK_FALSE(all[0].hidden);
    CHECK(groups_with(2, 10)[0].hidden);    // two of the theme itself: theme minus part
    CHECK_FALSE(groups_with(2, 10)[1].hidden);
    CHECK(groups_with(6, 3)[1].hidden);     // three of the part: theme minus what was said of itself,
    CHECK(groups_with(6, 3)[0].hidden);     // which follows from the totals
    CHECK(groups_with(0, 3)[0].hidden);     // the part alone is the theme
}
