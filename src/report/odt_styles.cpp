#include "report/odt_styles.hpp"

#include "base/text.hpp"
#include "report/document_index.hpp"
#include "report/odt_text.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace ogp::report {
namespace {

constexpr std::size_t running_title_width = 78;

/// Paragraph styles that can begin a page of the other kind.
constexpr std::array paragraph_styles = {"Heading_20_1", "Heading_20_2", "Heading_20_3", "Heading_20_4", "Heading_20_5", "Heading_20_6",
                                         "Text_20_body", "Notice",       "Item",         "Caption",      "Figure"};

constexpr std::string_view named_styles = R"(<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph" style:parent-style-name="Standard" style:class="text"><style:paragraph-properties fo:margin-top="0cm" fo:margin-bottom="0.2cm" fo:line-height="130%"/></style:style>
<style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard" style:next-style-name="Text_20_body" style:class="text"><style:paragraph-properties fo:margin-top="0.5cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="1" style:class="text"><style:paragraph-properties fo:margin-top="0.8cm" fo:padding-top="0.15cm" fo:border-top="0.05cm solid #1d4f80" fo:border-bottom="none" fo:border-left="none" fo:border-right="none"/><style:text-properties fo:font-size="16pt"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="2" style:class="text"><style:text-properties fo:font-size="13pt"/></style:style>
<style:style style:name="Heading_20_3" style:display-name="Heading 3" style:family="paragraph" style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="3" style:class="text"><style:text-properties fo:font-size="11.5pt"/></style:style>
<style:style style:name="Heading_20_4" style:display-name="Heading 4" style:family="paragraph" style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="4" style:class="text"/>
<style:style style:name="Heading_20_5" style:display-name="Heading 5" style:family="paragraph" style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="5" style:class="text"/>
<style:style style:name="Heading_20_6" style:display-name="Heading 6" style:family="paragraph" style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="6" style:class="text"/>
<style:style style:name="Publisher" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.6cm" fo:padding-bottom="0.15cm" fo:border-bottom="0.03cm solid #8c99a7" fo:border-top="none" fo:border-left="none" fo:border-right="none"/><style:text-properties fo:color="#4d5967"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Heading" style:next-style-name="Subtitle" style:class="chapter"><style:paragraph-properties fo:margin-top="0cm" fo:margin-bottom="0.3cm"/><style:text-properties fo:font-size="22pt" fo:color="#1d4f80"/></style:style>
<style:style style:name="Subtitle" style:family="paragraph" style:parent-style-name="Standard" style:next-style-name="Text_20_body" style:class="chapter"><style:paragraph-properties fo:margin-bottom="0.6cm"/><style:text-properties fo:font-size="13pt" fo:color="#4d5967"/></style:style>
<style:style style:name="Notice" style:family="paragraph" style:parent-style-name="Text_20_body"><style:paragraph-properties fo:margin-top="0.2cm" fo:margin-bottom="0.3cm" fo:padding="0.2cm" fo:background-color="#fdf5e6" fo:border-left="0.12cm solid #9a5b00" fo:border-top="0.02cm solid #9a5b00" fo:border-right="0.02cm solid #9a5b00" fo:border-bottom="0.02cm solid #9a5b00"/></style:style>
<style:style style:name="Item" style:family="paragraph" style:parent-style-name="Text_20_body" style:list-style-name="Bullets"><style:paragraph-properties fo:margin-bottom="0.1cm"/></style:style>
<style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"><style:paragraph-properties fo:margin-top="0.35cm" fo:margin-bottom="0.15cm" fo:keep-with-next="always"/><style:text-properties fo:font-size="9.5pt" fo:color="#4d5967"/></style:style>
<style:style style:name="Figure" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"><style:paragraph-properties fo:margin-top="0.3cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"/></style:style>
<style:style style:name="Figure_20_caption" style:display-name="Figure caption" style:family="paragraph" style:parent-style-name="Caption" style:class="extra"><style:paragraph-properties fo:margin-top="0.1cm" fo:margin-bottom="0.4cm" fo:keep-with-next="auto"/></style:style>
<style:style style:name="Table_20_Contents" style:display-name="Table Contents" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"><style:text-properties fo:font-size="8.5pt"/></style:style>
<style:style style:name="Table_20_Numbers" style:display-name="Table Numbers" style:family="paragraph" style:parent-style-name="Table_20_Contents" style:class="extra"><style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="Table_20_Heading" style:display-name="Table Heading" style:family="paragraph" style:parent-style-name="Table_20_Contents" style:class="extra"><style:paragraph-properties fo:keep-with-next="always"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Dense_20_Contents" style:display-name="Dense Contents" style:family="paragraph" style:parent-style-name="Table_20_Contents" style:class="extra"><style:text-properties fo:font-size="7.5pt"/></style:style>
<style:style style:name="Dense_20_Numbers" style:display-name="Dense Numbers" style:family="paragraph" style:parent-style-name="Table_20_Numbers" style:class="extra"><style:text-properties fo:font-size="7.5pt"/></style:style>
<style:style style:name="Dense_20_Heading" style:display-name="Dense Heading" style:family="paragraph" style:parent-style-name="Table_20_Heading" style:class="extra"><style:text-properties fo:font-size="7.5pt"/></style:style>
<style:style style:name="Card_20_Label" style:display-name="Card Label" style:family="paragraph" style:parent-style-name="Table_20_Contents" style:class="extra"><style:text-properties fo:font-size="9pt" fo:font-weight="bold" fo:color="#4d5967"/></style:style>
<style:style style:name="Card_20_Value" style:display-name="Card Value" style:family="paragraph" style:parent-style-name="Table_20_Contents" style:class="extra"><style:paragraph-properties fo:margin-bottom="0.1cm"/><style:text-properties fo:font-size="9.5pt"/></style:style>
<style:style style:name="After" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"><style:paragraph-properties fo:margin-bottom="0.1cm"/><style:text-properties fo:font-size="6pt"/></style:style>
<style:style style:name="Contents_20_Heading" style:display-name="Contents Heading" style:family="paragraph" style:parent-style-name="Heading" style:class="index"><style:text-properties fo:font-size="13pt"/></style:style>
<style:style style:name="Header" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"><style:paragraph-properties><style:tab-stops><style:tab-stop style:position="17.4cm" style:type="right"/></style:tab-stops></style:paragraph-properties><style:text-properties fo:font-size="8.5pt" fo:color="#4d5967"/></style:style>
<style:style style:name="Footer" style:family="paragraph" style:parent-style-name="Header" style:class="extra"/>
<style:style style:name="Header_20_wide" style:display-name="Header wide" style:family="paragraph" style:parent-style-name="Header" style:class="extra"><style:paragraph-properties><style:tab-stops><style:tab-stop style:position="26.1cm" style:type="right"/></style:tab-stops></style:paragraph-properties></style:style>
<style:style style:name="Internet_20_link" style:display-name="Internet link" style:family="text"><style:text-properties fo:color="#1d4f80"/></style:style>
<style:style style:name="Strong_20_Emphasis" style:display-name="Strong Emphasis" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Number" style:family="text"><style:text-properties fo:color="#1d4f80"/></style:style>
<style:style style:name="Language_20_tag" style:display-name="Language tag" style:family="text"><style:text-properties fo:color="#4d5967" fo:font-size="75%"/></style:style>
<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="0.6cm" fo:text-indent="-0.4cm" fo:margin-left="0.6cm"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>
)";

