#include "app/bulk/bulk_export_writers.hpp"

#include "base/error.hpp"
#include "base/json_walk.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace ogp::app {
namespace {

using workflow::FieldType;

/// Bytes that a cell without quotes cannot have.
constexpr std::array<bool, 256> make_quoted()
{
    std::array<bool, 256> quoted{};
    for (const char c : {',', '"', '\r', '\n'})
        quoted[static_cast<unsigned char>(c)] = true;
    return quoted;
}
constexpr std::array<bool, 256> quoted = make_quoted();

void append_cell(std::string& out, std::string_view text)
{
    const bool plain = std::none_of(text.begin(), text.end(), [](char c) { return quoted[static_cast<unsigned char>(c)]; });
    if (plain) {
        out += text;
        return;
    }
    out += '"';
    for (std::size_t quote = text.find('"'); quote != std::string_view::npos; quote = text.find('"')) {
        out += text.substr(0, quote + 1);
        out += '"';
        text.remove_prefix(quote + 1);
    }
    out += text;
    out += '"';
}

class CsvWriter final : public BulkWriter
{
public:
    CsvWriter(std::span<const workflow::CaseType* const> types, PersonalFields personal, TypeColumn with_type)
        : m_columns(bulk_columns(types, personal))
    {
        if (with_type == TypeColumn::Left)
            m_columns.erase(m_columns.begin());
        m_cells.resize(m_columns.size());
    }

    void begin(std::string& out) override
    {
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            out += i == 0 ? "" : ",";
            out += m_columns[i].header;
        }
        out += '\n';
    }

    void write(std::string& out, const ExportedCase& exported) override
    {
        std::fill(m_cells.begin(), m_cells.end(), Cell{});
        m_texts.clear();
        for (const ExportedValue& value : exported.values)
            put(exported, value);
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            out += i == 0 ? "" : ",";
            switch (m_columns[i].part) {
            case ColumnPart::Type: append_cell(out, exported.type->id); break;
            case ColumnPart::Key: append_text(out, exported.key); break;
            case ColumnPart::State: append_cell(out, exported.state); break;
            default:
                if (m_cells[i].form == Form::Text)
                    append_text(out, m_cells[i].content);
                else
                    append_cell(out, m_cells[i].content);
            }
        }
        out += '\n';
    }

private:
    enum class Form { AsItIs, Text };
    struct Cell
    {
        std::string_view content;
        Form form = Form::AsItIs;
    };

    /// Where a field's values go.
    struct Target
    {
        const workflow::Field* field = nullptr;
        std::size_t column = 0;     ///< of the whole value, or of the Georgian text, which the others follow
    };

    void append_text(std::string& out, std::string_view text)
    {
        if (!needs_guard(text)) {
            append_cell(out, text);
            return;
        }
        m_guarded = "'";
        m_guarded += text;
        append_cell(out, m_guarded);
    }

    const std::map<std::string_view, Target>& targets_of(const workflow::CaseType& type)
    {
        if (m_last_type == &type)
            return *m_last_targets;
        auto known = m_targets.find(&type);
        if (known == m_targets.end()) {
            std::map<std::string_view, Target> targets;
            for (std::size_t i = 0; i < m_columns.size(); ++i) {
                const workflow::Field* field = type.field(m_columns[i].field);
                const bool localized = field != nullptr && field->type == FieldType::Localized && !field->many;
                if (field != nullptr && m_columns[i].part == (localized ? ColumnPart::Ka : ColumnPart::Whole))
                    targets.emplace(field->id, Target{field, i});
            }
            known = m_targets.emplace(&type, std::move(targets)).first;
        }
        m_last_type = &type;
        m_last_targets = &known->second;
        return known->second;
    }

    /// A string's content. Where there were escapes in it, it is kept until the row is written.
    std::string_view text_of(std::string_view json)
    {
        std::string scratch;
        const std::string_view text = json_text(json, scratch);
        return scratch.empty() ? text : std::string_view(*m_texts.emplace_back(std::make_unique<std::string>(std::move(scratch))));
    }

    void put(const ExportedCase& exported, const ExportedValue& value)
    {
        const auto& targets = targets_of(*exported.type);
        const auto found = targets.find(value.field);
        if (found == targets.end())
            throw Error(Fault::Invalid,
                        say("{0}: ტიპს {1} ველი „{2}“ აღარ აქვს", "{0}: the type {1} no longer has the field \"{2}\"",
                            printable(exported.key), exported.type->id, value.field),
                        {"გამოიყენეთ --ndjson", "use --ndjson"});
        const Target& target = found->second;
        Cell& cell = m_cells[target.column];
        if (value.json == "null")
            return;
        if (target.field->many) {
            cell.content = value.json;
        } else if (target.field->type == FieldType::Localized) {
            put_localized(target.column, value.json);
        } else if (target.field->type == FieldType::PrintedDate) {
            const std::string_view date = plain_date(value.json);
            cell.content = date.empty() ? value.json : date;
        } else if (value.json.starts_with('"')) {
            cell = {text_of(value.json), Form::Text};
        } else {
            cell.content = value.json;
        }
    }

    void put_localized(std::size_t column, std::string_view json)
    {
        JsonWalk walk(json);
        while (const auto member = walk.next())
            m_cells[column + (member->name == "ka" ? 0U : member->name == "en" ? 1U : 2U)] = {text_of(member->value), Form::Text};
    }

    std::vector<BulkColumn> m_columns;
    std::vector<Cell> m_cells;
    std::vector<std::unique_ptr<std::string>> m_texts;
    std::string m_guarded;
    std::map<const workflow::CaseType*, std::map<std::string_view, Target>> m_targets;
    const workflow::CaseType* m_last_type = nullptr;
    const std::map<std::string_view, Target>* m_last_targets = nullptr;
};

class NdjsonWriter final : public BulkWriter
{
public:
    void begin(std::string&) override {}

    void write(std::string& out, const ExportedCase& exported) override
    {
        out += "{\"fields\":{";
        bool first = true;
        for (const ExportedValue& value : exported.values) {
            out += first ? "\"" : ",\"";
            out += value.field;
            out += "\":";
            out += value.json;
            first = false;
        }
        out += "},\"key\":";
        write_json(out, Json(exported.key));
        out += ",\"state\":\"";
        out += exported.state;
        out += "\",\"type\":\"";
        out += exported.type->id;
        out += "\"}\n";
    }
};

} // namespace

std::unique_ptr<BulkWriter> csv_writer(std::span<const workflow::CaseType* const> types, PersonalFields personal, TypeColumn with_type)
{
    return std::make_unique<CsvWriter>(types, personal, with_type);
}

std::unique_ptr<BulkWriter> ndjson_writer()
{
    return std::make_unique<NdjsonWriter>();
}

} // namespace ogp::app
