#pragma once

#include "base/file.hpp"
#include "irm/commitments_file.hpp"

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace ogp::irm {

inline const std::string sample_path = std::string(OGP_SOURCE_DIR) + "/tests/data/ogp/commitments.csv";

inline std::string sample_text()
{
    return read_file(sample_path);
}

inline CommitmentsFile sample_file()
{
    return read_commitments(sample_text(), "commitments.csv");
}

/// OGP's own file, where it lies beside the source.
inline std::optional<std::string> real_text()
{
    const std::string path = std::string(OGP_SHARED_DATA) + "/ogp/ogp-commitments-georgia-ukraine.csv";
    return std::filesystem::exists(path) ? std::optional(read_file(path)) : std::nullopt;
}

inline const Row& row_named(const CommitmentsFile& file, const std::string& key)
{
    for (const Row& row : file.rows)
        if (row.key() == key)
            return row;
    throw Error(Fault::Internal, both("no row " + key));
}

} // namespace ogp::irm
