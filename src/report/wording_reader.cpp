#include "report/wording_reader.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace ogp::report {
namespace {

std::size_t offset_of(std::string_view text, std::uint32_t line, std::uint32_t column)
{
    std::size_t offset = 0;
    for (std::uint32_t n = 1; n < line && offset < text.size(); ++n)
        offset = std::min(text.find('\n', offset), text.size() - 1) + 1;
    return std::min(offset + column - 1, text.size());
}

} // namespace

void WordingReader::add(const YamlNode& node, const char* code, Localized message)
{
    m_findings.push_back({Severity::Error, code, m_document.place(node), {}, std::move(message)});
}

void WordingReader::expect(const char* key, std::string_view value)
{
    const YamlNode* node = m_document.root().find(key);
    if (node == nullptr || node->scalar != value) {
        add(node == nullptr ? m_document.root() : *node, "wrong_kind",
            say("აქ მოსალოდნელია „{0}: {1}“", "\"{0}: {1}\" is expected here", key, value));
    }
}

void WordingReader::refuse_unknown(const YamlNode& mapping, std::initializer_list<std::string_view> known)
{
    for (const YamlNode::Member& member : mapping.members) {
        if (std::find(known.begin(), known.end(), member.key) == known.end()) {
            m_findings.push_back({Severity::Error, "unknown_key", m_document.place(member.line, member.column), {},
                                  say("უცნობი გასაღები „{}“", "unknown key \"{}\"", printable(member.key))});
        }
    }
}

std::string WordingReader::read_id()
{
    const YamlNode* id = m_document.root().find("id");
    if (id != nullptr && is_identifier(id->scalar))
        return id->scalar;
    add(id == nullptr ? m_document.root() : *id, "bad_name", {"აქ მოსალოდნელია „id: სახელი“", "\"id: name\" is expected here"});
    return {};
}

void WordingReader::read_texts(const YamlNode& texts)
{
    for (const YamlNode::Member& member : texts.members)
        read_text(member.value, member.key);
}

void WordingReader::read_text(const YamlNode& text, const std::string& name)
{
    refuse_unknown(text, {"ka", "en"});
    m_texts[name] = {side(text, name, "ka"), side(text, name, "en")};
}

void WordingReader::read_same(const YamlNode& text, const std::string& name)
{
    WordingTemplate both = scan(text);
    m_texts[name] = {both, both};
}

Wording WordingReader::take(std::string id)
{
    Wording wording;
    wording.m_id = std::move(id);
    wording.m_file = m_document.file();
    wording.m_texts = std::move(m_texts);
    return wording;
}

WordingTemplate WordingReader::side(const YamlNode& text, std::string_view name, const char* language)
{
    const YamlNode* node = text.find(language);
    if (node != nullptr && node->is_scalar())
        return scan(*node);
    add(node == nullptr ? text : *node, "missing_text",
        say("ტექსტს „{0}“ აკლია ენა „{1}“", "the text \"{0}\" lacks the language \"{1}\"", name, language));
    return {};
}

WordingTemplate WordingReader::scan(const YamlNode& node)
{
    // Folding and quotes change columns, but never add or drop a "{{": the n-th of the text is the n-th of the file.
    const std::string_view file = m_document.text();
    const std::size_t begin = offset_of(file, node.line, node.column);
    const auto place_of = [&](std::size_t n) {
        if (n == std::string_view::npos)
            return m_document.place(node);
        std::size_t at = file.find("{{", begin);
        for (; n != 0 && at != std::string_view::npos; --n)
            at = file.find("{{", at + 2);
        return at == std::string_view::npos ? m_document.place(node) : place_at(at);
    };
    return scan_wording(node.scalar, place_of, m_findings);
}

Place WordingReader::place_at(std::size_t offset) const
{
    const std::string_view before = std::string_view(m_document.text()).substr(0, offset);
    const auto line = static_cast<std::uint32_t>(1 + std::count(before.begin(), before.end(), '\n'));
    const std::size_t start = before.rfind('\n') + 1; // npos + 1 is 0
    return m_document.place(line, static_cast<std::uint32_t>(offset - start + 1));
}

Place WordingReader::place_in(const YamlNode& node, std::size_t offset) const
{
    // What stands between words may differ, and so may the quote or the sign of a block before them: letters do not.
    const auto is_blank = [](char c) { return c == ' ' || c == '\n' || c == '\t'; };
    const std::string_view value = std::string_view(node.scalar).substr(0, offset);
    auto wanted = std::count_if(value.begin(), value.end(), [&](char c) { return !is_blank(c); });
    const std::string_view file = m_document.text();
    std::size_t at = offset_of(file, node.line, node.column);
    if (at < file.size() && (file[at] == '>' || file[at] == '|'))
        at = std::min(file.find('\n', at), file.size());
    else if (at < file.size() && (file[at] == '"' || file[at] == '\''))
        ++at;
    for (; at < file.size(); ++at)
        if (!is_blank(file[at]) && wanted-- == 0)
            return place_at(at);
    return m_document.place(node);
}

void refuse_findings(Findings findings)
{
    if (!has_errors(findings))
        return;
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
    const Finding& first = findings.front();
    const std::string place = first.place.text();
    Localized message(place + ": " + first.message.ka, place + ": " + first.message.en);
    throw InvalidInput(std::move(message), std::move(findings));
}

} // namespace ogp::report
