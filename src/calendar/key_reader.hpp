#pragma once

#include "base/yaml_findings.hpp"
#include "calendar/loader.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::calendar {

/// Reads values of a calendar's file and collects what is wrong with them, each with its place. Keys that are not in
/// calendar_keys() are refused when a mapping is entered, so that the table stays the truth.
class KeyReader : public YamlFindings
{
public:
    using YamlFindings::YamlFindings;

    /// Checks the keys of a mapping against the rows of `object`, and words and texts against their rows. Whether it is one.
    bool enter(const YamlNode& node, std::string_view object);

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

private:
    void check_value(const YamlNode& node, const KeyRow& row);
};

} // namespace ogp::calendar
