#include "app/bulk/bulk_import_rows.hpp"
#include "base/delimited_reader.hpp"
#include "base/text.hpp"
#include "workflow/option_labels.hpp"
#include "workflow/refuse.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace ogp::app {
namespace {

using workflow::FieldType;

/// Whether a value of that type is the text that stands in the cell.
bool is_text(FieldType type)
{
    switch (type) {
    case FieldType::String:
    case FieldType::Text:
    case FieldType::Decimal:
    case FieldType::Date:
    case FieldType::Datetime:
    case FieldType::Enum:
    case FieldType::Email:
    case FieldType::Phone:
    case FieldType::Url: return true;
    default: return false;
    }
}

/// Keys are no references yet, so that they cannot be checked as such.
workflow::CheckedValue read_keys(const workflow::Field& field, std::string_view text)
{
    if (!field.many)
        return {Json(text), std::nullopt};
    try {
        return {text.starts_with('[') ? parse_json(text) : Json(Json::Array{Json(text)}), std::nullopt};
    } catch (const Error& error) {
        if (error.fault() != Fault::Invalid)
            throw;
        return {Json(), error.message()};
    }
}

/// What a cell says, before it is checked against its field; or the reason why it cannot say it.
workflow::CheckedValue read_cell(const workflow::CaseType& type, const workflow::Field& field, std::string_view text)
{
    if (field.type == FieldType::Ref)
        return read_keys(field, trim(text));
    if (!field.many && is_text(field.type))
        return {workflow::with_option_ids(type, field, Json(text)), std::nullopt};
    return workflow::parse_given(type, field, text);
}

/// How the columns of the file fill the fields of one type.
struct Plan
{
    struct Target
    {
        std::size_t cell = 0;
        const workflow::Field* field = nullptr;
        const char* part = nullptr; ///< member of a localized text; null for the whole value
    };
    std::vector<Target> targets;               ///< by field, so that members are appended in order
    std::vector<std::size_t> foreign;          ///< columns of other types: their cells must be empty
    std::vector<const workflow::Field*> preset; ///< fields with a preset that the file has a column for
};

const char* part_name(ColumnPart part)
{
    switch (part) {
    case ColumnPart::Ka: return "ka";
    case ColumnPart::En: return "en";
    case ColumnPart::Confidence: return "confidence";
    default: return nullptr;
    }
}

class CsvRows final : public BulkRows
{
public:
    explicit CsvRows(BulkRowsOptions options)
        : m_options(std::move(options)), m_reader(m_options.name, m_options.source, {.record_bytes = bulk_record_bytes})
    {
        read_header();
    }

    bool next(BulkRow& row) override
    {
        if (!m_reader.next())
            return false;
        row = {};
        row.line = m_reader.line();
        if (!m_reader.problems().empty()) {
            for (const Finding& problem : m_reader.problems())
                m_options.report(problem);
            return true;
        }
        if (m_reader.cells().size() != m_columns.size()) {
            report_width();
            return true;
        }
        read_row(row);
        return true;
    }

    Finding finding_at(std::string_view field) const override
    {
        const auto is_it = [&](const BulkColumn& column) {
            return field == state_column ? column.part == ColumnPart::State : !field.empty() && column.field == field;
        };
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            if (i < m_reader.cells().size() && is_it(m_columns[i]) && !m_reader.cells()[i].text.empty())
                return {Severity::Error, {}, m_reader.place(m_reader.cells()[i]), m_columns[i].header, {}};
        return {Severity::Error, {}, {m_options.name, m_reader.line(), 0, {}}, std::string(field), {}};
    }

    std::uint64_t consumed() const override { return m_reader.consumed(); }

private:
    void read_header()
    {
        const Localized message = say("{}: სათაურის სტრიქონი ვერ წაიკითხება", "{}: the header cannot be read", printable(m_options.name));
        if (!m_reader.next())
            throw Error(Fault::Invalid, say("{}: ფაილი ცარიელია", "{}: the file is empty", printable(m_options.name)),
                        {"პირველ სტრიქონში ველების სახელები უნდა ეწეროს", "the first line names the fields"});
        Findings findings = m_reader.problems();
        const std::vector<BulkColumn> known = known_columns();
        for (const DelimitedCell& cell : m_reader.cells())
            read_header_cell(cell, known, findings);
        const auto names_type = [](const BulkColumn& column) { return column.part == ColumnPart::Type; };
        if (findings.empty()) {
            if (m_options.type == nullptr && std::none_of(m_columns.begin(), m_columns.end(), names_type))
                throw Error(Fault::Usage, say("{}: სვეტი case.type არ არის", "{}: there is no column case.type", printable(m_options.name)),
                            {"დაასახელეთ ტიპი: --type TYPE", "name the type: --type TYPE"});
            return;
        }
        Localized hint;
        if (m_reader.cells().size() == 1 && m_reader.cells()[0].text.find_first_of(";\t") != std::string_view::npos)
            hint = {"უჯრებს მძიმე ყოფს, და არა წერტილმძიმე ან ტაბულაცია", "cells are separated by commas, not by semicolons or tabs"};
        else if (m_options.type == nullptr)
            hint = {"ერთი ტიპისთვის მიუთითეთ --type", "for one case type say --type"};
        throw InvalidInput(message, std::move(findings), std::move(hint));
    }

    std::vector<const workflow::CaseType*> types() const
    {
        if (m_options.type != nullptr)
            return {m_options.type};
        std::vector<const workflow::CaseType*> types;
        for (const std::string& id : m_options.repository.type_ids())
            types.push_back(&m_options.repository.active_type(id));
        return types;
    }

