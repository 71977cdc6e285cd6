#pragma once

#include "base/time_zone.hpp"
#include "store/sql_past.hpp"
#include "store/store.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// Questions in SQL that a person writes, over views and nothing else: they may read the views (and json_each, json_tree), not the
/// tables below them, attach nothing, set nothing, load nothing; time, memory and size of the answer are bounded.
///
/// SQLite does not tell its authorizer whether a table is read through a view. So a statement is first prepared in an empty database
/// that has tables of the views' names and columns and nothing else; what can be prepared there names nothing else. Then it runs on a
/// connection that can only read.
///
/// Columns of views are expressions, which have no index: a join of two of them would look at every pair of rows. So what a statement
/// that names views more than once reads of them is read first, once, into tables in memory (keep()); where those take too much, the
/// views stay.
///
/// Beside SQLite's own functions there is local_day(time): the day of an RFC 3339 text in the session's zone, YYYY-MM-DD; of a text
/// that is already a day that day; else NULL.
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

/// Values of the named parameters of a statement, ":period_from" without its colon. What a statement names and is not here is NULL;
/// what is here and no statement names is left alone.
using SqlParameters = std::vector<std::pair<std::string, SqlValue>>;

/// What a statement asks for and gives, without running it.
struct SqlShape
{
    std::vector<std::string> columns;
    std::vector<std::string> parameters; ///< without their colon, in order of first use
};

/// A statement that is not understood: Fault::Usage, with the byte of the statement where that is known.
class SqlMistake : public Error
{
public:
    SqlMistake(Localized message, Localized hint, std::string words, std::optional<std::size_t> offset)
        : Error(Fault::Usage, std::move(message), std::move(hint)), m_words(std::move(words)), m_offset(offset)
    {}
    const std::string& words() const { return m_words; } ///< SQLite's own
    std::optional<std::size_t> offset() const { return m_offset; }

private:
    std::string m_words;
    std::optional<std::size_t> m_offset;
};

/// Several statements over the same views, whose preparation costs more than a small statement. The time of SqlLimits is that of each.
class SqlSession
{
public:
    /// `past`: what the views show instead of the present.
    SqlSession(const std::filesystem::path& folder, const std::vector<SqlView>& views, const TimeZone& zone, const SqlLimits& limits = {},
               const std::optional<SqlPast>& past = {});
    ~SqlSession();
    SqlSession(SqlSession&&) noexcept;
    SqlSession& operator=(SqlSession&&) noexcept;

    /// Reads into memory what these statements read of each view that two of them name, or one of them twice, or beside another view.
    /// From then on only these may be run. A statement that is not understood is left to run() and describe().
    void keep(const std::vector<std::string>& statements);

    /// Both throw as run_sql().
    SqlShape describe(const std::string& statement);
    SqlAnswer run(const std::string& statement, const SqlParameters& parameters = {});

private:
    class Question;
    std::unique_ptr<Question> m_question;
};

/// Runs one statement. `folder`: that of ogp.db. Throws Error: Usage (no statement, several; SqlMistake: not understood, with
/// SQLite's words and the place), Forbidden (it would write, attach, set, or read what is no view), Invalid (too long, too much).
SqlAnswer run_sql(const std::filesystem::path& folder, const std::vector<SqlView>& views, const std::string& statement,
                  const SqlLimits& limits = {}, const TimeZone& zone = TimeZone::utc(), const std::optional<SqlPast>& past = {});

} // namespace ogp::store
