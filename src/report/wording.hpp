#pragma once

#include "base/json.hpp"
#include "base/language.hpp"
#include "base/yaml.hpp"
#include "report/wording_template.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::report {

/// The wording of a report: `templates/<report>.yaml`, texts by name in ka and en with mustache tags ({{plan_title}}), so that
/// an administrator can change every sentence without touching the program. Shape:
///
///   ogp: 1
///   kind: wording
///   id: annual
///   texts:
///     section_method: {ka: "...", en: "..."}
///
/// Tags: {{name}}, {{#name}}...{{/name}}, {{^name}}...{{/name}}; filters:
///
///   {{name|date}}               15 April 2019 / 2019 წლის 15 აპრილი
///   {{name|date:of}}            the same, in ka in the genitive: 2019 წლის 15 აპრილის
///   {{name|datetime}}           an RFC 3339 text: 15 April 2019, 14:05; one in UTC says so
///   {{name|number}}             thousands apart: 12,345.5 / 12 345,5
///   {{name|money}}              {amount, currency}, or minor units of GEL: 1,234.50 GEL / 1 234,50 ლარი
///   {{name|percent}}            tenths of a percent: 99.5% / 99,5%
///   {{count|plural:one:many}}   en; in ka the noun stays singular after a number, so both words are given there too
///
/// Tags are scanned when the file is loaded: a broken tag is an error with file, line and column; a name that the report does not
/// give is an Error{Invalid} naming text, tag and file when it is rendered, never an empty place.
class Wording
{
public:
    /// Throws InvalidInput with every finding.
    explicit Wording(const YamlDocument& document);

    const std::string& id() const { return m_id; }
    /// Takes over those texts of another one that this one does not have.
    void add_missing(const Wording& other);
    bool has(std::string_view name) const;
    /// What the tags of a text name in either language, sorted; empty where there is no such text.
    std::vector<std::string> names(std::string_view name) const;
    /// The tags of a text as they were scanned, of both languages.
    std::vector<WordingTag> tags(std::string_view name) const;
    /// Renders a text in both languages with values from `values`: an object of texts, integers, booleans, arrays and
    /// objects. An object {ka, en} (either side may be missing) stands for its text in the language at hand. A section is
    /// left out where its value is null, false, 0, "" or an empty array, repeated for the items of an array ({{.}} is the
    /// item), else written once. Plain text: escaping is the writers' work. Throws Error{Invalid} for an unknown text or
    /// tag, and for a value that does not fit its tag.
    Localized text(std::string_view name, const Json& values = {}) const;

private:
    friend class WordingReader;
    struct Entry
    {
        WordingTemplate ka;
        WordingTemplate en;
    };
    Wording() = default;

    std::string m_id;
    std::string m_file;
    std::map<std::string, Entry, std::less<>> m_texts;
};

/// "15 April 2019" / "2019 წლის 15 აპრილი" from YYYY-MM-DD; also YYYY-MM and YYYY.
Localized long_date(std::string_view iso);

} // namespace ogp::report
