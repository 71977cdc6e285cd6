#pragma once

#include "base/yaml_findings.hpp"
#include "documents/report_template.hpp"
#include "report/wording_reader.hpp"

#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::documents {

/// Reads the YAML of a report into a ReportTemplate and gathers what is wrong with it.
class ReportTemplateReader
{
public:
    ReportTemplateReader(const YamlDocument& document, ReportTemplate& result);

    /// Throws InvalidInput.
    void read();

private:
    // The frame (report_template.cpp)
    void read_parameters(const YamlNode& list);
    void read_parameter(const YamlNode& node);
    void read_facts(const YamlNode& list);
    std::vector<TemplateSection> read_sections(const YamlNode& list, int depth);
    TemplateSection read_section(const YamlNode& node, int depth);

    // Blocks (report_template_blocks.cpp)
    void read_block(const YamlNode& node, std::vector<TemplateBlock>& blocks);
    TemplateTable read_table(const YamlNode& node);
    TemplateCard read_card(const YamlNode& node);
    TemplateChart read_chart(const YamlNode& node);
    TemplateCheck read_check(const YamlNode& node);
    TemplateColumn read_column(const YamlNode& node);
    TemplateQuery read_query(const YamlNode& node, const char* columns_key);
    void check_column(const YamlNode& node, const TemplateColumn& column, const std::vector<TemplateColumn>& all);
    void check_operand(const YamlNode& node, const std::string& operand);

    // Values
    bool is_mapping(const YamlNode& node, std::initializer_list<std::string_view> keys);
    /// A scalar of that key; "" where it is missing, with a finding where it is needed.
    enum class Need { Optional, Required };
    std::string word(const YamlNode& node, const char* key, Need need);
    std::string identifier(const YamlNode& node, const char* key);
    /// One of `choices`, "" with a finding for anything else.
    std::string choice(const YamlNode& node, const char* key, const std::vector<std::string>& choices, const char* preset);
    std::vector<std::string> words(const YamlNode& node, const char* key);
    /// The name of a text, given by its name or in its place.
    std::string text(const YamlNode& node, const char* key, Need need);
    std::string text_of(const YamlNode& value);
    /// {ka, en} without tags.
    Localized label(const YamlNode& node, const char* key, Need need);
    void add_id(const YamlNode& node, std::set<std::string>& ids, const std::string& id);
    static TemplatePlace place_of(const YamlNode& node) { return {node.line, node.column}; }

    const YamlDocument& m_document;
    ReportTemplate& m_result;
    YamlFindings m_findings;
    report::WordingReader m_wording;
    std::set<std::string> m_ids; ///< of sections and blocks: anchors of one document
    std::map<std::string, std::vector<TemplateColumn>> m_tables; ///< read so far, by id
};

} // namespace ogp::documents
