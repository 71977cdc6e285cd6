#include "store/sql_query.hpp"

#include "base/text.hpp"
#include "store/database.hpp"
#include "store/state.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <string_view>

namespace ogp::store {
namespace {

using Timepoint = std::chrono::steady_clock::time_point;

constexpr int steps_between_looks = 10'000; ///< of SQLite's machine, before the time is looked at
constexpr std::array<std::string_view, 2> table_functions = {"json_each", "json_tree"};
constexpr std::array<std::string_view, 2> forbidden_functions = {"load_extension", "fts3_tokenizer"};

/// What the callbacks of one question know.
struct Watch
{
    std::set<std::string, std::less<>> views;
    Timepoint until;
    std::string refused; ///< what was not allowed
    bool is_late = false;
    std::map<std::string, std::set<std::string>, std::less<>> reads; ///< of the statement prepared last: columns of views
};

bool is_one_of(std::string_view name, const auto& names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view word(const char* text)
{
    return text != nullptr ? text : std::string_view();
}

int authorize(void* data, int action, const char* first, const char* second, const char*, const char*)
{
    Watch& watch = *static_cast<Watch*>(data);
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_READ:
        if (watch.views.contains(word(first))) {
            // Of a table that is only counted no column is named.
            std::set<std::string>& columns = watch.reads[std::string(word(first))];
            if (!word(second).empty())
                columns.emplace(word(second));
            return SQLITE_OK;
        }
        if (is_one_of(word(first), table_functions))
            return SQLITE_OK;
        watch.refused = word(first);
        return SQLITE_DENY;
    case SQLITE_FUNCTION:
        if (!is_one_of(word(second), forbidden_functions))
            return SQLITE_OK;
        watch.refused = word(second);
        return SQLITE_DENY;
    default: watch.refused = word(first); return SQLITE_DENY;
    }
}

int look_at_time(void* data)
{
    Watch& watch = *static_cast<Watch*>(data);
    watch.is_late = std::chrono::steady_clock::now() >= watch.until;
    return watch.is_late ? 1 : 0;
}

/// The library's limit holds for the whole process: it is put back.
class MemoryLimit
{
public:
    explicit MemoryLimit(std::int64_t bytes) : m_before(sqlite3_hard_heap_limit64(bytes)) {}
    ~MemoryLimit() { sqlite3_hard_heap_limit64(m_before); }
    MemoryLimit(const MemoryLimit&) = delete;
    MemoryLimit& operator=(const MemoryLimit&) = delete;

private:
    std::int64_t m_before;
};

void limit(sqlite3* handle)
{
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024);
    sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 100'000);
    sqlite3_limit(handle, SQLITE_LIMIT_COLUMN, 500);
    sqlite3_limit(handle, SQLITE_LIMIT_COMPOUND_SELECT, 50);
    sqlite3_limit(handle, SQLITE_LIMIT_EXPR_DEPTH, 200);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
}

/// local_day(): see sql_query.hpp.
void local_day(sqlite3_context* context, int, sqlite3_value** values)
{
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
    const std::string_view text = bytes != nullptr ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_value_bytes(values[0]))) : std::string_view();
    std::optional<Date> day = Date::parse(text);
    if (const auto instant = day || text.size() < 11 ? std::nullopt : Instant::parse(text))
        day = static_cast<const TimeZone*>(sqlite3_user_data(context))->date_at(*instant);
    if (day)
        sqlite3_result_text(context, day->iso().c_str(), -1, SQLITE_TRANSIENT);
}

} // namespace

