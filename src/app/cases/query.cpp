#include "app/cases/query.hpp"

#include "app/clocks/past_record.hpp"
#include "base/text.hpp"
#include "store/sql_query.hpp"
#include "workflow/definition.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::app {
namespace {

using report::Cell;

/// A column of a view: what it is called, how it is had, what it is.
struct ViewColumn
{
    std::string name;
    std::string sql;
    Localized label;
};

struct View
{
    std::string name;
    std::vector<ViewColumn> columns;
    std::string source; ///< FROM and after
};

std::string time_of(std::string_view milliseconds)
{
    return fmt::format("strftime('%Y-%m-%dT%H:%M:%SZ', {} / 1000, 'unixepoch')", milliseconds);
}

std::string uid_of(std::string_view row)
{
    return fmt::format("(SELECT lower(hex(above.uid)) FROM case_ above WHERE above.id = c.{})", row);
}

std::vector<ViewColumn> case_columns()
{
    return {{"id", "lower(hex(c.uid))", {"იდენტიფიკატორი", "Id"}},
            {"type", "c.type", {"ტიპი", "Type"}},
            {"number", "c.number", {"ნომერი", "Number"}},
            {"path", "coalesce((SELECT above.number || '/' FROM case_ above WHERE above.id = c.root AND c.root <> 0), '') || c.number", {"გზა", "Path"}},
            {"title_ka", "c.title_ka", {"სათაური ქართულად", "Title in Georgian"}},
            {"title_en", "c.title_en", {"სათაური ინგლისურად", "Title in English"}},
            {"state", "c.state", {"მდგომარეობა", "State"}},
            {"category", "CASE c.category WHEN 0 THEN 'open' WHEN 1 THEN 'waiting' WHEN 2 THEN 'done' ELSE 'cancelled' END", {"კატეგორია", "Category"}},
            {"parent", uid_of("parent"), {"რისი ნაწილია", "Part of"}},
            {"root", uid_of("root"), {"ზედა საქმე", "Topmost case"}},
            {"opened", time_of("c.opened"), {"გაიხსნა", "Opened"}},
            {"updated", time_of("c.updated"), {"შეიცვალა", "Changed"}},
            {"version", "c.version", {"ვერსია", "Version"}},
            {"comments", "c.comments", {"კომენტარები", "Comments"}}};
}

View cases_view()
{
    return {"cases", case_columns(), "case_ c"};
}

std::string quoted_name(std::string_view name)
{
    return fmt::format("\"{}\"", name); // identifiers of fields are [a-z][a-z0-9_]*
}

bool has_column(const View& view, std::string_view name)
{
    for (const ViewColumn& column : view.columns)
        if (column.name == name)
            return true;
    return false;
}

void add_field(View& view, const workflow::Field& field)
{
    if (workflow::is_sealed(field.privacy))
        return;
    // A field that is called as one of the columns of all cases is that column already, or is found under its own name with an f.
    const auto add = [&](std::string name, std::string sql) {
        if (has_column(view, name))
            name = "f_" + name;
        view.columns.push_back({std::move(name), std::move(sql), field.label});
    };
    const std::string member = fmt::format("json_extract(c.fields, '$.{}')", field.id);
    if (field.type == workflow::FieldType::Localized && !field.many) {
        for (const std::string_view language : {"ka", "en"})
            add(fmt::format("{}_{}", field.id, language), fmt::format("json_extract(c.fields, '$.{}.{}')", field.id, language));
    } else if (field.type == workflow::FieldType::Boolean && !field.many) {
        add(field.id, fmt::format("CASE json_type(c.fields, '$.{}') WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' END", field.id));
    } else if (field.type == workflow::FieldType::PrintedDate && !field.many) {
        add(field.id, fmt::format("json_extract(c.fields, '$.{}.value')", field.id));
        add(field.id + "_printed", fmt::format("json_extract(c.fields, '$.{}.printed')", field.id));
    } else if (field.type == workflow::FieldType::Money && !field.many) {
        add(field.id, fmt::format("json_extract(c.fields, '$.{}.amount')", field.id));
        add(field.id + "_currency", fmt::format("json_extract(c.fields, '$.{}.currency')", field.id));
    } else {
        add(field.id, member);
    }
}

View type_view(const workflow::CaseType& type)
{
    View view{type.id, case_columns(), fmt::format("case_ c WHERE c.type = '{}'", type.id)};
    for (const workflow::Field& field : type.fields)
        add_field(view, field);
    return view;
}

View events_view()
{
    const auto member = [](std::string_view name) { return fmt::format("json_extract(e.json, '$.{}')", name); };
    return {"events",
            {{"sequence", "e.seq", {"რიგითი ნომერი", "Sequence number"}},
             {"at", time_of(member("at")), {"როდის", "Time"}},
             {"actor", member("actor"), {"ვინ", "Who"}},
             {"role", member("role"), {"როლი", "Role"}},
             {"operation", member("op"), {"მოქმედება", "Operation"}},
             {"case_id", "coalesce(" + member("case") + ", (SELECT lower(hex(c.uid)) FROM case_ c WHERE c.id = e.case_id))", {"საქმე", "Case"}},
             {"type", member("type"), {"ტიპი", "Type"}},
             {"transition", member("transition"), {"გადასვლა", "Transition"}},
             {"from_state", member("from"), {"საიდან", "From"}},
             {"to_state", member("to"), {"სად", "To"}},
             {"text", member("text"), {"კომენტარი", "Comment"}},
             {"why", member("why"), {"მიზეზი", "Reason"}},
             {"changes", member("set"), {"ცვლილებები", "Changes"}}},
            "(SELECT seq, case_id, CAST(body AS TEXT) AS json FROM event) e"};
}

View clocks_view()
{
    return {"clocks",
            {{"case_id", "lower(hex(c.uid))", {"საქმე", "Case"}},
             {"number", "c.number", {"ნომერი", "Number"}},
             {"type", "c.type", {"ტიპი", "Type"}},
             {"clock", "k.sla", {"ვადა", "Clock"}},
             {"cycle", "k.cycle", {"მერამდენედ", "Cycle"}},
             {"status", "CASE k.status WHEN 1 THEN 'running' WHEN 2 THEN 'paused' ELSE 'stopped' END", {"მდგომარეობა", "Status"}},
             // Whole seconds, not milliseconds as the times of cases.
             {"due", "CASE WHEN k.due <> 0 THEN strftime('%Y-%m-%dT%H:%M:%SZ', k.due, 'unixepoch') END", {"ვადის ბოლო", "Due"}}},
            "clock k JOIN case_ c ON c.id = k.case_id"};
}

/// All of them, or those of the types that the statements name.
std::vector<View> views_of(const Repository& repository, const std::vector<std::string>* statements = nullptr)
{
    const auto is_named = [&](const std::string& id) {
        return statements == nullptr ||
               std::any_of(statements->begin(), statements->end(), [&](const std::string& text) { return text.find(id) != std::string::npos; });
    };
    std::vector<View> views = {cases_view(), events_view(), clocks_view()};
    const auto is_taken = [&](std::string_view name) {
        for (const View& view : views)
            if (view.name == name)
                return true;
        return false;
    };
    for (const std::string& id : repository.type_ids())
        if (!is_taken(id) && is_named(id))
            views.push_back(type_view(repository.active_type(id)));
    return views;
}

store::SqlView sql_view(const View& view)
{
    std::vector<std::string> names;
    std::vector<std::string> columns;
    for (const ViewColumn& column : view.columns) {
        names.push_back(quoted_name(column.name));
        columns.push_back(fmt::format("{} AS {}", column.sql, names.back()));
    }
    return {quoted_name(view.name), names, fmt::format("SELECT {} FROM {}", join(columns, ", "), view.source)};
}

Cell cell_of(store::SqlValue&& value)
{
    if (std::holds_alternative<std::int64_t>(value))
        return Cell::of(std::get<std::int64_t>(value));
    if (std::holds_alternative<store::SqlFraction>(value))
        return Cell::of(std::move(std::get<store::SqlFraction>(value).digits));
    if (std::holds_alternative<std::string>(value))
        return Cell::of(std::move(std::get<std::string>(value)));
    return Cell::none();
}

} // namespace

