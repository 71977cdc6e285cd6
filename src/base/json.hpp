#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ogp {

/// A JSON value without floating-point numbers: what events, cases and `--json` are made of. Money and fractions are
/// decimal strings, so that nothing is ever rounded. Objects keep their members sorted by key (bytes) and unique.
class Json
{
public:
    using Array = std::vector<Json>;
    using Member = std::pair<std::string, Json>;
    using Object = std::vector<Member>;

    Json() = default; ///< null
    Json(std::nullptr_t) {}
    Json(bool value) : m_value(value) {}
    Json(int value) : m_value(std::int64_t{value}) {}
    Json(std::int64_t value) : m_value(value) {}
    Json(std::string value) : m_value(std::move(value)) {}
    Json(std::string_view value) : m_value(std::string(value)) {}
    Json(const char* value) : m_value(std::string(value)) {}
    Json(Array value) : m_value(std::move(value)) {}

    static Json array() { return Json(Array{}); }
    static Json object();
    /// Members in any order; a key given twice throws Error{Internal}.
    static Json object(std::initializer_list<Member> members);

    bool is_null() const { return std::holds_alternative<std::monostate>(m_value); }
    bool is_boolean() const { return std::holds_alternative<bool>(m_value); }
    bool is_integer() const { return std::holds_alternative<std::int64_t>(m_value); }
    bool is_text() const { return std::holds_alternative<std::string>(m_value); }
    bool is_array() const { return std::holds_alternative<Array>(m_value); }
    bool is_object() const { return std::holds_alternative<Object>(m_value); }

    /// The value as that kind; any other kind throws Error{Internal}: check before.
    bool as_boolean() const;
    std::int64_t as_integer() const;
    const std::string& as_text() const;
    const Array& items() const;
    const Object& members() const;

    /// The member of that name, or nullptr (also where this is no object).
    const Json* find(std::string_view key) const;
    /// The member of that name, or null.
    const Json& operator[](std::string_view key) const;
    /// The text of that member, or "" where there is none.
    const std::string& text(std::string_view key) const;

    /// Sets a member; null becomes an object first.
    Json& set(std::string key, Json value);
    void erase(std::string_view key);
    /// Appends; null becomes an array first.
    Json& push(Json value);
    std::size_t size() const; ///< of an array or object, else 0

    bool operator==(const Json&) const = default;

private:
    friend class JsonParser;

    std::variant<std::monostate, bool, std::int64_t, std::string, Array, Object> m_value;
};

/// Compact, members in order of key: for a value whose keys are ASCII and whose integers are within 2^53 these are the
/// bytes of RFC 8785.
std::string to_json(const Json& value);
/// Appends the same to `out`.
void write_json(std::string& out, const Json& value);
/// Indented by two spaces, for people; ends without a line feed.
std::string to_pretty_json(const Json& value);

struct JsonLimits
{
    std::size_t bytes = 64U << 20U;
    int depth = 64;
};

/// Strict RFC 8259 without floats: UTF-8 checked, no duplicate keys, integers within 2^53, nothing after the value.
/// Throws Error{Invalid} that names line and column. The fractional or exponent form of a number is refused.
Json parse_json(std::string_view text, const JsonLimits& limits = {});

} // namespace ogp
