#pragma once

#include "base/file.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::store::sample {

/// The pages of a file that holds a table each: of a database and of its WAL (header 32 bytes, of each frame 24). Any other file is one page.
inline std::vector<std::string> pages_of(const std::filesystem::path& file)
{
    constexpr std::size_t page = 4096;
    const std::string content = read_file(file, std::size_t{1} << 30U);
    const bool database = content.starts_with("SQLite format 3");
    const bool wal = file.extension() == ".db-wal";
    if (!database && !wal)
        return {content};
    std::vector<std::string> pages;
    for (std::size_t at = wal ? 32 + 24 : 0; at < content.size(); at += page + (wal ? 24 : 0))
        pages.push_back(content.substr(at, page));
    return pages;
}

/// Files with a page on which both stand, raw or in hex: what a row with the two would look like.
inline std::vector<std::string> files_with_both(const std::filesystem::path& folder, const std::vector<std::string>& some, const std::vector<std::string>& others)
{
    const auto holds = [](const std::string& page, const std::vector<std::string>& words) {
        return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
            return page.find(word) != std::string::npos || page.find(to_hex(word)) != std::string::npos;
        });
    };
    std::vector<std::string> found;
    for (const std::filesystem::directory_entry& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file())
            continue;
        const std::vector<std::string> pages = pages_of(entry.path());
        if (std::any_of(pages.begin(), pages.end(), [&](const std::string& page) { return holds(page, some) && holds(page, others); }))
            found.push_back(entry.path().filename().string());
    }
    return found;
}

} // namespace ogp::store::sample
