#include "budget/priorities/opinions_pb.hpp"

#include "base/error.hpp"
#include "budget/priorities/averages.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::budget;

namespace {

ReadPb read(const std::string& type, const std::string& more, const std::string& votes)
{
    return read_pb("META\nkey;value\nnum_projects;2\nnum_votes;3\nbudget;0\nvote_type;" + type + "\n" + more +
                       "PROJECTS\nproject_id;cost;name\nroads;0;Roads\nparks/1;0;\"Parks; all\"\nVOTES\nvoter_id;vote;points;district\n" + votes,
                   "round.pb", Reading::Strict);
}

} // namespace

TEST_CASE("ratings in a .pb file are averaged as those of a CSV")
{
    const ReadPb pb = read("scoring", "max_points;5\n", "a;roads,parks/1;5,1;\"Vake; upper\"\nb;parks/1;3;Gldani\nc;roads;2;\n");
    REQUIRE_FALSE(has_errors(pb.findings));
    const Survey survey = survey_of(pb.file, {"district"});
    CHECK(survey.kind == OpinionKind::Rating);
    CHECK(survey.most == 5);
    CHECK(survey.themes[1].label.en == "Parks; all");
    const ReadOpinions ballots = opinions_of(pb.file, survey);
    CHECK(ballots.findings.empty());
    CHECK(ballots.opinions.traits[0].values == std::vector<std::string>{"Gldani", "Vake; upper"});
    const std::vector<OpinionCell> cells = tabulate(ballots.opinions);
    const Priorities result = average(ballots.opinions, cells, plain_weights(cells));
    CHECK(result.voters == 3);
    CHECK(result.themes[0].plain->text() == "7/2");
    CHECK(result.themes[1].plain->text() == "2");
}

TEST_CASE("points that are shared out come from cumulative votes")
{
    const ReadPb pb = read("cumulative", "max_sum_points;10\n", "a;roads,parks/1;6,4;x\nb;parks/1;3;x\nc;roads;2;x\n");
    const Survey survey = survey_of(pb.file, {});
    CHECK(survey.kind == OpinionKind::Allocation);
    CHECK(survey.most == 10);
    CHECK(opinions_of(pb.file, survey).opinions.answers.size() == 4);
}

TEST_CASE("other votes rate nothing, marks off the survey's scale are found in their line")
{
    const ReadPb approval = read("approval", "", "a;roads;;x\nb;roads;;x\nc;roads;;x\n");
    CHECK_THROWS_AS(survey_of(approval.file, {}), Error);
    const ReadPb pb = read("scoring", "max_points;5\n", "a;roads;5;x\nb;roads;9;x\nc;roads;2;x\n");
    const ReadOpinions wrong = opinions_of(pb.file, survey_of(pb.file, {}));
    REQUIRE(wrong.findings.size() == 1);
    CHECK(wrong.findings[0].code == "mark_off_scale");
    CHECK(wrong.findings[0].place.line == 15);
    CHECK_THROWS_AS(opinions_of(pb.file, survey_of(pb.file, {"sex"})), Error);
}
