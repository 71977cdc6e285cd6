#include "irm/fields.hpp"

#include "base/text.hpp"
#include "irm/field_text.hpp"
#include "irm/scales.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <span>

namespace ogp::irm {
namespace {

constexpr std::string_view not_available = "NA";
/// As JSON; a longer field no longer surely fits into an event.
constexpr std::size_t longest_field = 50'000;
constexpr std::size_t part_bytes = 8'000;

using Reader = Json (*)(const Row& row, DateOrder order, std::string_view column);
using Writer = void (*)(Row& row, std::string_view column, const Json& value);
using Same = bool (*)(const Json& here, const Json& stated);

/// A field and the column that it comes from.
struct Mapping
{
    std::string_view field;
    std::string_view column;
    Taken taken = Taken::Everything; ///< Codings: also where only these are taken
    Reader read = nullptr;
    Writer write = nullptr;
    Same same = nullptr;
};

Json english(std::string text)
{
    return text.empty() ? Json() : Json::object({{"en", std::move(text)}});
}

/// The text of {ka, en} that the file, which is in English, has a place for.
const std::string& english_of(const Json& localized)
{
    const std::string& en = localized.text("en");
    return en.empty() ? localized.text("ka") : en;
}

std::string coded_text(const Row& row, std::string_view column)
{
    const std::string& cell = row.cell(column);
    return is_coded(trim(cell)) ? field_text(cell) : std::string();
}

bool equal(const Json& here, const Json& stated)
{
    return here == stated;
}

/// The Georgian that somebody added is no change of the English.
bool same_english(const Json& here, const Json& stated)
{
    return here.text("en") == stated.text("en") && here.is_null() == stated.is_null();
}

/// A reading that somebody corrected is none either: the cell says the same.
bool same_printed(const Json& here, const Json& stated)
{
    return here.is_null() == stated.is_null() && here["printed"] == stated["printed"];
}

Json read_localized(const Row& row, DateOrder, std::string_view column)
{
    std::string text = coded_text(row, column);
    return text.size() > longest_field_text ? Json() : english(std::move(text));
}

void write_localized(Row& row, std::string_view column, const Json& value)
{
    row.set(column, english_of(value));
}

Json read_title(const Row& row, DateOrder, std::string_view)
{
    for (const std::string_view column : {column::title, column::short_title}) {
        const std::string text = one_line(coded_text(row, column));
        if (!text.empty())
            return english(in_parts(text).front());
    }
    return english(row.key());
}

Json read_list(const Row& row, DateOrder order, std::string_view column)
{
    Json text = read_localized(row, order, column);
    return text.is_null() ? Json() : Json(Json::Array{std::move(text)});
}

void write_list(Row& row, std::string_view column, const Json& value)
{
    std::vector<std::string> texts;
    for (const Json& one : value.items())
        texts.push_back(english_of(one));
    row.set(column, join(texts, "; "));
}

bool same_list(const Json& here, const Json& stated)
{
    if (here.size() != stated.size())
        return false;
    for (std::size_t i = 0; i < here.size(); ++i)
        if (!same_english(here.items()[i], stated.items()[i]))
            return false;
    return true;
}

/// A text that is too long for one field, in parts.
Json read_content(const Row& row, DateOrder, std::string_view column)
{
    const std::string text = coded_text(row, column);
    if (text.size() <= longest_field_text || text.size() > longest_field)
        return {};
    Json parts = Json::array();
    for (std::string& part : in_parts(text, part_bytes))
        parts.push(english(std::move(part)));
    return ogp::to_json(parts).size() > longest_field ? Json() : parts;
}

void write_content(Row& row, std::string_view column, const Json& value)
{
    std::vector<std::string> texts;
    for (const Json& one : value.items())
        texts.push_back(english_of(one));
    row.set(column, join(texts, "\n\n"));
}

Json read_printed(const Row& row, DateOrder order, std::string_view column)
{
    const auto date = read_date(row.cell(column), order);
    return date ? date->to_json() : Json();
}

void write_printed(Row& row, std::string_view column, const Json& value)
{
    const Json& printed = value["printed"];
    if (printed.is_text())
        row.set(column, printed.as_text());
    else
        row.set(column, printed.is_object() ? english_of(printed) : value.text("value"));
}

Json read_areas(const Row& row, DateOrder, std::string_view)
{
    Json names = Json::array();
    for (const Column& area : areas())
        if (row.cell(area.name) == "1")
            names.push(area.name);
    return names.size() == 0 ? Json() : names;
}

bool holds(const Json& list, std::string_view member)
{
    return list.is_array() && std::any_of(list.items().begin(), list.items().end(),
                                          [&](const Json& one) { return one.is_text() && one.as_text() == member; });
}

void write_areas(Row& row, std::string_view, const Json& value)
{
    for (const Column& area : areas())
        if (const bool named = holds(value, area.name); named != (row.cell(area.name) == "1"))
            row.set(area.name, named ? "1" : "0");
}

/// The order of a set says nothing.
bool same_members(const Json& here, const Json& stated)
{
    return here.size() == stated.size() &&
           (!stated.is_array() || std::all_of(stated.items().begin(), stated.items().end(),
                                              [&](const Json& one) { return holds(here, one.as_text()); }));
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> ogp_values = {
    {{column::information, "access_to_information"},
     {column::participation, "civic_participation"},
     {column::accountability, "public_accountability"},
     {column::technology, "technology"}}};

Json read_values(const Row& row, DateOrder, std::string_view)
{
    Json members = Json::array();
    for (const auto& [column, member] : ogp_values)
        if (row.cell(column) == "1")
            members.push(member);
    return members.size() == 0 ? Json() : members;
}

void write_values(Row& row, std::string_view, const Json& value)
{
    for (const auto& [column, member] : ogp_values)
        if (const bool named = holds(value, member); named != (row.cell(column) == "1"))
            row.set(column, named ? "1" : "0");
}

Json read_boolean(const Row& row, DateOrder, std::string_view column)
{
    const std::string_view cell = trim(row.cell(column));
    if (cell == "1" || cell == "Yes")
        return true;
    return cell == "0" || cell == "No" ? Json(false) : Json();
}

void write_yes_no(Row& row, std::string_view column, const Json& value)
{
    row.set(column, value.as_boolean() ? "Yes" : "No");
}

void write_flag(Row& row, std::string_view column, const Json& value)
{
    row.set(column, value.as_boolean() ? "1" : "0");
}

Json read_level(const Row& row, DateOrder, std::string_view column)
{
    const Level* level = scale_of(column)->find(trim(row.cell(column)));
    return level == nullptr ? Json() : Json(level->member);
}

/// The word, and its number in the column after it.
void write_level(Row& row, std::string_view column, const Json& value)
{
    const Level* level = value.is_text() ? scale_of(column)->member(value.as_text()) : nullptr;
    row.set(column, std::string(level == nullptr ? not_available : level->word));
    row.set(columns()[*column_index(column) + 1].name, level != nullptr && level->code ? fmt::format("{}",
        *level->code) : std::string(not_available));
}

Json read_identifier(const Row& row, DateOrder, std::string_view column)
{
    const std::string text = coded_text(row, column);
    return text.empty() ? Json() : Json(text);
}

void write_text(Row& row, std::string_view column, const Json& value)
{
    row.set(column, value.as_text());
}

constexpr Mapping commitment_mappings[] = {
    {"irm_id", column::identifier, Taken::Codings, read_identifier, write_text, equal},
    {"title", column::title, Taken::Everything, read_title, write_localized, same_english},
    {"short_title", column::short_title, Taken::Codings, read_localized, write_localized, same_english},
    {"themes", column::theme, Taken::Everything, read_list, write_list, same_list},
    {"content", column::text, Taken::Everything, read_content, write_content, same_list},
    {"description", column::text, Taken::Everything, read_localized, write_localized, same_english},
    {"start", column::start, Taken::Everything, read_printed, write_printed, same_printed},
    {"end", column::end, Taken::Everything, read_printed, write_printed, same_printed},
    {"lead_agency", column::lead, Taken::Everything, read_localized, write_localized, same_english},
    {"partner", column::partner, Taken::Everything, read_localized, write_localized, same_english},
    {"policy_areas", {}, Taken::Codings, read_areas, write_areas, same_members},
    {"irm_verifiable", column::verifiable, Taken::Codings, read_boolean, write_yes_no, equal},
    {"irm_relevant", column::relevant, Taken::Codings, read_boolean, write_flag, equal},
    {"irm_values", {}, Taken::Codings, read_values, write_values, same_members},
    {"irm_specificity", column::specificity, Taken::Codings, read_level, write_level, equal},
    {"irm_potential_impact", column::impact, Taken::Codings, read_level, write_level, equal},
    {"irm_completion_progress", column::completion_progress, Taken::Codings, read_level, write_level, equal},
    {"irm_potential_for_results", column::results, Taken::Codings, read_level, write_level, equal},
    {"irm_completion_end", column::completion_end, Taken::Codings, read_level, write_level, equal},
    {"irm_early_results", column::early_results, Taken::Codings, read_level, write_level, equal},
    {"irm_open_government", column::opened, Taken::Codings, read_level, write_level, equal},
    {"irm_open_information", column::opened_information, Taken::Codings, read_level, write_level, equal},
    {"irm_open_participation", column::opened_participation, Taken::Codings, read_level, write_level, equal},
    {"irm_open_accountability", column::opened_accountability, Taken::Codings, read_level, write_level, equal},
};

/// The text has one column and two fields. The one that the row filled speaks for it while it has a value; else, and where the row
/// says nothing, the description, or the content without one. True where that field is to be written.
bool speaks_for_text(std::string_view field, const Json& fields, const Json& stated)
{
    const auto filled = [&](const char* name) { return !stated[name].is_null(); };
    const std::string_view from_row = filled("content") ? "content" : filled("description") ? "description" : "";
    if (!from_row.empty() && !fields[from_row].is_null())
        return field == from_row && !(from_row == "content" ? same_list(fields[field],
            stated[field]) : same_english(fields[field], stated[field]));
    const std::string_view speaker = !fields["description"].is_null() ? "description" : !fields["content"].is_null() ? "content" : from_row;
    return field == speaker;
}

Json read_whole(const Row& row, std::string_view column, long long least, long long most)
{
    const auto number = to_integer(trim(row.cell(column)));
    return number && *number >= least && *number <= most ? Json(std::int64_t{*number}) : Json();
}

// The bounds of workflows/plan.yaml.
constexpr long long least_year = 1990;
constexpr long long most_year = 2200;

Json plan_title(const Row& row)
{
    const std::string locality = one_line(coded_text(row, column::locality));
    const std::string number = one_line(coded_text(row, column::plan_number));
    const std::string from = one_line(coded_text(row, column::year));
    const std::string to = one_line(coded_text(row, column::end_year));
    std::string title = locality.empty() ? one_line(coded_text(row, column::plan)) : locality;
    title += number.empty() ? ": action plan" : ": action plan " + number;
    if (!from.empty() && !to.empty())
        title += fmt::format(", {}–{}", from, to);
    return english(in_parts(title).front());
}

std::optional<std::int64_t> whole(const Json& value)
{
    return value.is_integer() ? std::optional(value.as_integer()) : std::nullopt;
}

/// What the plan's fields say in that column; nothing where they do not say it.
std::optional<std::string> plan_cell(std::string_view column, const Json& fields)
{
    const auto text = [](const Json& value) { return value.is_null() ? std::nullopt : std::optional(fmt::format("{}",
        value.as_integer())); };
    if (column == column::locality)
        return fields["jurisdiction"].is_object() ? std::optional(english_of(fields["jurisdiction"])) : std::nullopt;
    if (column == column::plan_number)
        return text(fields["sequence_number"]);
    if (column == column::end_year)
        return text(fields["period_to"]);
    if (column == column::plan) {
        const std::string& id = fields.text("ogp_plan_id");
        return id.empty() ? fields.text("number") : id;
    }
    if (column == column::duration) {
        const auto from = whole(fields["period_from"]);
        const auto to = whole(fields["period_to"]);
        return from && to ? std::optional(fmt::format("{}", *to - *from)) : std::nullopt;
    }
    const std::string& submitted = fields["submitted"].text("value");
    return submitted.size() >= 4 ? std::optional(submitted.substr(0, 4)) : std::nullopt;
}

constexpr std::string_view plan_columns[] = {column::locality, column::plan_number, column::year, column::end_year,
    column::duration, column::plan};

} // namespace

Json commitment_fields(const Row& row, Taken taken, DateOrder order)
{
    Json fields = Json::object();
    for (const Mapping& mapping : commitment_mappings) {
        if (taken == Taken::Codings && mapping.taken != Taken::Codings)
            continue;
        Json value = mapping.read(row, order, mapping.column);
        if (!value.is_null())
            fields.set(std::string(mapping.field), std::move(value));
    }
    return fields;
}

Json plan_fields(const Row& row)
{
    Json fields = Json::object({{"title", plan_title(row)}, {"ogp_plan_id", one_line(coded_text(row, column::plan))}});
    const auto set = [&](const char* field, Json value) {
        if (!value.is_null())
            fields.set(field, std::move(value));
    };
    set("jurisdiction", read_localized(row, DateOrder::MonthFirst, column::locality));
    set("sequence_number", read_whole(row, column::plan_number, 1, most_year));
    const Json to = read_whole(row, column::end_year, least_year, most_year);
    set("period_to", to);
    const Json years = read_whole(row, column::duration, 0, most_year - least_year);
    if (!to.is_null() && !years.is_null() && to.as_integer() - years.as_integer() >= least_year)
        set("period_from", to.as_integer() - years.as_integer());
    if (!read_whole(row, column::year, least_year, most_year).is_null())
        set("submitted", read_printed(row, DateOrder::MonthFirst, column::year));
    return fields;
}

std::string_view column_left_out(const Row& row)
{
    for (const std::string_view column : {column::theme, column::short_title, column::lead, column::partner})
        if (coded_text(row, column).size() > longest_field_text)
            return column;
    const bool is_long = coded_text(row, column::text).size() > longest_field_text;
    return is_long && read_content(row, DateOrder::MonthFirst, column::text).is_null() ? column::text : std::string_view();
}

void write_commitment(Row& row, const Json& fields, Taken taken)
{
    // What the row says as it came, before anything of it is changed.
    const Json stated = commitment_fields(row, taken);
    for (const Mapping& mapping : commitment_mappings) {
        if (taken == Taken::Codings && mapping.taken != Taken::Codings)
            continue;
        const Json& here = fields[mapping.field];
        if (mapping.column == column::text ? !speaks_for_text(mapping.field, fields, stated) : mapping.same(here, stated[mapping.field]))
            continue;
        if (!here.is_null() || mapping.column.empty())
            mapping.write(row, mapping.column, here);
        else if (mapping.write == write_level)
            write_level(row, mapping.column, {});
        else
            row.set(mapping.column, std::string(not_available));
    }
}

void write_plan(Row& row, const Json& fields, const Json& stated)
{
    for (const std::string_view column : plan_columns) {
        const auto here = plan_cell(column, fields);
        if (here != plan_cell(column, stated))
            row.set(column, here.value_or(std::string(not_available)));
    }
}

} // namespace ogp::irm
