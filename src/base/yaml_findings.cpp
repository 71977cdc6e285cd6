#include "base/yaml_findings.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ogp {
namespace {

std::string shown(std::string_view word)
{
    return printable(shorten(word, 60));
}

} // namespace

void YamlFindings::refuse(std::uint32_t line, std::uint32_t column, const char* code, Localized message)
{
    Finding finding;
    finding.code = code;
    finding.place = m_document.place(line, column);
    finding.message = std::move(message);
    m_findings.push_back(std::move(finding));
}

void YamlFindings::refuse(const YamlNode& node, const char* code, Localized message)
{
    refuse(node.line, node.column, code, std::move(message));
}

bool YamlFindings::known(const YamlNode& node, const std::string& word, const std::vector<std::string>& candidates,
                             const char* code, const Label& what)
{
    return known(node.line, node.column, word, candidates, code, what);
}

bool YamlFindings::known(std::uint32_t line, std::uint32_t column, const std::string& word,
                             const std::vector<std::string>& candidates, const char* code, const Label& what)
{
    if (std::find(candidates.begin(), candidates.end(), word) != candidates.end())
        return true;
    const auto near = nearest(word, candidates);
    const std::string rest = join(candidates, ", ");
    Localized message;
    message.ka = fmt::format("უცნობია {} „{}“; ", what.ka, shown(word));
    message.en = fmt::format("unknown {} \"{}\"; ", what.en, shown(word));
    message.ka += near           ? fmt::format("ხომ არ გულისხმობდით „{}“-ს?", *near)
                  : rest.empty() ? std::string("აქ არც ერთი არ არის")
                                 : fmt::format("დასაშვებია: {}", rest);
    message.en += near           ? fmt::format("did you mean \"{}\"?", *near)
                  : rest.empty() ? std::string("there are none here")
                                 : fmt::format("possible are: {}", rest);
    refuse(line, column, code, std::move(message));
    return false;
}

bool YamlFindings::known_in(const YamlNode& parent, std::string_view key, const std::string& word,
                                const std::vector<std::string>& candidates, const char* code, const Label& what)
{
    const YamlNode* list = parent.find(key);
    if (list == nullptr || !list->is_sequence())
        return false;
    for (const YamlNode& item : list->items) {
        if (item.scalar == word)
            return known(item, word, candidates, code, what);
    }
    return known(*list, word, candidates, code, what);
}

void YamlFindings::finish()
{
    if (!has_errors(m_findings))
        return;
    std::stable_sort(m_findings.begin(), m_findings.end(), [this](const Finding& a, const Finding& b) {
        const auto rank = [this](const Place& place) { return std::tuple(place.file != m_document.file(), place.line, place.column); };
        return rank(a.place) < rank(b.place);
    });
    const std::size_t count = m_findings.size();
    throw InvalidInput(say("{}: ნაპოვნია შეცდომები, სულ {}", "{}: {} errors found", m_document.file(), count),
                       std::move(m_findings));
}

} // namespace ogp
