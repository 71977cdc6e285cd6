#include "store_postgresql/connection.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>
#include <utility>

namespace ogp::store_postgresql {
namespace {

constexpr int binary = 1;

PGresult* result_of(void* result)
{
    return static_cast<PGresult*>(result);
}

/// Type numbers of PostgreSQL's catalogue, which never change (src/include/catalog/pg_type.dat).
Oid oid_of(Parameter::Type type)
{
    switch (type) {
    case Parameter::Type::Integer: return 20;
    case Parameter::Type::Text: return 25;
    case Parameter::Type::Bytes: return 17;
    case Parameter::Type::IntegerArray: return 1016;
    case Parameter::Type::TextArray: return 1009;
    case Parameter::Type::BytesArray: return 1001;
    }
    return 0;
}

std::string one_line(const char* message)
{
    std::string line = message != nullptr ? message : "";
    std::replace(line.begin(), line.end(), '\n', ' ');
    while (!line.empty() && line.back() == ' ')
        line.pop_back();
    return line;
}

Failure failure_of(const PGresult* result, PGconn* connection)
{
    const char* state = result != nullptr ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const bool lost = PQstatus(connection) != CONNECTION_OK;
    // 57P01 to 57P03: the server is going down or is coming up, which is the connection lost, not a fault of the statement.
    const std::string code = state != nullptr ? state : "";
    const bool ends = lost || code.starts_with("57P") || code.starts_with("08");
    return {ends ? std::string() : code.empty() ? std::string("XX000") : code,
            one_line(result != nullptr ? PQresultErrorMessage(result) : PQerrorMessage(connection))};
}

bool succeeded(const PGresult* result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

struct Arguments
{
    explicit Arguments(const std::vector<Parameter>& parameters)
    {
        for (const Parameter& parameter : parameters) {
            values.push_back(parameter.value.data());
            lengths.push_back(static_cast<int>(parameter.value.size()));
            formats.push_back(parameter.type == Parameter::Type::Bytes ? binary : 0);
        }
    }
    int count() const { return static_cast<int>(values.size()); }

    std::vector<const char*> values;
    std::vector<int> lengths;
    std::vector<int> formats;
};

PGconn* connect_once(const std::string& url)
{
    const std::array<const char*, 6> keys = {"dbname", "target_session_attrs", "connect_timeout", "application_name", "client_encoding", nullptr};
    const std::array<const char*, 6> values = {url.c_str(), "read-write", "5", "ogp", "UTF8", nullptr};
    return PQconnectdbParams(keys.data(), values.data(), 1);
}

std::string quoted(std::string_view value)
{
    std::string element = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\')
            element += '\\';
        element += c;
    }
    return element + '"';
}

} // namespace

Parameter integer(std::int64_t value)
{
    return {Parameter::Type::Integer, std::to_string(value)};
}

Parameter text(std::string value)
{
    return {Parameter::Type::Text, std::move(value)};
}

Parameter bytes(std::string value)
{
    return {Parameter::Type::Bytes, std::move(value)};
}

Parameter integers(const std::vector<std::int64_t>& values)
{
    return {Parameter::Type::IntegerArray, fmt::format("{{{}}}", fmt::join(values, ","))};
}

Parameter texts(const std::vector<std::string>& values)
{
    std::string array = "{";
    for (const std::string& value : values)
        array += (array.size() > 1 ? "," : "") + quoted(value);
    return {Parameter::Type::TextArray, array + "}"};
}

Parameter byte_strings(const std::vector<std::string_view>& values)
{
    std::string array = "{";
    for (const std::string_view value : values) {
        array += array.size() > 1 ? ",\"\\\\x" : "\"\\\\x";
        array += to_hex(value);
        array += '"';
    }
    return {Parameter::Type::BytesArray, array + "}"};
}

Rows::~Rows()
{
    PQclear(result_of(m_result));
}

Rows::Rows(Rows&& other) noexcept : m_result(std::exchange(other.m_result, nullptr)) {}

std::size_t Rows::size() const
{
    return static_cast<std::size_t>(PQntuples(result_of(m_result)));
}

std::int64_t Rows::integer(std::size_t row, int column) const
{
    std::uint64_t value = 0;
    for (const char c : bytes(row, column))
        value = value << 8U | static_cast<unsigned char>(c);
    return static_cast<std::int64_t>(value);
}

std::string Rows::bytes(std::size_t row, int column) const
{
    PGresult* result = result_of(m_result);
    const int place = static_cast<int>(row);
    return {PQgetvalue(result, place, column), static_cast<std::size_t>(PQgetlength(result, place, column))};
}

std::int64_t Rows::changed() const
{
    const std::string count = PQcmdTuples(result_of(m_result));
    return count.empty() ? 0 : std::stoll(count);
}

struct Connection::State
{
    PGconn* connection = nullptr;
    std::size_t sent = 0;
    ~State() { PQfinish(connection); }
};

Connection::Connection(const std::string& url, int patience_seconds) : m_state(std::make_unique<State>())
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(patience_seconds);
    for (auto pause = std::chrono::milliseconds(50);; pause = std::min(pause * 2, std::chrono::milliseconds(250))) {
        m_state->connection = connect_once(url);
        if (PQstatus(m_state->connection) == CONNECTION_OK)
            return;
        const Failure failure{"", one_line(PQerrorMessage(m_state->connection))};
        PQfinish(std::exchange(m_state->connection, nullptr));
        if (std::chrono::steady_clock::now() + pause > until)
            throw failure;
        std::this_thread::sleep_for(pause);
    }
}

Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

