#include "irm/assessment.hpp"

#include "irm/sample.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::irm;

TEST_CASE("a file that follows the rules has no differences")
{
    const CommitmentsFile file = sample_file();
    const Assessment result = assess(file.rows, "f.csv");
    CHECK(result.rows == 6);
    CHECK(result.differences.empty());
    for (const Comparison* group : {&result.starred, &result.high_completion, &result.change_in_completion,
        &result.did_it_open_government}) {
        CHECK(group->claimed == group->equal);
        CHECK(group->claimed == group->derived);
        CHECK(group->not_derived.empty());
    }
    CHECK(result.starred.claimed == 3);
    CHECK(result.high_completion.claimed == 6);
    CHECK(result.change_in_completion.claimed == 2);
}

TEST_CASE("on OGP's own file every coded row agrees with every rule")
{
    const auto text = real_text();
    if (!text) {
        WARN("skipped: ogp-commitments-georgia-ukraine.csv is not here");
        return;
    }
    const CommitmentsFile file = read_commitments(*text, "ogp.csv");
    const Assessment result = assess(file.rows, "ogp.csv");
    CHECK(result.rows == 47);
    CHECK(result.starred.claimed == 25);
    CHECK(result.high_completion.claimed == 47);
    CHECK(result.change_in_completion.claimed == 17);
    for (const Assessment::ByRule& one : result.columns) {
        INFO(one.rule->column);
        CHECK(one.comparison.equal == one.comparison.claimed);
        CHECK(one.comparison.derived == one.comparison.claimed);
        CHECK(one.comparison.differing.empty());
        CHECK(one.comparison.not_derived.empty());
    }
    CHECK(result.differences.empty());
}

TEST_CASE("a claim that the rule does not give is named")
{
    CommitmentsFile file = sample_file();
    file.rows[1].set(column::star_end, "0");
    file.rows[1].set(column::high_completion, "0");
    file.rows[4].set(column::opened, "Outstanding");
    const Assessment result = assess(file.rows, "f.csv");
    CHECK(result.starred.differing == std::vector<std::string>{"RU0002"});
    CHECK(result.starred.equal == 2);
    CHECK(result.high_completion.differing == std::vector<std::string>{"RU0002"});
    CHECK(result.did_it_open_government.differing == std::vector<std::string>{"RU0005"});
    CHECK(result.change_in_completion.differing.empty());
    REQUIRE_FALSE(result.differences.empty());
    CHECK(result.differences.front().place.text() == "f.csv:5");
    CHECK(result.differences.front().where == "RU0002 Starred (Current Formula) End of Term");
}

TEST_CASE("a claim that lacks what the rule needs is told apart")
{
    CommitmentsFile file = sample_file();
    file.rows[1].set(column::completion_progress, "ND");
    const Assessment result = assess(file.rows);
    CHECK(result.change_in_completion.differing.empty());
    CHECK(result.change_in_completion.not_derived == std::vector<std::string>{"RU0002"});
    CHECK(result.to_json()["change_in_completion"]["claimed"] == Json(2));
    CHECK(result.to_json()["change_in_completion"]["derived"] == Json(1));
}
