#include "base/yaml.hpp"

#include "base/text.hpp"
#include "base/yaml_source.hpp"
#include "base/yaml_wording.hpp"

#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <istream>
#include <streambuf>
#include <unordered_set>
#include <utility>

namespace ogp {
namespace {

constexpr std::size_t most_findings = 200;
/// Up to so many members a map is searched one by one for duplicate keys.
constexpr std::size_t few_members = 16;

/// Ends the parsing: what is left cannot be read or must not be.
struct StopParsing
{};

/// The text as a stream, without copying it.
class ViewBuffer : public std::streambuf
{
public:
    explicit ViewBuffer(std::string_view text)
    {
        char* begin = const_cast<char*>(text.data()); // read only: there is no put area
        setg(begin, begin, begin + text.size());
    }
};

/// Words that YAML 1.1 readers take for booleans where they stand unquoted.
bool is_boolean_word(std::string_view word)
{
    static constexpr std::array<std::string_view, 8> words = {"on", "off", "yes", "no", "y", "n", "true", "false"};
    if (word.size() > 5)
        return false;
    std::string lower(word);
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return std::find(words.begin(), words.end(), lower) != words.end();
}

class YamlBuilder : public YAML::EventHandler
{
public:
    YamlBuilder(std::string_view text, const std::string& file, const YamlLimits& limits)
        : m_text(text), m_file(file), m_limits(limits)
    {}

    YamlNode take_root() { return std::move(m_root); }
    Findings take_findings() { return std::move(m_findings); }

    void add_syntax(const YAML::ParserException& error)
    {
        if (error.msg == YAML::ErrorMsg::UNKNOWN_ANCHOR)
            add(error.mark, "alias", alias_message());
        else
            add(error.mark, "yaml_syntax", yaml_fault(error.msg));
    }

