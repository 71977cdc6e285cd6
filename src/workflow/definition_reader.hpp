#pragma once

#include "base/error.hpp"
#include "base/yaml.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// Reads values out of a YAML document and collects what is wrong with them, each with its place. What cannot be read comes
/// back empty, so that reading goes on and one run shows everything.
class DefinitionReader
{
public:
    explicit DefinitionReader(const YamlDocument& document) : m_document(document) {}

    const YamlDocument& document() const { return m_document; }
    Findings& findings() { return m_findings; }
    void refuse(const YamlNode& node, const char* code, Localized message);
    void refuse(std::uint32_t line, std::uint32_t column, const char* code, Localized message);

    /// Refuses what is no mapping, keys that are not `allowed` (naming the nearest one) and missing `needed` ones.
    bool mapping(const YamlNode& node, std::initializer_list<const char*> allowed, std::initializer_list<const char*> needed);
    /// A mapping whose keys are ids: refuses an empty one and keys that are no identifiers.
    bool ids(const YamlNode& node);

    std::string text(const YamlNode& parent, std::string_view key);
    std::optional<std::int64_t> integer(const YamlNode& parent, std::string_view key);
    /// An absent key is false.
    bool boolean(const YamlNode& parent, std::string_view key);
    /// A sequence of words; an absent key is an empty one. Refuses a word that comes twice.
    std::vector<std::string> words(const YamlNode& parent, std::string_view key);
    /// {ka, en}, both needed.
    Localized label(const YamlNode& parent, std::string_view key);

    /// Adds a finding "unknown <what> <word>" with the nearest candidate, where `word` is none of them.
    bool known(const YamlNode& node, const std::string& word, const std::vector<std::string>& candidates, const char* code,
               const Label& what);
    /// The same, where the word stands in a sequence of words under `key`.
    bool known_in(const YamlNode& parent, std::string_view key, const std::string& word,
                  const std::vector<std::string>& candidates, const char* code, const Label& what);

    /// Throws InvalidInput with all findings where there is an error.
    void finish();

private:
    const YamlDocument& m_document;
    Findings m_findings;
};

} // namespace ogp::workflow
