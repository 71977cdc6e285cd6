#pragma once

#include "base/yaml_findings.hpp"
#include "workflow/definition.hpp"
#include "workflow/keys.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// Reads values out of a YAML document and collects what is wrong with them, each with its place. check() says everything
/// that is wrong with keys and shapes, so that the rest reads quietly: what is not there or cannot be read comes back empty,
/// reading goes on and one run shows everything.
class DefinitionReader : public YamlFindings
{
public:
    using YamlFindings::YamlFindings;

    /// Compares a mapping and all that is in it with the keys of `object` (keys.hpp): unknown keys (with the nearest), missing
    /// ones, values of another shape, names that are none, texts missing in a language. False where it is no mapping.
    bool check(const YamlNode& node, std::string_view object);

    /// The value of a key of that kind, or nullptr.
    static const YamlNode* mapping_at(const YamlNode& parent, std::string_view key);
    static const YamlNode* sequence_at(const YamlNode& parent, std::string_view key);
    static std::string text(const YamlNode& parent, std::string_view key);
    static std::optional<std::int64_t> integer(const YamlNode& parent, std::string_view key);
    /// An absent key is false.
    static bool boolean(const YamlNode& parent, std::string_view key);
    /// The words of a sequence, each once.
    static std::vector<std::string> words(const YamlNode& parent, std::string_view key);
    static Localized label(const YamlNode& parent, std::string_view key);
    /// "10 working_days", "10wd", {amount: 10, unit: working_days}.
    static std::optional<calendar::Duration> duration(const YamlNode& node);
    /// The same, with `calendar`.
    static std::optional<Term> term(const YamlNode& node);
    /// "75%": 1 to 999.
    static std::optional<std::int64_t> percent(const YamlNode& node);
    /// "20MiB", "500kB", "4096": bytes, at most 1 GiB.
    static std::optional<std::int64_t> size(const YamlNode& node);
};

} // namespace ogp::workflow