    void OnDocumentStart(const YAML::Mark& mark) override
    {
        if (m_documents++ == 0)
            return;
        // yaml-cpp takes a line that belongs to nothing above it for a document of its own.
        if (m_text.substr(static_cast<std::size_t>(mark.pos)).starts_with("---")) {
            add(mark, "several_documents",
                {"ფაილში ერთზე მეტი დოკუმენტია: დატოვეთ ერთი", "more than one document in the file: leave one"});
        } else {
            add(mark, "yaml_syntax", {"ეს არ ეკუთვნის ზემოთ დაწერილს: შეამოწმეთ შეწევა",
                                      "this does not belong to what stands above: check the indentation"});
        }
        throw StopParsing{};
    }

    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        refuse_properties(mark, "?", anchor, MarkOf::Node);
        if (expects_key()) {
            add_key_not_scalar(mark);
            stand_in_for_key(mark);
            return;
        }
        YamlNode node;
        set_place(node, mark);
        // The mark of an empty value is that of whatever comes next; the key says better where it is missing.
        if (!m_open.empty() && m_open.back().node.is_mapping() && node.line != m_open.back().key.line) {
            node.line = m_open.back().key.line;
            node.column = m_open.back().key.column;
        }
        attach(std::move(node), mark);
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override
    {
        add(mark, "alias", alias_message());
        OnNull(mark, YAML::NullAnchor);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override
    {
        const char first = at(mark);
        const bool quoted = tag == "!" && (first == '"' || first == '\'' || first == '|' || first == '>');
        refuse_properties(mark, quoted ? "?" : tag, anchor, MarkOf::Node);
        if (first == '"' || first == '\'')
            check_closed(mark);
        if (first == '"')
            check_unescaped(mark, value);
        if (expects_key()) {
            take_key(mark, value, quoted);
            return;
        }
        YamlNode node;
        node.kind = YamlNode::Kind::Scalar;
        node.quoted = quoted;
        node.scalar = value;
        set_place(node, mark);
        attach(std::move(node), mark);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        refuse_properties(mark, tag, anchor, MarkOf::Node);
        open(mark, YamlNode::Kind::Sequence);
    }

    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override
    {
        refuse_properties(mark, tag, anchor, style == YAML::EmitterStyle::Flow ? MarkOf::Node : MarkOf::FirstKey);
        open(mark, YamlNode::Kind::Mapping);
    }

    void OnMapEnd() override { close(); }

private:
    /// A collection that is being read.
    struct Open
    {
        YamlNode node;
        YamlNode::Member key;  ///< of the value that comes next
        bool has_key = false;
        bool is_key = false;   ///< it stands where a key must be: read past and dropped
        YAML::Mark mark;
        std::unordered_set<std::string> keys; ///< where there are many
    };

    /// What the mark of a node points to: a block map has none of its own.
    enum class MarkOf { Node, FirstKey };

    static Localized alias_message()
    {
        return {"ბმულები (*) დაუშვებელია: ჩაწერეთ მნიშვნელობა თავად", "aliases (*) are not allowed: write the value itself"};
    }

    void add(const YAML::Mark& mark, const char* code, Localized message)
    {
        Place place{m_file, 0, 0, {}};
        if (!mark.is_null()) {
            if (!m_lines)
                m_lines = std::make_unique<LineIndex>(m_text);
            place = place_in(m_text, *m_lines, m_file, static_cast<std::uint32_t>(mark.line + 1),
                             static_cast<std::uint32_t>(mark.column + 1));
        }
        m_findings.push_back({Severity::Error, code, std::move(place), {}, std::move(message)});
        if (m_findings.size() >= most_findings)
            throw StopParsing{};
    }

    /// The byte of the text at a mark.
    char at(const YAML::Mark& mark) const
    {
        const auto position = static_cast<std::size_t>(mark.pos);
        return mark.pos >= 0 && position < m_text.size() ? m_text[position] : '\0';
    }

    static void set_place(YamlNode& node, const YAML::Mark& mark)
    {
        node.line = static_cast<std::uint32_t>(mark.line + 1);
        node.column = static_cast<std::uint32_t>(mark.column + 1);
    }

    /// yaml-cpp hands on the tag "?" for plain scalars and collections and "!" for quoted scalars, but the explicit tags
    /// "!<?>" and "!" look just so: what stands in the text decides.
    void refuse_properties(const YAML::Mark& mark, std::string_view tag, YAML::anchor_t anchor, MarkOf of)
    {
        if (anchor != YAML::NullAnchor) {
            add(mark, "anchor",
                {"ღუზები (&) დაუშვებელია: წაშალეთ ღუზა", "anchors (&) are not allowed: remove the anchor"});
        } else if (tag != "?" || (of == MarkOf::Node && at(mark) == '!')) {
            add(mark, "tag",
                {"ტიპის ნიშნები (!) დაუშვებელია: წაშალეთ ნიშანი", "tags (!) are not allowed: remove the tag"});
        }
    }

    /// yaml-cpp 0.7 lets the end of the file close a quoted scalar that runs over a line end.
    void check_closed(const YAML::Mark& mark)
    {
        const auto start = static_cast<std::size_t>(mark.pos);
        const char quote = m_text[start];
        for (std::size_t i = start + 1; i < m_text.size(); ++i) {
            const bool escape = quote == '"' ? m_text[i] == '\\' : m_text.substr(i).starts_with("''");
            if (escape)
                ++i;
            else if (m_text[i] == quote)
                return;
        }
        add(mark, "yaml_syntax", {"ბრჭყალები არ იხურება", "the quotes are not closed"});
    }

    void check_unescaped(const YAML::Mark& mark, const std::string& value)
    {
        if (has_control_characters(value)) {
            add(mark, "control_character",
                {"ბრჭყალებში ჩაწერილია დაუშვებელი მართვის სიმბოლო",
                 "an escape in the quotes stands for a control character"});
        } else if (!is_nfc(value)) {
            add(mark, "not_nfc", {"ბრჭყალებში ჩაწერილი ტექსტი არ არის ნორმალიზებული (Unicode NFC)",
                                  "the text in the quotes is not in Unicode NFC"});
        }
    }

    bool expects_key() const
    {
        return !m_open.empty() && m_open.back().node.is_mapping() && !m_open.back().has_key;
    }

    void add_key_not_scalar(const YAML::Mark& mark)
    {
        add(mark, "key_not_scalar", {"გასაღები უბრალო ტექსტი უნდა იყოს", "a key must be a plain text"});
    }

    /// An empty key in the place of one that is refused, so that the reading goes on.
    void stand_in_for_key(const YAML::Mark& mark)
    {
        Open& map = m_open.back();
        map.key = {};
        map.key.line = static_cast<std::uint32_t>(mark.line + 1);
        map.key.column = static_cast<std::uint32_t>(mark.column + 1);
        map.has_key = true;
    }

    void take_key(const YAML::Mark& mark, const std::string& key, bool quoted)
    {
        count_node(mark);
        if (!quoted && key == "<<") {
            add(mark, "merge_key",
                {"შერწყმის გასაღები << დაუშვებელია: ჩაწერეთ ველები თავად",
                 "the merge key << is not allowed: write the fields out"});
        } else if (!quoted && is_boolean_word(key)) {
            add(mark, "boolean_key",
                say("გასაღებს „{0}“ სხვა პროგრამები ლოგიკურ მნიშვნელობად კითხულობენ: ჩასვით ბრჭყალებში: \"{0}\"",
                    "other programs read the key {0} as a boolean: put it in quotes: \"{0}\"", key));
        }
        Open& map = m_open.back();
        if (is_known(map, key)) {
            add(mark, "duplicate_key",
                say("გასაღები მეორდება: {}", "duplicate key: {}", printable(shorten(key, 60))));
        }
        map.key.key = key;
        map.key.line = static_cast<std::uint32_t>(mark.line + 1);
        map.key.column = static_cast<std::uint32_t>(mark.column + 1);
        map.has_key = true;
    }

    static bool is_known(Open& map, const std::string& key)
    {
        if (map.node.members.size() < few_members)
            return map.node.find(key) != nullptr;
        if (map.keys.empty()) {
            for (const YamlNode::Member& member : map.node.members)
                map.keys.insert(member.key);
        }
        return !map.keys.insert(key).second;
    }

    void count_node(const YAML::Mark& mark)
    {
        if (++m_nodes <= m_limits.nodes)
            return;
        add(mark, "too_many_nodes",
            say("ძალიან ბევრი ჩანაწერი: ნებადართულია {}", "too many values: at most {} are allowed", m_limits.nodes));
        throw StopParsing{};
    }

    void open(const YAML::Mark& mark, YamlNode::Kind kind)
    {
        const bool is_key = expects_key();
        if (is_key)
            stand_in_for_key(mark);
        count_node(mark);
        if (m_open.size() >= static_cast<std::size_t>(m_limits.depth)) {
            add(mark, "too_deep",
                say("ჩალაგება ძალიან ღრმაა: ნებადართულია {} დონე", "nested too deeply: at most {} levels are allowed",
                    m_limits.depth));
            throw StopParsing{};
        }
        Open& opened = m_open.emplace_back();
        opened.node.kind = kind;
        opened.is_key = is_key;
        opened.mark = mark;
        set_place(opened.node, mark);
    }

    void close()
    {
        Open closed = std::move(m_open.back());
        m_open.pop_back();
        // Told here and not at the start: an open bracket that is never closed looks like a key to yaml-cpp.
        if (closed.is_key)
            add_key_not_scalar(closed.mark);
        else
            place_into_parent(std::move(closed.node));
    }

    void attach(YamlNode node, const YAML::Mark& mark)
    {
        count_node(mark);
        place_into_parent(std::move(node));
    }

    void place_into_parent(YamlNode node)
    {
        if (m_open.empty()) {
            m_root = std::move(node);
            return;
        }
        Open& parent = m_open.back();
        if (parent.node.is_sequence()) {
            parent.node.items.push_back(std::move(node));
            return;
        }
        parent.key.value = std::move(node);
        parent.node.members.push_back(std::exchange(parent.key, {}));
        parent.has_key = false;
    }

    std::string_view m_text;
    const std::string& m_file;
    const YamlLimits& m_limits;
    std::unique_ptr<LineIndex> m_lines; ///< made for the first finding
    std::vector<Open> m_open;
    YamlNode m_root;
    std::size_t m_nodes = 0;
    int m_documents = 0;
    Findings m_findings;
};

[[noreturn]] void refuse(Findings findings, const std::string& file)
{
    const Finding& first = findings.front();
    const std::string place = first.place.text();
    Localized message{fmt::format("{}: {}", place, first.message.ka), fmt::format("{}: {}", place, first.message.en)};
    if (findings.size() > 1) {
        message.ka = fmt::format("{}: {} შეცდომა, პირველი: {}", file, findings.size(), message.ka);
        message.en = fmt::format("{}: {} errors, the first: {}", file, findings.size(), message.en);
    }
    throw InvalidInput(std::move(message), std::move(findings));
}

} // namespace

const YamlNode* YamlNode::find(std::string_view key) const
{
    for (const Member& member : members) {
        if (member.key == key)
            return &member.value;
    }
    return nullptr;
}

YamlNode parse_yaml(std::string_view text, const std::string& file, const YamlLimits& limits)
{
    Findings findings = check_source(text, file, limits.bytes);
    if (!findings.empty())
        refuse(std::move(findings), file);
    YamlBuilder builder(text, file, limits);
    try {
        ViewBuffer buffer(text);
        std::istream stream(&buffer);
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const StopParsing&) {
        // The findings say why.
    } catch (const YAML::ParserException& error) {
        try {
            builder.add_syntax(error);
        } catch (const StopParsing&) {
            // The last finding that is kept.
        }
    }
    findings = builder.take_findings();
    if (!findings.empty())
        refuse(std::move(findings), file);
    YamlNode root = builder.take_root();
    if (root.line == 0) {
        root.line = 1; // an empty document
        root.column = 1;
    }
    return root;
}

YamlDocument::YamlDocument(std::string text, std::string file, const YamlLimits& limits)
    : m_text(std::move(text)), m_file(std::move(file)), m_root(parse_yaml(m_text, m_file, limits)),
      m_lines(std::make_shared<const LineIndex>(m_text))
{}

Place YamlDocument::place(std::uint32_t line, std::uint32_t column) const
{
    return place_in(m_text, *m_lines, m_file, line, column);
}

} // namespace ogp
