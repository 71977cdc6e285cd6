#include "app/cases/cases.hpp"

#include "app/cases/act_sentence.hpp"
#include "app/cases/attachments.hpp"
#include "app/cases/effective_history.hpp"
#include "app/cases/history.hpp"
#include "app/cases/personal.hpp"
#include "app/cases/values.hpp"
#include "app/cases/waiting.hpp"
#include "app/clocks/sla.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Column;
using report::Show;

Cell state_cell(const workflow::CaseType& type, const std::string& state)
{
    const workflow::State* known = type.state(state);
    return {Json(state), known != nullptr ? known->label : both(state)};
}

Cell category_cell(model::StateCategory category)
{
    const Json code(std::string(model::code(category)));
    switch (category) {
    case model::StateCategory::Open:
        return {code, {"მიმდინარე", "open"}};
    case model::StateCategory::Waiting:
        return {code, {"მომლოდინე", "waiting"}};
    case model::StateCategory::Done:
        return {code, {"დასრულებული", "done"}};
    case model::StateCategory::Cancelled:
        return {code, {"გაუქმებული", "cancelled"}};
    }
    return Cell::none();
}

/// {ka, en} as it was given, with what else the value holds (confidence), so that scripts lose nothing.
Cell title_cell(const workflow::CaseType& type, const store::CaseRow& row)
{
    const Json& value = row.subject.fields[type.title_field];
    return {value, row.title};
}

bool is_shown(const workflow::CaseType& type, const std::string& field)
{
    return std::find(type.columns.begin(), type.columns.end(), field) != type.columns.end();
}

/// Fields that have a column of their own already: number and title.
bool has_own_column(const workflow::CaseType& type, const workflow::Field& field)
{
    return field.id == type.number_field || field.id == type.title_field;
}

std::vector<Column> common_columns()
{
    return {{"number", {"ნომერი", "Number"}},
            {"title", {"სათაური", "Title"}},
            {"state", {"მდგომარეობა", "State"}}};
}

std::vector<Column> trailing_columns()
{
    return {{"id", {"იდენტიფიკატორი", "Id"}, Align::Left, Show::OnRequest},
            {"path", {"სრული ნომერი", "Full number"}, Align::Left, Show::OnRequest},
            {"type", {"ტიპი", "Type"}, Align::Left, Show::OnRequest},
            {"category", {"კატეგორია", "Category"}, Align::Left, Show::OnRequest},
            {"version", {"ვერსია", "Version"}, Align::Right, Show::OnRequest},
            {"comments", {"კომენტარები", "Comments"}, Align::Right, Show::OnRequest},
            {"opened", {"გახსნილია", "Opened"}, Align::Left, Show::OnRequest},
            {"updated", {"განახლებულია", "Updated"}, Align::Left, Show::OnRequest}};
}

void push_trailing(std::vector<Cell>& cells, const Repository& repository, const store::CaseRow& row)
{
    cells.push_back(Cell::of(row.subject.uid.hex()));
    cells.push_back(Cell::of(row.path));
    cells.push_back(Cell::of(row.subject.type));
    cells.push_back(category_cell(row.category));
    cells.push_back(Cell::of(row.subject.version));
    cells.push_back(Cell::of(row.subject.comments));
    cells.push_back(Cell::of(repository.zone().rfc3339(row.subject.opened)));
    cells.push_back(Cell::of(repository.zone().rfc3339(row.subject.updated)));
}

/// A reference shows the number of the case that it means.
Cell reference_cell(const Repository& repository, const Json& value)
{
    const auto uid = value.is_text() ? CaseUid::from_hex(value.as_text()) : std::nullopt;
    const auto row = uid ? repository.store().find(*uid) : std::nullopt;
    return {value, row ? both(row->path) : both(value.is_text() ? value.as_text() : std::string())};
}

/// A time is kept in UTC and shown in the repository's zone, whose days terms are counted by.
Cell local_time_cell(const Repository& repository, const Json& value)
{
    const auto time = value.is_text() ? Instant::parse(value.as_text()) : std::nullopt;
    return time ? Cell{value, both(repository.zone().rfc3339(*time))} : Cell{value, words_of(value)};
}

