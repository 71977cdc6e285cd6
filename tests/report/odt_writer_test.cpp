#include "report/odt_writer.hpp"

#include "report/sample_document.hpp"
#include "report/well_formed.hpp"
#include "report/zip_reader.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

namespace {

std::size_t count(const std::string& text, std::string_view part)
{
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

Document with_chart()
{
    Document document = sample_document();
    document.provenance = Json::object({{"report", "annual"}, {"size", 7}});
    document.sections[0].blocks.emplace_back(sample_chart());
    Table& table = std::get<Table>(document.sections[0].blocks[4]);
    table.total = {Cell::of("Total"), Cell::none(), Cell::of(std::int64_t{75}), Cell::none()};
    return document;
}

} // namespace

TEST_CASE("every part of a text is well-formed, the same each time")
{
    REQUIRE(well_formedness_is_checked());
    for (const Document& document : {with_chart(), hostile_document()}) {
        for (const Language language : {Language::Ka, Language::En}) {
            const std::string odt = to_odt(document, language);
            CHECK(odt == to_odt(document, language));
            CHECK(odt.substr(30, 47) == "mimetypeapplication/vnd.oasis.opendocument.text");
            for (const char* part : {"content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml", "Pictures/figure-1.svg", "Pictures/figure-2.svg"})
                CHECK(is_well_formed(zip_entry(odt, part)));
        }
    }
}

TEST_CASE("what a text has in it")
{
    const std::string odt = to_odt(with_chart(), Language::En);
    const std::string content = zip_entry(odt, "content.xml");
    CHECK(count(content, "<text:h ") == 2);
    CHECK(content.find("text:outline-level=\"2\"><text:bookmark-start text:name=\"log\"/><text:span text:style-name=\"Number\">1.1</text:span> Log<") !=
          std::string::npos);
    CHECK(content.find("xlink:href=\"#overview\">1 Overview<text:tab/><text:bookmark-ref text:reference-format=\"page\" text:ref-name=\"overview\">") !=
          std::string::npos);
    CHECK(content.find("Table <text:sequence text:ref-name=\"Table1\" text:name=\"Table\" text:formula=\"ooow:Table+1\" style:num-format=\"1\">1</text:sequence>") !=
          std::string::npos);
    CHECK(count(content, "<table:table-header-rows>") == 1);
    CHECK(count(content, "<draw:image ") == 2);
    CHECK(content.find("<svg:title>Outcomes</svg:title><svg:desc>Three months.</svg:desc>") != std::string::npos);
    CHECK(content.find("<text:span text:style-name=\"Foreign_ka\">პორტალის ტესტი</text:span>") != std::string::npos);
    CHECK(content.find("table:style-name=\"Total\" office:value-type=\"string\"><text:p text:style-name=\"Table_20_Heading\">Total<") != std::string::npos);
    CHECK(content.find(">late<") == std::string::npos); // a column that is shown on request
    const std::string meta = zip_entry(odt, "meta.xml");
    CHECK(meta.find("<dc:date>2019-12-31T00:00:00</dc:date>") != std::string::npos);
    CHECK(meta.find("<dc:language>en-GB</dc:language>") != std::string::npos);
    CHECK(meta.find("meta:name=\"ogp-provenance\" meta:value-type=\"string\">{&quot;format&quot;:&quot;odt&quot;,&quot;language&quot;:&quot;en&quot;,") != std::string::npos);
    CHECK(zip_entry(to_odt(with_chart(), Language::Ka), "styles.xml").find("fo:language=\"ka\" fo:country=\"GE\"") != std::string::npos);
}

TEST_CASE("a wide table lies on a page on its side, with its heading, and what follows stands again")
{
    Table wide = sample_table();
    for (int i = 0; i < 9; ++i)
        wide.columns.push_back({"c" + std::to_string(i), both("მნიშვნელობები")});
    for (auto& row : wide.rows)
        row.resize(wide.columns.size(), Cell::of("განვითარების"));
    Document document = sample_document();
    document.sections = {{"wide", "1", both("Wide"), {wide, Paragraph{both("After")}}, {}}, {"next", "2", both("Next"), {wide}, {}}};
    const std::string content = zip_entry(to_odt(document, Language::En), "content.xml");
    CHECK(content.find("<text:h text:style-name=\"Heading_20_1_Landscape\"") != std::string::npos);
    CHECK(content.find("<text:p text:style-name=\"Caption\">") != std::string::npos);
    CHECK(content.find("<text:p text:style-name=\"Text_20_body_Standard\">After</text:p>") != std::string::npos);
    CHECK(count(content, "Heading_20_1_Landscape\" text:outline-level") == 2);
    CHECK(count(content, "table:style-name=\"Table_Landscape\"") == 2);
}
