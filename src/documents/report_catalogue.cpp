#include "documents/report_catalogue.hpp"

#include "app/repository/known_names.hpp"
#include "app/repository/shipped.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

namespace ogp::documents {
namespace {

constexpr std::string_view folder_name = "templates/";
constexpr std::string_view ending = ".yaml";

/// "annual" of "templates/annual.yaml"; "" of what lies deeper or is no template.
std::string id_of(std::string_view path)
{
    if (!path.starts_with(folder_name) || !path.ends_with(ending))
        return {};
    path.remove_prefix(folder_name.size());
    path.remove_suffix(ending.size());
    return std::string(is_identifier(path) ? path : std::string_view());
}

std::map<std::string, ReportFile> shipped_reports()
{
    std::map<std::string, ReportFile> files;
    for (const app::ShippedFile& shipped : app::shipped_files())
        if (std::string id = id_of(shipped.path); !id.empty())
            files[id] = {id, ReportOrigin::Shipped, std::string(shipped.path), std::string(shipped.content)};
    return files;
}

std::vector<ReportFile> listed(std::map<std::string, ReportFile> files)
{
    std::vector<ReportFile> list;
    for (auto& [id, file] : files)
        list.push_back(std::move(file));
    return list;
}

} // namespace

std::filesystem::path template_folder(const app::Repository& repository)
{
    return repository.folder() / "templates";
}

std::vector<ReportFile> report_files(const app::Repository& repository)
{
    std::map<std::string, ReportFile> files = shipped_reports();
    std::error_code none; // of a folder that is not there, nothing is read
    for (const auto& entry : std::filesystem::directory_iterator(template_folder(repository), none)) {
        const std::string id = id_of(std::string(folder_name) + entry.path().filename().string());
        if (id.empty() || !entry.is_regular_file(none))
            continue;
        std::string content = read_file(entry.path(), YamlLimits{}.bytes);
        const auto shipped = files.find(id);
        if (shipped == files.end() || shipped->second.content != content)
            files[id] = {id, ReportOrigin::Own, std::string(folder_name) + id + std::string(ending), std::move(content)};
    }
    return listed(std::move(files));
}

std::vector<ReportFile> shipped_report_files()
{
    return listed(shipped_reports());
}

ReportTemplate read_report(const ReportFile& file)
{
    ReportTemplate report(YamlDocument(file.content, file.file));
    if (report.id() == file.id)
        return report;
    const Place place = report.document().place(*report.document().root().find("id"));
    const Localized message = say("ანგარიშს ჰქვია „{}“, ფაილს კი „{}“", "the report is called \"{}\", and its file \"{}\"", report.id(), file.id);
    throw InvalidInput({place.text() + ": " + message.ka, place.text() + ": " + message.en}, {{Severity::Error, "bad_name", place, {}, message}});
}

std::string command_word(std::string_view id)
{
    std::string word(id);
    std::replace(word.begin(), word.end(), '_', '-');
    return word;
}

ReportFile find_report(const app::Repository& repository, std::string_view word)
{
    std::string id(word); // a command has hyphens where a file's name has underscores
    std::replace(id.begin(), id.end(), '-', '_');
    // One is read, not all: everyday calls are of a report that is known.
    if (is_identifier(id)) {
        std::map<std::string, ReportFile> shipped = shipped_reports();
        const auto known = shipped.find(std::string(id));
        const std::filesystem::path own = template_folder(repository) / (std::string(id) + std::string(ending));
        std::error_code failed;
        if (std::filesystem::is_regular_file(own, failed)) {
            std::string content = read_file(own, YamlLimits{}.bytes);
            if (known == shipped.end() || known->second.content != content)
                return {std::string(id), ReportOrigin::Own, std::string(folder_name) + std::string(id) + std::string(ending), std::move(content)};
        }
        if (known != shipped.end())
            return std::move(known->second);
    }
    std::vector<std::string> names;
    for (const ReportFile& file : report_files(repository))
        names.push_back(command_word(file.id));
    throw Error(Fault::NotFound, say("ანგარიში „{}“ არ არის", "there is no report \"{}\"", printable(shorten(word, 60))),
                app::one_of(word, names, {"ანგარიშებია", "the reports are"}));
}

ReportTemplate load_report(const app::Repository& repository, std::string_view id)
{
    ReportTemplate report = read_report(find_report(repository, id));
    if (!report.use().empty())
        report.take_texts(read_report(find_report(repository, report.use())));
    return report;
}

} // namespace ogp::documents
