#include "report/odt_writer.hpp"

#include "base/time.hpp"
#include "report/dates.hpp"
#include "report/document_index.hpp"
#include "report/markup.hpp"
#include "report/odt_content.hpp"
#include "report/odt_styles.hpp"
#include "report/odt_text.hpp"
#include "report/provenance.hpp"
#include "report/zip_writer.hpp"

#include <fmt/format.h>

#include <iterator>

namespace ogp::report {
namespace {

constexpr std::string_view xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
constexpr std::string_view media_type = "application/vnd.oasis.opendocument.text";
constexpr int contents_depth = 2;

template <class... Args>
void put(std::string& out, fmt::format_string<Args...> format, Args&&... args)
{
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

class Text
{
public:
    Text(const Document& document, Language language) : m_document(document), m_language(language), m_index(document), m_blocks(language, m_index) {}

    std::string content()
    {
        m_blocks.begin_page();
        for (const Section& section : m_document.sections)
            m_blocks.section(section, 1);
        std::string out{xml_head};
        put(out, "<office:document-content {}>\n<office:automatic-styles>\n{}{}</office:automatic-styles>\n<office:body><office:text>\n", odt_namespaces,
            odt_automatic_styles(), control_columns() + m_blocks.column_styles());
        out += "<text:sequence-decls><text:sequence-decl text:display-outline-level=\"0\" text:name=\"Table\"/>"
               "<text:sequence-decl text:display-outline-level=\"0\" text:name=\"Figure\"/></text:sequence-decls>\n";
        cover(out);
        contents(out);
        out += m_blocks.body();
        out += "</office:text></office:body></office:document-content>\n";
        return out;
    }

    const std::vector<std::pair<std::string, std::string>>& pictures() const { return m_blocks.pictures(); }

private:
    static std::string control_columns()
    {
        return "<style:style style:name=\"Control_1\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"5.4cm\"/></style:style>\n"
               "<style:style style:name=\"Control_2\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"12cm\"/></style:style>\n";
    }

    void line(std::string& out, const char* style, const Localized& text) const
    {
        if (!text.empty())
            put(out, "<text:p text:style-name=\"{}\">{}</text:p>\n", style, odt_inline(text, m_language));
    }

    void control_row(std::string& out, const Label& label, const Localized& value) const
    {
        if (value.empty())
            return;
        put(out,
            "<table:table-row><table:table-cell table:style-name=\"Cell\" office:value-type=\"string\"><text:p text:style-name=\"Card_20_Label\">{}</text:p>"
            "</table:table-cell><table:table-cell table:style-name=\"Cell\" office:value-type=\"string\"><text:p text:style-name=\"Card_20_Value\">{}</text:p></table:table-cell></table:table-row>\n",
            label.in(m_language), odt_inline(value, m_language));
    }

    void cover(std::string& out) const
    {
        line(out, "Publisher", m_document.publisher);
        line(out, "Title", m_document.title);
        line(out, "Subtitle", m_document.subtitle);
        out += "<table:table table:name=\"document-control\" table:style-name=\"Table_Standard\"><table:table-column table:style-name=\"Control_1\"/>"
               "<table:table-column table:style-name=\"Control_2\"/>\n";
        if (const auto date = find_long_date(m_document.date))
            control_row(out, word_as_of, *date);
        control_row(out, word_document, both(m_document.id.empty() ? "—" : m_document.id));
        control_row(out, word_generator, both(m_document.generator));
        out += "</table:table><text:p text:style-name=\"After\"/>\n";
    }

    /// The table of contents as an office program would make it, with page numbers that are fields: they are right when it is
    /// first opened.
    void contents(std::string& out) const
    {
        if (m_document.sections.empty())
            return;
        put(out,
            "<text:table-of-content text:name=\"contents\" text:protected=\"true\"><text:table-of-content-source text:outline-level=\"{}\">"
            "<text:index-title-template text:style-name=\"Contents_20_Heading\">{}</text:index-title-template>",
            contents_depth, word_contents.in(m_language));
        for (int level = 1; level <= contents_depth; ++level)
            put(out,
                "<text:table-of-content-entry-template text:outline-level=\"{0}\" text:style-name=\"Contents_20_{0}\"><text:index-entry-link-start/>"
                "<text:index-entry-text/><text:index-entry-tab-stop style:type=\"right\" style:leader-char=\".\"/><text:index-entry-page-number/>"
                "<text:index-entry-link-end/></text:table-of-content-entry-template>",
                level);
        put(out, "</text:table-of-content-source><text:index-body><text:index-title text:name=\"contents-title\"><text:p text:style-name=\"Contents_20_Heading\">{}</text:p></text:index-title>\n",
            word_contents.in(m_language));
        contents_of(out, m_document.sections, 1);
        out += "</text:index-body></text:table-of-content>\n";
    }

    void contents_of(std::string& out, const std::vector<Section>& sections, int depth) const
    {
        for (const Section& section : sections) {
            const std::string& anchor = m_index.of(&section).anchor;
            put(out, "<text:p text:style-name=\"Contents_20_{}\"><text:a xlink:type=\"simple\" xlink:href=\"#{}\">", depth, anchor);
            if (!section.number.empty()) {
                append_odt_text(out, section.number);
                out += ' ';
            }
            put(out, "{}<text:tab/><text:bookmark-ref text:reference-format=\"page\" text:ref-name=\"{}\">1</text:bookmark-ref></text:a></text:p>\n",
                odt_inline(section.title, m_language), anchor);
            if (depth < contents_depth)
                contents_of(out, section.sections, depth + 1);
        }
    }

    const Document& m_document;
    Language m_language;
    DocumentIndex m_index;
    OdtContent m_blocks;
};

std::string meta(const Document& document, Language language)
{
    std::string out{xml_head};
    put(out, "<office:document-meta {}>\n<office:meta>\n<meta:generator>{}</meta:generator>\n<dc:title>{}</dc:title>\n", odt_namespaces,
        escaped(document.generator), escaped(document.title.in(language)));
    if (!document.subtitle.empty())
        put(out, "<dc:subject>{}</dc:subject>\n", escaped(document.subtitle.in(language)));
    if (!document.publisher.empty())
        put(out, "<dc:creator>{0}</dc:creator>\n<meta:initial-creator>{0}</meta:initial-creator>\n", escaped(document.publisher.in(language)));
    if (Date::parse(document.date))
        put(out, "<meta:creation-date>{0}T00:00:00</meta:creation-date>\n<dc:date>{0}T00:00:00</dc:date>\n", document.date);
    put(out, "<dc:language>{}</dc:language>\n", language == Language::Ka ? "ka-GE" : "en-GB");
    if (const Json made = provenance(document, "odt", language); !made.is_null())
        put(out, "<meta:user-defined meta:name=\"ogp-provenance\" meta:value-type=\"string\">{}</meta:user-defined>\n", escaped(embedded_json(made)));
    out += "</office:meta>\n</office:document-meta>\n";
    return out;
}

std::string manifest(const std::vector<std::pair<std::string, std::string>>& pictures)
{
    std::string out{xml_head};
    put(out,
        "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\">\n"
        "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" manifest:media-type=\"{}\"/>\n",
        media_type);
    for (const char* part : {"content.xml", "styles.xml", "meta.xml"})
        put(out, "<manifest:file-entry manifest:full-path=\"{}\" manifest:media-type=\"text/xml\"/>\n", part);
    for (const auto& [name, bytes] : pictures)
        put(out, "<manifest:file-entry manifest:full-path=\"Pictures/{}\" manifest:media-type=\"image/svg+xml\"/>\n", name);
    return out + "</manifest:manifest>\n";
}

} // namespace

std::string to_odt(const Document& document, Language language)
{
    Text text(document, language);
    const std::string content = text.content();
    ZipWriter zip;
    // First and not packed, so that a file's kind is known by its first bytes (ODF 1.2, part 3, 3.3).
    zip.add("mimetype", media_type, ZipMethod::Stored);
    zip.add("META-INF/manifest.xml", manifest(text.pictures()));
    zip.add("content.xml", content);
    zip.add("styles.xml", odt_styles(document, language));
    zip.add("meta.xml", meta(document, language));
    for (const auto& [name, bytes] : text.pictures())
        zip.add("Pictures/" + name, bytes);
    return zip.finish();
}

} // namespace ogp::report
