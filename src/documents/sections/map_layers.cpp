#include "documents/sections/section_cells.hpp"
#include "documents/sections/sections.hpp"

#include <algorithm>

namespace ogp::documents {

using report::Cell;
using report::Holds;
using report::Table;

/// T20: case types that have a public place are layers of the map; how many cases each has, and in how many the place is known.
void make_map_layers(const ReportSource& source, Section& section)
{
    Table table{"map_layers", source.text("table_map_layers"),
                {source.column("type", "layer"), source.column("cases", "cases_counted", Holds::Number),
                 source.column("placed", "with_place", Holds::Number), source.column("percent", "percent", Holds::Percent), source.column("fraction", "fraction")},
                {}};
    const store::Store& store = source.repository().store();
    const std::optional<app::PastRecord>& past = source.past();
    for (const std::string& id : source.repository().type_ids()) {
        const workflow::CaseType& type = source.repository().active_type(id);
        const auto place = std::find_if(type.fields.begin(), type.fields.end(), [](const workflow::Field& field) {
            return field.type == workflow::FieldType::Geo && field.privacy == workflow::Privacy::Public;
        });
        const std::int64_t cases = place == type.fields.end() ? 0 : source.count(id);
        if (cases == 0)
            continue;
        const std::string member = "\"" + place->id + "\":{";
        std::int64_t placed = 0;
        // A field of that type holds an object, and no other member of a case has its name: nothing has to be taken apart.
        store.each_text(id, [&](const store::CaseText& text) {
            if (past && past->others.is_later(text.row))
                return true;
            const store::CaseRow* then = past ? past->others.find(text.row) : nullptr;
            const bool is_placed = then != nullptr ? then->subject.fields.find(place->id) != nullptr : text.fields.find(member) != std::string_view::npos;
            placed += is_placed ? 1 : 0;
            return true;
        });
        table.rows.push_back({{Json(id), type.plural}, number_cell(cases), number_cell(placed), percent_cell(placed, cases), fraction_cell(placed, cases)});
    }
    add_table(source, section, std::move(table), "map_layers_none");
    section.blocks.emplace_back(report::Paragraph{source.text("subscriptions_none")});
}

} // namespace ogp::documents
