#include "documents/sections/sections.hpp"

#include "documents/sections/section_cells.hpp"

#include <algorithm>
#include <map>

namespace ogp::documents {

using app::CommitmentRecord;
using report::Cell;
using report::Holds;
using report::Table;

namespace {

/// Numbers of the commitments that name each unit as lead or implementer.
std::map<std::string, std::vector<std::string>> commitments_by_unit(const app::PlanRecord& record)
{
    std::map<std::string, std::vector<std::string>> named;
    for (const CommitmentRecord& commitment : record.commitments) {
        std::vector<std::string> units{commitment.row.subject.fields.text("lead")};
        const Json& implementers = commitment.row.subject.fields["implementers"];
        for (std::size_t i = 0; implementers.is_array() && i < implementers.size(); ++i)
            if (implementers.items()[i].is_text())
                units.push_back(implementers.items()[i].as_text());
        std::sort(units.begin(), units.end());
        units.erase(std::unique(units.begin(), units.end()), units.end());
        for (const std::string& unit : units)
            named[unit].push_back(commitment.row.number);
    }
    return named;
}

Cell numbers_cell(const std::vector<std::string>& numbers)
{
    Json list = Json::array();
    std::string words;
    for (const std::string& number : numbers) {
        list.push(number);
        words += (words.empty() ? "" : ", ") + number;
    }
    return {std::move(list), both(words)};
}

} // namespace

void make_units(const ReportSource& source, Section& section)
{
    const app::PlanRecord& record = source.plan();
    if (record.units.empty()) {
        say_none(source, section, "units_none");
        return;
    }
    const workflow::CaseType& type = source.type(record.units.front());
    Table table{"units", source.text("table_units"), {source.column("position", "number", Holds::Number)}, {}};
    std::vector<const workflow::Field*> fields;
    for (const workflow::Field& field : type.fields) {
        const bool own = field.id == "position" || field.id == type.number_field || field.id == type.parent_field || field.id == "aliases";
        if (own || field.privacy != workflow::Privacy::Public)
            continue;
        fields.push_back(&field);
        table.columns.push_back({field.id, field.label});
    }
    table.columns.push_back(source.column("commitments", "units_named"));
    const auto named = commitments_by_unit(record);
    for (const store::CaseRow& unit : record.units) {
        std::vector<Cell> cells{source.cell(unit, "position")};
        for (const workflow::Field* field : fields)
            cells.push_back(source.cell(unit, field->id));
        const auto found = named.find(unit.number);
        cells.push_back(found == named.end() ? Cell{Json::array(), Localized()} : numbers_cell(found->second));
        table.rows.push_back(std::move(cells));
    }
    for (const workflow::Field* field : fields)
        drop_if_empty(table, field->id);
    section.blocks.emplace_back(std::move(table));
}

} // namespace ogp::documents
