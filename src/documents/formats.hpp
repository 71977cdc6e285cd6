#pragma once

#include "base/language.hpp"
#include "documents/pdf_engine.hpp"
#include "documents/pdf_search.hpp"
#include "report/document.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::documents {

/// A file of a document: its name may have a folder in it ("ID.csv/milestones.csv").
struct DocumentFile
{
    std::string name;
    std::string bytes;
};

/// What takes the files one by one, so that a large document need not be in memory in every format at once.
using FileSink = std::function<void(DocumentFile file)>;

/// Every format that a document can be written in: html, md, json, csv, xlsx, odt, pdf.
std::span<const std::string_view> formats();

/// What makes the PDF where that is among the formats, else nullptr. Throws Error{Io} naming the packages where there is nothing
/// that can.
std::unique_ptr<const PdfMaker> pdf_maker(std::span<const std::string> formats, const PdfSearch& search, const PdfOptions& options = {});

/// The document in each format; in each language where a file holds one, named ID.LANGUAGE.FORMAT. json and csv hold both: ID.json,
/// and the folder ID.csv with a file for each table (report/csv_files.hpp). HTML in both languages refers to the other page.
/// `pdf` is of pdf_maker(); only PDF needs it. Throws Error{Usage} for an unknown format, with the nearest; else as the writers do.
void render(const report::Document& document, std::span<const std::string> formats, std::span<const Language> languages, const FileSink& sink,
            const PdfMaker* pdf = nullptr);
std::vector<DocumentFile> render(const report::Document& document, std::span<const std::string> formats, std::span<const Language> languages,
                               const PdfMaker* pdf = nullptr);

} // namespace ogp::documents
