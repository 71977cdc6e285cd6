#include "report/typst_writer.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "report/dates.hpp"
#include "report/document_index.hpp"
#include "report/provenance.hpp"
#include "report/typst_blocks.hpp"
#include "report/typst_prelude.hpp"
#include "report/typst_text.hpp"

#include <fmt/format.h>

#include <iterator>

namespace ogp::report {
namespace {

constexpr std::size_t running_title_width = 90;

template <class... Args>
void put(std::string& out, fmt::format_string<Args...> format, Args&&... args)
{
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

class TypstFile
{
public:
    TypstFile(const Document& document, Language language, const TypstOptions& options)
        : m_document(document), m_language(language), m_options(options), m_index(document), m_text(language, options.has_glyph)
    {}

    std::string write()
    {
        metadata();
        looks();
        m_out += typst_prelude;
        cover();
        if (!m_document.sections.empty())
            put(m_out, "#contents({})\n#pagebreak(weak: true)\n", m_text.literal(word_contents.in(m_language)));
        TypstBlocks blocks(m_out, m_language, m_index, m_text);
        for (const Section& section : m_document.sections)
            blocks.section(section, 1);
        return std::move(m_out);
    }

private:
    std::string in(const Localized& text) const { return m_text.literal(text.in(m_language)); }

    void metadata()
    {
        // A title there must be: PDF/UA refuses a document without.
        const Localized& title = m_document.title.empty() ? both(m_document.id) : m_document.title;
        put(m_out, "#set document(\n  title: {},\n  author: ({}),\n  description: {},\n", in(title),
            m_document.publisher.empty() ? "" : in(m_document.publisher) + ",", m_document.subtitle.empty() ? "none" : in(m_document.subtitle));
        if (const auto date = Date::parse(m_document.date))
            put(m_out, "  date: datetime(year: {}, month: {}, day: {}),\n", date->year(), date->month(), date->day());
        else
            m_out += "  date: none,\n";
        put(m_out, "  keywords: ({}, ", m_text.literal(m_document.id));
        if (Json made = provenance(m_document, "pdf", m_language); !made.is_null()) {
            if (m_options.made_with.is_object())
                for (const auto& [name, value] : m_options.made_with.members())
                    made.set(name, value);
            const TypstText exact(m_language, {}); // nobody sets it in a font
            put(m_out, "{}, ", exact.literal("ogp-provenance " + embedded_json(made)));
        }
        m_out += "),\n)\n";
    }

    void looks()
    {
        const bool georgian = m_language == Language::Ka;
        put(m_out, "#set text(lang: \"{}\", region: \"{}\", font: (\"Noto Sans Georgian\", \"Noto Sans\"), fallback: false, size: 10pt, fill: rgb(\"#1c2530\"))\n",
            code(m_language), georgian ? "GE" : "GB");
        put(m_out, "#set heading(bookmarked: {})\n", m_options.bookmarks == TypstOptions::Bookmarks::Kept);
        const std::string head = m_text.literal(shorten(m_document.title.in(m_language), running_title_width));
        put(m_out,
            "#set page(paper: \"a4\", margin: (x: 18mm, top: 22mm, bottom: 20mm),\n"
            "  header: context if counter(page).get().first() > 1 {{ text(size: 8pt, fill: rgb(\"#4d5967\"), {} + h(1fr) + {}) }},\n"
            "  footer: text(size: 8pt, fill: rgb(\"#4d5967\"), {} + h(1fr) + context (counter(page).display() + \" / \" + str(counter(page).final().first()))),\n)\n",
            head, m_text.literal(m_document.date), m_text.literal(m_document.id));
        m_out += "#set par(leading: 0.62em, spacing: 0.95em, justify: false)\n"
                 "#set list(marker: text(\"•\"), indent: 0.4em)\n"
                 "#show heading: set block(above: 1.5em, below: 0.8em)\n"
                 "#show heading.where(level: 1): it => block(width: 100%, above: 2em, below: 1em, inset: (top: 6pt), stroke: (top: 2pt + rgb(\"#1d4f80\")), text(size: 15pt, it.body))\n"
                 "#show heading.where(level: 2): set text(size: 12.5pt)\n"
                 "#show heading.where(level: 3): set text(size: 11pt)\n"
                 "#show title: set text(size: 22pt, fill: rgb(\"#1d4f80\"))\n"
                 "#show figure: set block(breakable: true, above: 1.3em, below: 1.5em)\n"
                 "#show figure.where(kind: \"picture\"): set block(breakable: false)\n"
                 "#show figure.caption: set align(left)\n"
                 "#show figure.where(kind: \"data\"): it => { show figure.caption: set block(sticky: true); it }\n"
                 "#show outline.entry: set block(above: 0.65em)\n"
                 "#show link: set text(fill: rgb(\"#1d4f80\"))\n"
                 "#show outline: set text(fill: rgb(\"#1c2530\"))\n";
    }

    void cover()
    {
        put(m_out, "#cover({}, {}, {},\n", m_document.publisher.empty() ? "none" : m_text.inline_text(m_document.publisher),
            m_text.inline_text(m_document.title.empty() ? both(m_document.id) : m_document.title),
            m_document.subtitle.empty() ? "none" : m_text.inline_text(m_document.subtitle));
        if (const auto date = find_long_date(m_document.date))
            row(word_as_of, *date);
        row(word_document, both(m_document.id));
        if (!m_document.generator.empty())
            row(word_generator, both(m_document.generator));
        m_out += ")\n";
    }

    void row(const Label& label, const Localized& value)
    {
        put(m_out, "  card-label({}), {},\n", m_text.literal(label.in(m_language)), m_text.inline_text(value));
    }

    const Document& m_document;
    Language m_language;
    const TypstOptions& m_options;
    DocumentIndex m_index;
    TypstText m_text;
    std::string m_out;
};

} // namespace

std::string to_typst(const Document& document, Language language, const TypstOptions& options)
{
    return TypstFile(document, language, options).write();
}

} // namespace ogp::report
