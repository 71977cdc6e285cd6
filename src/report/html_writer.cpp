#include "report/document_writers.hpp"

#include "base/text.hpp"
#include "report/dates.hpp"
#include "report/document_index.hpp"
#include "report/html_blocks.hpp"
#include "report/html_style.hpp"
#include "report/markup.hpp"
#include "report/provenance.hpp"

#include <fmt/format.h>

#include <iterator>

namespace ogp::report {
namespace {

constexpr Label skip_words = {"შინაარსზე გადასვლა", "Skip to the text"};
constexpr Label other_words = {"ამ დოკუმენტის სხვა ენა", "This document in another language"};
constexpr Label back_words = {"სარჩევში დაბრუნება", "Back to the contents"};
constexpr std::size_t contents_depth = 2;
constexpr std::size_t running_title_width = 78;

/// The page around the sections.
class Page
{
public:
    Page(const Document& document, Language language, const std::string& other)
        : m_document(document), m_language(language), m_other(other), m_index(document)
    {}

    std::string write()
    {
        head();
        cover();
        m_out += "<div class=\"page\">\n";
        contents();
        m_out += "<main id=\"content\" tabindex=\"-1\">\n";
        HtmlBlocks blocks(m_out, m_language, m_index);
        for (const Section& section : m_document.sections)
            blocks.section(section, 2);
        m_out += "</main>\n";
        footer();
        m_out += "</div>\n</body>\n</html>\n";
        return std::move(m_out);
    }

private:
    template <class... Args>
    void put(fmt::format_string<Args...> format, Args&&... args)
    {
        fmt::format_to(std::back_inserter(m_out), format, std::forward<Args>(args)...);
    }

    std::string words(const Localized& text) const { return html_text(text, m_language); }
    std::string plain(const Localized& text) const { return escaped(text.in(m_language)); }
    const char* in(const Label& label) const { return label.in(m_language); }
    Language other_language() const { return m_language == Language::Ka ? Language::En : Language::Ka; }

    void head()
    {
        put("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"{0}\">\n<head>\n<meta charset=\"utf-8\"/>\n",
            code(m_language));
        m_out += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
                 "img-src data:; base-uri 'none'; form-action 'none'\"/>\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                 "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
                 "<meta name=\"color-scheme\" content=\"light dark\"/>\n";
        put("<title>{}</title>\n", plain(m_document.title));
        if (!m_document.subtitle.empty())
            put("<meta name=\"description\" content=\"{}\"/>\n", plain(m_document.subtitle));
        if (!m_document.publisher.empty())
            put("<meta name=\"author\" content=\"{}\"/>\n", plain(m_document.publisher));
        if (!m_document.generator.empty())
            put("<meta name=\"generator\" content=\"{}\"/>\n", escaped(m_document.generator));
        if (const Json made = made_how(); !made.is_null())
            put("<meta name=\"ogp:provenance\" content=\"{}\"/>\n", escaped(embedded_json(made)));
        if (!m_other.empty())
            put("<link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>\n", code(other_language()), url_of_file(m_other));
        put("<style>{}{}</style>\n</head>\n<body id=\"top\">\n", html_style, running_heads());
        put("<a class=\"skip\" href=\"#content\">{}</a>\n", in(skip_words));
    }

    /// With the language of the other page, where this one leads to it.
    Json made_how() const
    {
        Json made = provenance(m_document, "html", m_language);
        if (!made.is_null() && !m_other.empty())
            made.set("other", code(other_language()));
        return made;
    }

    /// The title at the head of each printed page: a string of CSS, because the page itself cannot be asked for it.
    std::string running_heads() const
    {
        constexpr std::string_view font =
            "font: 8.5pt \"Noto Sans Georgian\", \"Noto Sans\", \"DejaVu Sans\", sans-serif; color: #4d5967;";
        return fmt::format("@page {{ @top-left {{ content: {}; {} }} @top-right {{ content: {}; {} }} }}\n",
                           css_string(shorten(m_document.title.in(m_language), running_title_width)), font,
                           css_string(m_document.date), font);
    }

    void cover()
    {
        m_out += "<header class=\"cover\">\n<div class=\"cover-inside\">\n";
        if (!m_document.publisher.empty())
            put("<p class=\"publisher\">{}</p>\n", words(m_document.publisher));
        put("<h1>{}</h1>\n", words(m_document.title));
        if (!m_document.subtitle.empty())
            put("<p class=\"subtitle\">{}</p>\n", words(m_document.subtitle));
        m_out += "<dl class=\"control\">\n";
        if (const auto date = find_long_date(m_document.date)) {
            put("<div><dt>{}</dt><dd><time datetime=\"{}\">{}</time></dd></div>\n", in(word_as_of), m_document.date,
                date->in(m_language));
        }
        put("<div><dt>{}</dt><dd>{}</dd></div>\n", in(word_document), escaped(m_document.id));
        if (!m_document.generator.empty())
            put("<div><dt>{}</dt><dd>{}</dd></div>\n", in(word_generator), escaped(m_document.generator));
        if (!m_other.empty()) {
            const std::string_view name = m_language == Language::Ka ? "English" : "ქართული";
            put("<div class=\"screen\"><dt>{0}</dt><dd><a href=\"{1}\" hreflang=\"{2}\" lang=\"{2}\">{3}</a></dd></div>\n",
                in(other_words), url_of_file(m_other), code(other_language()), name);
        }
        m_out += "</dl>\n</div>\n</header>\n";
    }

    void contents()
    {
        if (m_document.sections.empty())
            return;
        put("<nav class=\"contents\" id=\"contents\" aria-labelledby=\"contents-title\">\n<h2 id=\"contents-title\">{}</h2>\n",
            in(word_contents));
        contents_of(m_document.sections, 1);
        m_out += "</nav>\n";
    }

    void contents_of(const std::vector<Section>& sections, std::size_t depth)
    {
        m_out += "<ol>\n";
        for (const Section& section : sections) {
            put("<li><a href=\"#{}\">", m_index.of(&section).anchor);
            if (!section.number.empty())
                put("<span class=\"number\">{}</span> ", escaped(section.number));
            put("<span>{}</span></a>", words(section.title));
            if (!section.sections.empty() && depth < contents_depth) {
                m_out += '\n';
                contents_of(section.sections, depth + 1);
            }
            m_out += "</li>\n";
        }
        m_out += "</ol>\n";
    }

    void footer()
    {
        m_out += "<footer>\n";
        put("<p>{}</p>\n<p>{}: {}</p>\n", words(m_document.title), in(word_document), escaped(m_document.id));
        put("<p class=\"screen\"><a href=\"#{}\">{}</a></p>\n", m_document.sections.empty() ? "top" : "contents", in(back_words));
        m_out += "</footer>\n";
    }

    const Document& m_document;
    Language m_language;
    const std::string& m_other;
    DocumentIndex m_index;
    std::string m_out;
};

} // namespace

std::string to_html(const Document& document, Language language, const std::string& other)
{
    return Page(document, language, other).write();
}

} // namespace ogp::report
