#include "documents/sections/sections.hpp"

#include "app/cases/values.hpp"
#include "documents/sections/section_cells.hpp"

namespace ogp::documents {

using report::Cell;
using report::Table;

/// T6: what the plan holds as records {number, text, source, response, status}.
void make_recommendations(const ReportSource& source, Section& section)
{
    Table table{"recommendations", source.text("table_recommendations"),
                {source.column("number", "number"), source.column("text", "recommendation"), source.column("source", "recommended_by"),
                 source.column("response", "response"), source.column("status", "state_now")},
                {}};
    const Json& list = source.plan().plan.subject.fields["recommendations"];
    for (std::size_t i = 0; list.is_array() && i < list.size(); ++i) {
        const Json& item = list.items()[i];
        const auto cell = [&](const char* member) {
            const Localized words = item[member].is_integer() ? both(std::to_string(item[member].as_integer())) : app::localized_of(item[member]);
            return words.empty() ? Cell::none() : Cell{item[member], words};
        };
        table.rows.push_back({item["number"].is_null() ? number_cell(static_cast<std::int64_t>(i) + 1) : cell("number"), cell("text"), cell("source"),
                              cell("response"), cell("status")});
    }
    add_table(source, section, std::move(table), "recommendations_none");
}

} // namespace ogp::documents