template <class... Args>
void put(std::string& out, fmt::format_string<Args...> format, Args&&... args)
{
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

std::string_view country(Language language)
{
    return language == Language::Ka ? "GE" : "GB";
}

void contents_styles(std::string& out)
{
    for (int level = 1; level <= 2; ++level)
        put(out,
            "<style:style style:name=\"Contents_20_{0}\" style:display-name=\"Contents {0}\" style:family=\"paragraph\" "
            "style:parent-style-name=\"Standard\" style:class=\"index\"><style:paragraph-properties fo:margin-left=\"{1}cm\" "
            "fo:margin-right=\"1.2cm\" fo:margin-bottom=\"0.08cm\"><style:tab-stops><style:tab-stop style:position=\"{2}cm\" "
            "style:type=\"right\" style:leader-style=\"dotted\" style:leader-text=\".\"/></style:tab-stops></style:paragraph-properties></style:style>\n",
            level, level == 1 ? "0" : "0.6", level == 1 ? "17.4" : "16.8");
}

/// The frame of a page style: its layout is an automatic style of styles.xml.
void page_layout(std::string& out, OdtPage page)
{
    const bool wide = page == OdtPage::Landscape;
    put(out,
        "<style:page-layout style:name=\"Layout_{}\"><style:page-layout-properties fo:page-width=\"{}\" fo:page-height=\"{}\" "
        "style:print-orientation=\"{}\" fo:margin-top=\"1.2cm\" fo:margin-bottom=\"1.2cm\" fo:margin-left=\"1.8cm\" "
        "fo:margin-right=\"1.8cm\"/><style:header-style><style:header-footer-properties fo:min-height=\"0.9cm\" fo:margin-bottom=\"0.4cm\"/>"
        "</style:header-style><style:footer-style><style:header-footer-properties fo:min-height=\"0.9cm\" fo:margin-top=\"0.4cm\"/>"
        "</style:footer-style></style:page-layout>\n",
        page_name(page), wide ? "29.7cm" : "21cm", wide ? "21cm" : "29.7cm", wide ? "landscape" : "portrait");
}

void master_page(std::string& out, OdtPage page, const Document& document, Language language)
{
    const char* style = page == OdtPage::Landscape ? "Header_20_wide" : "Header";
    put(out, "<style:master-page style:name=\"{0}\" style:page-layout-name=\"Layout_{0}\"><style:header><text:p text:style-name=\"{1}\">", page_name(page),
        style);
    append_odt_text(out, shorten(document.title.in(language), running_title_width));
    out += "<text:tab/>";
    append_odt_text(out, document.date);
    put(out, "</text:p></style:header><style:footer><text:p text:style-name=\"{}\">", style);
    append_odt_text(out, document.id);
    out += "<text:tab/><text:page-number text:select-page=\"current\">1</text:page-number> / <text:page-count>1</text:page-count></text:p>"
           "</style:footer></style:master-page>\n";
}

} // namespace

