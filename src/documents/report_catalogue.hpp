#pragma once

#include "app/repository/repository.hpp"
#include "documents/report_template.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::documents {

/// Whose template it is: that of the program, or one that administrators of the repository have made or changed.
enum class ReportOrigin { Shipped, Own };

/// A template that has not been read yet.
struct ReportFile
{
    std::string id;          ///< its file's name
    ReportOrigin origin = ReportOrigin::Shipped;
    std::string file;        ///< for messages
    std::string content;
};

/// All templates by id: the repository's own `templates/<id>.yaml` stand in the place of the program's. One that is the same as the
/// program's, letter by letter, is not their own.
std::vector<ReportFile> report_files(const app::Repository& repository);
/// Those of the program alone.
std::vector<ReportFile> shipped_report_files();

/// Throws InvalidInput with every finding; that the file bears another name than its id is one.
ReportTemplate read_report(const ReportFile& file);

/// The template of that name, with the texts of the one that it uses. Error{NotFound} with the nearest; InvalidInput.
ReportTemplate load_report(const app::Repository& repository, std::string_view id);
/// How a report is called: "end-of-term" of the id end_of_term. Both are found.
std::string command_word(std::string_view id);
ReportFile find_report(const app::Repository& repository, std::string_view word);

/// The folder in which a repository keeps its own.
std::filesystem::path template_folder(const app::Repository& repository);

} // namespace ogp::documents
