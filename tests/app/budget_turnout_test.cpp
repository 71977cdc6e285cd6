#include "app/budget/budget_turnout.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <functional>
#include <map>
#include <set>

using namespace ogp;
using namespace ogp::app;

namespace {

store::TurnoutRow row(const char* district, const char* sex, const char* age, std::int64_t eligible, std::int64_t voted)
{
    return {{district, sex, age}, eligible, voted};
}

const TurnoutLine* find(const Turnout& turnout, const store::VoterTraits& traits)
{
    for (const TurnoutLine& line : turnout.lines)
        if (line.traits == traits)
            return &line;
    return nullptr;
}

} // namespace

TEST_CASE("margins are told, small cells withheld")
{
    const std::vector<store::TurnoutRow> rows{row("vake", "f", "", 100, 40), row("vake", "m", "", 100, 50), row("vake", "", "", 0, 0),
                                              row("isani", "f", "", 100, 3),  row("isani", "m", "", 100, 60), row("gldani", "f", "", 100, 30),
                                              row("gldani", "m", "", 100, 30)};
    const Turnout turnout = make_turnout(rows, traits_from("district,sex", "narrow"), 10);
    CHECK(turnout.refusals.size() == 1); // a quarter of all would have to be withheld
    const std::vector<store::TurnoutRow> more{row("vake", "f", "", 900, 400), row("vake", "m", "", 900, 500), row("isani", "f", "", 100, 3),
                                              row("isani", "m", "", 100, 60), row("gldani", "f", "", 100, 30), row("gldani", "m", "", 100, 30)};
    const Turnout fine = make_turnout(more, traits_from("district,sex", "narrow"), 10);
    CHECK(fine.refusals.empty());
    CHECK(fine.small == 1);
    CHECK(fine.further == 3);
    CHECK(find(fine, {"isani", "f", ""})->hidden);
    CHECK_FALSE(find(fine, {"vake", "f", ""})->hidden);
    CHECK(find(fine, {"isani", "", ""})->voted == 63);
    CHECK(turnout_csv(fine).find("isani,f,,..,\n") != std::string::npos);
    CHECK(check_turnout_csv(turnout_csv(fine), 10).empty());
    CHECK(check_turnout_csv("district,sex,age,voted,eligible\nisani,f,,3,\n", 10).size() == 1);
}

TEST_CASE("a margin of a few people is refused, whoever they are")
{
    CHECK(make_turnout({row("vake", "", "", 100, 50), row("isani", "", "", 3, 0)}, traits_from("district", "narrow"), 10).refusals.size() == 2);
    CHECK(make_turnout({row("vake", "", "", 100, 50), row("isani", "", "", 50, 2)}, traits_from("district", "narrow"), 10).refusals.size() == 1);
    CHECK(make_turnout({row("vake", "", "", 100, 50), row("isani", "", "", 50, 48)}, traits_from("district", "narrow"), 10).refusals.size() == 1);
    CHECK(make_turnout({row("vake", "", "", 100, 50), row("isani", "", "", 50, 20)}, traits_from("district", "narrow"), 10).refusals.empty());
}

TEST_CASE("what can be published is found, the most detailed first")
{
    std::vector<store::TurnoutRow> rows;
    for (const char* district : {"vake", "isani", "gldani"})
        for (const char* age : {"16-24", "25-34", "35-44", "45-54"})
            rows.push_back(row(district, "f", age, 100, age == std::string("16-24") ? 4 : 60));
    const TurnoutTraits all = traits_on_roll(rows);
    CHECK(all.district);
    CHECK(all.age);
    const TurnoutTraits found = publishable(rows, all, 10);
    CHECK(make_turnout(rows, found, 10).refusals.empty());
    CHECK_FALSE(found.none());
    CHECK(text_of(traits_from("none", "wide")) == "none");
    CHECK_THROWS_AS(traits_from("height", "narrow"), Error);
    CHECK(publishable({row("vake", "f", "16-24", 3, 1)}, all, 10).none());
}

