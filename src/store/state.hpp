#pragma once

#include "store/case_record.hpp"
#include "store/database.hpp"
#include "store/log.hpp"
#include "store/projection.hpp"
#include "store/store.hpp"
#include "store/workflows.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace ogp::store {

/// What an open store is made of; only files of this room include this.
struct Store::State
{
    State(std::filesystem::path data_folder, const OpenOptions& options);

    std::filesystem::path folder;
    Database database;
    Workflows workflows;
    Log log;
    Identity identity;
};

/// The folder's database file.
std::filesystem::path database_file(const std::filesystem::path& folder);

/// Reads the rows of meta. Throws Error{Integrity} where they are not what was written at `init`.
Identity read_identity(Database& database);

/// What lists need of the cases above one.
struct Surroundings
{
    std::int64_t root = 0;
    std::int64_t parent = 0;
    std::string root_uid;
    std::string root_number;
    std::string parent_uid;
};

/// A record with what lists need of the cases above it; `known` is used where it is of the same ones, and else replaced.
CaseRow case_row(Database& database, CaseRecord record, std::optional<Surroundings>& known);

} // namespace ogp::store
