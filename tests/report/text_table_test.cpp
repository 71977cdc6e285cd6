#include "report/table_writers.hpp"

#include "base/text.hpp"
#include "report/sample_document.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;
using namespace ogp::report;

TEST_CASE("columns are aligned by characters, not bytes")
{
    CHECK(to_text(sample_table(), Language::Ka, 0) == "№    ეტაპი           დაგვიანება\n"
                                                      "───  ──────────────  ──────────\n"
                                                      "I.1  რუკა                    75\n"
                                                      "I.2  პორტალის ტესტი\n");
    CHECK(to_text(sample_table(), Language::En, 0) == "No   Milestone       Delay\n"
                                                      "───  ──────────────  ─────\n"
                                                      "I.1  Map                75\n"
                                                      "I.2  პორტალის ტესტი\n");
}

TEST_CASE("headers are bold where that is wanted")
{
    Table table;
    table.columns = {{"a", both("A")}};
    CHECK(to_text(table, Language::En, 0, Emphasis::Bold) == "\x1b[1mA\x1b[0m\n─\n");
    CHECK(to_text(table, Language::En, 0) == "A\n─\n");
}

TEST_CASE("a table that does not fit breaks its labels, then shortens its widest text")
{
    Table table;
    table.columns = {{"start", {"", "Planned start"}}, {"title", {"", "Title"}}, {"days", {"", "Delay in days"}, Align::Right}};
    table.rows = {{Cell::of("2019-01-01"), Cell::of("a rather long title of a milestone"), Cell::of(std::int64_t{7})}};
    CHECK(to_text(table, Language::En, 46) == "                                         Delay\n"
                                              "Planned                                     in\n"
                                              "start       Title                         days\n"
                                              "──────────  ───────────────────────────  ─────\n"
                                              "2019-01-01  a rather long title of a m…      7\n");
    // The same table where it fits stays on one line.
    CHECK(to_text(table, Language::En, 200).starts_with("Planned start  Title"));
}

TEST_CASE("control characters and line ends of a cell never reach the terminal")
{
    Table table;
    table.columns = {{"a", both("A")}, {"b", both("B")}};
    table.rows = {{Cell::of("x\x1b[31m\xE2\x80\xAE"), Cell::of("1\n2\t3")}};
    CHECK(to_text(table, Language::En, 0) == "A                    B\n"
                                             "───────────────────  ─────\n"
                                             "x\\u{1b}[31m\\u{202e}  1 2 3\n");
}

TEST_CASE("no line is wider than the terminal while a text can give way")
{
    CHECK(rc::check("width", [](const std::vector<std::uint8_t>& lengths) {
        Table table;
        table.columns = {{"a", both("first label")}, {"b", both("second")}};
        const auto letters = [](std::size_t count) {
            std::string text; // of ASCII it would look like an id, which stays whole
            while (count-- > 0)
                text += "ა";
            return text;
        };
        for (const std::uint8_t length : lengths)
            table.rows.push_back({Cell::of(letters(length)), Cell::of(letters(length / 2U))});
        const std::size_t width = 24;
        const std::string text = to_text(table, Language::En, width);
        for (const std::string_view line : split(text, '\n'))
            RC_ASSERT(display_width(line) <= width);
    }));
}

TEST_CASE("a table without columns or rows is written")
{
    CHECK(to_text(Table{}, Language::En, 20) == "\n\n");
    Table table = sample_table();
    table.rows.clear();
    CHECK(to_text(table, Language::En, 0) == "No  Milestone  Delay\n──  ─────────  ─────\n");
}

TEST_CASE("sums stand under a rule of their own")
{
    Table table;
    table.columns = {{"what", both("What")}, {"n", both("N"), Align::Right}};
    table.rows = {{Cell::of("one"), Cell::of(std::int64_t{1})}};
    table.total = {Cell::of("Total"), Cell::of(std::int64_t{1000})};
    CHECK(to_text(table, Language::En, 0) == "What      N\n─────  ────\none       1\n─────  ────\nTotal  1000\n");
    CHECK(select(table, std::vector<std::string>{"n"}).total.size() == 1);
}