TEST_CASE("wide bands hold the narrow ones")
{
    const std::vector<store::TurnoutRow> rows{row("", "", "0-15", 50, 20), row("", "", "16-24", 50, 20), row("", "", "25-34", 50, 20),
                                              row("", "", "65-74", 50, 20), row("", "", "75+", 50, 20),  row("", "", "", 50, 20)};
    const Turnout turnout = make_turnout(rows, traits_from("age", "wide"), 10);
    CHECK(find(turnout, {"", "", "0-24"})->voted == 40);
    CHECK(find(turnout, {"", "", "65+"})->voted == 40);
    CHECK(find(turnout, {"", "", "?"})->voted == 20);
    CHECK(find(turnout, {"", "", ""})->voted == 120);
}

/// Everybody has what is published: all margins, all cells that are shown. Every assignment of people to the withheld cells that fits is
/// tried; a withheld cell must come out in more than one way.
TEST_CASE("from a published table of voters no withheld cell can be worked out")
{
    int tables = 0;
    rc::check([&] {
        const std::vector<std::string> districts{"a", "b", "c", "d"};
        const std::vector<std::string> sexes{"f", "m"};
        std::vector<store::TurnoutRow> rows;
        for (const std::string& district : districts)
            for (const std::string& sex : sexes) {
                const int kind = *rc::gen::inRange(0, 7);
                const std::int64_t voted = district == "d" ? 400 : kind == 0 ? *rc::gen::inRange<std::int64_t>(1, 8) : kind < 4 ? *rc::gen::inRange<std::int64_t>(8, 15) : 60;
                rows.push_back({{district, sex, ""}, voted + 20, voted});
            }
        const std::int64_t k = 8;
        const Turnout turnout = make_turnout(rows, traits_from("district,sex", "narrow"), k);
        if (!turnout.refusals.empty())
            return;
        std::map<std::string, std::int64_t> rest_of_row;
        std::map<std::string, std::int64_t> rest_of_column;
        std::vector<store::VoterTraits> hidden;
        for (const TurnoutLine& line : turnout.lines) {
            const bool cell = !line.traits.district.empty() && !line.traits.sex.empty();
            if (!line.traits.district.empty() && line.traits.sex.empty())
                rest_of_row[line.traits.district] += line.voted;
            if (line.traits.district.empty() && !line.traits.sex.empty())
                rest_of_column[line.traits.sex] += line.voted;
            if (cell && line.hidden) {
                hidden.push_back(line.traits);
            } else if (cell) {
                RC_ASSERT(line.voted == 0 || line.voted >= k);
                rest_of_row[line.traits.district] -= line.voted;
                rest_of_column[line.traits.sex] -= line.voted;
            }
        }
        if (hidden.empty())
            return;
        ++tables;
        std::vector<std::set<std::int64_t>> values(hidden.size());
        std::vector<std::int64_t> tried(hidden.size());
        const std::function<void(std::size_t)> go = [&](std::size_t at) {
            if (at == hidden.size()) {
                for (const auto& [name, rest] : rest_of_row)
                    if (rest != 0)
                        return;
                for (const auto& [name, rest] : rest_of_column)
                    if (rest != 0)
                        return;
                for (std::size_t i = 0; i < hidden.size(); ++i)
                    values[i].insert(tried[i]);
                return;
            }
            std::int64_t& in_row = rest_of_row[hidden[at].district];
            std::int64_t& in_column = rest_of_column[hidden[at].sex];
            const std::int64_t most = std::min(in_row, in_column);
            const bool last_of_row = at + 1 == hidden.size() || hidden[at + 1].district != hidden[at].district;
            for (std::int64_t value = last_of_row ? in_row : 0; value <= most; ++value) {
                tried[at] = value;
                in_row -= value;
                in_column -= value;
                go(at + 1);
                in_row += value;
                in_column += value;
            }
        };
        go(0);
        for (const std::set<std::int64_t>& possible : values) {
            RC_ASSERT(possible.size() > 1);
            RC_ASSERT(*possible.rbegin() >= k);
        }
    });
    CHECK(tables > 5); // else nothing was tried
}
