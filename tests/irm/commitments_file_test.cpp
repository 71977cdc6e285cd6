#include "irm/commitments_file.hpp"

#include "irm/sample.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>

using namespace ogp;
using namespace ogp::irm;

namespace {

/// Codes of the errors that reading ends with.
std::vector<std::string> errors_of(const std::string& text)
{
    try {
        read_commitments(text, "f.csv");
    } catch (const InvalidInput& error) {
        std::vector<std::string> codes;
        for (const Finding& finding : error.findings())
            codes.push_back(finding.code);
        return codes;
    } catch (const Error& error) {
        return {std::string(code(error.fault()))};
    }
    return {};
}

std::vector<std::string> notes_of(const CommitmentsFile& file)
{
    std::vector<std::string> codes;
    for (const Finding& finding : file.findings)
        codes.push_back(finding.code);
    return codes;
}

using Codes = std::vector<std::string>;

std::string replaced(std::string text, const std::string& what, const std::string& with)
{
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

std::string without_returns(std::string text)
{
    std::erase(text, '\r');
    return text;
}

} // namespace

TEST_CASE("a file in canonical form comes back byte for byte")
{
    const CommitmentsFile file = sample_file();
    CHECK(file.findings.empty());
    REQUIRE(file.rows.size() == 6);
    CHECK(file.rows[3].key() == "RU0004");
    CHECK(file.rows[0].cell(column::text) == "The city publishes its budget.\n\nEvery line, every quarter.");
    CHECK(write_commitments(file) == sample_text());
}

TEST_CASE("OGP's own file comes back byte for byte")
{
    const auto text = real_text();
    if (!text) {
        WARN("skipped: ogp-commitments-georgia-ukraine.csv is not here");
        return;
    }
    const CommitmentsFile file = read_commitments(*text, "ogp.csv");
    CHECK(file.rows.size() == 47);
    CHECK(file.findings.empty());
    CHECK(write_commitments(file) == *text);
}

TEST_CASE("any texts in the cells come back")
{
    rc::check("cells", [] {
        CommitmentsFile file = sample_file();
        file.rows.resize(2);
        const auto letters = rc::gen::container<std::string>(rc::gen::element('a', ',', '"', '\n', '\r', ' ', '=', '\t', '\x01'));
        file.columns.emplace_back("Further");
        for (Row& row : file.rows) {
            row.set(column::text, *letters);
            row.set(column::lead, *letters);
            row.set("Further", *letters);
        }
        const CommitmentsFile back = read_commitments(write_commitments(file), "f.csv");
        RC_ASSERT(back.columns == file.columns);
        RC_ASSERT(back.rows.size() == file.rows.size());
        for (std::size_t i = 0; i < file.rows.size(); ++i)
            RC_ASSERT(back.rows[i].to_json() == file.rows[i].to_json());
    });
}

TEST_CASE("a byte order mark is noted, lines may end with LF, and a CRLF in a cell stays")
{
    const std::string with_lf = without_returns(sample_text());
    const CommitmentsFile file = read_commitments("\xEF\xBB\xBF" + with_lf, "f.csv");
    CHECK(notes_of(file) == Codes{"byte_order_mark"});
    CHECK(file.columns.front() == column::identifier);
    CHECK(write_commitments(file) == sample_text());
    const CommitmentsFile mixed = read_commitments(replaced(with_lf, "budget.\n\nEvery", "budget.\r\n\r\nEvery"), "f.csv");
    CHECK(mixed.rows[0].cell(column::text) == "The city publishes its budget.\r\n\r\nEvery line, every quarter.");
}

TEST_CASE("unknown columns are kept and noted")
{
    std::string text;
    const std::string sample = sample_text();
    // Behind every record: in front of a CRLF outside of quotes.
    bool quoted = false;
    bool header = true;
    for (const char c : sample) {
        quoted = c == '"' ? !quoted : quoted;
        if (c == '\r' && !quoted) {
            text += header ? ",Colour" : ",red";
            header = false;
        }
        text += c;
    }
    const CommitmentsFile file = read_commitments(text, "f.csv");
    CHECK(notes_of(file) == Codes{"further_column"});
    CHECK(file.rows[5].cell("Colour") == "red");
    CHECK(write_commitments(file) == text);
}

TEST_CASE("what is wrong with the columns is told before the rows")
{
    const std::string text = sample_text();
    CHECK(errors_of("") == Codes{"invalid"});
    CHECK(errors_of("a,b\n1,2\n") == Codes{"missing_column"});
    CHECK(errors_of(replaced(text, "Specificity,_Specificity", "Specificity,Specificity")) == Codes{"column_twice"});
    CHECK(errors_of(replaced(text, ",Theme,", ",Them,")) == Codes{"missing_column"});
}

TEST_CASE("what is wrong with rows is told for all of them")
{
    const std::string text = sample_text();
    CHECK(errors_of(replaced(text, "\nRU0003,", "\nRU0002,")) == Codes{"duplicate_id"});
    CHECK(errors_of(replaced(text, "\nRU0003,", "\nRU 3,")) == Codes{"bad_id"});
    CHECK(errors_of(replaced(text, ",AP_GERU03,", ",NA,")) == Codes{"plan_missing"});
    CHECK(errors_of(replaced(text, ",AP_GERU03,", ",a/b,")) == Codes{"bad_id"});
    CHECK(errors_of(replaced(text, "Open Contracts", "Open \xFF Contracts")) == Codes{"bad_utf8"});
    CHECK(errors_of(replaced(text, "Open Contracts", "Open \"Contracts\"")) == Codes{"stray_quote"});
    CHECK(errors_of(replaced(text, "Open Contracts", "Open, Contracts")) == Codes{"too_many_cells"});
    CHECK(errors_of(replaced(text, "Open Contracts,", "")) == Codes{"too_few_cells"});
    CHECK(errors_of(replaced(text, "Open Contracts", std::string(longest_cell + 1, 'x'))) == Codes{"cell_too_long"});
    CHECK(errors_of(replaced(replaced(text, "\nRU0003,", "\nRU0002,"), "\nRU0005,", "\nRU0002,")) == Codes{"duplicate_id", "duplicate_id"});
}

TEST_CASE("a finding names line and column")
{
    try {
        read_commitments(replaced(sample_text(), "\nRU0003,", "\nRU0002,"), "f.csv");
        FAIL("read");
    } catch (const InvalidInput& error) {
        CHECK(error.findings().at(0).place.text() == "f.csv:6:1");
        CHECK(error.findings().at(0).message.en == "the identifier \"RU0002\" stands in line 5 already");
    }
}

TEST_CASE("errors without end are cut off")
{
    std::string text = sample_text();
    for (int i = 0; i < 5'000; ++i)
        text += "x\n";
    const Codes codes = errors_of(text);
    CHECK(codes.size() == 1'001);
    CHECK(codes.back() == "too_many_errors");
}

TEST_CASE("a word that no scale has and a twin that differs are warnings")
{
    CHECK(notes_of(read_commitments(replaced(sample_text(), ",High,3,", ",Highest,3,"), "f.csv")) == Codes{"unknown_value"});
    CHECK(notes_of(read_commitments(replaced(sample_text(), ",High,3,", ",High,2,"), "f.csv")) == Codes{"twin_differs"});
}
