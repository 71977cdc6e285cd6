#include "documents/report_template.hpp"

#include "base/text.hpp"
#include "documents/report_template_reader.hpp"
#include "documents/section_maker.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ogp::documents {
namespace {

constexpr int deepest_section = 4;

constexpr std::array<std::string_view, 7> parameter_kinds = {"period", "plan", "case", "text", "number", "date", "choice"};

std::vector<std::string> all_of(std::span<const std::string_view> words)
{
    return {words.begin(), words.end()};
}

/// A `with` of a section: scalars and lists of them.
Json options_of(const YamlNode& node)
{
    Json options = Json::object();
    for (const YamlNode::Member& member : node.members) {
        Json value = member.value.is_sequence() ? Json::array() : Json(member.value.scalar);
        for (const YamlNode& item : member.value.items)
            value.push(item.scalar);
        options.set(member.key, std::move(value));
    }
    return options;
}

} // namespace

std::string_view code(ParameterKind kind)
{
    return parameter_kinds[static_cast<std::size_t>(kind)];
}

ReportTemplate::ReportTemplate(YamlDocument document) : m_document(std::make_shared<const YamlDocument>(std::move(document)))
{
    ReportTemplateReader(*m_document, *this).read();
}

const Parameter* ReportTemplate::parameter(std::string_view name) const
{
    const auto found = std::find_if(m_parameters.begin(), m_parameters.end(), [&](const Parameter& one) { return one.name == name; });
    return found == m_parameters.end() ? nullptr : &*found;
}

std::vector<std::string> ReportTemplate::named_texts() const
{
    return m_named_texts;
}

Place ReportTemplate::place_in(const YamlNode& statement, std::size_t offset) const
{
    Findings ignored;
    return report::WordingReader(*m_document, ignored).place_in(statement, offset);
}

ReportTemplateReader::ReportTemplateReader(const YamlDocument& document, ReportTemplate& result)
    : m_document(document), m_result(result), m_findings(document), m_wording(document, m_findings.findings())
{
}

void ReportTemplateReader::read()
{
    const YamlNode& root = m_document.root();
    is_mapping(root, {"ogp", "kind", "id", "title", "subtitle", "summary", "file", "types", "use", "parameters", "texts", "facts", "sections"});
    m_wording.expect("ogp", "1");
    m_wording.expect("kind", "report");
    const std::string id = m_wording.read_id();
    if (const YamlNode* texts = root.find("texts"); texts != nullptr)
        m_wording.read_texts(*texts);
    m_result.m_title = text(root, "title", Need::Required);
    m_result.m_subtitle = text(root, "subtitle", Need::Optional);
    m_result.m_summary = label(root, "summary", Need::Required);
    if (const YamlNode* file = root.find("file"); file != nullptr && file->is_scalar()) {
        m_wording.read_same(*file, "(file)");
        m_result.m_file = "(file)";
        m_result.m_named_texts.emplace_back("(file)");
    }
    m_result.m_types = words(root, "types");
    m_result.m_use = word(root, "use", Need::Optional);
    if (const YamlNode* list = root.find("parameters"))
        read_parameters(*list);
    if (const YamlNode* list = root.find("facts"))
        read_facts(*list);
    if (const YamlNode* list = root.find("sections"); list != nullptr && list->is_sequence() && !list->items.empty())
        m_result.m_sections = read_sections(*list, 1);
    else
        m_findings.refuse(list == nullptr ? root : *list, "missing_sections", {"აკლია „sections“", "\"sections\" are missing"});
    m_findings.finish();
    m_result.m_wording = m_wording.take(id);
}

void ReportTemplateReader::read_parameters(const YamlNode& list)
{
    for (const YamlNode& item : list.items)
        read_parameter(item);
}

