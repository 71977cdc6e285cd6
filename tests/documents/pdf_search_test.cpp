#include "documents/pdf_search.hpp"

#include "base/error.hpp"
#include "documents/tool_here.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace ogp;
using namespace ogp::documents;

namespace {

const std::string package = "@myriaddreamin/typst-ts-node-compiler/package.json";
const std::string package_json = "{\"name\": \"@myriaddreamin/typst-ts-node-compiler\", \"version\": \"0.7.0\"}";

/// Only what the test puts there.
PdfSearch search_in(const TestFolder& folder)
{
    PdfSearch search;
    search.path = (folder.path() / "bin").string();
    return search;
}

} // namespace

TEST_CASE("Typst as a program goes before all, where it is recent")
{
    const TestFolder folder;
    folder.program("bin/typst", "echo 'typst 0.14.2 (b33de9de)'");
    folder.program("bin/weasyprint", "echo 'WeasyPrint version 57.2'");
    PdfEngine engine = find_pdf_engine(search_in(folder));
    CHECK(engine.kind == PdfEngine::Kind::TypstProgram);
    CHECK(engine.text() == "typst 0.14.2");
    folder.program("bin/typst", "echo 'typst 0.13.1 (8ace67d9)'");
    engine = find_pdf_engine(search_in(folder));
    CHECK(engine.kind == PdfEngine::Kind::WeasyPrint);
    CHECK(engine.text() == "weasyprint 57.2");
    PdfSearch named = search_in(folder);
    named.typst = folder.program("elsewhere/my-typst", "echo 'typst 1.0.0'");
    CHECK(find_pdf_engine(named).text() == "typst 1.0.0");
    named.typst = folder.path() / "bin/typst";
    CHECK_THROWS_WITH(find_pdf_engine(named), Catch::Contains("is Typst 0.13.1, and 0.14 or later is needed"));
}

TEST_CASE("the package of npm is found where it was named, and beside what belongs to the user")
{
    const TestFolder folder;
    folder.program("bin/node", "exit 1");
    folder.write("packages/" + package, package_json);
    folder.write("city/node_modules/" + package, package_json);
    PdfSearch search = search_in(folder);
    search.node_modules = {folder.path() / "packages"};
    PdfEngine engine = find_pdf_engine(search);
    CHECK(engine.kind == PdfEngine::Kind::TypstPackage);
    CHECK(engine.text() == "typst-ts-node-compiler 0.7.0");
    CHECK(engine.package == folder.path() / "packages/@myriaddreamin/typst-ts-node-compiler");

    search.node_modules.clear();
    search.folders = {folder.path() / "city"};
    CHECK(find_pdf_engine(search).package == folder.path() / "city/node_modules/@myriaddreamin/typst-ts-node-compiler");
    // Where others may write, what lies there may be theirs.
    std::filesystem::permissions(folder.path() / "city", std::filesystem::perms::all);
    folder.program("bin/npm", "echo " + (folder.path() / "packages").string());
    engine = find_pdf_engine(search);
    CHECK(engine.package == folder.path() / "packages/@myriaddreamin/typst-ts-node-compiler");
}

TEST_CASE("where nothing makes PDF, what to install is said")
{
    const TestFolder folder;
    folder.program("bin/node", "exit 1");
    folder.program("bin/npm", "exit 1");
    try {
        find_pdf_engine(search_in(folder));
        FAIL("an engine was found: " << find_pdf_engine(search_in(folder)).package);
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Io);
        CHECK(error.hint().en.find("npm install -g @myriaddreamin/typst-ts-node-compiler") != std::string::npos);
        CHECK(error.hint().ka.find("weasyprint") != std::string::npos);
    }
}

TEST_CASE("variables of the environment say where to look")
{
    const std::map<std::string, std::string> variables = {
        {"OGP_TYPST", "/opt/typst"}, {"PATH", "/bin"}, {"OGP_NODE_MODULES", "/a:/b"}, {"NODE_PATH", "/c"}, {"OGP_FONTS", "/fonts"}, {"HOME", "/root"}};
    const PdfSearch search = pdf_search([&](const char* name) { return variables.count(name) != 0 ? variables.at(name) : ""; }, {"/city"});
    CHECK(search.typst == "/opt/typst");
    CHECK(search.path == "/bin");
    CHECK(search.node_modules == std::vector<std::filesystem::path>{"/a", "/b", "/c"});
    CHECK(search.fonts == std::vector<std::filesystem::path>{"/fonts"});
    CHECK(search.folders == std::vector<std::filesystem::path>{"/city"});
}
