#include "documents/pdf_engine.hpp"

#include "base/error.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "documents/pdf_driver.hpp"
#include "report/document_writers.hpp"
#include "report/markup.hpp"
#include "report/provenance.hpp"
#include "report/typst_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include <stdlib.h>

namespace ogp::documents {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 17> typst_standards = {"1.4",  "1.5",  "1.6",  "1.7",  "2.0",  "a-1b", "a-1a", "a-2b", "a-2u",
                                                              "a-2a", "a-3b", "a-3u", "a-3a", "a-4",  "a-4f", "a-4e", "ua-1"};
constexpr std::array<std::string_view, 4> weasyprint_standards = {"a-2b", "a-3b", "a-4b", "ua-1"};
constexpr std::string_view keyword = "ogp-provenance ";
constexpr std::size_t said_lines = 6;

void require_standard(std::span<const std::string_view> known, const std::string& standard, const PdfEngine& engine)
{
    if (std::find(known.begin(), known.end(), standard) != known.end())
        return;
    const std::vector<std::string> names(known.begin(), known.end());
    const std::string all = join(names, ", ");
    const std::string name = engine.text();
    throw Error(Fault::Usage, say("{} ვერ ქმნის PDF-ს სტანდარტით {}", "{} makes no PDF of the standard \"{}\"", name, printable(standard)),
                say("სტანდარტებია: {}", "the standards are: {}", all));
}

/// Seconds since 1970 of the day that the document speaks of.
std::string seconds_of(const report::Document& document)
{
    const Date day = Date::parse(document.date).value_or(Date());
    return std::to_string(std::max<std::int64_t>(0, std::int64_t{day.days()} * 86'400));
}

std::string finished(const ProcessRequest& request, const PdfEngine& engine)
{
    ProcessResult result = run_process(request);
    if (result.status == 0 && result.output.starts_with("%PDF-"))
        return std::move(result.output);
    const std::string name = engine.text();
    const std::string said = last_lines(result.errors, said_lines);
    throw Error(Fault::Io, say("{} PDF-ს ვერ ქმნის (სტატუსი {}): {}", "{} cannot make the PDF (status {}): {}", name, result.status, said));
}

/// A folder that goes away with the object.
class TemporaryFolder
{
public:
    TemporaryFolder()
    {
        std::string pattern = (fs::temp_directory_path() / "ogp-pdf-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr)
            throw Error(Fault::Io, say("საქაღალდე ვერ შეიქმნა: {}", "cannot make the folder {}", pattern));
        m_path = pattern;
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

} // namespace

PdfMaker::PdfMaker(const PdfSearch& search, PdfOptions options)
    : m_search(search), m_options(std::move(options)), m_engine(find_pdf_engine(search)), m_fonts(find_pdf_fonts(search.fonts))
{
    if (m_engine.kind == PdfEngine::Kind::WeasyPrint)
        require_standard(weasyprint_standards, m_options.standard, m_engine);
    else
        require_standard(typst_standards, m_options.standard, m_engine);
}

std::string PdfMaker::make(const report::Document& document, Language language) const
{
    if (m_engine.kind == PdfEngine::Kind::WeasyPrint)
        return by_weasyprint(document, language);
    return by_typst(document, language);
}

std::string PdfMaker::by_typst(const report::Document& document, Language language) const
{
    report::TypstOptions typst;
    typst.bookmarks = m_options.standard.starts_with("a-1") ? report::TypstOptions::Bookmarks::Left : report::TypstOptions::Bookmarks::Kept;
    typst.made_with = Json::object({{"engine", m_engine.text()}, {"fonts", m_fonts.digest}, {"standard", m_options.standard}});
    typst.has_glyph = [this](char32_t character) { return m_fonts.contains(character); };
    const std::string source = report::to_typst(document, language, typst);
    ProcessRequest request;
    request.program = m_engine.program;
    request.input = source;
    request.environment = {"PATH=" + m_search.path, "HOME=/nonexistent", "LC_ALL=C.UTF-8", "TZ=UTC"};
    if (m_engine.kind == PdfEngine::Kind::TypstPackage) {
        request.arguments = {"-e", std::string(typst_node_driver), "--", m_engine.package.string(), m_options.standard, seconds_of(document)};
        for (const fs::path& font : m_fonts.files)
            request.arguments.push_back(font.string());
        return finished(request, m_engine);
    }
    // The program takes folders of fonts: one with ours alone.
    const TemporaryFolder folder;
    for (const fs::path& font : m_fonts.files)
        fs::create_symlink(font, folder.path() / font.filename());
    request.arguments = {"compile", "--root", folder.path().string(), "--ignore-system-fonts", "--font-path", folder.path().string(),
                         "--pdf-standard", m_options.standard, "--creation-timestamp", seconds_of(document), "--format", "pdf", "-", "-"};
    return finished(request, m_engine);
}

std::string PdfMaker::by_weasyprint(const report::Document& document, Language language) const
{
    std::string page = report::to_html(document, language);
    std::string keywords = document.id;
    if (Json made = report::provenance(document, "pdf", language); !made.is_null()) {
        made.set("engine", m_engine.text());
        made.set("fonts", m_fonts.digest);
        made.set("standard", m_options.standard);
        // Hexadecimal, because WeasyPrint takes keywords apart at commas and keeps each part once.
        keywords += ", " + std::string(keyword) + to_hex(std::string_view(report::embedded_json(made)));
    }
    const std::string_view begin = "<meta charset=\"utf-8\"/>\n";
    if (const std::size_t at = page.find(begin); at != std::string::npos)
        page.insert(at + begin.size(), fmt::format("<meta name=\"keywords\" content=\"{}\"/>\n", report::escaped(keywords)));
    const TemporaryFolder home; // for what it wants to keep
    ProcessRequest request;
    request.program = m_engine.program;
    request.input = page;
    request.environment = {"PATH=" + m_search.path, "HOME=" + home.path().string(), "LC_ALL=C.UTF-8", "TZ=UTC",
                           "SOURCE_DATE_EPOCH=" + seconds_of(document), "PYTHONHASHSEED=0"};
    request.arguments = {"--pdf-variant", "pdf/" + m_options.standard, "--encoding", "utf-8", "-", "-"};
    return finished(request, m_engine);
}

std::optional<Json> find_pdf_provenance(std::string_view pdf)
{
    // In the XMP packet, which is never packed: <pdf:Keywords>ID, ogp-provenance {...}</pdf:Keywords>, with quotation marks as
    // entities (nothing else of the JSON needs any, report/provenance.hpp) or as hexadecimal digits.
    const std::size_t element = pdf.find("<pdf:Keywords>");
    const std::size_t end = element == std::string_view::npos ? element : pdf.find("</pdf:Keywords>", element);
    if (end == std::string_view::npos)
        return {};
    const std::string_view content = pdf.substr(element, end - element);
    const std::size_t begin = content.find(keyword);
    if (begin == std::string_view::npos)
        return {};
    std::string json{content.substr(begin + keyword.size())};
    if (const auto decoded = from_hex(json))
        json = *decoded;
    for (std::size_t at = json.find("&quot;"); at != std::string::npos; at = json.find("&quot;", at))
        json.replace(at, 6, "\"");
    try {
        return parse_json(json);
    } catch (const Error&) {
        return {};
    }
}

} // namespace ogp::documents
