#include "base/json_walk.hpp"

#include "base/error.hpp"
#include "base/json.hpp"

#include <algorithm>

namespace ogp {
namespace {

[[noreturn]] void fail()
{
    throw Error(Fault::Invalid, {"JSON დაზიანებულია", "the JSON is damaged"});
}

} // namespace

JsonWalk::JsonWalk(std::string_view text) : m_rest(text), m_object(text.starts_with('{'))
{
    const bool closed = text.size() >= 2 && (m_object ? text.ends_with('}') : text.starts_with('[') && text.ends_with(']'));
    if (!closed)
        fail();
    m_rest.remove_prefix(1);
    m_rest.remove_suffix(1);
}

std::optional<JsonWalk::Member> JsonWalk::next()
{
    if (m_rest.empty())
        return std::nullopt;
    if (!std::exchange(m_first, false)) {
        if (m_rest.size() < 2 || m_rest.front() != ',')
            fail();
        m_rest.remove_prefix(1);
    }
    Member member;
    if (m_object) {
        member.name = take_text();
        member.name = member.name.substr(1, member.name.size() - 2);
        if (!m_rest.starts_with(':'))
            fail();
        m_rest.remove_prefix(1);
    }
    member.value = take_value();
    return member;
}

/// A string with its quotes.
std::string_view JsonWalk::take_text()
{
    if (!m_rest.starts_with('"'))
        fail();
    std::size_t end = 1;
    while (true) {
        end = m_rest.find('"', end);
        if (end == std::string_view::npos)
            fail();
        std::size_t escapes = 0;
        while (m_rest[end - 1 - escapes] == '\\')
            ++escapes;
        ++end;
        if (escapes % 2 == 0)
            break;
    }
    const std::string_view text = m_rest.substr(0, end);
    m_rest.remove_prefix(end);
    return text;
}

std::string_view JsonWalk::take_value()
{
    const std::string_view from = m_rest;
    int depth = 0;
    do {
        if (m_rest.empty())
            fail();
        const char c = m_rest.front();
        if (c == '"') {
            take_text();
            continue;
        }
        if (c == '{' || c == '[')
            ++depth;
        else if (c == '}' || c == ']')
            --depth;
        else if (depth == 0) {
            m_rest.remove_prefix(std::min(m_rest.find(','), m_rest.size()));
            break;
        }
        m_rest.remove_prefix(1);
    } while (depth > 0);
    if (depth < 0 || from.size() == m_rest.size())
        fail();
    return from.substr(0, from.size() - m_rest.size());
}

std::string_view json_text(std::string_view value, std::string& scratch)
{
    if (value.size() < 2 || value.front() != '"' || value.back() != '"')
        fail();
    const std::string_view inside = value.substr(1, value.size() - 2);
    if (inside.find('\\') == std::string_view::npos)
        return inside;
    scratch = parse_json(value).as_text();
    return scratch;
}

} // namespace ogp