    /// All headers that may stand in the file: also a localized field by its bare name.
    std::vector<BulkColumn> known_columns() const
    {
        const std::vector<const workflow::CaseType*> known_types = types();
        std::vector<BulkColumn> known = bulk_columns(known_types, PersonalFields::Taken);
        for (const workflow::CaseType* type : known_types)
            for (const workflow::Field& field : type->fields)
                if (field.type == FieldType::Localized)
                    known.push_back({field.id, ColumnPart::Whole, field.id});
        return known;
    }

    void read_header_cell(const DelimitedCell& cell, const std::vector<BulkColumn>& known, Findings& findings)
    {
        const std::string name(trim(cell.text));
        const auto report = [&](const char* code, Localized problem) {
            findings.push_back({Severity::Error, code, m_reader.place(cell), {}, std::move(problem)});
        };
        const auto column = std::find_if(known.begin(), known.end(), [&](const BulkColumn& one) { return one.header == name; });
        if (column == known.end()) {
            std::vector<std::string> names;
            for (const BulkColumn& one : known)
                names.push_back(one.header);
            report("unknown_column", workflow::joined(say("უცნობი სვეტი „{}“", "unknown column \"{}\"", printable(shorten(name, 60))),
                                                      workflow::suggestion(name, names)));
            return;
        }
        for (const BulkColumn& earlier : m_columns)
            if (earlier.header == name) {
                report("column_twice", say("სვეტი „{}“ ორჯერაა", "the column \"{}\" stands twice", name));
                return;
            }
        m_columns.push_back(*column);
    }

    void report_width()
    {
        const std::size_t have = m_reader.cells().size();
        const DelimitedCell& at = m_reader.cells()[std::min(have, m_columns.size() + 1) - 1];
        m_options.report({Severity::Error, have < m_columns.size() ? "too_few_cells" : "too_many_cells", m_reader.place(at), {},
                          say("უჯრა {0}-ია, სათაურში კი {1}", "{0} cells, but the header has {1}", have, m_columns.size())});
    }

    const Plan& plan_for(const workflow::CaseType& type)
    {
        const auto known = m_plans.find(&type);
        if (known != m_plans.end())
            return known->second;
        Plan plan;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            if (m_columns[i].field.empty())
                continue;
            const workflow::Field* field = type.field(m_columns[i].field);
            const char* part = part_name(m_columns[i].part);
            if (field == nullptr || (part != nullptr && (field->type != FieldType::Localized || field->many))) {
                plan.foreign.push_back(i);
                continue;
            }
            plan.targets.push_back({i, field, part});
            if (!field->preset.is_null() && !field->required)
                plan.preset.push_back(field);
        }
        std::stable_sort(plan.targets.begin(), plan.targets.end(),
                         [](const Plan::Target& a, const Plan::Target& b) { return a.field->id < b.field->id; });
        return m_plans.emplace(&type, std::move(plan)).first->second;
    }

    void report_cell(std::size_t cell, const char* code, Localized problem)
    {
        m_options.report({Severity::Error, code, m_reader.place(m_reader.cells()[cell]), m_columns[cell].header, std::move(problem)});
    }

    void read_row(BulkRow& row)
    {
        const auto& cells = m_reader.cells();
        std::string_view named;
        std::size_t type_cell = 0;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (m_columns[i].part == ColumnPart::Type)
                named = trim(cells[type_cell = i].text);
            else if (m_columns[i].part == ColumnPart::Key)
                row.key = without_guard(trim(cells[i].text));
            else if (m_columns[i].part == ColumnPart::State)
                row.state = trim(cells[i].text);
            row.bytes += cells[i].text.size();
        }
        Localized problem;
        const workflow::CaseType* type = row_type(m_options, named, problem);
        if (type == nullptr) {
            report_cell(type_cell, "unknown_type", std::move(problem));
            return;
        }
        if (read_values(row, *type))
            row.type = type;
    }

    /// False where a cell cannot be read; every such cell is reported.
    bool read_values(BulkRow& row, const workflow::CaseType& type)
    {
        const Plan& plan = plan_for(type);
        bool good = true;
        for (const std::size_t cell : plan.foreign)
            if (!m_reader.cells()[cell].text.empty()) {
                report_cell(cell, "unknown_field", say("ტიპს „{}“ ეს ველი არ აქვს", "the type \"{}\" has no such field", type.id));
                good = false;
            }
        for (const workflow::Field* field : plan.preset)
            row.values.set(field->id, Json());
        Json text;
        for (std::size_t i = 0; i < plan.targets.size(); ++i) {
            const Plan::Target& target = plan.targets[i];
            const std::string_view content = without_guard(m_reader.cells()[target.cell].text);
            if (target.part != nullptr) {
                if (!content.empty())
                    text.set(target.part, Json(content));
                if (i + 1 < plan.targets.size() && plan.targets[i + 1].field == target.field)
                    continue;
                if (!text.is_null())
                    row.values.set(target.field->id, std::exchange(text, Json()));
            } else if (!content.empty()) {
                workflow::CheckedValue value = read_cell(type, *target.field, content);
                if (value.problem)
                    report_cell(target.cell, "bad_value", *value.problem);
                good = good && !value.problem;
                row.values.set(target.field->id, std::move(value.value));
            }
        }
        return good;
    }

    BulkRowsOptions m_options;
    DelimitedReader m_reader;
    std::vector<BulkColumn> m_columns;
    std::map<const workflow::CaseType*, Plan> m_plans;
};

} // namespace

std::unique_ptr<BulkRows> csv_rows(BulkRowsOptions options)
{
    return std::make_unique<CsvRows>(std::move(options));
}

} // namespace ogp::app
