#include "documents/formats.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/csv_files.hpp"
#include "report/document_writers.hpp"
#include "report/odt_writer.hpp"
#include "report/spreadsheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace ogp::documents {
namespace {

using report::Document;

std::string name_of(const Document& document, Language language, std::string_view format)
{
    return fmt::format("{}.{}.{}", document.id, code(language), format);
}

std::string html_of(const Document& document, Language language, std::span<const Language> languages)
{
    const Language other = language == Language::Ka ? Language::En : Language::Ka;
    const bool both = std::find(languages.begin(), languages.end(), other) != languages.end();
    return report::to_html(document, language, both ? name_of(document, other, "html") : std::string());
}

void write_json(const Document& document, const FileSink& sink)
{
    sink({document.id + ".json", to_pretty_json(report::to_json(document)) + "\n"});
}

void write_csv(const Document& document, const FileSink& sink)
{
    for (report::CsvFile& file : report::to_csv_files(document))
        sink({document.id + ".csv/" + file.name, std::move(file.bytes)});
}

constexpr std::array<std::string_view, 7> known = {"html", "md", "json", "csv", "xlsx", "odt", "pdf"};

std::string pdf_of(const Document& document, Language language, const PdfMaker* pdf)
{
    if (pdf == nullptr)
        throw Error{Fault::Internal, say("PDF-ს აქ ვერაფერი ქმნის", "there is nothing here that makes PDF")};
    return pdf->make(document, language);
}

[[noreturn]] void unknown_format(const std::string& format)
{
    const std::vector<std::string> names(known.begin(), known.end());
    const std::string all = join(names, ", ");
    Localized hint = say("ფორმატებია: {}", "the formats are: {}", all);
    if (const auto near = nearest(format, names))
        hint = say("იქნებ „{0}“? ფორმატებია: {1}", "did you mean \"{0}\"? The formats are: {1}", *near, all);
    throw Error{Fault::Usage, say("უცნობი ფორმატი: {}", "unknown format \"{}\"", printable(format)), hint};
}

} // namespace

std::span<const std::string_view> formats()
{
    return known;
}

std::unique_ptr<const PdfMaker> pdf_maker(std::span<const std::string> formats, const PdfSearch& search, const PdfOptions& options)
{
    const bool wanted = std::find(formats.begin(), formats.end(), "pdf") != formats.end();
    return wanted ? std::make_unique<const PdfMaker>(search, options) : nullptr;
}

void render(const Document& document, std::span<const std::string> formats, std::span<const Language> languages, const FileSink& sink,
            const PdfMaker* pdf)
{
    for (const std::string& format : formats)
        if (std::find(known.begin(), known.end(), format) == known.end())
            unknown_format(format);
    const auto bytes_of = [&](std::string_view format, Language language) {
        if (format == "html")
            return html_of(document, language, languages);
        if (format == "md")
            return report::to_markdown(document, language);
        if (format == "xlsx")
            return report::to_xlsx(document, language);
        return format == "odt" ? report::to_odt(document, language) : pdf_of(document, language, pdf);
    };
    for (const std::string& format : formats) {
        if (format == "json") {
            write_json(document, sink);
        } else if (format == "csv") {
            write_csv(document, sink);
        } else {
            for (const Language language : languages)
                sink({name_of(document, language, format), bytes_of(format, language)});
        }
    }
}

std::vector<DocumentFile> render(const Document& document, std::span<const std::string> formats, std::span<const Language> languages,
                               const PdfMaker* pdf)
{
    std::vector<DocumentFile> files;
    render(document, formats, languages, [&files](DocumentFile file) { files.push_back(std::move(file)); }, pdf);
    return files;
}

} // namespace ogp::documents
