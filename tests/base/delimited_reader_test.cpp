#include "base/delimited_reader.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace ogp;

namespace {

LineReader::Source pieces(const std::string& text, std::size_t size)
{
    return [&text, size, at = std::size_t{0}](char* buffer, std::size_t room) mutable {
        const std::size_t count = std::min({size, room, text.size() - at});
        std::copy_n(text.data() + at, count, buffer);
        at += count;
        return count;
    };
}

using Records = std::vector<std::vector<std::string>>;

struct Read
{
    Records records;
    std::vector<std::string> problems; ///< "2:5 stray_quote"
};

Read read(const std::string& text, const DelimitedLimits& limits = {}, std::size_t piece = 1000)
{
    Read result;
    DelimitedReader reader("x.csv", pieces(text, piece), limits);
    while (reader.next()) {
        for (const Finding& problem : reader.problems())
            result.problems.push_back(std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) + " " + problem.code);
        if (!reader.problems().empty())
            continue;
        result.records.emplace_back();
        for (const DelimitedCell& cell : reader.cells())
            result.records.back().emplace_back(cell.text);
    }
    return result;
}

using Problems = std::vector<std::string>;

std::string written(const Records& records)
{
    std::string out;
    for (const auto& record : records) {
        for (std::size_t i = 0; i < record.size(); ++i) {
            out += i == 0 ? "" : ",";
            out += '"';
            for (const char c : record[i]) {
                out += c;
                out += c == '"' ? "\"" : "";
            }
            out += '"';
        }
        out += "\r\n";
    }
    return out;
}

} // namespace

TEST_CASE("what RFC 4180 says is read")
{
    const std::string text = "a,b,c\r\n1,\"two, \"\"three\"\"\",\n\"\",\"x\r\ny\",\"\"\"\"\n\n,,";
    for (const std::size_t piece : {1U, 3U, 1000U}) {
        const Read result = read(text, {}, piece);
        CHECK(result.problems.empty());
        CHECK(result.records == Records{{"a", "b", "c"}, {"1", "two, \"three\"", ""}, {"", "x\ny", "\""}, {"", "", ""}});
    }
    CHECK(read("").records.empty());
    CHECK(read("\n\r\n\n").records.empty());
    CHECK(read("\xEF\xBB\xBF" "a\n").records == Records{{"a"}});
}

TEST_CASE("a CRLF in a cell stays where a format must come back as it was")
{
    const DelimitedLimits kept{.cell_lines = DelimitedLimits::CellLines::Kept};
    const std::string text = "a,\"x\r\ny\nz\r\"\r\nb,c\n";
    CHECK(read(text).records == Records{{"a", "x\ny\nz\r"}, {"b", "c"}});
    CHECK(read(text, kept).records == Records{{"a", "x\r\ny\nz\r"}, {"b", "c"}});
    CHECK(read(text, kept, 1).records == read(text, kept).records);
}

TEST_CASE("cells know their line and column")
{
    const std::string text = "a,\"x\ny\",b\n\"q\",ლ,z\n";
    DelimitedReader reader("x.csv", pieces(text, 4));
    REQUIRE(reader.next());
    REQUIRE(reader.cells().size() == 3);
    CHECK(reader.place(reader.cells()[1]).text() == "x.csv:1:3");
    CHECK(reader.place(reader.cells()[2]).text() == "x.csv:2:4");
    CHECK(reader.place(reader.cells()[2]).excerpt == "y\",b");
    REQUIRE(reader.next());
    CHECK(reader.line() == 3);
    CHECK(reader.place(reader.cells()[2]).text() == "x.csv:3:9");
    CHECK(reader.place(reader.cells()[2]).excerpt == "\"q\",ლ,z");
}

TEST_CASE("what is wrong is named with its place, and the next record is read")
{
    CHECK(read("a\nx\"y,z\nb\n").problems == Problems{"2:2 stray_quote"});
    CHECK(read("a\nx\"y,z\nb\n").records == Records{{"a"}, {"b"}});
    CHECK(read("\"a\" ,b\nc\n").problems == Problems{"1:4 text_after_quote"});
    CHECK(read("\"a\" ,b\nc\n").records == Records{{"c"}});
    CHECK(read("a\rb\nc\n").problems == Problems{"1:2 stray_carriage_return"});
    CHECK(read(std::string("a\0b\nc\n", 6)).problems == Problems{"1:2 nul_character"});
    CHECK(read("a,\xFF\nc\n").problems == Problems{"1:3 bad_utf8"});
    CHECK(read("a,b,c\nc\n", {.record_bytes = 100, .cells = 2}).problems == Problems{"1:5 too_many_cells"});
    CHECK(read("a,b,c\nc\n", {.record_bytes = 100, .cells = 2}).records == Records{{"c"}});
    CHECK(read(std::string(200, 'x') + "\nc\n", {.record_bytes = 100}).problems == Problems{"1:1 line_too_long"});
    CHECK(read(std::string(200, 'x') + "\nc\n", {.record_bytes = 100}).records == Records{{"c"}});
}

TEST_CASE("behind a quote that never closes nothing more is read")
{
    CHECK(read("a\nb,\"c\nd\ne").problems == Problems{"2:3 open_quote"});
    CHECK(read("a\nb,\"c\nd\ne").records == Records{{"a"}});
    std::string text = "a\n\"b\n";
    for (int i = 0; i < 1000; ++i)
        text += "line,of,text\n";
    CHECK(read(text, {.record_bytes = 500}).problems == Problems{"2:1 open_quote"});
    CHECK(read("a\n\"b\n" + std::string(1000, 'x') + "\nc", {.record_bytes = 500}).problems == Problems{"3:1 line_too_long"});
}

TEST_CASE("what is written in quotes is read back as it was")
{
    CHECK(rc::check([] {
        const auto cell = rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab,\"\n' ;=-\t")));
        const auto records = *rc::gen::container<Records>(rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(cell)));
        const Read result = read(written(records), {}, *rc::gen::inRange<std::size_t>(1, 50));
        RC_ASSERT(result.problems.empty());
        RC_ASSERT(result.records == records);
    }));
}

TEST_CASE("any bytes are read or refused")
{
    CHECK(rc::check([] {
        const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("a,\"\r\n\xFF\xE1\x83\x90\0 ", 12)));
        try {
            const Read one = read(text, {.record_bytes = 20, .cells = 5}, 1);
            const Read other = read(text, {.record_bytes = 20, .cells = 5}, 1000);
            RC_ASSERT(one.records == other.records);
            RC_ASSERT(one.problems == other.problems);
        } catch (const Error& error) {
            RC_ASSERT(error.fault() == Fault::Invalid);
        }
    }));
}
