#include "report/csv_files.hpp"

#include "report/columns.hpp"
#include "report/document_index.hpp"
#include "report/holds.hpp"
#include "report/markup.hpp"
#include "report/provenance.hpp"
#include "report/table_writers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace ogp::report {
namespace {

/// One column of the file: the value of a column of the table, or its text in a language.
struct MachineColumn
{
    std::string key;
    std::size_t column = 0;
    std::optional<Language> language{};
};

/// {ka, en}: the value is a text in two languages.
bool is_localized(const Json& value)
{
    return value.is_object() && std::all_of(value.members().begin(), value.members().end(), [](const Json::Member& member) {
        return (member.first == "ka" || member.first == "en") && member.second.is_text();
    });
}

/// How the cells of a column are told: by value, in two languages, or both.
struct Telling
{
    bool by_value = false;
    bool in_words = false;
};

Telling telling_of(const Table& table, std::size_t column)
{
    Telling telling;
    const bool words = table.columns[column].holds == Holds::Text;
    for (const std::vector<Cell>& row : table.rows) {
        const Cell& cell = cell_at(row, column);
        if (words && is_localized(cell.value)) {
            telling.in_words = true;
        } else if (!cell.value.is_null()) {
            telling.by_value = true;
            telling.in_words = telling.in_words || (words && cell.value.is_text() && cell.text.ka != cell.text.en);
        }
    }
    telling.by_value = telling.by_value || !telling.in_words;
    return telling;
}

std::vector<MachineColumn> machine_columns(const Table& table)
{
    std::vector<MachineColumn> columns;
    std::set<std::string> taken;
    const auto add = [&](std::string key, std::size_t column, std::optional<Language> language) {
        const std::string base = key;
        for (int n = 2; !taken.insert(key).second; ++n)
            key = fmt::format("{}_{}", base, n);
        columns.push_back({std::move(key), column, language});
    };
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const std::string& key = table.columns[i].key;
        const Telling telling = telling_of(table, i);
        if (telling.by_value)
            add(key, i, std::nullopt);
        if (telling.in_words) {
            add(key + "_ka", i, Language::Ka);
            add(key + "_en", i, Language::En);
        }
    }
    return columns;
}

std::string machine_text(const Cell& cell, const MachineColumn& column, Holds holds)
{
    if (column.language)
        return *column.language == Language::Ka ? cell.text.ka : cell.text.en;
    if (cell.value.is_null() || is_localized(cell.value))
        return {};
    if (cell.value.is_text())
        return cell.value.as_text();
    if (cell.value.is_integer() && (holds == Holds::Money || holds == Holds::Percent))
        return decimal_text(cell.value.as_integer(), holds);
    if (is_printed_date(cell.value))
        return cell.value.text("value");
    return to_json(cell.value);
}

Json described(const Table& table, const std::vector<MachineColumn>& columns)
{
    Json described = Json::array();
    for (const MachineColumn& column : columns) {
        const Column& source = table.columns[column.column];
        Json json = Json::object({{"key", column.key}, {"label", to_json(source.label)}, {"holds", word(source.holds)}});
        if (column.language)
            json.set("language", code(*column.language));
        described.push(std::move(json));
    }
    return described;
}

Json total_of(const Table& table, const std::vector<MachineColumn>& columns)
{
    Json total = Json::object();
    for (const MachineColumn& column : columns)
        total.set(column.key, machine_text(cell_at(table.total, column.column), column, table.columns[column.column].holds));
    return total;
}

std::string csv_of(const Table& table, const std::vector<MachineColumn>& columns)
{
    std::string out;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        out += i == 0 ? "" : ",";
        append_csv_field(out, columns[i].key);
    }
    out += '\n';
    for (const std::vector<Cell>& row : table.rows) {
        const std::size_t begin = out.size();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            out += i == 0 ? "" : ",";
            append_csv_field(out, machine_text(cell_at(row, columns[i].column), columns[i], table.columns[columns[i].column].holds));
        }
        // A row of one empty field would be an empty line, which readers skip.
        out += out.size() == begin ? "\"\"\n" : "\n";
    }
    return out;
}

class CsvFolder
{
public:
    explicit CsvFolder(const Document& document) : m_document(document), m_index(document)
    {
        for (const Section& section : document.sections)
            add(section);
    }

    std::vector<CsvFile> finish()
    {
        const Json list = Json::object({{"document", m_document.id}, {"title", to_json(m_document.title)}, {"tables", std::move(m_tables)}});
        m_files.push_back({"tables.json", to_pretty_json(list) + "\n"});
        if (const Json made = provenance(m_document, "csv"); !made.is_null())
            m_files.push_back({"provenance.json", to_pretty_json(made) + "\n"});
        return std::move(m_files);
    }

private:
    void add(const Section& section)
    {
        for (const Block& block : section.blocks)
            if (const Table* table = std::get_if<Table>(&block); table != nullptr && !table->columns.empty())
                add(*table);
        for (const Section& part : section.sections)
            add(part);
    }

    void add(const Table& table)
    {
        const std::vector<MachineColumn> columns = machine_columns(table);
        std::string name = m_names.take(table.id) + ".csv";
        Json json = Json::object({{"id", table.id},
                                  {"file", name},
                                  {"number", m_index.of(&table).number},
                                  {"caption", to_json(table.caption)},
                                  {"rows", static_cast<std::int64_t>(table.rows.size())},
                                  {"columns", described(table, columns)}});
        if (!table.total.empty())
            json.set("total", total_of(table, columns));
        m_tables.push(std::move(json));
        m_files.push_back({std::move(name), csv_of(table, columns)});
    }

    const Document& m_document;
    DocumentIndex m_index;
    Anchors m_names;
    Json m_tables = Json::array();
    std::vector<CsvFile> m_files;
};

} // namespace

std::string to_machine_csv(const Table& table)
{
    return csv_of(table, machine_columns(table));
}

std::vector<CsvFile> to_csv_files(const Document& document)
{
    return CsvFolder(document).finish();
}

} // namespace ogp::report
