#include "report_xlsx/xlsx_writer.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "report/columns.hpp"
#include "report/document_index.hpp"
#include "report/provenance.hpp"
#include "report/spreadsheet.hpp"
#include "report_xlsx/sheet_names.hpp"
#include "report_xlsx/workbook.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ogp::report_xlsx {
namespace {

using namespace report;

constexpr Label word_control = {"დოკუმენტი", "Document"};
constexpr Label word_tables = {"ცხრილები", "Tables"};
constexpr Label word_language = {"ენა", "Language"};
constexpr Label word_provenance = {"წარმოშობა", "Provenance"};
constexpr Label language_name = {"ქართული", "English"};

constexpr int least_width = 8;
constexpr int most_width = 60;
constexpr int instant_width = 21;
constexpr std::size_t measured_rows = 1000; ///< the width of a column is that of its first rows
constexpr std::size_t property_length = 240;

struct SheetTable
{
    const Table* table = nullptr;
    int number = 0;
    std::string sheet; ///< its name
};

int widest_line(std::string_view text)
{
    int widest = 0;
    for (const std::string_view line : split(text, '\n'))
        widest = std::max(widest, column_width(line));
    return widest;
}

class XlsxWriter
{
public:
    XlsxWriter(const Document& document, Language language)
        : m_document(document), m_language(language), m_index(document), m_book(facts(document, language))
    {}

    std::string write()
    {
        m_control = m_names.take(word_control.in(m_language));
        for (const Section& section : m_document.sections)
            gather(section);
        control_sheet();
        for (const SheetTable& one : m_tables)
            table_sheet(one);
        properties();
        return m_book.finish();
    }

private:
    static BookFacts facts(const Document& document, Language language)
    {
        const std::optional<Date> date = Date::parse(document.date);
        return {document.title.in(language), document.subtitle.in(language), document.publisher.in(language),
                std::int64_t{date.value_or(Date::from_days(3652)).days()} * 86'400}; // else 1980-01-01
    }

    const char* in(const Label& label) const { return label.in(m_language); }
    TypedCell words(std::string_view text) const { return typed_cell(Cell(Json(), both(std::string(text))), Holds::Text, m_language); }
    TypedCell words(const Localized& text) const { return typed_cell(Cell(Json(), text), Holds::Text, m_language); }
    void pair(const TypedCell& label, const TypedCell& value) { m_book.row({label, value}, {CellRole::Label, CellRole::Value}); }

    void gather(const Section& section)
    {
        for (const Block& block : section.blocks) {
            const Table* table = std::get_if<Table>(&block);
            if (table == nullptr || table->columns.empty())
                continue;
            const int number = m_index.of(table).number;
            m_tables.push_back({table, number, m_names.take(fmt::format("{} {}", number, table->caption.in(m_language)))});
        }
        for (const Section& part : section.sections)
            gather(part);
    }

    void control_sheet()
    {
        m_book.begin_sheet(m_control, {40, 90});
        m_book.row({words(m_document.title)}, CellRole::Title);
        for (const Localized* line : {&m_document.subtitle, &m_document.publisher})
            if (!line->empty())
                m_book.row({words(*line)}, CellRole::Line);
        m_book.skip_row();
        pair(words(in(word_as_of)), typed_cell(Cell::of(m_document.date), Holds::Date, m_language));
        pair(words(in(word_document)), words(m_document.id));
        if (!m_document.generator.empty())
            pair(words(in(word_generator)), words(m_document.generator));
        pair(words(in(word_language)), words(in(language_name)));
        list_of_tables();
        for (const Section& section : m_document.sections)
            control_section(section);
        provenance_rows();
    }

    void list_of_tables()
    {
        if (m_tables.empty())
            return;
        heading(in(word_tables));
        for (const SheetTable& one : m_tables)
            m_book.link_row(words(fmt::format("{} {}", in(word_table), one.number)), link_words(one), one.sheet);
    }

    std::string link_words(const SheetTable& one) const
    {
        const std::string& caption = one.table->caption.in(m_language);
        return cell_text(caption.empty() ? one.sheet : caption);
    }

    void heading(std::string_view text)
    {
        m_book.skip_row();
        m_book.row({words(text)}, CellRole::Heading);
    }

    /// The cards and notices of a section under its title; tables have sheets of their own.
    void control_section(const Section& section)
    {
        const auto told_here = [](const Block& block) { return std::holds_alternative<Card>(block) || std::holds_alternative<Notice>(block); };
        if (std::any_of(section.blocks.begin(), section.blocks.end(), told_here))
            heading(section.number.empty() ? section.title.in(m_language) : section.number + " " + section.title.in(m_language));
        for (const Block& block : section.blocks) {
            if (const Notice* notice = std::get_if<Notice>(&block))
                pair(words(in(word_notice)), words(notice->text));
            if (const Card* card = std::get_if<Card>(&block))
                for (const auto& [label, value] : card->rows)
                    pair(words(label), typed_cell(value, Holds::Text, m_language));
        }
        for (const Section& part : section.sections)
            control_section(part);
    }

    void provenance_rows()
    {
        const Json made = provenance(m_document, "xlsx", m_language);
        if (!made.is_object())
            return;
        heading(in(word_provenance));
        for (const auto& [key, value] : made.members())
            pair(words(key), words(value.is_text() ? value.as_text() : to_json(value)));
    }

    void properties()
    {
        m_book.property("language", std::string(code(m_language)));
        const Json made = provenance(m_document, "xlsx", m_language);
        if (made.is_null())
            return;
        const std::string json = embedded_json(made);
        std::string_view rest = json;
        for (int n = 1; !rest.empty(); ++n) {
            const std::string_view part = excel_prefix(rest, property_length);
            m_book.property(fmt::format("ogp-provenance-{:02}", n), std::string(part));
            rest.remove_prefix(part.size());
        }
    }

    std::vector<TypedCell> typed_row(const Table& table, const std::vector<Cell>& row) const
    {
        std::vector<TypedCell> cells;
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            cells.push_back(typed_cell(cell_at(row, i), table.columns[i].holds, m_language));
        return cells;
    }

    std::vector<int> widths(const Table& table) const
    {
        std::vector<int> widths;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            // Headers are bold and bear the sign of the filter.
            int widest = 0;
            for (const std::string_view word : split(table.columns[i].label.in(m_language), ' '))
                widest = std::max(widest, column_width(word) * 11 / 10 + 3);
            for (std::size_t row = 0; row < std::min(table.rows.size(), measured_rows); ++row)
                widest = std::max(widest, widest_line(cell_at(table.rows[row], i).text.in(m_language)));
            widest = std::max(widest, widest_line(cell_at(table.total, i).text.in(m_language)));
            if (table.columns[i].holds == Holds::Instant)
                widest = std::max(widest, instant_width);
            widths.push_back(std::clamp(widest + 2, least_width, most_width));
        }
        return widths;
    }

