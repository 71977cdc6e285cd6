#pragma once

#include "app/repository/repository.hpp"
#include "documents/formats.hpp"

#include <optional>
#include <string>
#include <vector>

/// All documents of a year in one folder, as they are handed in and put on a web site: each report that can be made from a plan and a
/// period, the page of every commitment, the minutes of the sessions of the period; an index in both languages, the same for programs,
/// and a list of checksums.
namespace ogp::documents {

struct YearlyRequest
{
    std::string plan;                     ///< "" for the settings' or the only one
    std::string period;
    std::optional<Date> as_of{};          ///< by default the last day of the period or today, whichever is earlier
    std::vector<std::string> reports{};   ///< ids; none: yearly_reports()
    std::vector<std::string> formats{};
    std::vector<Language> languages{};
    const PdfMaker* pdf = nullptr;        ///< of pdf_maker(), where PDF is among the formats
};

/// The reports that belong to a year: the shipped ones of that kind, and the repository's own that ask for nothing but a period and a
/// plan; without those whose case types the repository does not have.
std::vector<std::string> yearly_reports(const app::Repository& repository);

/// Makes the documents one after another and hands each file to `sink`; at the end index.ka.html and index.en.html, documents.json
/// ([{report, id, title, files: [{name, size, sha256}]}]) and SHA256SUMS, as `sha256sum -c` reads it. Gives the number of documents.
/// Throws Error as the reports do.
std::size_t write_year(app::Repository& repository, const YearlyRequest& request, const FileSink& sink);

} // namespace ogp::documents
