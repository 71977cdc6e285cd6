#include "report/odt_reader.hpp"

#include "base/error.hpp"
#include "report/odt_text.hpp"
#include "report/zip_reader.hpp"

#include <expat.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace ogp::report {
namespace {

constexpr int most_depth = 256;
constexpr std::size_t most_text = 64U << 20U; ///< bytes of all texts together
constexpr std::size_t most_places = 100'000;
constexpr int most_blanks = 10'000; ///< that one text:s may stand for

constexpr std::string_view text_space = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 ";
constexpr std::string_view office_space = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 ";
constexpr std::string_view svg_space = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0 ";

/// A stretch of paragraphs under a name.
struct Stretch
{
    std::size_t first = 0;
    std::size_t last = 0; ///< the one after the last paragraph
};

std::string_view attribute(const XML_Char** attributes, std::string_view name)
{
    for (; *attributes != nullptr; attributes += 2)
        if (std::string_view(attributes[0]) == name)
            return attributes[1];
    return {};
}

std::string text_name(const char* name)
{
    return std::string(text_space) + name;
}

/// Gathers the paragraphs of a content.xml and which of them lie in sections and bookmarks of ours.
class Content
{
public:
    void read(std::string_view xml);
    std::vector<EditedText> texts() const;

private:
    /// A paragraph that is open: they nest where a frame with text stands in one.
    struct OpenParagraph
    {
        std::size_t index = 0;
        bool blank_before = true; ///< further white space adds nothing
    };

    static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) { static_cast<Content*>(self)->start(name, attributes); }
    static void on_end(void* self, const XML_Char* name) { static_cast<Content*>(self)->end(name); }
    static void on_text(void* self, const XML_Char* text, int size)
    {
        static_cast<Content*>(self)->characters({text, static_cast<std::size_t>(size)});
    }
    static void on_doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int)
    {
        static_cast<Content*>(self)->refuse({"content.xml: DTD დაუშვებელია", "content.xml: a DTD is not allowed"});
    }

    void start(std::string_view name, const XML_Char** attributes);
    void start_text(std::string_view name, const XML_Char** attributes);
    void end(std::string_view name);
    void characters(std::string_view text);
    void append(std::string_view text);
    void blanks(const XML_Char** attributes);
    void bookmark_start(std::string_view name);
    void bookmark_end(std::string_view name);
    /// An exception may not cross the parser, which is C.
    void refuse(Localized why);

    XML_Parser m_parser = nullptr;
    std::optional<Localized> m_fault;
    int m_depth = 0;
    int m_skipped_from = 0; ///< depth of the element that is passed over, 0 where none is
    std::vector<std::string> m_paragraphs;
    std::vector<OpenParagraph> m_open;
    std::vector<std::pair<std::string, std::size_t>> m_sections; ///< open ones: name, first paragraph
    std::map<std::string, std::size_t, std::less<>> m_bookmarks; ///< open ones: name, first paragraph
    std::map<std::string, Stretch, std::less<>> m_by_section;
    std::map<std::string, Stretch, std::less<>> m_by_bookmark;
};

void Content::refuse(Localized why)
{
    if (!m_fault)
        m_fault = std::move(why);
    XML_StopParser(m_parser, XML_FALSE);
}

void Content::start(std::string_view name, const XML_Char** attributes)
{
    if (++m_depth > most_depth) {
        refuse(say("content.xml: ელემენტები {}-ზე ღრმად არის ჩადგმული", "content.xml: elements are nested more than {} deep", most_depth));
        return;
    }
    if (m_skipped_from != 0)
        return;
    static const std::set<std::string, std::less<>> skipped = {
        text_name("tracked-changes"), text_name("note"), text_name("number"), text_name("ruby-text"),
        std::string(office_space) + "annotation", std::string(office_space) + "binary-data"};
    if (name.starts_with(svg_space) || skipped.contains(name))
        m_skipped_from = m_depth;
    else if (name.starts_with(text_space))
        start_text(name.substr(text_space.size()), attributes);
}

void Content::start_text(std::string_view name, const XML_Char** attributes)
{
    if (name == "p" || name == "h") {
        m_open.push_back({m_paragraphs.size(), true});
        m_paragraphs.emplace_back();
    } else if (name == "section") {
        m_sections.emplace_back(attribute(attributes, text_name("name")), m_paragraphs.size());
    } else if (name == "bookmark-start" || name == "bookmark") {
        bookmark_start(attribute(attributes, text_name("name")));
        if (name == "bookmark")
            bookmark_end(attribute(attributes, text_name("name")));
    } else if (name == "bookmark-end") {
        bookmark_end(attribute(attributes, text_name("name")));
    } else if (name == "s") {
        blanks(attributes);
    } else if (name == "tab") {
        append("\t");
    } else if (name == "line-break") {
        append("\n");
    }
}

