#include "app/cases/case_counts.hpp"

#include "app/cases/cases.hpp"
#include "app/plans/percent.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;

constexpr std::string_view state_key = "state";

struct Line
{
    std::vector<Cell> cells; ///< of the fields
    std::array<std::int64_t, workflow::state_categories.size()> count{};
};

/// Where a value stands: choices and states in order of definition, everything else as people order texts.
std::string rank_of(const workflow::CaseType& type, const workflow::Field* field, const std::string& value)
{
    const auto place = [](const auto& items, const std::string& id) {
        const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.id == id; });
        return fmt::format("{:06}", found - items.begin());
    };
    if (field == nullptr)
        return place(type.states, value);
    const workflow::Enumeration* choices = field->type == workflow::FieldType::Enum ? type.enumeration(field->of) : nullptr;
    return choices != nullptr && !value.empty() ? place(choices->members, value) : value;
}

const workflow::Field* countable(const workflow::CaseType& type, const std::string& name)
{
    if (name == state_key)
        return nullptr;
    std::vector<std::string> names{std::string(state_key)};
    for (const workflow::Field& field : type.fields) {
        if (field.many || is_sealed(field.privacy))
            continue;
        if (field.id == name)
            return &field;
        names.push_back(field.id);
    }
    const auto near = nearest(name, names);
    throw Error(Fault::Usage, say("--by: „{}“-ით დათვლა არ შეიძლება", "--by: cases cannot be counted by \"{}\"", printable(name)),
                near ? say("იქნებ {}?", "did you mean {}?", *near) : say("შეიძლება: {}", "possible are: {}", join(names, ", ")));
}

std::vector<Cell> row_of(const Line& line)
{
    const auto& [open, waiting, done, cancelled] = line.count;
    const std::int64_t standing = open + waiting + done;
    std::vector<Cell> cells = line.cells;
    for (const std::int64_t count : {standing + cancelled, open, waiting, done, cancelled})
        cells.push_back(Cell::of(count));
    cells.push_back(standing == 0 ? Cell::none() : Cell::of(fmt::format("{}/{}", done, standing)));
    cells.push_back(standing == 0 ? Cell::none() : Cell::of(percent(done, standing)));
    return cells;
}

} // namespace

report::Table case_counts(const Repository& repository, const std::string& type_id, const std::vector<std::string>& by)
{
    const workflow::CaseType& type = repository.active_type(type_id);
    report::Table table{"counts", type.plural, {}, {}};
    std::vector<const workflow::Field*> fields;
    for (const std::string& name : by) {
        fields.push_back(countable(type, name));
        table.columns.push_back({name, fields.back() != nullptr ? fields.back()->label : Localized("მდგომარეობა", "State")});
    }
    const report::Column further[] = {{"all", {"სულ", "All"}, Align::Right},
                                      {"open", {"ღია", "Open"}, Align::Right},
                                      {"waiting", {"მოლოდინში", "Waiting"}, Align::Right},
                                      {"done", {"დასრულებული", "Done"}, Align::Right},
                                      {"cancelled", {"გაუქმებული", "Cancelled"}, Align::Right},
                                      {"fraction", {"წილადი", "Fraction"}, Align::Right},
                                      {"percent", {"%", "%"}, Align::Right}};
    table.columns.insert(table.columns.end(), std::begin(further), std::end(further));

    std::map<std::vector<std::string>, Line> lines;
    if (by.empty())
        lines[{}];
    repository.store().each_case({.type = type.id}, [&](store::CaseRow&& row) {
        const workflow::CaseType& version = repository.type(row.subject.workflow);
        std::vector<std::string> key;
        std::vector<Cell> cells;
        for (std::size_t i = 0; i < by.size(); ++i) {
            const Json& value = fields[i] == nullptr ? Json() : row.subject.fields[by[i]];
            const workflow::Field* field = fields[i] == nullptr ? nullptr : version.field(by[i]);
            const std::string word = fields[i] == nullptr ? row.subject.state : value.is_text() ? value.as_text() : value.is_null() ? "" : to_json(value);
            key.push_back(rank_of(type, fields[i], word));
            if (fields[i] == nullptr) {
                const workflow::State* state = version.state(word);
                cells.push_back({Json(word), state != nullptr ? state->label : both(word)});
            } else {
                cells.push_back(field != nullptr ? field_cell(repository, version, *field, value) : Cell::none());
            }
        }
        Line& line = lines[std::move(key)];
        if (line.cells.empty())
            line.cells = std::move(cells);
        ++line.count[static_cast<std::size_t>(row.category)];
        return true;
    });
    for (const auto& [key, line] : lines)
        table.rows.push_back(row_of(line));
    return table;
}

} // namespace ogp::app
