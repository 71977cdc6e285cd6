#include "report_xlsx/xlsx_writer.hpp"

#include "base/error.hpp"
#include "base/time.hpp"
#include "report/sample_document.hpp"
#include "report/spreadsheet.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

using namespace ogp;
using namespace ogp::report;
using report_xlsx::write_workbook;

namespace {

/// A workbook in a folder of its own, looked at by other programs.
class Saved
{
public:
    explicit Saved(const std::string& bytes)
    {
        std::string name = (std::filesystem::temp_directory_path() / "ogp-xlsx-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        m_folder = name;
        std::ofstream(m_folder / "a.xlsx", std::ios::binary) << bytes;
    }
    ~Saved() { std::filesystem::remove_all(m_folder); }
    Saved(const Saved&) = delete;
    Saved& operator=(const Saved&) = delete;

    /// What a shell command prints in the folder.
    std::string run(const std::string& command) const
    {
        std::string out;
        std::FILE* pipe = ::popen(("cd '" + m_folder.string() + "' && { " + command + "; } 2>&1").c_str(), "r");
        REQUIRE(pipe != nullptr);
        char buffer[4096];
        while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe))
            out.append(buffer, got);
        ::pclose(pipe);
        return out;
    }

    /// What a Python script prints that has the workbook as `book`. "" where openpyxl is not installed, which is said.
    std::string python(const std::string& script) const
    {
        if (std::system("/usr/bin/python3 -c 'import openpyxl' 2>/dev/null") != 0) {
            WARN("skipped: openpyxl is not installed");
            return {};
        }
        std::ofstream(m_folder / "look.py") << "import openpyxl\nbook = openpyxl.load_workbook('a.xlsx')\n" << script;
        return run("/usr/bin/python3 look.py");
    }

private:
    std::filesystem::path m_folder;
};

Table typed_table()
{
    Table table;
    table.id = "money";
    table.caption = {"ხარჯი", "Spending: 2019/2020"};
    table.columns = {{"what", {"რა", "What"}},
                     {"day", {"დღე", "Day"}, Align::Left, Show::Always, Holds::Date},
                     {"cost", {"ღირებულება, ₾", "Cost, GEL"}, Align::Right, Show::Always, Holds::Money},
                     {"share", {"წილი", "Share"}, Align::Right, Show::Always, Holds::Percent},
                     {"hidden", {"სხვა", "More"}, Align::Right, Show::OnRequest, Holds::Number}};
    table.rows = {{Cell::localized({"გზა", "Road"}), Cell(Json("2019-04-15"), both("15 April")), Cell(Json(995), both("9.95")),
                   Cell(Json(125), both("12.5%")), Cell::of(std::int64_t{7})},
                  {Cell::of("=HYPERLINK(\"x\")"), Cell::none(), Cell::none(), Cell::none(), Cell::none()}};
    table.total = {Cell::localized({"სულ", "Total"}), Cell::none(), Cell(Json(995), both("9.95")), Cell::none(), Cell::none()};
    return table;
}

Document sample_book()
{
    Document document = sample_document();
    document.provenance = Json::object({{"report", "annual"}, {"root", std::string(300, 'f')}, {"title", "ქართული & <b>"}});
    document.sections[0].blocks.emplace_back(typed_table());
    return document;
}

} // namespace

TEST_CASE("a workbook has a sheet of control and one for each table")
{
    const Saved saved(write_workbook(sample_book(), Language::En));
    const std::string sheets = saved.python("for sheet in book: print(sheet.title, sheet.freeze_panes, sheet.auto_filter.ref)\n");
    if (!sheets.empty())
        CHECK(sheets == "Document None None\n1 Milestones A2 A1:D3\n2 Spending 20192020 A2 A1:E3\n");
    const std::string control = saved.python("for row in book['Document'].iter_rows(values_only=True):\n  if row[0]: print(row[0], '|', str(row[1])[:19])\n");
    if (!control.empty())
        CHECK(control == "Annual report | None\nThe year 2019 | None\nThe city | None\nAs of | 2019-12-31 00:00:00\n"
                         "Document identifier | city-annual-2019\nProduced by | ogp 1.2.3\nLanguage | English\nTables | None\n"
                         "Table 1 | Milestones\nTable 2 | Spending: 2019/2020\n1 Overview | None\nNote | Missing\nGoal | first\nsecond\nTerm | None\n"
                         "Provenance | None\nformat | xlsx\nlanguage | en\nreport | annual\nroot | fffffffffffffffffff\ntitle | ქართული & <b>\n");
}

