#pragma once

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

/// Whether a program that a test looks through is there. Where it is not that is said.
inline bool tool_here(const std::string& name)
{
    if (std::system(("command -v " + name + " >/dev/null 2>&1").c_str()) == 0)
        return true;
    WARN("skipped: " << name << " is not installed");
    return false;
}

/// A folder of a test, gone with the object.
class TestFolder
{
public:
    TestFolder()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "ogp-documents-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        m_path = pattern;
    }
    ~TestFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }

    /// A program of the shell.
    std::filesystem::path program(const std::string& name, const std::string& script) const
    {
        write(name, "#!/bin/sh\n" + script + "\n");
        std::filesystem::permissions(m_path / name, std::filesystem::perms::owner_all);
        return m_path / name;
    }

    std::filesystem::path write(const std::string& name, const std::string& content) const
    {
        std::filesystem::create_directories((m_path / name).parent_path());
        std::ofstream(m_path / name, std::ios::binary) << content;
        return m_path / name;
    }

private:
    std::filesystem::path m_path;
};
