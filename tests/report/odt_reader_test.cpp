#include "report/odt_reader.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "report/odt_writer.hpp"
#include "report/sample_document.hpp"
#include "report/zip_reader.hpp"
#include "report/zip_writer.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;
using namespace ogp::report;

namespace {

const std::string head = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
                         "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\">";

std::string odt_of(const std::string& content)
{
    ZipWriter zip;
    zip.add("content.xml", content);
    return zip.finish();
}

std::vector<EditedText> read(const std::string& body)
{
    return read_odt_edits(odt_of(head + body + "</office:document-content>"));
}

std::string section(const std::string& body)
{
    return "<text:section text:name=\"ogp:ab/result:ka:0123456789abcdef\">" + body + "</text:section>";
}

Document marked(const Localized& text)
{
    Document document = sample_document();
    Card card{"card", {{both("Result"), Cell::localized(text)}}};
    card.rows[0].second.mark = "aa/result";
    Table table = sample_table();
    table.rows[0][1] = Cell::localized(text);
    table.rows[0][1].mark = "aa/result";
    document.sections[0].blocks = {Paragraph{text, "bb/text"}, card, table};
    return document;
}

std::string digest(const std::string& text)
{
    return sha256(text).hex().substr(0, 16);
}

} // namespace

TEST_CASE("marked texts come back as they were written")
{
    const Localized text{"პირველი  ორი \n\n მეორე\tსამი", "one"};
    const std::vector<EditedText> texts = read_odt_edits(to_odt(marked(text), Language::Ka));
    REQUIRE(texts.size() == 3);
    CHECK(texts[0].mark == "bb/text");
    CHECK(texts[1].mark == "aa/result");
    CHECK(texts[2].mark == "aa/result");
    for (const EditedText& one : texts) {
        CHECK(one.language == Language::Ka);
        CHECK(one.text == text.ka);
        CHECK(one.original_hash == digest(text.ka));
    }
    CHECK(read_odt_edits(to_odt(sample_document(), Language::Ka)).empty());
}

TEST_CASE("a text that was never translated is read under the reader's language")
{
    const std::vector<EditedText> texts = read_odt_edits(to_odt(marked({"მხოლოდ ქართული", ""}), Language::En));
    REQUIRE(texts.size() == 3);
    CHECK(texts[0].language == Language::En);
    CHECK(texts[0].text == "მხოლოდ ქართული");
    CHECK(texts[0].original_hash == digest("მხოლოდ ქართული"));
}

TEST_CASE("every text without control characters comes back")
{
    rc::check([] {
        const auto pieces = *rc::gen::container<std::vector<std::string>>(
            rc::gen::element<std::string>("a", " ", "  ", "\n", "\t", "<", "&", "\"", "'", "]]>", "ქ", "№", "„ტ“", "\xF0\x9F\x98\x80", ":"));
        std::string text;
        for (const std::string& piece : pieces)
            text += piece;
        const std::vector<EditedText> texts = read_odt_edits(to_odt(marked({"", text}), Language::En));
        RC_ASSERT(texts.size() == 3U);
        for (const EditedText& one : texts)
            RC_ASSERT(one.text == text);
    });
}

TEST_CASE("what office programs make of a text")
{
    CHECK(read(section("<text:p>a<text:span>b<text:span> c</text:span></text:span>\n   d<text:s/><text:s text:c=\"2\"/>e</text:p><text:p/><text:p>f<text:line-break/>g</text:p>"))
              .at(0)
              .text == "ab c d   e\n\nf\ng");
    CHECK(read(section("<text:p>a<text:change-start/>new<text:change-end/><office:annotation><text:p>remark</text:p></office:annotation> b</text:p>")).at(0).text == "anew b");
    CHECK(read("<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>" + section("<text:p> a </text:p>")).at(0).text == "a");
    CHECK(read(section("<text:list><text:list-item><text:p><text:number>1.</text:number>a</text:p></text:list-item></text:list><text:p>x<svg:desc>d</svg:desc></text:p>"))
              .at(0)
              .text == "a\nx");
    CHECK(read(section("")).at(0).text.empty());
}

TEST_CASE("where the section is gone, the paragraphs that the bookmark touches are the text")
{
    const std::string name = "text:name=\"ogp:ab/result:en:0123456789abcdef\"";
    const auto texts = read("<text:p>before</text:p><text:p>new <text:bookmark-start " + name + "/>old</text:p><text:p>more<text:bookmark-end " + name +
                            "/> end</text:p><text:p>after</text:p><text:p><text:bookmark text:name=\"ogp:ab/other:en:0123456789abcdef\"/>all new</text:p>");
    REQUIRE(texts.size() == 2);
    CHECK(texts[0].text == "new old\nmore end");
    CHECK(texts[0].mark == "ab/result");
    CHECK(texts[0].language == Language::En);
    CHECK(texts[1].text == "all new");
}

TEST_CASE("a document from outside is refused where it may do harm")
{
    CHECK_THROWS_WITH(read_odt_edits("x"), Catch::Contains("no ZIP archive"));
    CHECK_THROWS_WITH(read_odt_edits(odt_of("<a>")), Catch::Contains("content.xml:1:4: bad XML"));
    CHECK_THROWS_WITH(read_odt_edits(odt_of("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>")), Catch::Contains("a DTD is not allowed"));
    std::string deep;
    for (int i = 0; i < 300; ++i)
        deep += "<a>";
    CHECK_THROWS_WITH(read_odt_edits(odt_of(deep)), Catch::Contains("nested more than 256 deep"));
    // Sections within each other would repeat one text as often as there are sections.
    std::string nested;
    for (int i = 0; i < 200; ++i)
        nested += "<text:section text:name=\"ogp:a" + std::to_string(i) + "/x:ka:0123456789abcdef\">";
    nested += "<text:p>" + std::string(1'000'000, 'x') + "</text:p>";
    for (int i = 0; i < 200; ++i)
        nested += "</text:section>";
    CHECK_THROWS_WITH(read(nested), Catch::Contains("the texts of the document have more than"));
    CHECK(read("<text:p>" + std::string("<text:s text:c=\"999999999\"/>") + "</text:p>").empty());
}
