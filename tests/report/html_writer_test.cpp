#include "report/document_writers.hpp"

#include "base/text.hpp"
#include "report/sample_document.hpp"
#include "report/well_formed.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace ogp;
using namespace ogp::report;

namespace {

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// What stands between two texts, with neither of them.
std::string between(const std::string& text, const std::string& begin, const std::string& end)
{
    const std::size_t from = text.find(begin);
    REQUIRE(from != std::string::npos);
    const std::size_t to = text.find(end, from);
    REQUIRE(to != std::string::npos);
    return text.substr(from + begin.size(), to - from - begin.size());
}

} // namespace

TEST_CASE("the head closes the page to everything outside")
{
    const std::string html = to_html(sample_document(), Language::Ka, "report.en.html");
    CHECK(html.starts_with("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"ka\">\n"));
    CHECK(holds(html, "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\""));
    CHECK(holds(html, "<title>წლიური ანგარიში</title>"));
    CHECK(holds(html, "<link rel=\"alternate\" hreflang=\"en\" href=\"report.en.html\"/>"));
    CHECK(!holds(html, "<script"));
    CHECK(!holds(html, "url(http"));
    CHECK(!holds(html, "@import"));
    CHECK(!holds(html, "text-transform"));
    CHECK(!holds(html, "small-caps"));
    CHECK(!holds(to_html(sample_document(), Language::Ka), "hreflang"));
}

TEST_CASE("cover, contents, text and footer are landmarks with a way to skip")
{
    const std::string html = to_html(sample_document(), Language::En, "report.ka.html");
    CHECK(holds(html, "<a class=\"skip\" href=\"#content\">Skip to the text</a>"));
    CHECK(between(html, "<dl class=\"control\">\n", "</dl>") ==
          "<div><dt>As of</dt><dd><time datetime=\"2019-12-31\">31 December 2019</time></dd></div>\n"
          "<div><dt>Document identifier</dt><dd>city-annual-2019</dd></div>\n"
          "<div><dt>Produced by</dt><dd>ogp 1.2.3</dd></div>\n"
          "<div class=\"screen\"><dt>This document in another language</dt><dd><a href=\"report.ka.html\" hreflang=\"ka\" "
          "lang=\"ka\">ქართული</a></dd></div>\n");
    CHECK(between(html, "<h2 id=\"contents-title\">", "</nav>") ==
          "Contents</h2>\n<ol>\n"
          "<li><a href=\"#overview\"><span class=\"number\">1</span> <span>Overview</span></a>\n"
          "<ol>\n<li><a href=\"#log\"><span class=\"number\">1.1</span> <span>Log</span></a></li>\n</ol>\n</li>\n</ol>\n");
    CHECK(holds(html, "<main id=\"content\" tabindex=\"-1\">"));
    CHECK(holds(html, "<footer>"));
}

TEST_CASE("every kind of block is written")
{
    const std::string html = to_html(sample_document(), Language::En);
    CHECK(holds(html, "<section id=\"overview\">\n<h2><span class=\"number\">1</span> Overview</h2>\n<p>Words</p>\n"));
    CHECK(holds(html, "<div class=\"notice\" role=\"note\">\n<p><strong>Note:</strong> Missing</p>\n</div>\n"));
    CHECK(holds(html, "<dl class=\"card\" id=\"card-I\">\n<div><dt>Goal</dt><dd><p>first</p><p>second</p></dd></div>\n"
                      "<div><dt>Term</dt><dd>—</dd></div>\n</dl>\n"));
    CHECK(holds(html, "<h3><span class=\"number\">1.1</span> Log</h3>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"));
    CHECK(holds(html, "</svg>\n</div>\n<figcaption><span class=\"label\">Figure 1.</span> <span class=\"title\">Time line</span> "
                      "Two milestones. <a href=\"#milestones-I\">The same data as a table: Table 1</a></figcaption>"));
}

TEST_CASE("a table has caption, heads with scope and the columns that are always shown")
{
    const std::string html = to_html(sample_document(), Language::En);
    CHECK(holds(html, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table 1: Milestones\">\n<table id=\"milestones-I\">\n"
                      "<caption><span><span class=\"label\">Table 1.</span> Milestones</span></caption>\n"));
    CHECK(between(html, "<thead>\n", "</table>") ==
          "<tr><th scope=\"col\" class=\"pin\">No</th><th scope=\"col\" class=\"middle\">Milestone</th>"
          "<th scope=\"col\" class=\"right\">Delay</th></tr>\n</thead>\n<tbody>\n"
          "<tr><th scope=\"row\" class=\"short pin\">I.1</th><td class=\"middle\">Map</td><td class=\"short right\">75</td></tr>\n"
          "<tr><th scope=\"row\" class=\"short pin\">I.2</th><td class=\"middle\"><span class=\"foreign\" lang=\"ka\">პორტალის ტესტი</span>"
          "</td><td class=\"short right\">—</td></tr>\n</tbody>\n");
    Document empty = sample_document();
    std::get<Table>(empty.sections[0].blocks[4]).rows.clear();
    CHECK(holds(to_html(empty, Language::En), "<tr><td class=\"empty\" colspan=\"3\">There are no records</td></tr>"));
}

TEST_CASE("a text of the other language only is marked with its language")
{
    Document document = sample_document();
    document.sections[0].title = {"", "Overview"};
    CHECK(holds(to_html(document, Language::Ka), "</span> <span class=\"foreign\" lang=\"en\">Overview</span></h2>"));
    CHECK(!holds(to_html(document, Language::En), "lang=\"en\">Overview"));
}