class SqlSession::Question
{
public:
    Question(const std::filesystem::path& folder, const std::vector<SqlView>& views, const TimeZone& zone, const SqlLimits& limits,
             const std::optional<SqlPast>& past)
        : m_zone(zone), m_database(database_file(folder), {.access = Access::Read}), m_empty(Database::cache({})), m_limits(limits)
    {
        for (sqlite3* handle : {m_database.handle(), m_empty->handle()})
            sqlite3_create_function_v2(handle, "local_day", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, &m_zone, local_day, nullptr, nullptr, nullptr);
        m_database.execute("PRAGMA temp_store=MEMORY");
        if (past)
            lay_past(m_database, *past);
        for (const SqlView& view : views) {
            m_database.execute(fmt::format("CREATE TEMP VIEW {} AS {}", view.name, view.select).c_str());
            m_empty->execute(fmt::format("CREATE TEMP TABLE {}({})", view.name, join(view.columns, ", ")).c_str());
            const std::string name(view.name, 1, view.name.size() - 2); // without its quotes
            m_watch.views.insert(name);
            m_columns.emplace(name, view.columns);
        }
        // Their first use declares them, which is none of the asker's doing.
        for (const std::string_view function : table_functions)
            m_empty->execute(fmt::format("SELECT 1 FROM {}('[]')", function).c_str());
        limit(m_database.handle());
        limit(m_empty->handle());
        sqlite3_set_authorizer(m_empty->handle(), authorize, &m_watch);
        sqlite3_progress_handler(m_database.handle(), steps_between_looks, look_at_time, &m_watch);
    }

    ~Question()
    {
        // What closes the connections is not the asker's.
        sqlite3_set_authorizer(m_empty->handle(), nullptr, nullptr);
        sqlite3_progress_handler(m_database.handle(), 0, nullptr, nullptr);
    }
    Question(const Question&) = delete;
    Question& operator=(const Question&) = delete;

    void keep(const std::vector<std::string>& statements)
    {
        const MemoryLimit memory(m_limits.bytes);
        std::map<std::string, Reading> readings;
        for (const std::string& text : statements) {
            start();
            try {
                prepared(*m_empty, text);
            } catch (const Error&) {
                continue; // told when it is run
            }
            for (const auto& [view, columns] : m_watch.reads) {
                Reading& reading = readings[view];
                reading.columns.insert(columns.begin(), columns.end());
                reading.times += m_watch.reads.size() > 1 || text.find(view) != text.rfind(view) ? 2 : 1;
            }
        }
        for (const auto& [view, reading] : readings)
            if (reading.times > 1 && !reading.columns.empty())
                keep(view, reading);
    }

    SqlShape describe(const std::string& text)
    {
        const MemoryLimit memory(m_limits.bytes);
        start();
        const Statement statement = prepared(*m_empty, text);
        SqlShape shape;
        for (int i = 0; i < sqlite3_column_count(statement.get()); ++i)
            shape.columns.emplace_back(word(sqlite3_column_name(statement.get(), i)));
        for (int i = 1; i <= sqlite3_bind_parameter_count(statement.get()); ++i)
            shape.parameters.emplace_back(parameter(statement.get(), i));
        return shape;
    }

    SqlAnswer run(const std::string& text, const SqlParameters& parameters)
    {
        const MemoryLimit memory(m_limits.bytes);
        start();
        prepared(*m_empty, text);
        const Statement statement = prepared(m_database, text);
        bind(statement.get(), parameters);
        SqlAnswer answer;
        const int columns = sqlite3_column_count(statement.get());
        for (int i = 0; i < columns; ++i)
            answer.columns.emplace_back(word(sqlite3_column_name(statement.get(), i)));
        for (;;) {
            const int result = sqlite3_step(statement.get());
            if (result == SQLITE_DONE)
                return answer;
            if (result != SQLITE_ROW)
                fail(m_database, result, {});
            if ((answer.rows.size() + 1) * static_cast<std::size_t>(columns) > m_limits.cells)
                throw Error(Fault::Invalid, say("პასუხი ძალიან დიდია: {} სტრიქონზე მეტი", "the answer is too large: more than {} rows", answer.rows.size()),
                            {"დაამატეთ LIMIT ან დააჯგუფეთ; ყველაფრის გასატანად: ogp export", "add LIMIT, or group; to take everything out: ogp export"});
            std::vector<SqlValue>& row = answer.rows.emplace_back();
            for (int i = 0; i < columns; ++i)
                row.push_back(value(statement.get(), i));
        }
    }

private:
    /// What several statements read of a view.
    struct Reading
    {
        std::set<std::string> columns;
        int times = 0;
    };