void ReportTemplateReader::read_parameter(const YamlNode& node)
{
    if (!is_mapping(node, {"name", "kind", "need", "type", "choices", "preset", "label"}))
        return;
    Parameter parameter;
    parameter.name = identifier(node, "name");
    const std::string kind = choice(node, "kind", all_of(parameter_kinds), nullptr);
    const auto known = std::find(parameter_kinds.begin(), parameter_kinds.end(), kind);
    if (known != parameter_kinds.end())
        parameter.kind = static_cast<ParameterKind>(known - parameter_kinds.begin());
    parameter.is_required = choice(node, "need", {"required", "optional"}, "optional") == "required";
    parameter.type = word(node, "type", Need::Optional);
    parameter.choices = words(node, "choices");
    parameter.preset = word(node, "preset", Need::Optional);
    parameter.label = label(node, "label", Need::Required);
    parameter.place = place_of(node);
    if ((parameter.kind == ParameterKind::Choice) == parameter.choices.empty())
        m_findings.refuse(node, "bad_choices", {"„choices“ მხოლოდ სახეს „choice“ აქვს, და მას სჭირდება",
                                                "\"choices\" belongs to the kind \"choice\" alone, which needs it"});
    if (parameter.kind == ParameterKind::Period && parameter.name != "period" && parameter.name != "compare")
        m_findings.refuse(node, "bad_name", {"პერიოდს ჰქვია period ან compare", "a period is called period or compare"});
    if (m_result.parameter(parameter.name) != nullptr)
        m_findings.refuse(node, "duplicate_name",
                          say("პარამეტრი „{}“ მეორედ არის", "the parameter \"{}\" is there twice", parameter.name));
    m_result.m_parameters.push_back(std::move(parameter));
}

void ReportTemplateReader::read_facts(const YamlNode& list)
{
    for (const YamlNode& item : list.items)
        if (is_mapping(item, {"query"}))
            m_result.m_facts.push_back(read_query(item, nullptr));
}

std::vector<TemplateSection> ReportTemplateReader::read_sections(const YamlNode& list, int depth)
{
    std::vector<TemplateSection> sections;
    for (const YamlNode& item : list.items)
        if (is_mapping(item, {"id", "number", "title", "make", "with", "types", "without", "blocks", "sections"}))
            sections.push_back(read_section(item, depth));
    return sections;
}

TemplateSection ReportTemplateReader::read_section(const YamlNode& node, int depth)
{
    TemplateSection section;
    section.place = place_of(node);
    section.id = identifier(node, "id");
    add_id(node, m_ids, section.id);
    section.number = word(node, "number", Need::Optional);
    section.title = text(node, "title", Need::Required);
    section.make = word(node, "make", Need::Optional);
    if (const YamlNode* options = node.find("with"); options != nullptr && options->is_mapping())
        section.options = options_of(*options);
    section.types = words(node, "types");
    section.without = text(node, "without", section.types.empty() ? Need::Optional : Need::Required);
    if (!section.make.empty()) {
        std::vector<std::string> makers;
        for (const SectionMaker& maker : section_makers())
            makers.emplace_back(maker.name);
        m_findings.known(*node.find("make"), section.make, makers, "unknown_maker", {"ნაწილის შემქმნელი", "maker of sections"});
    }
    if (const YamlNode* blocks = node.find("blocks"))
        for (const YamlNode& block : blocks->items)
            read_block(block, section.blocks);
    if (const YamlNode* sections = node.find("sections")) {
        if (depth == deepest_section)
            m_findings.refuse(*sections, "too_deep", {"ნაწილები ოთხ დონეზე ღრმად არ არის", "sections are at most four levels deep"});
        else
            section.sections = read_sections(*sections, depth + 1);
    }
    if (section.make.empty() && node.find("blocks") == nullptr && node.find("sections") == nullptr)
        m_findings.refuse(node, "empty_section", {"ნაწილში არაფერია: დაამატეთ make, blocks ან sections",
                                                  "the section has nothing in it: add make, blocks or sections"});
    return section;
}

// ---- Values ------------------------------------------------------------------------------------------------------

bool ReportTemplateReader::is_mapping(const YamlNode& node, std::initializer_list<std::string_view> keys)
{
    if (!node.is_mapping()) {
        m_findings.refuse(node, "not_a_mapping", {"აქ მოსალოდნელია „გასაღები: მნიშვნელობა“", "\"key: value\" is expected here"});
        return false;
    }
    const std::vector<std::string> candidates(keys.begin(), keys.end());
    for (const YamlNode::Member& member : node.members)
        m_findings.known(member.line, member.column, member.key, candidates, "unknown_key", {"გასაღები", "key"});
    return true;
}

