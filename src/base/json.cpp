#include "base/json.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace ogp {
namespace {

constexpr std::array<const char*, 6> kind_names = {"null", "boolean", "integer", "text", "array", "object"};

[[noreturn]] void wrong_kind(const char* wanted, std::size_t kind)
{
    throw Error(Fault::Internal, say("JSON-ის მნიშვნელობა არის {1} და არა {0}", "a JSON value is {1}, not {0}", wanted,
                                     kind_names.at(kind)));
}

bool before(const Json::Member& member, std::string_view key)
{
    return member.first < key;
}

/// What a byte needs inside of a JSON string: 0 nothing, 'u' the long form, else the letter after the backslash.
constexpr std::array<char, 256> make_escapes()
{
    std::array<char, 256> escapes{};
    for (std::size_t c = 0; c < 0x20; ++c)
        escapes[c] = 'u';
    escapes['\b'] = 'b';
    escapes['\t'] = 't';
    escapes['\n'] = 'n';
    escapes['\f'] = 'f';
    escapes['\r'] = 'r';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
}

constexpr std::array<char, 256> escapes = make_escapes();

void write_text(std::string& out, std::string_view text)
{
    out += '"';
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const char escape = escapes[byte];
        if (escape == 0)
            continue;
        out.append(text, done, i - done);
        done = i + 1;
        out += '\\';
        out += escape;
        if (escape == 'u') {
            out += "00";
            out += static_cast<char>('0' + (byte >> 4U));
            out += "0123456789abcdef"[byte & 15U];
        }
    }
    out.append(text, done);
    out += '"';
}

void write_integer(std::string& out, std::int64_t value)
{
    std::array<char, 24> digits{};
    const char* const begin = digits.data();
    const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(begin, end);
}

void write_scalar(std::string& out, const Json& value)
{
    if (value.is_text())
        write_text(out, value.as_text());
    else if (value.is_integer())
        write_integer(out, value.as_integer());
    else if (value.is_boolean())
        out += value.as_boolean() ? "true" : "false";
    else
        out += "null";
}

void break_line(std::string& out, std::size_t depth)
{
    out += '\n';
    out.append(2 * depth, ' ');
}

void write_pretty(std::string& out, const Json& value, std::size_t depth)
{
    if (value.size() == 0) {
        write_json(out, value);
        return;
    }
    const char* separator = "";
    if (value.is_array()) {
        out += '[';
        for (const Json& item : value.items()) {
            out += separator;
            separator = ",";
            break_line(out, depth + 1);
            write_pretty(out, item, depth + 1);
        }
        break_line(out, depth);
        out += ']';
        return;
    }
    out += '{';
    for (const auto& [key, member] : value.members()) {
        out += separator;
        separator = ",";
        break_line(out, depth + 1);
        write_text(out, key);
        out += ": ";
        write_pretty(out, member, depth + 1);
    }
    break_line(out, depth);
    out += '}';
}

} // namespace

Json Json::object()
{
    Json json;
    json.m_value.emplace<Object>();
    return json;
}

Json Json::object(std::initializer_list<Member> members)
{
    Object sorted(members);
    std::sort(sorted.begin(), sorted.end(), [](const Member& a, const Member& b) { return a.first < b.first; });
    const auto twice = std::adjacent_find(sorted.begin(), sorted.end(),
                                          [](const Member& a, const Member& b) { return a.first == b.first; });
    if (twice != sorted.end()) {
        throw Error(Fault::Internal,
                    say("JSON-ის გასაღები ორჯერ არის მოცემული: {}", "a JSON key is given twice: {}", twice->first));
    }
    Json json;
    json.m_value = std::move(sorted);
    return json;
}

bool Json::as_boolean() const
{
    if (const bool* value = std::get_if<bool>(&m_value))
        return *value;
    wrong_kind("boolean", m_value.index());
}

std::int64_t Json::as_integer() const
{
    if (const std::int64_t* value = std::get_if<std::int64_t>(&m_value))
        return *value;
    wrong_kind("integer", m_value.index());
}

const std::string& Json::as_text() const
{
    if (const std::string* value = std::get_if<std::string>(&m_value))
        return *value;
    wrong_kind("text", m_value.index());
}

const Json::Array& Json::items() const
{
    if (const Array* value = std::get_if<Array>(&m_value))
        return *value;
    wrong_kind("array", m_value.index());
}

const Json::Object& Json::members() const
{
    if (const Object* value = std::get_if<Object>(&m_value))
        return *value;
    wrong_kind("object", m_value.index());
}

const Json* Json::find(std::string_view key) const
{
    const Object* object = std::get_if<Object>(&m_value);
    if (object == nullptr)
        return nullptr;
    const auto found = std::lower_bound(object->begin(), object->end(), key, before);
    return found != object->end() && found->first == key ? &found->second : nullptr;
}

const Json& Json::operator[](std::string_view key) const
{
    static const Json null;
    const Json* member = find(key);
    return member == nullptr ? null : *member;
}

const std::string& Json::text(std::string_view key) const
{
    static const std::string none;
    const Json* member = find(key);
    return member != nullptr && member->is_text() ? member->as_text() : none;
}

Json& Json::set(std::string key, Json value)
{
    if (is_null())
        m_value.emplace<Object>();
    Object* object = std::get_if<Object>(&m_value);
    if (object == nullptr)
        wrong_kind("object", m_value.index());
    const auto place = std::lower_bound(object->begin(), object->end(), std::string_view(key), before);
    if (place != object->end() && place->first == key)
        place->second = std::move(value);
    else
        object->emplace(place, std::move(key), std::move(value));
    return *this;
}

void Json::erase(std::string_view key)
{
    Object* object = std::get_if<Object>(&m_value);
    if (object == nullptr)
        return;
    const auto found = std::lower_bound(object->begin(), object->end(), key, before);
    if (found != object->end() && found->first == key)
        object->erase(found);
}

Json& Json::push(Json value)
{
    if (is_null())
        m_value.emplace<Array>();
    Array* array = std::get_if<Array>(&m_value);
    if (array == nullptr)
        wrong_kind("array", m_value.index());
    array->push_back(std::move(value));
    return *this;
}

std::size_t Json::size() const
{
    if (const Array* array = std::get_if<Array>(&m_value))
        return array->size();
    const Object* object = std::get_if<Object>(&m_value);
    return object == nullptr ? 0 : object->size();
}

void write_json(std::string& out, const Json& value)
{
    char separator = '[';
    if (value.is_array()) {
        for (const Json& item : value.items()) {
            out += separator;
            separator = ',';
            write_json(out, item);
        }
        out += separator == '[' ? "[]" : "]";
    } else if (value.is_object()) {
        separator = '{';
        for (const auto& [key, member] : value.members()) {
            out += separator;
            separator = ',';
            write_text(out, key);
            out += ':';
            write_json(out, member);
        }
        out += separator == '{' ? "{}" : "}";
    } else {
        write_scalar(out, value);
    }
}

std::string to_json(const Json& value)
{
    std::string out;
    write_json(out, value);
    return out;
}

std::string to_pretty_json(const Json& value)
{
    std::string out;
    write_pretty(out, value, 0);
    return out;
}

} // namespace ogp
