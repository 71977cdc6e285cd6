#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ogp {

class LineIndex;

struct YamlLimits
{
    std::size_t bytes = 1U << 20U;
    std::size_t nodes = 100'000;
    int depth = 32;
};

/// A value of a YAML document with its place. Scalars keep their text as written: types come from what the reader of the
/// document expects, never from YAML's guesses ("no", "010", "1.10", "2019-04-30" stay what they are).
struct YamlNode
{
    enum class Kind { Null, Scalar, Sequence, Mapping };

    struct Member;

    Kind kind = Kind::Null;
    bool quoted = false; ///< a scalar in quotes or a block scalar: never null, a number or a boolean
    std::string scalar;
    std::vector<YamlNode> items;
    std::vector<Member> members; ///< in the order of the document; keys are unique
    std::uint32_t line = 0;      ///< from 1
    std::uint32_t column = 0;    ///< from 1, in bytes

    bool is_null() const { return kind == Kind::Null; }
    bool is_scalar() const { return kind == Kind::Scalar; }
    bool is_sequence() const { return kind == Kind::Sequence; }
    bool is_mapping() const { return kind == Kind::Mapping; }
    /// The member of that key, or nullptr.
    const YamlNode* find(std::string_view key) const;
};

struct YamlNode::Member
{
    std::string key;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    YamlNode value;
};

/// One strict YAML document. `file` is only a name for messages. Unquoted "", "~", "null", "Null" and "NULL" are Null.
///
/// What is refused, each with file:line:column: text that is not UTF-8 or not NFC, control and bidirectional characters,
/// more bytes, nodes or depth than `limits`, anchors, aliases, tags, merge keys, several documents, keys that are not
/// scalars, duplicate keys, and unquoted keys that other YAML readers take for booleans (on off yes no y n true false).
/// All findings of a document that can still be read are in the one InvalidInput that is thrown; their codes are
/// yaml_syntax, anchor, alias, tag, duplicate_key, boolean_key, merge_key, key_not_scalar, several_documents, too_large,
/// too_deep, too_many_nodes, bad_utf8, not_nfc and control_character.
YamlNode parse_yaml(std::string_view text, const std::string& file, const YamlLimits& limits = {});

/// The document kept with its text, so that findings made later can show the line.
class YamlDocument
{
public:
    YamlDocument(std::string text, std::string file, const YamlLimits& limits = {});

    const YamlNode& root() const { return m_root; }
    const std::string& file() const { return m_file; }
    const std::string& text() const { return m_text; }
    /// The place of a node or member, with its line as excerpt.
    Place place(std::uint32_t line, std::uint32_t column) const;
    Place place(const YamlNode& node) const { return place(node.line, node.column); }

private:
    std::string m_text;
    std::string m_file;
    YamlNode m_root;
    std::shared_ptr<const LineIndex> m_lines;
};

} // namespace ogp
