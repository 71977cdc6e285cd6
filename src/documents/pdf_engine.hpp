#pragma once

#include "base/json.hpp"
#include "documents/pdf_fonts.hpp"
#include "documents/pdf_search.hpp"
#include "report/document.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ogp::documents {

struct PdfOptions
{
    std::string standard = "ua-1"; ///< as Typst names them: ua-1, a-1b, a-2b, a-3b, a-4, 1.7 ...
};

/// Makes PDF: tagged, with bookmarks, language, alternative texts and embedded fonts. The same document gives the same bytes with
/// the same engine and fonts, whatever time zone, locale or folder it is made in. Which those were stands in the keywords, within
/// the provenance: {"engine": "typst-ts-node-compiler 0.7.0", "fonts": "16 digits of SHA-256", "standard": "ua-1"}.
class PdfMaker
{
public:
    /// Finds engine and fonts. Throws Error{Io} naming the packages where one is not there, Error{Usage} for a standard that the engine
    /// does not know.
    explicit PdfMaker(const PdfSearch& search, PdfOptions options = {});

    const PdfEngine& engine() const { return m_engine; }
    /// Throws Error{Io} with what the engine said where it fails.
    std::string make(const report::Document& document, Language language) const;

private:
    std::string by_typst(const report::Document& document, Language language) const;
    std::string by_weasyprint(const report::Document& document, Language language) const;

    PdfSearch m_search;
    PdfOptions m_options;
    PdfEngine m_engine;
    PdfFonts m_fonts;
};

/// How a PDF of ours was made, as its keywords say; nothing where they do not.
std::optional<Json> find_pdf_provenance(std::string_view pdf);

} // namespace ogp::documents