report::Table query(const Repository& repository, const std::string& statement, std::int64_t seconds, std::optional<Date> as_of)
{
    std::optional<store::SqlPast> past;
    if (as_of && recorded_by(repository, *as_of) != Recorded::Now)
        past = sql_past(past_record(repository, *as_of));
    std::vector<store::SqlView> views;
    for (const View& view : views_of(repository))
        views.push_back(sql_view(view));
    store::SqlAnswer answer = store::run_sql(repository.data_folder(), views, statement, {.milliseconds = seconds * 1000},
                                             repository.zone(), past);
    report::Table table{"query", {"პასუხი", "Answer"}, {}, {}};
    for (const std::string& name : answer.columns)
        table.columns.push_back({name, {name, name}});
    for (auto& row : answer.rows) {
        std::vector<Cell>& cells = table.rows.emplace_back();
        for (store::SqlValue& value : row)
            cells.push_back(cell_of(std::move(value)));
    }
    return table;
}

store::SqlSession query_session(const Repository& repository, const std::vector<std::string>& statements, const std::optional<store::SqlPast>& past)
{
    std::vector<store::SqlView> views;
    for (const View& view : views_of(repository, &statements))
        views.push_back(sql_view(view));
    return store::SqlSession(repository.data_folder(), views, repository.zone(), {}, past);
}

report::Table query_views(const Repository& repository)
{
    report::Table table{"views", {"რისი წაკითხვა შეიძლება", "What can be read"},
                        {{"view", {"ხედი", "View"}}, {"column", {"სვეტი", "Column"}}, {"label", {"რა არის", "What it is"}}}, {}};
    for (const View& view : views_of(repository))
        for (const ViewColumn& column : view.columns)
            table.rows.push_back({Cell::of(view.name), Cell::of(column.name), Cell::localized(column.label)});
    return table;
}

} // namespace ogp::app
