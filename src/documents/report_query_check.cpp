#include "documents/report_query.hpp"

#include "base/text.hpp"
#include "base/yaml_findings.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace ogp::documents {
namespace {

/// Of the sections that there are here.
template <class Has, class Visit>
void each_block(const std::vector<TemplateSection>& sections, const Has& has, const Visit& visit)
{
    for (const TemplateSection& section : sections) {
        if (!has(section))
            continue;
        for (const TemplateBlock& block : section.blocks)
            visit(block);
        each_block(section.sections, has, visit);
    }
}

/// Where the statement is wrong. SQLite does not say where a table or column is that it does not know, but names it at the end of its words.
std::optional<std::size_t> offset_of(const store::SqlMistake& mistake, std::string_view statement)
{
    if (mistake.offset())
        return mistake.offset();
    const std::size_t colon = mistake.words().rfind(": ");
    const std::size_t at = colon == std::string::npos ? colon : statement.find(mistake.words().substr(colon + 2));
    return at == std::string_view::npos ? std::nullopt : std::optional(at);
}

} // namespace

std::vector<std::string> ReportQueries::statements() const
{
    std::vector<std::string> statements;
    for (const TemplateQuery& query : m_report.facts())
        statements.push_back(query.node.scalar);
    each_block(m_report.sections(), [&](const TemplateSection& section) { return has_types(section); }, [&](const TemplateBlock& block) {
        if (const auto* table = std::get_if<TemplateTable>(&block))
            statements.push_back(table->query.node.scalar);
        else if (const auto* card = std::get_if<TemplateCard>(&block))
            statements.push_back(card->query.node.scalar);
    });
    return statements;
}

bool ReportQueries::has_types(const TemplateSection& section) const
{
    return std::all_of(section.types.begin(), section.types.end(), [&](const std::string& type) { return has_type(type); });
}

bool ReportQueries::has_type(const std::string& type) const
{
    return m_repository.store().active_workflow(type).has_value();
}

Findings ReportQueries::check()
{
    for (const std::string& type : m_report.types())
        if (!has_type(type))
            throw Error(Fault::NotFound, say("ანგარიშს „{}“ საქმის ტიპი „{}“ სჭირდება, რომელიც ამ საცავში არ არის",
                                             "the report \"{}\" needs the case type \"{}\", which this repository does not have", m_report.id(), printable(type)),
                        {"რომელი ტიპები არის: ogp workflow list", "which types there are: ogp workflow list"});
    Check check;
    for (const Parameter& parameter : m_report.parameters())
        check.parameters.push_back(parameter.name);
    check.values = ReportSource::value_names(check.parameters);
    check.parameters.insert(check.parameters.end(), {"as_of", "period_from", "period_to"});
    for (const Parameter& parameter : m_report.parameters()) {
        if (parameter.kind == ParameterKind::Plan || parameter.kind == ParameterKind::Case)
            check.parameters.push_back(parameter.name + "_id");
        if (parameter.kind == ParameterKind::Case)
            check.values.insert(check.values.end(), {parameter.name + "_number", parameter.name + "_title"});
    }
    for (const TemplateQuery& query : m_report.facts())
        if (const auto shape = describe(query, check))
            check.values.insert(check.values.end(), shape->columns.begin(), shape->columns.end());
    check_sections(m_report.sections(), check);
    check_tags(check);
    const auto rank = [](const Finding& finding) { return std::tuple(finding.place.line, finding.place.column); };
    std::stable_sort(check.findings.begin(), check.findings.end(), [&](const Finding& a, const Finding& b) { return rank(a) < rank(b); });
    // The name of the files is one text in both languages.
    const auto again = std::unique(check.findings.begin(), check.findings.end(), [&](const Finding& a, const Finding& b) {
        return rank(a) == rank(b) && a.code == b.code && a.message == b.message;
    });
    check.findings.erase(again, check.findings.end());
    return std::move(check.findings);
}