    static std::string quoted(std::string_view name) { return fmt::format("\"{}\"", name); }

    /// Puts a table in the place of the view.
    void keep(const std::string& view, const Reading& reading)
    {
        // In the order of the view, as "*" takes them.
        std::vector<std::string> columns;
        for (const std::string& column : m_columns.at(view))
            if (reading.columns.contains(column.substr(1, column.size() - 2)))
                columns.push_back(column);
        start();
        try {
            m_database.execute(fmt::format("CREATE TEMP TABLE kept_view AS SELECT {} FROM temp.{}", join(columns, ", "), quoted(view)).c_str());
        } catch (const Error&) {
            return; // too large, or it took too long: each statement reads the view for itself
        }
        m_database.execute(fmt::format("DROP VIEW temp.{0}; ALTER TABLE temp.kept_view RENAME TO {0}", quoted(view)).c_str());
    }

    void start()
    {
        m_watch.reads.clear();
        m_watch.refused.clear();
        m_watch.is_late = false;
        m_watch.until = std::chrono::steady_clock::now() + std::chrono::milliseconds(m_limits.milliseconds);
    }

    /// The name of a parameter without its sign; "" for one without a name.
    static std::string_view parameter(sqlite3_stmt* statement, int index)
    {
        const std::string_view name = word(sqlite3_bind_parameter_name(statement, index));
        return name.empty() ? name : name.substr(1);
    }

    static void bind(sqlite3_stmt* statement, const SqlParameters& parameters)
    {
        for (int i = 1; i <= sqlite3_bind_parameter_count(statement); ++i)
            for (const auto& [name, value] : parameters)
                if (name == parameter(statement, i))
                    bind(statement, i, value);
    }

