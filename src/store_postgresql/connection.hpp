#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// PostgreSQL by libpq. The library is seen in connection.cpp alone.
namespace ogp::store_postgresql {

/// Why a statement or the connection failed; never leaves this room.
struct Failure
{
    std::string sqlstate; ///< five characters; "" where the connection was lost or never came about
    std::string message;  ///< of the server or the library, one line

    bool lost() const { return sqlstate.empty(); }
    /// The server asks for the whole transaction once more: serialization failure or deadlock.
    bool again() const { return sqlstate == "40001" || sqlstate == "40P01"; }
};

/// A value of a statement: bigint, text, bytea, or an array of one of these.
struct Parameter
{
    enum class Type { Integer, Text, Bytes, IntegerArray, TextArray, BytesArray };
    Type type;
    std::string value; ///< as libpq takes it: bytea as they are, everything else as text
};
Parameter integer(std::int64_t value);
Parameter text(std::string value);
Parameter bytes(std::string value);
Parameter integers(const std::vector<std::int64_t>& values);
Parameter texts(const std::vector<std::string>& values);
Parameter byte_strings(const std::vector<std::string_view>& values);

/// What a query gave, copied out of the library's memory only where it is asked for.
class Rows
{
public:
    explicit Rows(void* result) : m_result(result) {}
    ~Rows();
    Rows(Rows&& other) noexcept;
    Rows& operator=(Rows&&) = delete;

    std::size_t size() const;
    std::int64_t integer(std::size_t row, int column) const; ///< a bigint
    std::string bytes(std::size_t row, int column) const;    ///< text or bytea
    /// Rows that an INSERT, UPDATE or DELETE changed.
    std::int64_t changed() const;

private:
    void* m_result;
};

class Connection
{
public:
    /// Tries the hosts of the URL until one takes writes, for `patience_seconds` at most. Throws Failure.
    Connection(const std::string& url, int patience_seconds);
    ~Connection();
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;

    /// Several statements without parameters.
    void execute(const std::string& statements);
    void prepare(const char* name, const char* statement, const std::vector<Parameter::Type>& types);
    Rows run(const char* name, const std::vector<Parameter>& parameters);

    /// Sends statements without waiting for their results; finish() waits for all and gives them in order. Where one fails the
    /// rest is not carried out, and finish() throws its Failure.
    void begin_pipeline();
    void send(const char* name, const std::vector<Parameter>& parameters);
    std::vector<Rows> finish();

    /// Hosts and database of the URL, without user and password.
    std::string place() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace ogp::store_postgresql