std::string ReportTemplateReader::word(const YamlNode& node, const char* key, Need need)
{
    const YamlNode* value = node.find(key);
    if (value != nullptr && value->is_scalar())
        return value->scalar;
    if (value != nullptr || need == Need::Required)
        m_findings.refuse(value == nullptr ? node : *value, "missing_key",
                          say("აქ მოსალოდნელია „{}: სიტყვა“", "\"{}: word\" is expected here", key));
    return {};
}

std::string ReportTemplateReader::identifier(const YamlNode& node, const char* key)
{
    std::string id = word(node, key, Need::Required);
    if (!id.empty() && !is_identifier(id))
        m_findings.refuse(*node.find(key), "bad_name",
                          say("„{}“ არ არის სახელი: დაშვებულია მცირე ლათინური ასოები, ციფრები და _",
                              "\"{}\" is not a name: small Latin letters, digits and _ are allowed", printable(id)));
    return id;
}

std::string ReportTemplateReader::choice(const YamlNode& node, const char* key, const std::vector<std::string>& choices, const char* preset)
{
    std::string value = word(node, key, preset == nullptr ? Need::Required : Need::Optional);
    if (value.empty())
        return preset == nullptr ? std::string() : std::string(preset);
    if (!m_findings.known(*node.find(key), value, choices, "unknown_word", {"სიტყვა", "word"}))
        return {};
    return value;
}

std::vector<std::string> ReportTemplateReader::words(const YamlNode& node, const char* key)
{
    std::vector<std::string> result;
    const YamlNode* list = node.find(key);
    if (list == nullptr)
        return result;
    if (!list->is_sequence())
        m_findings.refuse(*list, "not_a_list", {"აქ სიაა მოსალოდნელი: [ა, ბ]", "a list is expected here: [a, b]"});
    for (const YamlNode& item : list->items)
        result.push_back(item.scalar);
    return result;
}

std::string ReportTemplateReader::text(const YamlNode& node, const char* key, Need need)
{
    const YamlNode* value = node.find(key);
    if (value != nullptr)
        return text_of(*value);
    if (need == Need::Required)
        m_findings.refuse(node, "missing_key", say("აკლია ტექსტი „{}“", "the text \"{}\" is missing", key));
    return {};
}

std::string ReportTemplateReader::text_of(const YamlNode& value)
{
    std::string name = value.scalar;
    if (value.is_mapping()) {
        name = fmt::format("({}:{})", value.line, value.column);
        m_wording.read_text(value, name);
    } else if (!m_wording.has(name)) {
        std::vector<std::string> known;
        if (const YamlNode* texts = m_document.root().find("texts"))
            for (const YamlNode::Member& member : texts->members)
                known.push_back(member.key);
        // The list of all texts would be a page.
        const auto near = nearest(name, known);
        m_findings.refuse(value, "unknown_text",
                          near ? say("უცნობია ტექსტი „{0}“; ხომ არ გულისხმობდით „{1}“-ს?", "unknown text \"{0}\"; did you mean \"{1}\"?",
                                     printable(name), *near)
                               : say("უცნობია ტექსტი „{0}“: დაამატეთ განყოფილებაში texts ან დაწერეთ აქ {{ka, en}}",
                                     "unknown text \"{0}\": add it under texts, or write {{ka, en}} here", printable(name)));
        return {};
    }
    m_result.m_named_texts.push_back(name);
    return name;
}

Localized ReportTemplateReader::label(const YamlNode& node, const char* key, Need need)
{
    const YamlNode* value = node.find(key);
    Localized result;
    if (value != nullptr && value->is_mapping()) {
        is_mapping(*value, {"ka", "en"});
        result = {word(*value, "ka", Need::Required), word(*value, "en", Need::Required)};
    } else if (value != nullptr || need == Need::Required) {
        m_findings.refuse(value == nullptr ? node : *value, "missing_key",
                          say("აქ მოსალოდნელია „{}: {{ka: ..., en: ...}}“", "\"{}: {{ka: ..., en: ...}}\" is expected here", key));
    }
    return result;
}

void ReportTemplateReader::add_id(const YamlNode& node, std::set<std::string>& ids, const std::string& id)
{
    if (!id.empty() && !ids.insert(id).second)
        m_findings.refuse(node, "duplicate_id", say("„{}“ მეორედ არის", "\"{}\" is there twice", printable(id)));
}

} // namespace ogp::documents