report::Table table_of_all_types(const Repository& repository, const std::vector<store::CaseRow>& rows)
{
    report::Table table{"cases", {"საქმეები", "Cases"}, common_columns(), {}};
    table.columns[0] = {"path", {"ნომერი", "Number"}};
    table.columns.insert(table.columns.begin(), {"type", {"ტიპი", "Type"}});
    table.columns.push_back({"number", {"ნომერი", "Number"}, Align::Left, Show::OnRequest});
    table.columns.push_back({"id", {"იდენტიფიკატორი", "Id"}, Align::Left, Show::OnRequest});
    for (const store::CaseRow& row : rows) {
        const workflow::CaseType& type = repository.type(row.subject.workflow);
        table.rows.push_back({Cell::of(row.subject.type), Cell::of(row.path), title_cell(type, row),
                              state_cell(type, row.subject.state), Cell::of(row.number), Cell::of(row.subject.uid.hex())});
    }
    return table;
}

report::Table table_of_type(const Repository& repository, const workflow::CaseType& active,
                            const std::vector<store::CaseRow>& rows)
{
    report::Table table{active.id, active.plural, common_columns(), {}};
    for (const workflow::Field& field : active.fields)
        if (!has_own_column(active, field))
            table.columns.push_back({field.id, field.label,
                                     field.type == workflow::FieldType::Integer ? Align::Right : Align::Left,
                                     is_shown(active, field.id) ? Show::Always : Show::OnRequest});
    for (Column& column : trailing_columns())
        if (table.column(column.key) < 0)
            table.columns.push_back(std::move(column));

    for (const store::CaseRow& row : rows) {
        const workflow::CaseType& type = repository.type(row.subject.workflow);
        std::vector<Cell> cells{Cell::of(row.number), title_cell(type, row), state_cell(type, row.subject.state)};
        for (const workflow::Field& field : active.fields) {
            if (has_own_column(active, field))
                continue;
            const Json& value = row.subject.fields[field.id];
            cells.push_back(field_cell(repository, active, field, value));
        }
        push_trailing(cells, repository, row);
        cells.resize(table.columns.size());
        table.rows.push_back(std::move(cells));
    }
    return table;
}

/// What lies in a sealed field, for who holds the key.
Cell opened_cell(const workflow::CaseType& type, const workflow::Field& field, PersonalValues& personal, std::span<const store::StoredEvent> events)
{
    const auto value = personal.latest(events, field.id);
    return value ? cell_of(type, field, *value) : Cell{Json(), personal.why_not(events, field.id)};
}

} // namespace

Cell field_cell(const Repository& repository, const workflow::CaseType& type, const workflow::Field& field, const Json& value)
{
    const bool is_reference = field.type == workflow::FieldType::Ref;
    if (value.is_null() || (!is_reference && field.type != workflow::FieldType::Datetime))
        return cell_of(type, field, value);
    const auto single = [&](const Json& one) { return is_reference ? reference_cell(repository, one) : local_time_cell(repository, one); };
    if (!field.many)
        return single(value);
    std::vector<std::string> ka;
    std::vector<std::string> en;
    for (const Json& one : value.items()) {
        const Localized text = single(one).text;
        ka.push_back(text.ka);
        en.push_back(text.en);
    }
    return {value, {join(ka, "\n"), join(en, "\n")}};
}

CaseList list_cases(const Repository& repository, const CaseFilter& filter)
{
    CasePage page = find_cases(repository, filter);
    CaseList list{filter.type.empty() ? table_of_all_types(repository, page.rows)
                                      : table_of_type(repository, repository.active_type(filter.type), page.rows),
                  std::move(page.next)};
    std::vector<CaseUid> uids;
    for (const store::CaseRow& row : page.rows)
        uids.push_back(row.subject.uid);
    add_pending_column(list.table, repository, uids);
    return list;
}

namespace {

void add_clocks(CaseSheet& sheet, const Repository& repository, const store::CaseRow& row, std::optional<Date> as_of)
{
    sheet.clocks = show_clocks(repository, row, as_of ? as_of_from(repository, as_of->iso()) : AsOf());
    Json clocks = Json::array();
    for (const std::vector<Cell>& cells : sheet.clocks.rows) {
        Json clock = Json::object();
        for (std::size_t i = 0; i < cells.size(); ++i)
            clock.set(sheet.clocks.columns[i].key, cells[i].value);
        clocks.push(std::move(clock));
    }
    sheet.json.set("clocks", std::move(clocks));
}

/// Whether the authority has confirmed what is shown, and what of it waits for somebody to settle it.
template <class Add>
void add_standing(const Repository& repository, const store::CaseRow& row, const Add& add)
{
    if (!repository.store().identity().is_authority()) {
        const auto waiting = waiting_cases(repository);
        const auto found = waiting.find(row.subject.uid);
        const std::int64_t count = found == waiting.end() ? 0 : found->second;
        add("pending", {"დაუდასტურებელია", "Not confirmed"},
            {Json(count), count == 0 ? Localized() : say("მოვლენა: {}; გაიგზავნება: ogp sync", "events: {}; hand them in: ogp sync", count)});
    }
    const auto open = repository.store().conflicts_of(row.subject.uid, store::Store::Resolved::Leave);
    if (!open.empty())
        add("conflicts", {"გადასაწყვეტია", "To be settled"},
            {Json(static_cast<std::int64_t>(open.size())), say("მოვლენა: {}; ნახეთ: ogp conflicts", "events: {}; see: ogp conflicts", open.size())});
}

} // namespace

