#pragma once

#include "base/error.hpp"
#include "base/yaml.hpp"
#include "report/wording.hpp"

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

namespace ogp::report {

/// Reads the texts of a YAML document into a Wording and gathers what is wrong with them, so that whoever reads a larger document
/// (a report with its sections) reports it with the rest.
class WordingReader
{
public:
    /// Both are kept by reference.
    WordingReader(const YamlDocument& document, Findings& findings) : m_document(document), m_findings(findings) {}

    void add(const YamlNode& node, const char* code, Localized message);
    /// That the root has this key with this value.
    void expect(const char* key, std::string_view value);
    void refuse_unknown(const YamlNode& mapping, std::initializer_list<std::string_view> known);
    /// The root's `id`, an identifier; "" with a finding where there is none.
    std::string read_id();

    /// A mapping of names to {ka, en}.
    void read_texts(const YamlNode& texts);
    /// One {ka, en}, under a name.
    void read_text(const YamlNode& text, const std::string& name);
    /// A scalar that is the same in both languages.
    void read_same(const YamlNode& text, const std::string& name);
    bool has(std::string_view name) const { return m_texts.find(name) != m_texts.end(); }
    Wording take(std::string id);

    /// Where in the file the byte of a scalar's value stands. Exact where no escape stands before it.
    Place place_in(const YamlNode& node, std::size_t offset) const;

private:
    WordingTemplate side(const YamlNode& text, std::string_view name, const char* language);
    WordingTemplate scan(const YamlNode& node);
    Place place_at(std::size_t offset) const;

    const YamlDocument& m_document;
    Findings& m_findings;
    std::map<std::string, Wording::Entry, std::less<>> m_texts;
};

/// Throws InvalidInput with all findings in the order of their places, where one of them is an error.
void refuse_findings(Findings findings);

} // namespace ogp::report