const std::string_view odt_namespaces =
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
    "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "
    "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" "
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
    "xmlns:ooow=\"http://openoffice.org/2004/writer\" office:version=\"1.2\"";

std::string_view page_name(OdtPage page)
{
    return page == OdtPage::Standard ? "Standard" : "Landscape";
}

int width_of(OdtPage page)
{
    return page == OdtPage::Standard ? 17'400 : 26'100;
}

std::string odt_styles(const Document& document, Language language)
{
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    put(out, "<office:document-styles {}>\n", odt_namespaces);
    out += "<office:font-face-decls><style:font-face style:name=\"Noto Sans\" svg:font-family=\"&apos;Noto Sans&apos;\" "
           "style:font-family-generic=\"swiss\" style:font-pitch=\"variable\"/><style:font-face style:name=\"Noto Sans Georgian\" "
           "svg:font-family=\"&apos;Noto Sans Georgian&apos;, &apos;Noto Sans&apos;\" style:font-family-generic=\"swiss\" "
           "style:font-pitch=\"variable\"/></office:font-face-decls>\n<office:styles>\n";
    put(out,
        "<style:default-style style:family=\"paragraph\"><style:paragraph-properties fo:text-align=\"start\" fo:orphans=\"2\" fo:widows=\"2\" "
        "style:tab-stop-distance=\"1cm\"/><style:text-properties style:font-name=\"{}\" fo:font-size=\"10.5pt\" fo:language=\"{}\" "
        "fo:country=\"{}\" fo:color=\"#1c2530\" fo:hyphenate=\"false\"/></style:default-style>\n",
        language == Language::Ka ? "Noto Sans Georgian" : "Noto Sans", code(language), country(language));
    out += named_styles;
    contents_styles(out);
    out += "</office:styles>\n<office:automatic-styles>\n";
    for (const OdtPage page : {OdtPage::Standard, OdtPage::Landscape})
        page_layout(out, page);
    out += "</office:automatic-styles>\n<office:master-styles>\n";
    for (const OdtPage page : {OdtPage::Standard, OdtPage::Landscape})
        master_page(out, page, document, language);
    out += "</office:master-styles>\n</office:document-styles>\n";
    return out;
}

