#pragma once

#include "app/trial_repository.hpp"
#include "documents/report_builder.hpp"
#include "documents/report_catalogue.hpp"
#include "documents/report_parameters.hpp"
#include "documents/report_template.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ogp::documents {

/// Places and codes of what is wrong: "r.yaml:3:7 unknown_key".
inline std::vector<std::string> places_of(const Findings& findings)
{
    std::vector<std::string> places;
    for (const Finding& finding : findings)
        places.push_back(finding.place.text() + " " + finding.code);
    return places;
}

/// What is wrong with a template where everything else is well; empty where it is well itself.
template <class Act>
std::vector<std::string> findings_of(const Act& act)
{
    try {
        act();
    } catch (const InvalidInput& error) {
        return places_of(error.findings());
    }
    return {};
}

inline ReportTemplate report_of(const std::string& yaml)
{
    return ReportTemplate(YamlDocument(yaml, "r.yaml"));
}

/// The document of a template with these parameters.
inline report::Document made(app::Repository& repository, const ReportTemplate& report, const GivenParameters& given)
{
    return build_report(repository, report, {.parameters = resolve_parameters(repository, report, given)});
}

/// Every block of a kind, section after section.
template <class Kind>
void collect(const std::vector<report::Section>& sections, std::vector<Kind>& found)
{
    for (const report::Section& section : sections) {
        for (const report::Block& block : section.blocks)
            if (const auto* one = std::get_if<Kind>(&block))
                found.push_back(*one);
        collect(section.sections, found);
    }
}
template <class Kind>
std::vector<Kind> blocks_of(const report::Document& document)
{
    std::vector<Kind> found;
    collect(document.sections, found);
    return found;
}

inline report::Table table_of(const report::Document& document, std::string_view id)
{
    for (const report::Table& table : blocks_of<report::Table>(document))
        if (table.id == id)
            return table;
    return {};
}

/// The English texts of the cells of a line, with "|" between.
inline std::string line_of(const std::vector<report::Cell>& cells)
{
    std::string line;
    for (const report::Cell& cell : cells)
        line += (line.empty() ? "" : "|") + cell.text.in(Language::En);
    return line;
}

inline std::vector<std::string> notices_of(const report::Document& document)
{
    std::vector<std::string> notices;
    for (const report::Notice& notice : blocks_of<report::Notice>(document))
        notices.push_back(notice.text.en);
    return notices;
}

} // namespace ogp::documents
