#include "budget/pb_file.hpp"

#include "base/file.hpp"
#include "budget/sample_round.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ogp;
using namespace ogp::budget;

namespace {

const std::string small = "META\nkey;value\ndescription;Small\nnum_projects;2\nnum_votes;2\nbudget;100\nvote_type;approval\ncolour;blue\n"
                          "PROJECTS\nproject_id;cost;name;shape\na;60;One;round\nb;40.5;\"Two; \"\"2\"\"\";square\n"
                          "VOTES\nvoter_id;vote;shoe\n1;a,b;42\n2;b;\n";

ReadPb read(const std::string& text, Reading reading = Reading::Strict)
{
    return read_pb(text, "x.pb", reading);
}

std::string with(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// The first finding of that code, as "severity line:column"; "" where there is none.
std::string place_of(const ReadPb& result, const std::string& code)
{
    for (const Finding& finding : result.findings)
        if (finding.code == code)
            return std::string(ogp::code(finding.severity)) + " " + std::to_string(finding.place.line) + ":" + std::to_string(finding.place.column);
    return "";
}

} // namespace

TEST_CASE("a file is read: money in the places it needs, projects, ballots")
{
    const ReadPb result = read(small);
    REQUIRE(result.findings.empty());
    const Round& round = result.file.round;
    CHECK(round.places == 1);
    CHECK(round.budget == 1000);
    CHECK(round.projects[1].cost == 405);
    CHECK(round.projects[1].name == "Two; \"2\"");
    CHECK(round.voters() == 2);
    CHECK(round.ballots.size() == 2);
}

TEST_CASE("unknown keys, columns and their order are kept: a canonical file is written as the same bytes")
{
    CHECK(write_pb(read(small).file.text) == small);
    const std::string endless = small.substr(0, small.size() - 1);
    CHECK(write_pb(read(endless).file.text) == endless);
}

TEST_CASE("line ends, a byte order mark and needless quotes are made canonical")
{
    std::string other = with(small, "a;60;One;round", "a;60;\"One\";round");
    for (std::size_t at = 0; (at = other.find('\n', at)) != std::string::npos; at += 2)
        other.insert(at, "\r");
    const ReadPb result = read("\xEF\xBB\xBF" + other);
    CHECK(place_of(result, "byte_order_mark") == "note 1:1");
    CHECK(place_of(result, "carriage_returns") == "note 1:1");
    CHECK_FALSE(has_errors(result.findings));
    CHECK(write_pb(result.file.text) == small);
}

TEST_CASE("a quoted cell may hold a line feed, and lines are still counted")
{
    const ReadPb result = read(with(with(small, "a;60;One;round", "a;60;\"On\ne\";round"), "2;b;", "2;c;"));
    CHECK(result.file.project_cells[0][2] == "On\ne");
    CHECK(place_of(result, "unknown_project") == "error 17:3");
}

TEST_CASE("what is wrong is found with line and column")
{
    const auto found = [](const std::string& from, const std::string& to, const std::string& code) { return place_of(read(with(small, from, to)), code); };
    CHECK(found("num_votes;2", "num_votes;3", "different_number_of_votes") == "error 5:11");
    CHECK(found("num_projects;2", "num_projects;two", "different_number_of_projects") == "error 4:14");
    CHECK(found("budget;100", "budget;100,5", "comma_decimal") == "error 6:8");
    CHECK(found("budget;100", "budget;-100", "negative_amount") == "error 6:8");
    CHECK(found("budget;100", "budget;1e9", "bad_amount") == "error 6:8");
    CHECK(found("budget;100", "budget;9999999999999999999", "amount_overflow") == "error 6:8");
    CHECK(found("budget;100", "budget;9223372036854775807", "amount_overflow") == "error 6:8"); // b's cost needs a place more
    CHECK(found("a;60;", "a;-60;", "negative_amount") == "error 11:3");
    CHECK(found("a;60;", "a;;", "bad_amount") == "error 11:3");
    CHECK(found("vote_type;approval", "vote_type;guess", "bad_vote_type") == "error 7:11");
    CHECK(found("colour;blue", "budget;200", "duplicate_key") == "error 8:1");
    CHECK(found("\nb;40.5", "\na;40.5", "duplicate_project") == "error 12:1");
    CHECK(found("\n2;b;", "\n1;b;", "duplicate_voter") == "error 16:1");
    CHECK(found("2;b;", "2;b,x;", "unknown_project") == "error 16:5");
    CHECK(found("1;a,b;", "1;a,b,a;", "vote_with_duplicated_projects") == "error 15:7");
    CHECK(found("1;a,b;", "1;a, b;", "list_blank") == "error 15:5");
    CHECK(found("2;b;", "2;;", "empty_vote") == "error 16:3");
    CHECK(found("2;b;", "2;b", "wrong_cells") == "error 16:1");
    CHECK(found("1;a,b;42", "1;\"a,b;42", "open_quote") == "error 15:3");
    CHECK(found("VOTES\n", "VOTES\n\n", "empty_line") == "error 14:1");
    CHECK(found("key;value", "key,value", "wrong_header") == "error 2:1");
    CHECK(found("project_id;cost", "project_id;price", "wrong_header") == "error 10:1");
    CHECK(found("shape", "name", "duplicate_column") == "error 10:22");
    CHECK(found("description;Small", "description;Sm\xFFll", "not_utf8") == "error 3:15");
    CHECK(found("VOTES\n", "BALLOTS\n", "no_section") == "error 0:0");
    CHECK(place_of(read("hello\n"), "section_order") == "error 1:1");
    CHECK(place_of(read(""), "no_section") == "error 0:0");
    CHECK(place_of(read("META\n"), "no_header") == "error 1:1");
}

TEST_CASE("every row with a fault is reported, not only the first of equal ones")
{
    const std::string text = with(with(small, "num_votes;2", "num_votes;4"), "2;b;\n", "2;x;\n3;x;\n4;x;\n");
    const ReadPb result = read(text);
    CHECK(std::count_if(result.findings.begin(), result.findings.end(), [](const Finding& f) { return f.code == "unknown_project"; }) == 3);
}

TEST_CASE("a million faults do not make a million findings")
{
    std::string text = small;
    for (int i = 10; i < 3000; ++i)
        text += std::to_string(i) + ";x;\n";
    const ReadPb result = read(text);
    CHECK(result.findings.size() == 1002);
    CHECK(result.findings.back().message.en == "1990 more of this kind (unknown_project)");
}

TEST_CASE("a lenient reading repairs, says so, and what it writes is strict")
{
    std::string text = with(with(small, "budget;100", "budget;100,5"), "1;a,b;42", "1;a, b,a;42");
    text = with(with(with(text, "shape", "target"), "num_votes;2", "num_votes;9"), "VOTES\n", "\nVOTES\n");
    CHECK(has_errors(read(text).findings));
    const ReadPb result = read(text, Reading::Lenient);
    CHECK_FALSE(has_errors(result.findings));
    for (const char* code : {"comma_decimal", "list_blank", "vote_with_duplicated_projects", "renamed_column", "different_number_of_votes", "empty_line"})
        CHECK(place_of(result, code).substr(0, 7) == "warning");
    CHECK(result.file.round.budget == 1005);
    const std::string written = write_pb(result.file.text);
    CHECK(written == with(with(small, "budget;100", "budget;100.5"), "shape", "beneficiaries"));
    CHECK(read(written).findings.empty());
}

TEST_CASE("a lenient reading does not guess")
{
    for (const auto& [from, to] : {std::pair{"2;b;", "2;x;"}, {"\n2;b;", "\n1;b;"}, {"a;60;", "a;-60;"}, {"budget;100", "budget;99999999999999999999"}})
        CHECK(has_errors(read(with(small, from, to), Reading::Lenient).findings));
}

TEST_CASE("every vote type is read")
{
    const auto text = [](const std::string& type, const std::string& votes) {
        return "META\nkey;value\nbudget;10\ndefault_score;1\nvote_type;" + type + "\nPROJECTS\nproject_id;cost\na;1\nb;1\nc;1\nVOTES\n" + votes;
    };
    const auto totals = [](const ReadPb& result, Satisfaction satisfaction) { return make_profile(result.file.round, satisfaction).total; };
    using Totals = std::vector<std::int64_t>;
    const ReadPb ordinal = read(text("ordinal", "voter_id;vote\n1;c,a,b\n2;c\n"));
    CHECK(totals(ordinal, Satisfaction::Borda) == Totals{1, 0, 2});
    CHECK(totals(ordinal, Satisfaction::Card) == Totals{1, 1, 2});
    const ReadPb cumulative = read(text("cumulative", "voter_id;vote;points\n1;c,a;3,0.5\n2;b;2\n"));
    CHECK(cumulative.file.round.point_places == 1);
    CHECK(totals(cumulative, Satisfaction::Points) == Totals{5, 20, 30});
    const ReadPb scoring = read(text("scoring", "voter_id;vote;points\n1;c,a;3,-2\n2;b;2\n"));
    REQUIRE(scoring.findings.empty());
    CHECK(totals(scoring, Satisfaction::Points) == Totals{1, 3, 4}); // the default score where a ballot does not name the project
    CHECK(place_of(read(text("choose-1", "voter_id;vote\n1;c,a\n")), "choose_one") == "error 13:3");
    CHECK(place_of(read(text("cumulative", "voter_id;vote;points\n1;c,a;3\n")), "bad_points") == "error 13:7");
    CHECK(place_of(read(text("cumulative", "voter_id;vote;points\n1;c;-3\n")), "negative_amount") == "error 13:5");
    CHECK(place_of(read(text("cumulative", "voter_id;vote\n1;c\n")), "wrong_header") == "error 12:1");
}

TEST_CASE("any bytes are read without harm, and what is accepted is written and read the same")
{
    CHECK(rc::check([] {
        std::string text = small;
        const auto edits = *rc::gen::inRange(1, 8);
        for (int i = 0; i < edits; ++i) {
            const auto at = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(text.size())));
            text.replace(at, static_cast<std::size_t>(*rc::gen::inRange(0, 3)), 1, *rc::gen::element(';', '"', '\n', '\r', ',', '0', 'a', '.', '\xFF', ' '));
        }
        for (const Reading reading : {Reading::Strict, Reading::Lenient}) {
            const ReadPb result = read(text, reading);
            if (has_errors(result.findings))
                continue;
            const std::string written = write_pb(result.file.text);
            const ReadPb again = read(written);
            RC_ASSERT(!has_errors(again.findings));
            RC_ASSERT(write_pb(again.file.text) == written);
            RC_ASSERT(again.file.round.budget == result.file.round.budget);
            RC_ASSERT(again.file.round.voters() == result.file.round.voters());
        }
    }));
}
