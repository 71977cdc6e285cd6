#pragma once

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/yaml.hpp"
#include "model/printed_date.hpp"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// How a value stands in a plan file.
enum class PlanShape {
    Text,        ///< one word or line
    TextList,
    Integer,
    Boolean,
    Localized,   ///< {ka, en}, or {recovered, confidence} where a text was recovered from a translation
    Paragraphs,  ///< a list of {ka, en}, one paragraph each
    Date,        ///< {printed, value, precision, suggested, en, where}
    Record,      ///< a mapping kept as it stands
    RecordList,
    Special,     ///< read by a function of its own, or (children) by the reader itself
};

/// A key that a mapping of a plan file may have.
struct PlanKey
{
    const char* name;
    PlanShape shape;
    const char* field;         ///< field of the case type that takes the value; nullptr for Special
    const char* record_keys = nullptr; ///< Record: keys allowed at any depth within, blank-separated
};

/// Turns values of a plan file into field values and collects what is wrong with them.
class PlanValues
{
public:
    explicit PlanValues(const YamlDocument& document) : m_document(document) {}

    using Places = std::map<std::string, Place, std::less<>>;

    /// Reads every key of `mapping` that `keys` describe into `values`; an unknown key is an error with the nearest right one.
    /// `places`, where given, takes the place of each value by its field; a key without a value has one too.
    void read(const YamlNode& mapping, std::span<const PlanKey> keys, const std::string& where, Json& values,
              Places* places = nullptr);

    /// Each gives null where the value is not printed (YAML null) or not usable (with an error).
    Json value(const YamlNode& node, const PlanKey& key, const std::string& where);
    Json text(const YamlNode& node, const std::string& where);
    Json localized(const YamlNode& node, const std::string& where);
    Json date(const YamlNode& node, const std::string& where);
    Json record(const YamlNode& node, std::string_view allowed, const std::string& where, int depth = 0);

    /// A key that the mapping may not have, with the nearest right one.
    void refuse_key(const YamlNode::Member& member, const std::vector<std::string>& known, const std::string& where);
    void error(std::string code, const YamlNode& node, const std::string& where, Localized message);

    const YamlDocument& document() const { return m_document; }
    const Findings& findings() const { return m_findings; }

private:
    Json paragraphs(const YamlNode& node, const std::string& where);
    model::PrintedDate reading_of(const Json& printed, std::string_view suggested, int year, int month);

    const YamlDocument& m_document;
    Findings m_findings;
};

} // namespace ogp::app