std::string odt_automatic_styles()
{
    std::string out;
    for (const OdtPage page : {OdtPage::Standard, OdtPage::Landscape}) {
        for (const char* style : paragraph_styles)
            put(out, "<style:style style:name=\"{0}_{1}\" style:family=\"paragraph\" style:parent-style-name=\"{0}\" style:master-page-name=\"{1}\"/>\n",
                style, page_name(page));
        put(out,
            "<style:style style:name=\"Table_{0}\" style:family=\"table\"><style:table-properties style:width=\"{1}cm\" table:align=\"left\" "
            "table:border-model=\"collapsing\" style:may-break-between-rows=\"true\"/></style:style>\n",
            page_name(page), width_of(page) / 1000.0);
    }
    put(out,
        "<style:style style:name=\"Card_Standard\" style:family=\"table\" style:master-page-name=\"Standard\"><style:table-properties "
        "style:width=\"{}cm\" table:align=\"left\" table:border-model=\"collapsing\"/></style:style>\n",
        width_of(OdtPage::Standard) / 1000.0);
    constexpr std::string_view cell =
        "<style:style style:name=\"{}\" style:family=\"table-cell\"><style:table-cell-properties fo:padding=\"0.1cm\" "
        "fo:border-bottom=\"{}\" fo:border-top=\"{}\" fo:border-left=\"none\" fo:border-right=\"none\"{}/></style:style>\n";
    const auto cell_style = [&](const char* style, const char* below, const char* above, const char* more) {
        out += fmt::format(fmt::runtime(cell), style, below, above, more);
    };
    cell_style("Cell", "0.02cm solid #d3dae2", "none", "");
    cell_style("Head", "0.05cm solid #8c99a7", "none", " fo:background-color=\"#f3f6f9\" style:vertical-align=\"bottom\"");
    cell_style("Total", "0.02cm solid #8c99a7", "0.05cm solid #8c99a7", " fo:background-color=\"#f3f6f9\"");
    out += "<style:style style:name=\"Head_row\" style:family=\"table-row\"><style:table-row-properties fo:keep-together=\"always\"/></style:style>\n"
           "<style:style style:name=\"Editable\" style:family=\"section\"><style:section-properties text:dont-balance-text-columns=\"false\" "
           "fo:background-color=\"transparent\"/></style:style>\n"
           "<style:style style:name=\"Picture\" style:family=\"graphic\"><style:graphic-properties style:vertical-pos=\"top\" "
           "style:vertical-rel=\"baseline\" fo:border=\"none\"/></style:style>\n";
    for (const Language language : {Language::Ka, Language::En})
        put(out, "<style:style style:name=\"Foreign_{0}\" style:family=\"text\"><style:text-properties fo:language=\"{0}\" fo:country=\"{1}\"/></style:style>\n",
            code(language), country(language));
    return out;
}

} // namespace ogp::report