CaseSheet show_case(Repository& repository, const store::CaseRow& present, std::optional<Date> as_of)
{
    std::optional<PastCase> past;
    if (as_of)
        past = case_as_of(repository, present, *as_of);
    const store::CaseRow& row = past ? past->row : present;
    const workflow::CaseType& type = repository.type(row.subject.workflow);
    PersonalValues personal(repository);
    CaseSheet sheet;
    sheet.card.id = row.subject.type;
    sheet.heading = {fmt::format("{} {}", row.path, row.title.in(Language::Ka)),
                     fmt::format("{} {}", row.path, row.title.in(Language::En))};
    const auto add = [&](const std::string& key, const Localized& label, Cell cell) {
        if (!cell.text.empty())
            sheet.card.rows.emplace_back(label, cell);
        sheet.json.set(key, std::move(cell.value));
    };
    if (as_of)
        add("as_of", {"რომელ დღეს", "As of"}, Cell::of(as_of->iso()));
    else
        add_standing(repository, row, add);
    add("type", {"ტიპი", "Type"}, {Json(type.id), type.label});
    // The heading says number and title already.
    sheet.json.set("number", row.number);
    sheet.json.set("title", title_cell(type, row).value);
    add("state", {"მდგომარეობა", "State"}, state_cell(type, row.subject.state));
    for (const workflow::Field& field : type.fields) {
        if (has_own_column(type, field))
            continue;
        Cell cell = field_cell(repository, type, field, row.subject.fields[field.id]);
        const auto& sealed = row.subject.sealed;
        if (std::find(sealed.begin(), sealed.end(), field.id) != sealed.end())
            cell = opened_cell(type, field, personal, past ? past->events : effective_history(repository, row.subject.uid));
        add(field.id, field.label, std::move(cell));
    }
    const std::vector<Column> columns = trailing_columns();
    std::vector<Cell> cells;
    push_trailing(cells, repository, row);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (sheet.json.find(columns[i].key) == nullptr)
            add(columns[i].key, columns[i].label, std::move(cells[i]));

    if (sheet.json.find("files") == nullptr) {
        std::vector<model::Attachment> attached = row.subject.attachments;
        if (!past && !attached.empty())
            attached = attached_files(repository, row);
        add("files", {"ფაილები", "Files"}, files_cell(attached));
    }

    if (!type.votes.empty())
        add("votes", {"კენჭისყრა", "Votes"}, votes_cell(type, row.subject));
    add("links", {"კავშირები", "Links"}, links_cell(repository, row.subject));

    if (!type.slas.empty())
        add_clocks(sheet, repository, present, as_of);
    sheet.parts = table_of_all_types(repository, as_of ? parts_as_of(repository, row, *as_of)
                                                       : repository.store().list({.parent = row.subject.uid}));
    sheet.parts.id = "parts";
    sheet.parts.caption = {"ნაწილები", "Parts"};
    const auto actor = as_of ? std::nullopt : repository.reader(); // nothing can be done in the past
    Json allowed = Json::array();
    for (const workflow::Transition* transition :
         actor ? workflow::open_transitions(type, row.subject, *actor) : std::vector<const workflow::Transition*>{}) {
        const workflow::State* to = type.state(transition->to);
        sheet.allowed.push_back({fmt::format("{} – {} ({})", transition->id, transition->label.in(Language::Ka),
                                             to->label.in(Language::Ka)),
                                 fmt::format("{} – {} ({})", transition->id, transition->label.in(Language::En),
                                             to->label.in(Language::En))});
        allowed.push(transition->id);
    }
    sheet.json.set("allowed", std::move(allowed));
    return sheet;
}

} // namespace ogp::app
