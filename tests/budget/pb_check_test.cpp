#include "budget/pb_check.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace ogp;
using namespace ogp::budget;

namespace {

const std::string clean = "META\nkey;value\ndescription;Small\ncountry;Georgia\nunit;Tbilisi\ninstance;2026\nnum_projects;2\nnum_votes;2\nbudget;100\n"
                          "vote_type;approval\nrule;greedy\ndate_begin;01.03.2026\ndate_end;31.03.2026\nmin_length;1\nmax_length;2\nmax_sum_cost;140\n"
                          "PROJECTS\nproject_id;cost;votes;name;selected\na;60;1;One;1\nb;80;2;Two;0\n"
                          "VOTES\nvoter_id;vote;age;sex;voting_method\n1;a,b;42;F;internet\n2;b;20-29;M;paper\n";

/// Codes of what is found once `from` is `to`.
std::set<std::string> found(const std::string& from = "", const std::string& to = "")
{
    std::string text = clean;
    if (!from.empty()) {
        REQUIRE(text.find(from) != std::string::npos);
        text.replace(text.find(from), from.size(), to);
    }
    const ReadPb result = read_pb(text, "x.pb", Reading::Strict);
    REQUIRE_FALSE(has_errors(result.findings));
    std::set<std::string> codes;
    for (const Finding& finding : check_pb(result.file))
        codes.insert(finding.code);
    return codes;
}

using Codes = std::set<std::string>;

} // namespace

TEST_CASE("the checks find each thing that does not agree, and nothing else")
{
    CHECK(found() == Codes{"greedy_rule_not_followed"}); // b has more votes, but a is selected
    const auto also = [](Codes codes) {
        codes.insert("greedy_rule_not_followed");
        return codes;
    };
    CHECK(found("country;Georgia\n", "") == also({"missing_meta_field"}));
    CHECK(found("country;Georgia\n", "country;Georgia\ncolour;blue\n") == also({"not_known_meta_field"}));
    CHECK(found("unit;Tbilisi\ninstance;2026\n", "instance;2026\nunit;Tbilisi\n") == also({"wrong_meta_fields_order"}));
    CHECK(found("date_end;31.03.2026", "date_end;31.02.2026") == also({"invalid_meta_value"}));
    CHECK(found("date_end;31.03.2026", "date_end;28.02.2026") == also({"date_range_mismatch"}));
    CHECK(found("budget;100", "budget;200") == Codes{"all_projects_funded", "unused_budget", "greedy_rule_not_followed"});
    CHECK(found("budget;100", "budget;70") == Codes{"single_project_exceeded_whole_budget"});
    CHECK(found("budget;100", "budget;50") == Codes{"single_project_exceeded_whole_budget", "budget_exceeded", "greedy_rule_not_followed"});
    CHECK(found("a;60;1", "a;0;1") == Codes{"project_with_no_cost", "all_projects_funded", "unused_budget", "greedy_rule_not_followed"});
    CHECK(found("a;60;1", "a;60;7") == also({"different_values_in_votes"}));
    CHECK(found("1;a,b;42", "1;b;42") == also({"different_values_in_votes", "project_with_no_votes"}));
    CHECK(found("max_length;2", "max_length;1") == also({"vote_length_exceeded"}));
    CHECK(found("min_length;1", "min_length;2") == also({"vote_length_too_short"}));
    CHECK(found("max_sum_cost;140", "max_sum_cost;139") == also({"vote_sum_cost_exceeded"}));
    CHECK(found("42;F", "42;X") == also({"invalid_votes_value"}));
    CHECK(found("20-29", "29-20") == also({"invalid_votes_value"}));
    CHECK(found("One;1", "One;5") == Codes{"invalid_projects_value", "unused_budget", "greedy_rule_not_followed"});
    CHECK(found("name;selected", "target;selected") == also({"not_known_projects_field"}));
}

TEST_CASE("points are held against their limits")
{
    const auto codes = [](const std::string& limits, const std::string& points) {
        const ReadPb result = read_pb("META\nkey;value\nbudget;10\nvote_type;cumulative\n" + limits + "\nPROJECTS\nproject_id;cost\na;6\nb;6\nVOTES\nvoter_id;vote;points\n1;a,b;" + points + "\n", "x.pb", Reading::Strict);
        Codes found;
        for (const Finding& finding : check_pb(result.file))
            if (finding.code.find("points") != std::string::npos)
                found.insert(finding.code);
        return found;
    };
    CHECK(codes("max_points;3\nmax_sum_points;5", "3,2").empty());
    CHECK(codes("max_points;3\nmax_sum_points;5", "4,1") == Codes{"points_out_of_range"});
    CHECK(codes("max_points;3\nmax_sum_points;5", "3,3") == Codes{"sum_points_exceeded"});
    CHECK(codes("min_sum_points;5", "2,1") == Codes{"sum_points_too_small"});
}