    /// Fractions and texts are bound as texts: a comparison with a number makes them numbers.
    static void bind(sqlite3_stmt* statement, int index, const SqlValue& value)
    {
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            sqlite3_bind_int64(statement, index, *number);
            return;
        }
        const auto* text = std::get_if<std::string>(&value);
        if (const auto* fraction = std::get_if<SqlFraction>(&value))
            text = &fraction->digits;
        if (text != nullptr)
            sqlite3_bind_text(statement, index, text->data(), static_cast<int>(text->size()), SQLITE_TRANSIENT);
    }

    Statement prepared(Database& database, const std::string& text)
    {
        sqlite3_stmt* statement = nullptr;
        const char* rest = nullptr;
        const int result = sqlite3_prepare_v2(database.handle(), text.c_str(), static_cast<int>(text.size()) + 1, &statement, &rest);
        Statement owned(statement);
        if (result != SQLITE_OK)
            fail(database, result, text);
        if (statement == nullptr)
            throw Error(Fault::Usage, {"შეკითხვა ცარიელია", "the query is empty"}, {"მაგალითად: SELECT * FROM cases LIMIT 5", "for example: SELECT * FROM cases LIMIT 5"});
        if (trim(std::string_view(rest)).find_first_not_of(';') != std::string_view::npos)
            throw Error(Fault::Usage, {"ერთ ჯერზე ერთი შეკითხვა შეიძლება", "one statement at a time"},
                        {"ნაწილები ცალ-ცალკე გაუშვით", "run the parts one by one"});
        if (sqlite3_stmt_readonly(statement) == 0)
            refuse();
        return owned;
    }

    [[noreturn]] void refuse() const
    {
        throw Error(Fault::Forbidden,
                    m_watch.refused.empty()
                        ? Localized("შეკითხვას მხოლოდ წაკითხვა შეუძლია", "a query can only read")
                        : say("შეკითხვას ეს არ შეუძლია: {}", "a query may not do that: {}", printable(shorten(m_watch.refused, 60))),
                    {"რისი წაკითხვა შეიძლება: ogp query --views", "what can be read: ogp query --views"});
    }

    [[noreturn]] void fail(const Database& database, int result, std::string_view text)
    {
        sqlite3* handle = database.handle();
        const std::string message = printable(word(sqlite3_errmsg(handle)));
        if (!m_watch.refused.empty())
            refuse();
        if (m_watch.is_late)
            throw Error(Fault::Invalid, say("შეკითხვას {} წამზე მეტი დასჭირდა", "the query took more than {} s", m_limits.milliseconds / 1000),
                        {"შეზღუდეთ WHERE-ით, ან მიეცით მეტი დრო: --timeout", "narrow it with WHERE, or give it more time: --timeout"});
        switch (result & 0xff) {
        case SQLITE_NOMEM:
        case SQLITE_TOOBIG:
            throw Error(Fault::Invalid, {"შეკითხვას ძალიან ბევრი მეხსიერება დასჭირდა", "the query needed too much memory"},
                        {"შეზღუდეთ WHERE-ით ან LIMIT-ით", "narrow it with WHERE or LIMIT"});
        case SQLITE_ERROR:
        case SQLITE_MISMATCH:
        case SQLITE_RANGE: {
            const int place = text.empty() ? -1 : sqlite3_error_offset(handle);
            throw SqlMistake(place < 0 ? say("შეკითხვა: {}", "the query: {}", message)
                                       : say("შეკითხვა, ბაიტი {}: {}", "the query, byte {}: {}", place + 1, message),
                             {"რისი წაკითხვა შეიძლება: ogp query --views", "what can be read: ogp query --views"}, message,
                             place < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(place)));
        }
        default: database.fail(result);
        }
    }

    static SqlValue value(sqlite3_stmt* statement, int column)
    {
        const auto text = [&] {
            const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
            return std::string(bytes != nullptr ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
        };
        switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER: return sqlite3_column_int64(statement, column);
        case SQLITE_FLOAT: return SqlFraction{text()};
        case SQLITE_TEXT: return text();
        case SQLITE_BLOB: {
            const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
            return to_hex(std::string_view(bytes != nullptr ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement, column))));
        }
        default: return std::monostate();
        }
    }

    TimeZone m_zone; ///< before the connections that know it
    Database m_database;
    std::unique_ptr<Database> m_empty; ///< with tables in the place of the views
    SqlLimits m_limits;
    std::map<std::string, std::vector<std::string>, std::less<>> m_columns; ///< of each view, in their quotes
    Watch m_watch;
};

SqlSession::SqlSession(const std::filesystem::path& folder, const std::vector<SqlView>& views, const TimeZone& zone, const SqlLimits& limits,
                       const std::optional<SqlPast>& past)
    : m_question(std::make_unique<Question>(folder, views, zone, limits, past))
{
}

SqlSession::~SqlSession() = default;
SqlSession::SqlSession(SqlSession&&) noexcept = default;
SqlSession& SqlSession::operator=(SqlSession&&) noexcept = default;

void SqlSession::keep(const std::vector<std::string>& statements)
{
    m_question->keep(statements);
}

SqlShape SqlSession::describe(const std::string& statement)
{
    return m_question->describe(statement);
}

SqlAnswer SqlSession::run(const std::string& statement, const SqlParameters& parameters)
{
    return m_question->run(statement, parameters);
}

SqlAnswer run_sql(const std::filesystem::path& folder, const std::vector<SqlView>& views, const std::string& statement, const SqlLimits& limits,
                  const TimeZone& zone, const std::optional<SqlPast>& past)
{
    SqlSession session(folder, views, zone, limits, past);
    session.keep({statement});
    return session.run(statement);
}

} // namespace ogp::store
