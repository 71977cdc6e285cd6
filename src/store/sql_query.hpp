#pragma once

#include "store/store.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

/// Questions in SQL that a person writes, over views and nothing else: they may read the views (and json_each, json_tree), not the
/// tables below them, attach nothing, set nothing, load nothing; time, memory and size of the answer are bounded.
///
/// SQLite does not tell its authorizer whether a table is read through a view. So a statement is first prepared in an empty database
/// that has tables of the views' names and columns and nothing else; what can be prepared there names nothing else. Then it runs on a
/// connection that can only read.
namespace ogp::store {

/// A view as the one who asks sees it.
struct SqlView
{
    std::string name;                 ///< as it stands in SQL
    std::vector<std::string> columns; ///< likewise
    std::string select;               ///< over the tables of the repository: ours, not the asker's
};

struct SqlLimits
{
    std::int64_t milliseconds = 10'000;
    std::int64_t bytes = 256 * 1024 * 1024; ///< memory of the library, in the whole process
    std::size_t cells = 2'000'000;          ///< rows times columns of the answer
};

/// NULL, a number, a fraction as SQLite prints it (15 digits), a text, or a BLOB in hexadecimal.
struct SqlFraction
{
    std::string digits;
};
using SqlValue = std::variant<std::monostate, std::int64_t, SqlFraction, std::string>;

struct SqlAnswer
{
    std::vector<std::string> columns; ///< as the statement names them
    std::vector<std::vector<SqlValue>> rows;
};

/// Runs one statement. `folder`: that of ogp.db. Throws Error: Usage (no statement, several, not understood: with SQLite's
/// words and the place), Forbidden (it would write, attach, set, or read what is no view), Invalid (too long, too much).
SqlAnswer run_sql(const std::filesystem::path& folder, const std::vector<SqlView>& views, const std::string& statement,
                  const SqlLimits& limits = {});

} // namespace ogp::store
