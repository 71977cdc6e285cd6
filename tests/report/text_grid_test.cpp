#include "report/text_grid.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "report/table_writers.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;
using namespace ogp::report;

namespace {

Table table_of(const std::vector<std::string>& labels, const std::vector<std::vector<std::string>>& rows)
{
    Table table;
    for (const std::string& label : labels)
        table.columns.push_back({"c" + std::to_string(table.columns.size()), both(label)});
    for (const std::vector<std::string>& row : rows) {
        std::vector<Cell>& cells = table.rows.emplace_back();
        for (const std::string& cell : row)
            cells.push_back(Cell::of(cell));
    }
    return table;
}

std::vector<Give> gives(const std::vector<std::string>& cells)
{
    std::vector<Give> all;
    for (const std::string& cell : cells)
        all.push_back(grid_of(table_of({"A"}, {{cell}}), Language::En).columns[0].give);
    return all;
}

} // namespace

TEST_CASE("days, numbers and ids are whole, words give way")
{
    CHECK(gives({"2019-04-30", "FOI-2026-00017", "fbaf07bf2a81c2a0a4c2ef3ab124bcbd", "running", "publication_duty", "მიღებული"}) == std::vector(6, Give::Nothing));
    CHECK(gives({"2019-04-15T10:00:00+04:00", "2019-04-15T06:00:00.125Z"}) == std::vector(2, Give::Seconds));
    CHECK(gives({"2019-99-15T10:00:00+04:00"}) == std::vector{Give::Nothing});
    CHECK(gives({"-9 working days", "ვადაგადაცილებული", "2019-04-30 (დაბეჭდილია 31.04.2019)"}) == std::vector(3, Give::Lines));
    CHECK(gives({"Agreement of the exact list of services with departments", std::string(33, 'x')}) == std::vector(2, Give::End));
    Table numbers = table_of({"N"}, {{"12 345 678 901"}});
    numbers.columns[0].align = Align::Right;
    CHECK(grid_of(numbers, Language::En).columns[0].give == Give::Nothing);
    // One cell of words makes a column of words.
    CHECK(grid_of(table_of({"A"}, {{"2019-04-30"}, {"not yet known"}}), Language::En).columns[0].give == Give::Lines);
}

TEST_CASE("the deadlines of a case on eighty columns: days whole, few words in lines")
{
    const Table clocks = table_of({"Clock", "Label", "Status", "Due on", "Used", "Left", "Target"},
                                  {{"confirm", "Term to confirm", "breached", "2020-04-13", "1616 working days", "-1615 working days", "1 working day"},
                                   {"resolve", "Term to resolve", "breached", "2020-04-15", "1616 working days", "-1613 working days", "3 working days"}});
    CHECK(to_text(clocks, Language::En, 80) == "Clock    Label    Status    Due on      Used     Left     Target\n"
                                               "───────  ───────  ────────  ──────────  ───────  ───────  ─────────\n"
                                               "confirm  Term to  breached  2020-04-13  1616     -1615    1 working\n"
                                               "         confirm                        working  working  day\n"
                                               "                                        days     days\n"
                                               "resolve  Term to  breached  2020-04-15  1616     -1613    3 working\n"
                                               "         resolve                        working  working  days\n"
                                               "                                        days     days\n");
}

TEST_CASE("columns without any value go before a text is cut, and stay where there is room")
{
    const Table table = table_of({"Number", "Title", "District", "Outcome"}, {{"TB-1", "a street without lamps", "", ""}, {"TB-2", "x", "", ""}});
    CHECK(to_text(table, Language::En, 60).starts_with("Number  Title                   District  Outcome\n"));
    CHECK(to_text(table, Language::En, 40) == "Number  Title\n"
                                              "──────  ──────────────────────\n"
                                              "TB-1    a street without lamps\n"
                                              "TB-2    x\n");
    // Where there are no rows, the header says what there would be.
    CHECK(to_text(table_of({"Number", "Title"}, {}), Language::En, 5).starts_with("Number  Title\n"));
}

TEST_CASE("times lose their seconds before a text is cut, and their zone where all have the same")
{
    const auto narrow = [](const std::vector<std::vector<std::string>>& rows) { return to_text(table_of({"Time", "What"}, rows), Language::En, 36); };
    CHECK(narrow({{"2019-04-15T10:00:00+04:00", "opened: Submitted"}}) == "Time              What\n"
                                                                         "────────────────  ─────────────────\n"
                                                                         "2019-04-15T10:00  opened: Submitted\n");
    CHECK(narrow({{"2019-04-15T10:00:00.125Z", "opened: Submitted"}}).find("\n2019-04-15T10:00Z  opened") != std::string::npos);
    const std::string mixed = narrow({{"2019-04-15T10:00:00+04:00", "opened"}, {"2019-04-15T10:00:00+03:00", "a long answer"}});
    CHECK(mixed.find("\n2019-04-15T10:00+04:00  opened\n") != std::string::npos);
    CHECK(mixed.find("\n2019-04-15T10:00+03:00  a long") != std::string::npos);
}

TEST_CASE("where not even that is enough, each row becomes lines")
{
    Table table = table_of({"Case", "Clock", "Due on", "Why"}, {{"FOI-2026-00017", "answer", "2026-04-23", ""},
                                                                {"TB-2026-000001", "confirm", "2026-04-13", "the reporter has been asked for the place of it"}});
    CHECK(to_text(table, Language::En, 40) == "Case    FOI-2026-00017\n"
                                              "Clock   answer\n"
                                              "Due on  2026-04-23\n"
                                              "\n"
                                              "Case    TB-2026-000001\n"
                                              "Clock   confirm\n"
                                              "Due on  2026-04-13\n"
                                              "Why     the reporter has been asked for\n"
                                              "        the place of it\n");
    table.total = {Cell::of("Total"), Cell::none(), Cell::none(), Cell::none()};
    CHECK(to_text(table, Language::En, 40).ends_with("\n\nCase    Total\n"));
}

TEST_CASE("a day or a number is never cut, however narrow, and texts are cut only where something had to go")
{
    CHECK(rc::check("whole", [](const std::vector<std::uint16_t>& days, const std::vector<std::uint8_t>& lengths) {
        Table table = table_of({"Day", "Number", "Text", "Id"}, {});
        table.columns[1].align = Align::Right;
        for (std::size_t i = 0; i < days.size(); ++i) {
            const std::size_t length = i < lengths.size() ? lengths[i] : 1U;
            std::string words;
            while (words.size() < length)
                words += "word ";
            table.rows.push_back({Cell::of((*Date::parse("2019-01-01") + days[i] % 3000).iso()), Cell::of(std::int64_t{days[i]}), Cell::of(words + "end"),
                                  Cell::of("TB-2019-" + std::to_string(100'000U + days[i]))});
        }
        const auto width = *rc::gen::inRange<std::size_t>(10, 120);
        const std::string text = to_text(table, Language::En, width);
        for (const std::vector<Cell>& row : table.rows)
            for (const std::size_t column : {0U, 1U, 3U})
                RC_ASSERT(text.find(row[column].text.en) != std::string::npos);
        if (!table.rows.empty() && text.starts_with("Day") && text.find("─") != std::string::npos)
            for (const std::string_view line : split(text, '\n'))
                RC_ASSERT(display_width(line) <= width);
    }));
}
