#include "app/budget/budget_round_survey.hpp"

#include "app/opinion_round.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace ogp;
using namespace ogp::app;

namespace {

const std::vector<OpinionVoter> two_voters{{"vake", "f", {3, 0, 5}}, {"gldani", "m", {1, 2, 0}}};

/// What is said when such a round is to be opened; "" where nothing is wrong with it.
std::string refused(const std::string& weights, const std::string& population, const std::string& survey = OpinionRound::survey,
                    const std::function<void(const OpinionRound&)>& change = {})
{
    const OpinionRound round(weights, population, survey);
    round.put_roll(two_voters);
    if (change)
        change(round);
    try {
        round.open();
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Invalid);
        return error.message().en;
    }
    return {};
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("words of weights")
{
    budget::Survey survey;
    survey.traits = {{"district", {}}, {"sex", {}}};
    const PriorityChoice plain = read_weights("none", survey);
    CHECK(plain.weighting == budget::Weighting::None);
    CHECK(plain.by == std::vector<std::string>{"district", "sex"});
    CHECK(plain.least == 10);
    const PriorityChoice raked = read_weights(" rake  trim=0.5,2 k=7 by=sex unknown=leave-out", survey);
    CHECK(raked.weighting == budget::Weighting::Raked);
    CHECK(raked.raking.most == 2);
    CHECK(raked.least == 7);
    CHECK(raked.by == std::vector<std::string>{"sex"});
    CHECK(raked.unknown == budget::UnknownTraits::LeaveOut);
    CHECK(raked.empty == budget::EmptyStrata::Merge);
    CHECK(read_weights("district by=none", survey).by.empty());
    for (const char* wrong : {"", "equal", "rake trim=3", "rake k=0", "rake k=", "rake k=x", "rake by=age", "rake unknown=maybe", "rake 5", "k=5 rake", "rake trim"})
        CHECK_THROWS_AS(read_weights(wrong, survey), Error);
}

TEST_CASE("a round that could not be weighted at closing is not opened")
{
    const std::string margins = OpinionRound::margins;
    const std::string survey = OpinionRound::survey;
    CHECK(refused("none", {}).empty());
    CHECK(refused("rake", margins).empty());
    CHECK(refused("district", "trait,value,population\ndistrict,vake,1\ndistrict,gldani,1\n").empty());
    CHECK(refused("rake", {}) == "weights need the numbers of the population");
    CHECK(refused("none", margins) == "there are numbers of the population, but no weights");
    CHECK(refused("fair", margins) == "unknown word in the weights: 'fair'");
    CHECK(refused("district", "trait,value,population\ndistrict,vake,1\n") == "people.csv: there are voters, but no people: gldani (1)");
    CHECK(refused("rake", "trait,value,population\ndistrict,vake,1\ndistrict,gldani,-1\n").find("people.csv") != std::string::npos);
    CHECK(refused("rake", replaced(margins, "sex,f", "age,f")).find("people.csv") != std::string::npos);
    CHECK(refused("none", {}, replaced(survey, "rating", "votes")).find("survey.yaml") != std::string::npos);
    CHECK(refused("none", {}, replaced(survey, "id: sex", "id: income")) == "survey.yaml: the voter roll has no trait 'income'");
    CHECK(refused("none", {}, replaced(survey, "{id: district}", "{id: district, values: [vake, gldanI]}")) ==
          "on the roll there is the district 'gldani', which the survey does not list");
    CHECK(refused("none", {}, "year: 2031\n" + survey) == "survey.yaml: the year is another one (2031) than the round's (2020)");
    CHECK(refused("none", {}, "count: 2\n" + survey) == "survey.yaml: count is not for a round: there are no ballots yet");
    CHECK(refused("none", {}, replaced(survey, "ballots: rating\nscale: {least: 1, most: 5}", "ballots: allocation\npoints: 10")) ==
          "survey.yaml: the kind of ballots is another one (allocation) than the round's (rating)");
    CHECK(refused("none", {}, survey, [](const OpinionRound& round) { round.set("theme_mapping", "m.csv", "earlier,today\nroads,street\n"); }) ==
          "m.csv: the survey has no theme 'street'");
    CHECK(refused("none", {}, "\xff").find("survey.yaml") != std::string::npos);
}

TEST_CASE("what was asked and how it is weighted is frozen with the rules")
{
    const OpinionRound round("rake k=3", OpinionRound::margins);
    round.put_roll(two_voters);
    round.open();
    const Repository repository = round.at("2019-05-10T10:00:00+04:00");
    const RoundRules rules = frozen_rules(repository, round.row());
    CHECK(rules.survey.text == OpinionRound::survey);
    CHECK(rules.population.text == OpinionRound::margins);
    CHECK(rules.min_points == 1);
    CHECK(rules.max_points == 5);
    CHECK(rules.projects.size() == 3);
    CHECK(to_json(round_rules_from(to_json(rules))) == to_json(rules));
    for (const char* field : {"survey", "population", "theme_mapping"}) {
        INFO(field);
        bool frozen = false;
        try {
            round.set(field, "other.csv", "x");
        } catch (const Error& error) {
            frozen = error.fault() == Fault::Forbidden;
        }
        CHECK(frozen);
    }
}

TEST_CASE("marks off the scale of the survey are refused")
{
    RoundRules rules;
    rules.kind = "rating";
    rules.projects = {{"a", "0", {}, {}, {}}};
    rules.min_points = 1;
    rules.max_points = 5;
    CHECK(read_ballot(rules, "a", "0").code == "too_few_points");
    CHECK(read_ballot(rules, "a", "-1").code == "negative_points");
    CHECK(read_ballot(rules, "a", "6").code == "too_many_points");
    CHECK(read_ballot(rules, "a", "1").code.empty());
    rules.min_points = -2;
    CHECK(read_ballot(rules, "a", "-2").code.empty());
    CHECK(read_ballot(rules, "a", "-3").code == "too_few_points");
}
