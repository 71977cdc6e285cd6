#pragma once

#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

/// Whether xmllint takes the text for well-formed XML. Where it is not installed that is said, and nothing is checked.
inline bool is_well_formed(const std::string& xml)
{
    if (std::system("xmllint --version >/dev/null 2>&1") != 0) {
        WARN("skipped: xmllint is not installed");
        return true;
    }
    std::string pattern = (std::filesystem::temp_directory_path() / "ogp-report-XXXXXX").string();
    const char* folder = ::mkdtemp(pattern.data());
    REQUIRE(folder != nullptr);
    const std::string file = std::string(folder) + "/a.xml";
    std::ofstream(file, std::ios::binary) << xml;
    const int status = std::system(("xmllint --noout '" + file + "' 2>/dev/null").c_str());
    std::filesystem::remove_all(folder);
    return status == 0;
}

/// The check itself can fail.
inline bool well_formedness_is_checked()
{
    return std::system("xmllint --version >/dev/null 2>&1") != 0 || !is_well_formed("<a><b></a>");
}