    std::size_t header(const Table& table)
    {
        std::vector<TypedCell> labels;
        std::vector<CellRole> roles;
        for (const Column& column : table.columns) {
            labels.push_back(words(column.label));
            roles.push_back(column.align == Align::Right ? CellRole::HeaderRight : CellRole::Header);
        }
        return m_book.row(labels, roles);
    }

    void table_sheet(const SheetTable& one)
    {
        const Table& table = *one.table;
        if (table.columns.size() > most_columns)
            too_large(one);
        m_book.begin_sheet(one.sheet, widths(table));
        m_book.frame_table(fmt::format("{} {}. {}", in(word_table), one.number, table.caption.in(m_language)));
        std::size_t rows = header(table);
        for (const std::vector<Cell>& row : table.rows) {
            // One more for the sums.
            if (rows + 2 > most_rows)
                too_large(one);
            rows += m_book.row(typed_row(table, row), CellRole::Body);
        }
        m_book.filter(rows - 1, table.columns.size());
        if (table.rows.empty())
            m_book.row({words(in(word_empty_table))}, CellRole::Body);
        if (!table.total.empty())
            m_book.row(typed_row(table, table.total), CellRole::Total);
    }

    [[noreturn]] void too_large(const SheetTable& one) const
    {
        const std::string name = printable(one.table->id);
        throw Error{Fault::Invalid,
                    say("ცხრილი „{0}“ xlsx ფურცელზე ვერ ეტევა: {1} სტრიქონი, {2} სვეტი", "table \"{0}\" is larger than a sheet of xlsx: {1} rows, {2} columns", name,
                        one.table->rows.size(), one.table->columns.size()),
                    {"აირჩიეთ --format csv", "use --format csv"}};
    }

    const Document& m_document;
    Language m_language;
    DocumentIndex m_index;
    Workbook m_book;
    SheetNames m_names;
    std::string m_control;
    std::vector<SheetTable> m_tables;
};

} // namespace

std::string write_workbook(const Document& document, Language language)
{
    return XlsxWriter(document, language).write();
}

void register_writer()
{
    set_spreadsheet_writer(write_workbook);
}

} // namespace ogp::report_xlsx
