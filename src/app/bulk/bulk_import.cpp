#include "app/bulk/bulk_import.hpp"

#include "app/bulk/bulk_import_rows.hpp"
#include "app/bulk/bulk_references.hpp"
#include "app/cases/change.hpp"
#include "app/cases/value_parts.hpp"
#include "base/text.hpp"
#include "workflow/refuse.hpp"

#include <algorithm>
#include <vector>

namespace ogp::app {
namespace {

/// A reference to a case that may stand further down: it is set when the whole file is read.
struct LaterReference
{
    CaseUid subject;
    const workflow::Field* field = nullptr;
    Json keys;
    Finding finding; ///< its place
};

class Importer
{
public:
    Importer(Repository& repository, const BulkImport& import)
        : m_repository(repository), m_import(import), m_change(repository), m_references(repository)
    {
        m_change.act_as(workflow::importer_role);
        m_change.expect_many();
    }

    BulkImportResult run()
    {
        const workflow::CaseType* type = m_import.type.empty() ? nullptr : &m_repository.active_type(m_import.type);
        BulkRowsOptions options{m_repository, m_import.name, m_import.source, type, [this](Finding finding) { report(std::move(finding)); }};
        const auto rows = m_import.format == BulkFormat::Csv ? csv_rows(std::move(options)) : ndjson_rows(std::move(options));
        BulkRow row;
        while (rows->next(row)) {
            ++m_result.rows;
            if (row.usable())
                take(*rows, row);
            else if (!row.key.empty())
                m_references.bad(row.key);
            if (m_import.progress && m_result.rows % 256 == 0)
                m_import.progress(rows->consumed());
            m_change.end_long_batch();
        }
        for (LaterReference& later : m_later) {
            set_later(later);
            m_change.end_long_batch();
        }
        std::stable_sort(m_result.findings.begin(), m_result.findings.end(),
                         [](const Finding& a, const Finding& b) { return a.place.line < b.place.line; });
        m_result.events = m_change.size();
        if (m_result.errors == 0 && m_import.dry_run == DryRun::No)
            m_change.commit();
        return std::move(m_result);
    }

private:
    void report(Finding finding)
    {
        ++m_result.errors;
        if (m_result.findings.size() < most_findings)
            m_result.findings.push_back(std::move(finding));
    }

    void report(Finding place, std::string code, Localized message)
    {
        place.code = std::move(code);
        place.message = std::move(message);
        report(std::move(place));
    }

    void take(const BulkRows& rows, BulkRow& row)
    {
        const std::size_t first_later = m_later.size();
        if (check_names(rows, row) && resolve(rows, row) && open(rows, row, first_later))
            return;
        // What was to be set on it later goes with it.
        m_later.erase(m_later.begin() + static_cast<std::ptrdiff_t>(first_later), m_later.end());
        m_references.bad(row.key);
        m_references.bad_number(row.values[row.type->number_field]);
    }

    bool check_names(const BulkRows& rows, const BulkRow& row)
    {
        bool good = true;
        for (const auto& [name, value] : row.values.members()) {
            if (row.type->field(name) != nullptr)
                continue;
            std::vector<std::string> known;
            for (const workflow::Field& field : row.type->fields)
                known.push_back(field.id);
            report(rows.finding_at(name), "unknown_field",
                   workflow::joined(say("ტიპს „{0}“ არ აქვს ველი „{1}“", "the type \"{0}\" has no field \"{1}\"", row.type->id,
                                        printable(shorten(name, 60))),
                                    workflow::suggestion(name, known)));
            good = false;
        }
        return good;
    }

    /// Puts cases in the place of keys.
    bool resolve(const BulkRows& rows, BulkRow& row)
    {
        bool good = true;
        for (const workflow::Field& field : row.type->fields) {
            if (field.type != workflow::FieldType::Ref)
                continue;
            const Json* keys = row.values.find(field.id);
            if (keys == nullptr || keys->is_null())
                continue;
            const References::Answer answer = m_references.resolve(field, *keys);
            if (answer.found()) {
                row.values.set(field.id, answer.value);
                continue;
            }
            const bool needed = field.required || field.id == row.type->parent_field;
            if (!needed && answer.kind == References::Answer::Missing) {
                m_later.push_back({{}, &field, *keys, rows.finding_at(field.id)});
                row.values.erase(field.id);
                continue;
            }
            good = false;
            if (answer.kind != References::Answer::OfBadRow)
                report(rows.finding_at(field.id), answer.code(), answer.message(needed));
        }
        return good;
    }

    bool open(const BulkRows& rows, BulkRow& row, std::size_t first_later)
    {
        try {
            std::optional<std::string> state;
            if (!row.state.empty())
                state = row.state;
            const bool long_row = row.bytes > surely_one_event;
            const std::vector<Json> parts = long_row ? split_values(*row.type, row.values) : std::vector<Json>();
            const store::CaseRow opened = m_change.open(row.type->id, long_row ? parts.front() : row.values, state);
            for (std::size_t i = 1; i < parts.size(); ++i)
                m_change.set(opened.subject.uid, parts[i]);
            for (std::size_t i = first_later; i < m_later.size(); ++i)
                m_later[i].subject = opened.subject.uid;
            m_references.opened(row.key, row.line, opened);
            ++m_result.opened;
            return true;
        } catch (const Error& error) {
            explain(rows, row, error);
            return false;
        }
    }

    /// Turns what the opening said into a finding with its place.
    void explain(const BulkRows& rows, const BulkRow& row, const Error& error)
    {
        switch (error.fault()) {
        case Fault::Conflict: {
            const std::string& number = row.values.text(row.type->number_field);
            const auto line = m_references.line_of(*row.type, row.values);
            report(rows.finding_at(row.type->number_field), "number_taken",
                   line ? say("ნომერი „{0}“ უკვე არის სტრიქონში {1}", "the number \"{0}\" stands in line {1} already", printable(number), *line)
                        : say("ნომერი „{}“ საცავში უკვე არის", "the number \"{}\" is in the repository already", printable(number)));
            return;
        }
        case Fault::Invalid:
        case Fault::Usage:
        case Fault::NotFound: break;
        default: throw;
        }
        bool told = false;
        for (const auto& [name, value] : row.values.members()) {
            const workflow::Field* field = row.type->field(name);
            const workflow::CheckedValue checked = workflow::check_value(*row.type, *field, value);
            if (!checked.problem)
                continue;
            report(rows.finding_at(name), "bad_value", *checked.problem);
            told = true;
        }
        if (!told)
            report(rows.finding_at(row.state.empty() || row.type->state(row.state) != nullptr ? std::string_view() : state_column),
                   "bad_row", error.message());
    }

    void set_later(const LaterReference& later)
    {
        const References::Answer answer = m_references.resolve(*later.field, later.keys);
        if (!answer.found()) {
            if (answer.kind != References::Answer::OfBadRow)
                report(later.finding, answer.code(), answer.message(false));
            return;
        }
        try {
            m_change.set(later.subject, Json::object({{later.field->id, answer.value}}));
        } catch (const Error& error) {
            if (error.fault() != Fault::Invalid && error.fault() != Fault::Forbidden)
                throw;
            report(later.finding, "bad_value", error.message());
        }
    }

    Repository& m_repository;
    const BulkImport& m_import;
    Change m_change;
    References m_references;
    BulkImportResult m_result;
    std::vector<LaterReference> m_later;
};

} // namespace

BulkImportResult import_cases(Repository& repository, const BulkImport& import)
{
    return Importer(repository, import).run();
}

} // namespace ogp::app