void Connection::execute(const std::string& statements)
{
    PGresult* result = PQexec(m_state->connection, statements.c_str()); // of the last one, or of the first that failed
    const Rows rows(result);
    if (!succeeded(result) && PQresultStatus(result) != PGRES_EMPTY_QUERY)
        throw failure_of(result, m_state->connection);
}

void Connection::prepare(const char* name, const char* statement, const std::vector<Parameter::Type>& types)
{
    std::vector<Oid> oids;
    for (const Parameter::Type type : types)
        oids.push_back(oid_of(type));
    PGresult* result = PQprepare(m_state->connection, name, statement, static_cast<int>(oids.size()), oids.data());
    const Rows rows(result);
    if (!succeeded(result))
        throw failure_of(result, m_state->connection);
}

Rows Connection::run(const char* name, const std::vector<Parameter>& parameters)
{
    const Arguments arguments(parameters);
    PGresult* result = PQexecPrepared(m_state->connection, name, arguments.count(), arguments.values.data(), arguments.lengths.data(),
                                      arguments.formats.data(), binary);
    Rows rows(result);
    if (!succeeded(result))
        throw failure_of(result, m_state->connection);
    return rows;
}

void Connection::begin_pipeline()
{
    m_state->sent = 0;
    if (PQenterPipelineMode(m_state->connection) != 1)
        throw failure_of(nullptr, m_state->connection);
}

void Connection::send(const char* name, const std::vector<Parameter>& parameters)
{
    const Arguments arguments(parameters);
    if (PQsendQueryPrepared(m_state->connection, name, arguments.count(), arguments.values.data(), arguments.lengths.data(),
                            arguments.formats.data(), binary) != 1)
        throw failure_of(nullptr, m_state->connection);
    ++m_state->sent;
}

std::vector<Rows> Connection::finish()
{
    PGconn* connection = m_state->connection;
    if (PQpipelineSync(connection) != 1)
        throw failure_of(nullptr, connection);
    std::vector<Rows> all;
    std::vector<Failure> failures;
    for (std::size_t i = 0; i < m_state->sent; ++i) {
        while (PGresult* result = PQgetResult(connection)) {
            Rows rows(result);
            // After the first failure the others are reported as aborted, which says nothing.
            if (!succeeded(result) && PQresultStatus(result) != PGRES_PIPELINE_ABORTED)
                failures.push_back(failure_of(result, connection));
            all.push_back(std::move(rows));
        }
        if (PQstatus(connection) != CONNECTION_OK)
            throw failure_of(nullptr, connection);
    }
    const Rows sync(PQgetResult(connection));
    if (PQstatus(connection) != CONNECTION_OK)
        throw failure_of(nullptr, connection);
    PQexitPipelineMode(connection);
    if (!failures.empty())
        throw failures.front();
    return all;
}

std::string Connection::place() const
{
    PGconn* connection = m_state->connection;
    return fmt::format("postgresql://{}:{}/{}", PQhost(connection), PQport(connection), PQdb(connection));
}

} // namespace ogp::store_postgresql
