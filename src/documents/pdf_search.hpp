#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace ogp::documents {

/// Where what makes PDF is looked for.
struct PdfSearch
{
    std::string typst;                                  ///< OGP_TYPST: the program itself
    std::string path;                                   ///< PATH
    std::vector<std::filesystem::path> node_modules;    ///< OGP_NODE_MODULES and NODE_PATH: folders of packages
    std::vector<std::filesystem::path> fonts;           ///< OGP_FONTS: folders
    /// Folders with a node_modules of their own: the repository, the current one. What lies there is run only where it belongs to
    /// this user or to root, and nobody else may write to it.
    std::vector<std::filesystem::path> folders;
    std::string home;                                   ///< HOME: npm asks there where it puts packages
};

/// From variables of the environment ("" where one is not set).
PdfSearch pdf_search(const std::function<std::string(const char*)>& variable, std::vector<std::filesystem::path> folders);

/// What makes PDF, and which version of it.
struct PdfEngine
{
    enum class Kind { TypstProgram, TypstPackage, WeasyPrint };
    Kind kind = Kind::TypstPackage;
    std::filesystem::path program; ///< typst, node, weasyprint
    std::filesystem::path package; ///< of npm
    std::string name;              ///< "typst", "typst-ts-node-compiler", "weasyprint"
    std::string version;

    std::string text() const { return name + " " + version; }
};

/// The first that is there: Typst 0.14 or later as a program, Typst as the package of npm, WeasyPrint. Throws Error{Io} that names
/// what to install where none is.
PdfEngine find_pdf_engine(const PdfSearch& search);

} // namespace ogp::documents
