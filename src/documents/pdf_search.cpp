#include "documents/pdf_search.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/process.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <system_error>

namespace ogp::documents {
namespace {

namespace fs = std::filesystem;

constexpr const char* package_name = "@myriaddreamin/typst-ts-node-compiler";
constexpr int least_typst_minor = 14; ///< of 0.x: PDF/UA, and pictures from bytes
constexpr std::size_t package_limit = 1U << 20U;

std::vector<fs::path> folders_of(const std::string& list)
{
    std::vector<fs::path> folders;
    for (const std::string_view folder : split(list, ':'))
        if (!folder.empty())
            folders.emplace_back(fs::absolute(fs::path{folder}));
    return folders;
}

/// Whether only this user or root can have put there what lies in the folder.
bool is_ours(const fs::path& folder)
{
    struct stat state{};
    if (::stat(folder.c_str(), &state) != 0 || !S_ISDIR(state.st_mode))
        return false;
    return (state.st_uid == ::geteuid() || state.st_uid == 0) && (state.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

std::string version_said(const fs::path& program, const std::string& path)
{
    ProcessRequest request;
    request.program = program;
    request.arguments = {"--version"};
    request.environment = {"PATH=" + path, "LC_ALL=C.UTF-8"};
    const ProcessResult result = run_process(request);
    // "typst 0.14.2 (b33de9de)", "WeasyPrint version 57.2"
    for (const std::string_view word : split(trim(result.output), ' '))
        if (!word.empty() && word.front() >= '0' && word.front() <= '9')
            return std::string(word.substr(0, word.find('\n')));
    return {};
}

bool is_recent_typst(const std::string& version)
{
    const std::vector<std::string_view> parts = split(version, '.');
    if (parts.size() < 2)
        return false;
    return to_integer(parts[0]).value_or(0) > 0 || to_integer(parts[1]).value_or(0) >= least_typst_minor;
}

std::optional<PdfEngine> typst_program(const PdfSearch& search)
{
    const std::optional<fs::path> program = search.typst.empty() ? find_program("typst", search.path) : fs::absolute(search.typst);
    if (!program)
        return {};
    const std::string version = version_said(*program, search.path);
    if (!is_recent_typst(version) && !search.typst.empty()) {
        const std::string name = search.typst;
        throw Error(Fault::Io, say("OGP_TYPST: {} არის Typst {}, საჭიროა 0.{} ან უფრო ახალი", "OGP_TYPST: {} is Typst {}, and 0.{} or later is needed", name,
                                   version.empty() ? std::string("?") : printable(version), least_typst_minor));
    }
    if (!is_recent_typst(version))
        return {};
    return PdfEngine{PdfEngine::Kind::TypstProgram, *program, {}, "typst", version};
}

/// The package in a folder of packages, or in the node_modules of a folder.
std::optional<fs::path> package_in(const fs::path& folder)
{
    for (const fs::path& place : {folder / package_name, folder / "node_modules" / package_name}) {
        std::error_code failed;
        if (fs::is_regular_file(place / "package.json", failed))
            return place;
    }
    return {};
}

/// Where npm puts packages that are installed for everybody, said by npm itself: the last resort, because it takes its time.
std::optional<fs::path> said_by_npm(const PdfSearch& search)
{
    const std::optional<fs::path> npm = find_program("npm", search.path);
    if (!npm)
        return {};
    ProcessRequest request;
    request.program = *npm;
    request.arguments = {"root", "-g"};
    request.environment = {"PATH=" + search.path, "HOME=" + search.home};
    const ProcessResult result = run_process(request);
    const fs::path folder{std::string(trim(result.output))};
    return result.status == 0 && folder.is_absolute() ? std::optional(folder) : std::nullopt;
}

std::optional<fs::path> find_package(const PdfSearch& search, const fs::path& node)
{
    for (const fs::path& folder : search.node_modules)
        if (const auto package = package_in(folder))
            return package;
    for (const fs::path& folder : search.folders)
        if (is_ours(folder) && is_ours(folder / "node_modules"))
            if (const auto package = package_in(folder / "node_modules"))
                return package;
    std::error_code failed;
    const fs::path prefix = fs::canonical(node, failed).parent_path().parent_path();
    for (const fs::path& folder : {prefix / "lib" / "node_modules", fs::path("/usr/local/lib/node_modules"), fs::path("/usr/lib/node_modules")})
        if (const auto package = package_in(folder))
            return package;
    const std::optional<fs::path> global = said_by_npm(search);
    return global ? package_in(*global) : std::nullopt;
}

std::optional<PdfEngine> typst_package(const PdfSearch& search)
{
    const std::optional<fs::path> node = find_program("node", search.path);
    if (!node)
        return {};
    const std::optional<fs::path> package = find_package(search, *node);
    if (!package)
        return {};
    const std::string version = parse_json(read_file(*package / "package.json", package_limit)).text("version");
    return PdfEngine{PdfEngine::Kind::TypstPackage, *node, *package, "typst-ts-node-compiler", version};
}

std::optional<PdfEngine> weasyprint(const PdfSearch& search)
{
    const std::optional<fs::path> program = find_program("weasyprint", search.path);
    if (!program)
        return {};
    return PdfEngine{PdfEngine::Kind::WeasyPrint, *program, {}, "weasyprint", version_said(*program, search.path)};
}

} // namespace

PdfSearch pdf_search(const std::function<std::string(const char*)>& variable, std::vector<fs::path> folders)
{
    PdfSearch search;
    search.typst = variable("OGP_TYPST");
    search.path = variable("PATH");
    search.node_modules = folders_of(variable("OGP_NODE_MODULES"));
    for (fs::path& folder : folders_of(variable("NODE_PATH")))
        search.node_modules.push_back(std::move(folder));
    search.fonts = folders_of(variable("OGP_FONTS"));
    search.folders = std::move(folders);
    search.home = variable("HOME");
    return search;
}

PdfEngine find_pdf_engine(const PdfSearch& search)
{
    for (const auto find : {typst_program, typst_package, weasyprint})
        if (std::optional<PdfEngine> engine = find(search))
            return *std::move(engine);
    throw Error(Fault::Io, {"PDF-ის შემქმნელი პროგრამა ვერ მოიძებნა", "found nothing that makes PDF"},
                say("დააყენეთ Typst 0.{0} (ან მიუთითეთ OGP_TYPST-ში), ან npm-ის პაკეტი {1} (npm install -g {1}; სხვა საქაღალდე მიუთითეთ OGP_NODE_MODULES-ში), ან პაკეტი weasyprint",
                    "install Typst 0.{0} (or name it in OGP_TYPST), or the npm package {1} (npm install -g {1}; name another folder in OGP_NODE_MODULES), or the package weasyprint",
                    least_typst_minor, package_name));
}

} // namespace ogp::documents