void Content::end(std::string_view name)
{
    if (m_skipped_from == m_depth)
        m_skipped_from = 0;
    else if (m_skipped_from == 0 && name.starts_with(text_space)) {
        const std::string_view local = name.substr(text_space.size());
        if ((local == "p" || local == "h") && !m_open.empty()) {
            std::string& text = m_paragraphs[m_open.back().index];
            // White space at the end of a paragraph is none of it, unless it was said by text:s.
            if (m_open.back().blank_before && !text.empty() && text.back() == ' ')
                text.pop_back();
            m_open.pop_back();
        } else if (local == "section" && !m_sections.empty()) {
            auto& [section, first] = m_sections.back();
            if (m_by_section.size() < most_places && find_text_place(section))
                m_by_section.try_emplace(section, Stretch{first, m_paragraphs.size()});
            m_sections.pop_back();
        }
    }
    --m_depth;
}

void Content::bookmark_start(std::string_view name)
{
    if (!m_open.empty() && m_bookmarks.size() < most_places && find_text_place(name))
        m_bookmarks.try_emplace(std::string(name), m_open.back().index);
}

void Content::bookmark_end(std::string_view name)
{
    const auto begun = m_bookmarks.find(name);
    if (begun == m_bookmarks.end() || m_open.empty() || m_by_bookmark.size() >= most_places)
        return;
    m_by_bookmark.try_emplace(begun->first, Stretch{begun->second, std::max(begun->second, m_open.back().index) + 1});
    m_bookmarks.erase(begun);
}

void Content::append(std::string_view text)
{
    if (m_open.empty())
        return;
    m_paragraphs[m_open.back().index] += text;
    m_open.back().blank_before = false;
}

void Content::blanks(const XML_Char** attributes)
{
    const std::string count{attribute(attributes, text_name("c"))};
    const long wanted = count.empty() ? 1 : std::strtol(count.c_str(), nullptr, 10);
    append(std::string(static_cast<std::size_t>(std::clamp<long>(wanted, 1, most_blanks)), ' '));
}

void Content::characters(std::string_view text)
{
    if (m_open.empty() || m_skipped_from != 0)
        return;
    OpenParagraph& paragraph = m_open.back();
    std::string& to = m_paragraphs[paragraph.index];
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!blank)
            to += c;
        else if (!paragraph.blank_before)
            to += ' ';
        paragraph.blank_before = blank;
    }
}

void Content::read(std::string_view xml)
{
    struct Free
    {
        void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
    };
    const std::unique_ptr<XML_ParserStruct, Free> parser{XML_ParserCreateNS("UTF-8", ' ')};
    if (!parser)
        throw Error(Fault::Io, {"მეხსიერება არ კმარა", "out of memory"});
    m_parser = parser.get();
    XML_SetUserData(m_parser, this);
    XML_SetElementHandler(m_parser, on_start, on_end);
    XML_SetCharacterDataHandler(m_parser, on_text);
    XML_SetStartDoctypeDeclHandler(m_parser, on_doctype);
    const XML_Status status = XML_Parse(m_parser, xml.data(), static_cast<int>(xml.size()), XML_TRUE);
    if (m_fault)
        throw Error(Fault::Invalid, *m_fault);
    if (status != XML_STATUS_OK) {
        const auto line = XML_GetCurrentLineNumber(m_parser);
        const auto column = XML_GetCurrentColumnNumber(m_parser) + 1;
        const std::string reason = XML_ErrorString(XML_GetErrorCode(m_parser));
        throw Error(Fault::Invalid, say("content.xml:{}:{}: XML არასწორია: {}", "content.xml:{}:{}: bad XML: {}", line, column, reason),
                    {"გახსენით ფაილი LibreOffice-ში და შეინახეთ ხელახლა", "open the file in LibreOffice and save it again"});
    }
}

std::vector<EditedText> Content::texts() const
{
    std::map<std::string, Stretch, std::less<>> places = m_by_section;
    places.insert(m_by_bookmark.begin(), m_by_bookmark.end()); // a section of that name goes before
    std::vector<std::pair<Stretch, std::string>> ordered;
    for (const auto& [name, stretch] : places)
        ordered.emplace_back(stretch, name);
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first.first < b.first.first; });
    std::vector<EditedText> texts;
    std::size_t total = 0;
    for (const auto& [stretch, name] : ordered) {
        const TextPlace place = find_text_place(name).value();
        EditedText edited{place.mark, place.language, place.hash, {}};
        for (std::size_t i = stretch.first; i < stretch.last; ++i) {
            total += m_paragraphs[i].size() + 1;
            if (total > most_text)
                throw Error(Fault::Invalid, say("დოკუმენტის ტექსტები {} ბაიტს აღემატება", "the texts of the document have more than {} bytes", most_text));
            edited.text.append(i == stretch.first ? "" : "\n").append(m_paragraphs[i]);
        }
        texts.push_back(std::move(edited));
    }
    return texts;
}

} // namespace

std::vector<EditedText> read_odt_edits(std::string_view bytes)
{
    Content content;
    content.read(zip_entry(bytes, "content.xml"));
    return content.texts();
}

} // namespace ogp::report
