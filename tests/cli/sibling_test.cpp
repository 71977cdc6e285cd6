#include "cli/sibling.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

using namespace ogp;
using namespace ogp::cli;

namespace {

namespace fs = std::filesystem;

/// An empty folder, gone with the object.
class PlantedFolder
{
public:
    PlantedFolder()
    {
        std::string name = (fs::temp_directory_path() / "ogp-sibling-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        m_path = name;
    }
    ~PlantedFolder()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    PlantedFolder(const PlantedFolder&) = delete;
    PlantedFolder& operator=(const PlantedFolder&) = delete;

    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

/// A file that may be run.
fs::path plant(const fs::path& path)
{
    fs::create_directories(path.parent_path());
    std::ofstream{path} << "#!/bin/sh\n";
    fs::permissions(path, fs::perms::owner_all);
    return path;
}

Environment with_path(const std::string& path)
{
    return [path](const char* name) { return std::string_view{name} == "PATH" ? path : std::string{}; };
}

} // namespace

TEST_CASE("sibling: beside the program first, then ../libexec/ogp, then PATH")
{
    const PlantedFolder folder;
    const fs::path root = folder.path();
    const fs::path own = root / "bin" / "ogp";
    const Environment environment = with_path("::" + (root / "other").string());
    CHECK_FALSE(find_sibling(Program::Network, own, environment));
    plant(root / "other" / "ogp-net");
    CHECK(find_sibling(Program::Network, own, environment) == root / "other" / "ogp-net");
    plant(root / "libexec" / "ogp" / "ogp-net");
    CHECK(find_sibling(Program::Network, own, environment) == root / "libexec" / "ogp" / "ogp-net");
    plant(root / "bin" / "ogp-net");
    CHECK(find_sibling(Program::Network, own, environment) == root / "bin" / "ogp-net");
    CHECK_FALSE(find_sibling(Program::Server, own, environment));
}

TEST_CASE("sibling: a folder, a file that may not be run and the current folder do not count")
{
    const PlantedFolder folder;
    const fs::path own = folder.path() / "bin" / "ogp";
    fs::create_directories(folder.path() / "bin" / "ogp-net");
    fs::create_directories(folder.path() / "libexec" / "ogp");
    std::ofstream{folder.path() / "libexec" / "ogp" / "ogp-net"} << "no program";
    CHECK_FALSE(find_sibling(Program::Network, own, with_path("")));
    CHECK_FALSE(find_sibling(Program::Network, "", with_path(":")));
    CHECK_FALSE(find_sibling(Program::Network, "ogp", with_path(":")));
}

TEST_CASE("sibling: what is missing is named in both languages")
{
    try {
        require_sibling(Program::Server, "serve", with_path(""));
        FAIL("it was found");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Io);
        for (const std::string& text : {error.message().ka, error.message().en}) {
            CHECK(text.find("ogp-server") != std::string::npos);
            CHECK(text.find("ogp serve") != std::string::npos);
        }
        CHECK(error.hint().en.find("libexec") != std::string::npos);
    }
}

TEST_CASE("sibling: every program has its own name")
{
    CHECK(file_name(Program::Everyday) == "ogp");
    CHECK(file_name(Program::Network) == "ogp-net");
    CHECK(file_name(Program::Server) == "ogp-server");
    CHECK(file_name(Program::Documents) == "ogp-report");
}