TEST_CASE("cells are typed, headers bold and frozen, sums the last row")
{
    const Saved saved(write_workbook(sample_book(), Language::Ka));
    const std::string cells = saved.python(
        "for row in book.worksheets[2].iter_rows():\n"
        "  print(' '.join(f'{c.data_type}:{c.value}:{c.number_format}{\":bold\" if c.font.b else \"\"}' for c in row if c.value is not None))\n");
    if (cells.empty())
        return;
    CHECK(cells == "s:რა:General:bold s:დღე:General:bold s:ღირებულება, ₾:General:bold s:წილი:General:bold s:სხვა:General:bold\n"
                   "s:გზა:General d:2019-04-15 00:00:00:yyyy-mm-dd n:9.95:#,##0.00 n:0.125:0.0% n:7:General\n"
                   "s:=HYPERLINK(\"x\"):@\n"
                   "s:სულ:General:bold n:9.95:#,##0.00:bold\n");
}

TEST_CASE("a text is a string whatever it begins with")
{
    const Saved saved(write_workbook(sample_book(), Language::En));
    const std::string xml = saved.run("unzip -p a.xlsx xl/worksheets/sheet3.xml");
    if (xml.find("not found") != std::string::npos) {
        WARN("skipped: unzip is not installed");
        return;
    }
    CHECK(xml.find("<f>") == std::string::npos);
    CHECK(xml.find("t=\"inlineStr\"><is><t>=HYPERLINK(") != std::string::npos);
}

TEST_CASE("language and provenance are properties that together are the JSON")
{
    const Saved saved(write_workbook(sample_book(), Language::Ka));
    if (saved.run("unzip -v a.xlsx").find("not found") != std::string::npos) {
        WARN("skipped: unzip is not installed");
        return;
    }
    std::string xml = saved.run("unzip -p a.xlsx docProps/custom.xml");
    CHECK(xml.find("name=\"language\"><vt:lpwstr>ka<") != std::string::npos);
    std::string json;
    for (std::size_t at = xml.find("name=\"ogp-provenance-"); at != std::string::npos; at = xml.find("name=\"ogp-provenance-", at + 1)) {
        const std::size_t from = xml.find("<vt:lpwstr>", at) + 11;
        json += xml.substr(from, xml.find('<', from) - from);
    }
    for (std::size_t at = json.find("&quot;"); at != std::string::npos; at = json.find("&quot;"))
        json.replace(at, 6, "\"");
    const Json made = parse_json(json);
    CHECK(made.text("format") == "xlsx");
    CHECK(made.text("language") == "ka");
    CHECK(made.text("root") == std::string(300, 'f'));
    CHECK(made.text("title") == "ქართული & <b>");
}

TEST_CASE("the bytes follow from the document, not from the clock or the zone")
{
    const std::string first = write_workbook(sample_book(), Language::Ka);
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    const char* zone = std::getenv("TZ");
    const std::string before = zone == nullptr ? "" : zone;
    ::setenv("TZ", "Asia/Tbilisi", 1);
    ::tzset();
    CHECK(write_workbook(sample_book(), Language::Ka) == first);
    if (zone == nullptr)
        ::unsetenv("TZ");
    else
        ::setenv("TZ", before.c_str(), 1);
    ::tzset();
    // Every file in the archive is of 1980-01-01 00:00.
    std::size_t files = 0;
    for (std::size_t at = first.find("PK\x03\x04"); at != std::string::npos; at = first.find("PK\x03\x04", at + 4), ++files)
        CHECK(first.substr(at + 10, 4) == std::string("\0\0\x21\0", 4));
    CHECK(files > 8);
    const Saved saved(first);
    const std::string created = saved.python("print(book.properties.created, book.properties.modified, book.properties.title)\n");
    if (!created.empty())
        CHECK(created == "2019-12-31 00:00:00 2019-12-31 00:00:00 წლიური ანგარიში\n");
    // The control: another document, other bytes.
    Document other = sample_book();
    other.date = "2018-12-31";
    CHECK(write_workbook(other, Language::Ka) != first);
}

