#pragma once

#include "budget/csv_table.hpp"

#include <string>

namespace ogp::budget {

inline CsvTable sample_table(std::string text)
{
    return {std::move(text), "file.csv"};
}

/// "code line:column" of every error that reading ends with, or "" where it ends with none.
template <class Read>
std::string refusals(Read read)
{
    std::string all;
    try {
        read();
    } catch (const InvalidInput& error) {
        for (const Finding& finding : error.findings())
            if (finding.severity == Severity::Error)
                all += (all.empty() ? "" : ", ") + finding.code + " " + std::to_string(finding.place.line) + ":" + std::to_string(finding.place.column);
    }
    return all;
}

} // namespace ogp::budget
