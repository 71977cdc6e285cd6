#pragma once

#include "app/bulk/bulk_export.hpp"
#include "app/bulk/bulk_import.hpp"
#include "app/trial_repository.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace ogp::app {

/// A repository with the test types thing and box.
inline TrialRepository things()
{
    return TrialRepository({OGP_SOURCE_DIR "/tests/data/workflows/thing.yaml", OGP_SOURCE_DIR "/tests/data/workflows/box.yaml"});
}

inline LineReader::Source source_of(const std::string& text)
{
    return [&text, at = std::size_t{0}](char* buffer, std::size_t room) mutable {
        const std::size_t count = std::min(room, text.size() - at);
        std::copy_n(text.data() + at, count, buffer);
        at += count;
        return count;
    };
}

inline BulkImportResult bulk_import(Repository& repository, const std::string& text, const std::string& type = {},
                                    BulkFormat format = BulkFormat::Csv)
{
    return import_cases(repository, {.name = "x", .format = format, .source = source_of(text), .type = type});
}

inline std::string bulk_export(Repository& repository, BulkFormat format, PersonalFields personal = PersonalFields::Left,
                               const std::string& type = {})
{
    std::string out;
    export_cases(repository, {.format = format, .type = type, .personal = personal, .sink = [&](std::string_view text) { out += text; }});
    return out;
}

/// "3 unknown_reference".
inline std::vector<std::string> said(const BulkImportResult& result)
{
    std::vector<std::string> all;
    for (const Finding& finding : result.findings)
        all.push_back(std::to_string(finding.place.line) + " " + finding.code);
    return all;
}

} // namespace ogp::app
