#pragma once

#include "base/error.hpp"
#include "base/yaml.hpp"
#include "calendar/loader.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::calendar {

/// Reads values of a calendar's file and collects what is wrong with them, each with its place. Keys that are not in
/// calendar_keys() are refused when a mapping is entered, so that the table stays the truth.
class KeyReader
{
public:
    explicit KeyReader(const YamlDocument& document) : m_document(document) {}

    /// Checks the keys of a mapping against the rows of `object`, and words and texts against their rows. Whether it is one.
    bool enter(const YamlNode& node, std::string_view object);
    void refuse(const YamlNode& node, const char* code, Localized message);
    void refuse(std::uint32_t line, std::uint32_t column, const char* code, Localized message);

    std::string text(const YamlNode& parent, std::string_view key) const;
    Localized label(const YamlNode& parent, std::string_view key);
    std::optional<Date> date(const YamlNode& parent, std::string_view key);
    /// A year means its first day, or its last one.
    enum class YearEnd { First, Last };
    std::optional<Date> year_or_date(const YamlNode& parent, std::string_view key, YearEnd end);
    /// The elements of a list, none where there is no list.
    const std::vector<YamlNode>& items(const YamlNode& parent, std::string_view key);
    /// [a-z][a-z0-9_]*, at most 60 characters.
    bool is_id(const YamlNode& node);

    /// Throws InvalidInput with all findings, in order of place, where there is one.
    void finish();

private:
    void check_value(const YamlNode& node, const KeyRow& row);

    const YamlDocument& m_document;
    Findings m_findings;
};

} // namespace ogp::calendar