TEST_CASE("a text longer than a cell goes on in the next rows")
{
    Document document = sample_document();
    Table table;
    table.columns = {{"n", both("N")}, {"text", both("Text")}};
    std::string text;
    for (int i = 0; i < 40'000; ++i)
        text += "ა";
    table.rows = {{Cell::of(std::int64_t{1}), Cell::of(text)}, {Cell::of(std::int64_t{2}), Cell::of("short")}};
    document.sections[0].blocks = {table};
    const Saved saved(write_workbook(document, Language::En));
    const std::string rows = saved.python("for row in book.worksheets[1].iter_rows(values_only=True): print(row[0], len(row[1]), row[1][0], row[1][-1])\n");
    if (!rows.empty())
        CHECK(rows == "N 4 T t\n1 32766 ა …\nNone 7236 … ა\n2 5 s t\n");
}

TEST_CASE("rows are as high and columns as wide as their texts need")
{
    Document document = sample_document();
    Table table;
    table.columns = {{"n", both("N")}, {"text", both("Text")}};
    std::string text;
    for (int i = 0; i < 20; ++i)
        text += "ვალდებულება ";
    table.rows = {{Cell::of("short"), Cell::of("short")}, {Cell::of("one\ntwo\nthree"), Cell::of(text)}};
    document.sections[0].blocks = {table};
    const Saved saved(write_workbook(document, Language::En));
    const std::string sizes = saved.python("sheet = book.worksheets[1]\n"
                                           "print([sheet.row_dimensions[n].height for n in (1, 2, 3)], sheet.column_dimensions['B'].width > 55)\n"
                                           "print(book.worksheets[0].row_dimensions[1].height)\n");
    if (!sizes.empty())
        CHECK(sizes == "[None, None, 90.0] True\n24.0\n");
}

TEST_CASE("hostile texts and an empty table make a workbook that others read")
{
    Document document = hostile_document();
    Table empty = sample_table();
    empty.rows.clear();
    document.sections[0].blocks.emplace_back(empty);
    const Saved saved(write_workbook(document, Language::En));
    const std::string sheets = saved.python("for sheet in book: print(len(sheet.title) <= 31, sheet.max_row, sheet['A2'].value)\n");
    if (sheets.empty())
        return;
    CHECK(sheets.find("Error") == std::string::npos);
    CHECK(sheets.find("True 2 There are no records\n") != std::string::npos);
    CHECK(sheets.find("False") == std::string::npos);
    Document none;
    const std::string alone = Saved(write_workbook(none, Language::Ka)).python("print(len(book.worksheets), book.worksheets[0].title)\n");
    CHECK(alone == "1 დოკუმენტი\n");
}

TEST_CASE("the writer is handed in")
{
    report_xlsx::register_writer();
    CHECK(report::to_xlsx(sample_document(), Language::En) == write_workbook(sample_document(), Language::En));
    set_spreadsheet_writer(nullptr);
}

TEST_CASE("a hundred thousand rows", "[.slow]")
{
    Document document = sample_document();
    Table table = sample_table();
    table.rows.assign(100'000, table.rows.front());
    document.sections[0].blocks = {table};
    const std::string bytes = write_workbook(document, Language::Ka);
    const Saved saved(bytes);
    const std::string rows = saved.python("print(book.worksheets[1].max_row)\n");
    if (!rows.empty())
        CHECK(rows == "100001\n");
}