void ReportQueries::check_sections(const std::vector<TemplateSection>& sections, Check& check)
{
    // Texts are checked whether or not their section is there.
    each_block(sections, [](const TemplateSection&) { return true; }, [&](const TemplateBlock& block) {
        if (const auto* compared = std::get_if<TemplateCheck>(&block)) {
            check.compares.insert(compared->differs);
            check.compares.insert(compared->agrees);
        }
    });
    each_block(sections, [&](const TemplateSection& section) { return has_types(section); }, [&](const TemplateBlock& block) {
        if (const auto* table = std::get_if<TemplateTable>(&block)) {
            check_query(table->query, check);
        } else if (const auto* card = std::get_if<TemplateCard>(&block)) {
            check_query(card->query, check);
        } else if (const auto* compared = std::get_if<TemplateCheck>(&block)) {
            for (const std::string* name : {&compared->left, &compared->right})
                if (name->find('.') == std::string::npos)
                    check_name(compared->place, *name, check.values, "unknown_fact", {"ფაქტი", "fact"}, check);
        }
    });
}

std::optional<store::SqlShape> ReportQueries::describe(const TemplateQuery& query, Check& check)
{
    const auto refuse = [&](Place place, const Localized& message) {
        check.findings.push_back({Severity::Error, "bad_query", std::move(place), {}, message});
    };
    try {
        store::SqlShape shape = m_session.describe(query.node.scalar);
        for (const std::string& name : shape.parameters)
            check_name({query.node.line, query.node.column}, name, check.parameters, "unknown_parameter", {"შეკითხვის პარამეტრი", "parameter of the query"},
                       check);
        return shape;
    } catch (const store::SqlMistake& mistake) {
        const auto offset = offset_of(mistake, query.node.scalar);
        refuse(offset ? m_report.place_in(query.node, *offset) : m_report.document().place(query.node),
               say("შეკითხვა: {}", "the query: {}", mistake.words()));
    } catch (const Error& error) {
        refuse(m_report.document().place(query.node), error.message());
    }
    return std::nullopt;
}

void ReportQueries::check_query(const TemplateQuery& query, Check& check)
{
    if (const auto shape = describe(query, check))
        for (const TemplateColumn& column : query.columns)
            check_column(column, shape->columns, check);
}

void ReportQueries::check_column(const TemplateColumn& column, const std::vector<std::string>& columns, Check& check)
{
    const auto known = [&](const std::string& name) {
        check_name(column.place, name, columns, "unknown_column", {"შეკითხვის სვეტი", "column of the query"}, check);
    };
    if (!column.ka.empty()) {
        known(column.ka);
        known(column.en);
    } else if (column.part.empty()) {
        known(column.key);
    }
    if (column.type.empty())
        return;
    if (!has_type(column.type)) {
        check_name(column.place, column.type, m_repository.type_ids(), "unknown_type", {"საქმის ტიპი", "case type"}, check);
        return;
    }
    if (column.field.empty())
        return;
    std::vector<std::string> fields;
    for (const workflow::Field& field : m_repository.active_type(column.type).fields)
        if (column.shown != Shown::Member || field.type == workflow::FieldType::Enum)
            fields.push_back(field.id);
    check_name(column.place, column.field, fields, "unknown_field", {"ველი", "field"}, check);
}

void ReportQueries::check_tags(Check& check) const
{
    for (const std::string& text : m_report.named_texts()) {
        std::vector<std::string> values = check.values;
        if (check.compares.contains(text))
            values.insert(values.end(), {"left", "right"});
        for (const report::WordingTag& tag : m_report.wording().tags(text)) {
            const std::string name = tag.name.substr(0, tag.name.find('.'));
            if (tag.name != ".")
                check_name({tag.place.line, tag.place.column}, name, values, "unknown_tag", {"თეგი", "tag"}, check);
        }
    }
}

void ReportQueries::check_name(const TemplatePlace& place, const std::string& name, const std::vector<std::string>& known, const char* code,
                               const Label& what, Check& check) const
{
    YamlFindings findings(m_report.document());
    if (!findings.known(place.line, place.column, name, known, code, what))
        check.findings.push_back(std::move(findings.findings().front()));
}

} // namespace ogp::documents
