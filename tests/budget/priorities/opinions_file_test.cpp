#include "budget/priorities/opinions_file.hpp"

#include "budget/priorities/averages.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>

using namespace ogp;
using namespace ogp::budget;

namespace {

Survey sample_survey()
{
    Survey survey;
    survey.themes = {{"streets", {}, {}, {}}, {"lighting", 0, {}, {}}, {"parks", {}, {}, {}}};
    survey.traits = {{"district", {}}, {"sex", {"F", "M"}}};
    return survey;
}

std::string found(const std::string& bytes, const Survey& survey = sample_survey())
{
    std::string all;
    for (const Finding& finding : read_opinions(bytes, "ballots.csv", survey).findings)
        all += (all.empty() ? "" : ", ") + finding.code + " " + std::to_string(finding.place.line) + ":" + std::to_string(finding.place.column);
    return all;
}

const std::string header = "district,sex,streets,lighting,parks\n";

} // namespace

TEST_CASE("ballots are read by the names of columns")
{
    const ReadOpinions read = read_opinions("parks,sex,district,streets\n5,F,Vake,1\n,M,Gldani,4\n3,,Vake,\n", "ballots.csv", sample_survey());
    CHECK(read.findings.empty());
    const Opinions& o = read.opinions;
    CHECK(o.voters() == 3);
    CHECK(o.traits[0].values == std::vector<std::string>{"Gldani", "Vake"});
    CHECK(o.values == std::vector<std::uint32_t>{1, 0, 0, 1, 1, trait_unknown});
    REQUIRE(o.answers.size() == 4);
    CHECK(o.answers[0].theme == 2);
    CHECK(o.answers[0].value == 5);
    CHECK(o.first == std::vector<std::uint64_t>{0, 2, 3, 4});
}

TEST_CASE("a mark, CRLF, semicolons and quotes are accepted")
{
    const Opinions plain = read_opinions("district,sex,streets\nUpper Vake,F,4\n", "b", sample_survey()).opinions;
    const ReadOpinions other = read_opinions("\xEF\xBB\xBF" "district;sex;streets\r\n\"Upper Vake\";F;4\r\n", "b", sample_survey());
    CHECK(other.findings.size() == 2);
    CHECK_FALSE(has_errors(other.findings));
    CHECK(other.opinions.values == plain.values);
    CHECK(other.opinions.traits[0].values == plain.traits[0].values);
    CHECK(read_opinions("district,sex,streets\n\"Vake, \"\"upper\"\"\",F,4\n", "b", sample_survey()).opinions.traits[0].values[0] == "Vake, \"upper\"");
}

TEST_CASE("what is wrong with a ballot has its line and column")
{
    CHECK(found("") == "empty_file 1:1");
    CHECK(found(header) == "no_ballots 1:1");
    CHECK(found("district,sex,streets,lightning\nVake,F,1,2\n") == "unknown_theme 1:22");
    CHECK(found("district,streets\nVake,1\n") == "missing_trait 1:1");
    CHECK(found("district,sex\nVake,F\n") == "no_theme_column 1:1");
    CHECK(found("district,sex,streets,streets\nVake,F,1,1\n") == "duplicate_column 1:22");
    CHECK(found(header + "Vake,F,1,2\n") == "wrong_cells 2:1");
    CHECK(found(header + "Vake,F,6,0,-1\n") == "mark_off_scale 2:8, mark_off_scale 2:10, mark_off_scale 2:12");
    CHECK(found(header + "Vake,F,4.5,x,99999999999\n") == "bad_mark 2:8, bad_mark 2:12, bad_mark 2:14");
    CHECK(found(header + "Vake,F,\"4,5\",1,1\n") == "comma_decimal 2:8");
    CHECK(found(header + "Vake,X,1,1,1\n") == "unknown_value 2:6");
    CHECK(found(header + "Vake,F,1,1,1\n\nVake,F,1,1,1\n") == "empty_line 3:1");
    CHECK(found(header + "Vake,F,,,\n") == "empty_ballot 2:1");
    CHECK(found(header + "\"Vake,F,1,1,1\n") == "open_quote 2:1");
    CHECK(found(header + "Vake\xFF,F,1,1,1\n") == "not_utf8 2:5");
    CHECK(found("voter_id,district,sex,streets\na,Vake,F,1\nb,Vake,F,1\na,Vake,M,2\n") == "duplicate_voter 4:1");
}

TEST_CASE("a wrong number of ballots and an overdrawn purse are errors")
{
    Survey survey = sample_survey();
    survey.ballots = 2;
    CHECK(found(header + "Vake,F,1,1,1\n", survey) == "different_number_of_ballots 1:1");
    Survey purse = sample_survey();
    purse.kind = OpinionKind::Allocation;
    purse.least = 0;
    purse.most = 10;
    CHECK(found(header + "Vake,F,5,5,1\nVake,F,5,5,\n", purse) == "points_exceeded 2:1");
}

TEST_CASE("a trait with a value for every voter is refused, findings do not run away")
{
    std::string bytes = "district,sex,streets\n";
    for (int i = 0; i < 8'000; ++i)
        bytes += "d" + std::to_string(i) + ",F,1\n";
    const Findings findings = read_opinions(bytes, "b", sample_survey()).findings;
    CHECK(has_errors(findings));
    CHECK(findings.size() == 1'001);
}

TEST_CASE("averages from a file do not depend on the order of its rows")
{
    CHECK(rc::check([] {
        std::vector<std::string> rows;
        for (int i = *rc::gen::inRange(1, 30); i > 0; --i)
            rows.push_back(*rc::gen::element<std::string>("Vake", "Gldani", "Isani", "") + "," + *rc::gen::element<std::string>("F", "M", "") + "," +
                           *rc::gen::element<std::string>("1", "3", "5", "") + "," + *rc::gen::element<std::string>("2", "4", "") + ",3\n");
        const auto cells_of = [&] {
            std::string bytes = header;
            for (const std::string& row : rows)
                bytes += row;
            const ReadOpinions read = read_opinions(bytes, "b", sample_survey());
            return std::pair{read.opinions.traits, tabulate(read.opinions)};
        };
        const auto [traits, cells] = cells_of();
        std::reverse(rows.begin(), rows.end());
        const auto [other_traits, other] = cells_of();
        RC_ASSERT(cells.size() == other.size());
        for (std::size_t t = 0; t < traits.size(); ++t)
            RC_ASSERT(traits[t].values == other_traits[t].values);
        for (std::size_t c = 0; c < cells.size(); ++c) {
            RC_ASSERT(cells[c].values == other[c].values);
            RC_ASSERT(cells[c].sums == other[c].sums);
            RC_ASSERT(cells[c].voters == other[c].voters);
        }
    }));
}
