#pragma once

#include "base/error.hpp"
#include "base/language.hpp"
#include "base/yaml.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ogp {

/// Collects what is wrong with a YAML document, each with its place, so that reading goes on and one run shows everything. What
/// readers of definitions are made from.
class YamlFindings
{
public:
    /// `document` is kept by reference.
    explicit YamlFindings(const YamlDocument& document) : m_document(document) {}

    const YamlDocument& document() const { return m_document; }
    Findings& findings() { return m_findings; }

    void refuse(const YamlNode& node, const char* code, Localized message);
    void refuse(std::uint32_t line, std::uint32_t column, const char* code, Localized message);

    /// Adds a finding "unknown <what> <word>" with the nearest candidate, where `word` is none of them.
    bool known(const YamlNode& node, const std::string& word, const std::vector<std::string>& candidates, const char* code,
               const Label& what);
    bool known(std::uint32_t line, std::uint32_t column, const std::string& word, const std::vector<std::string>& candidates,
               const char* code, const Label& what);
    /// The same, where the word stands in a sequence of words under `key`.
    bool known_in(const YamlNode& parent, std::string_view key, const std::string& word,
                  const std::vector<std::string>& candidates, const char* code, const Label& what);

    /// Throws InvalidInput with all findings, in order of place, where one of them is an error. Those of included files come last.
    void finish();

private:
    const YamlDocument& m_document;
    Findings m_findings;
};

} // namespace ogp