TEST_CASE("a page is well-formed XML in both languages")
{
    REQUIRE(well_formedness_is_checked());
    CHECK(is_well_formed(to_html(sample_document(), Language::Ka, "a.html")));
    CHECK(is_well_formed(to_html(sample_document(), Language::En)));
    CHECK(is_well_formed(to_html(Document{}, Language::En)));
}

TEST_CASE("hostile texts stay texts wherever they stand")
{
    for (const Language language : {Language::Ka, Language::En}) {
        const std::string html = to_html(hostile_document(), language, "javascript:alert(1)");
        CHECK(!holds(html, "<script"));
        CHECK(!holds(html, "]]>"));
        CHECK(!holds(html, "javascript:"));
        CHECK(!has_control_characters(html));
        CHECK(is_utf8(html));
        CHECK(holds(html, "&lt;script&gt;"));
        CHECK(is_well_formed(html));
    }
}

TEST_CASE("ids are unique and links lead somewhere")
{
    Document document = sample_document();
    document.sections.push_back(document.sections[0]);
    const std::string html = to_html(document, Language::En);
    std::set<std::string> ids;
    for (std::size_t at = html.find(" id=\""); at != std::string::npos; at = html.find(" id=\"", at + 1)) {
        const std::string id = html.substr(at + 5, html.find('"', at + 5) - at - 5);
        CHECK(ids.insert(id).second);
    }
    CHECK(ids.contains("overview-2"));
    std::size_t links = 0;
    for (std::size_t at = html.find("href=\"#"); at != std::string::npos; at = html.find("href=\"#", at + 1), ++links)
        CHECK(ids.contains(html.substr(at + 7, html.find('"', at + 7) - at - 7)));
    CHECK(links > 5);
    // A figure whose table is not there links nowhere.
    std::get<Gantt>(document.sections[0].blocks[3]).twin = "gone";
    std::get<Gantt>(document.sections[1].blocks[3]).twin = "gone";
    CHECK(!holds(to_html(document, Language::En), "The same data"));
}

TEST_CASE("the same document gives the same bytes")
{
    CHECK(to_html(sample_document(), Language::Ka, "x.html") == to_html(sample_document(), Language::Ka, "x.html"));
    CHECK(to_markdown(sample_document(), Language::Ka) == to_markdown(sample_document(), Language::Ka));
    CHECK(to_json(to_json(sample_document())) == to_json(to_json(sample_document())));
}

TEST_CASE("a heading goes to the page on its side with the wide table under it")
{
    Document document = sample_document();
    Table wide;
    wide.id = "wide";
    for (int i = 0; i < 12; ++i)
        wide.columns.push_back({"c", both("responsibility")});
    document.sections = {{"s", "", both("S"), {wide}, {}}};
    CHECK(holds(to_html(document, Language::En), "<section id=\"s\">\n<div class=\"sideways\">\n<h2>S</h2>\n<div class=\"scroll sideways\""));
    CHECK(is_well_formed(to_html(document, Language::En)));
    document.sections[0].blocks.insert(document.sections[0].blocks.begin(), Paragraph{both("first")});
    CHECK(holds(to_html(document, Language::En), "<section id=\"s\">\n<h2>S</h2>\n<p>first</p>\n<div class=\"scroll sideways\""));
}

TEST_CASE("sums are the foot of a table, blank where there is none")
{
    Document document = sample_document();
    Table table = sample_table();
    table.total = {Cell::localized({"სულ", "Total"}), Cell::none(), Cell::of(std::int64_t{75}), Cell::none()};
    document.sections[0].blocks = {table};
    const std::string html = to_html(document, Language::En);
    CHECK(html.find("<tfoot>\n<tr><th scope=\"row\" class=\"short pin\">Total</th><td class=\"middle\"></td><td class=\"short right\">75</td></tr>\n</tfoot>") !=
          std::string::npos);
    CHECK(to_html(sample_document(), Language::En).find("<tfoot>") == std::string::npos);
}

TEST_CASE("texts of the record bear their marks")
{
    Document document = sample_document();
    Table table = sample_table();
    table.rows[0][1].mark = "ab12/title";
    Card card{"c", {{both("Goal"), Cell::of("first")}}};
    card.rows[0].second.mark = "ab12/\"goal\"";
    document.sections[0].blocks = {Paragraph{both("one\ntwo"), "ab12/results"}, card, table};
    const std::string html = to_html(document, Language::En);
    CHECK(html.find("<div data-ogp-mark=\"ab12/results\">\n<p>one</p>\n<p>two</p>\n</div>") != std::string::npos);
    CHECK(html.find("<dd data-ogp-mark=\"ab12/&quot;goal&quot;\">first</dd>") != std::string::npos);
    CHECK(html.find("data-ogp-mark=\"ab12/title\">Map</td>") != std::string::npos);
    CHECK(to_html(sample_document(), Language::En).find("data-ogp-mark") == std::string::npos);
}

TEST_CASE("a chart is a numbered figure with the way to its table")
{
    Document document = sample_document();
    document.sections[0].blocks.insert(document.sections[0].blocks.begin(), sample_chart());
    const std::string html = to_html(document, Language::En);
    CHECK(html.find("<figure id=\"outcomes\">") != std::string::npos);
    CHECK(html.find("<span class=\"label\">Figure 1.</span> <span class=\"title\">Outcomes</span> Three months. "
                    "<a href=\"#milestones-I\">The same data as a table: Table 1</a>") != std::string::npos);
    CHECK(html.find("<span class=\"label\">Figure 2.</span> <span class=\"title\">Time line</span>") != std::string::npos);
    CHECK(is_well_formed(html));
}
