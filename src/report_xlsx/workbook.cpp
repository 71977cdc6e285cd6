#include "report_xlsx/workbook.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/label_lines.hpp"
#include "report_xlsx/sheet_names.hpp"

#include <xlsxwriter.h>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <tuple>

namespace ogp::report_xlsx {
namespace {

constexpr int header_ground = 0xE6EDF4;
constexpr int digit_em = 477;             ///< thousandths of an em that a digit of the standard font takes
constexpr int standard_height = 15;       ///< points
constexpr int most_height = 409;          ///< points
constexpr std::size_t longest_page_head = 180; ///< of 255, which "&" may double

void check(lxw_error status)
{
    if (status == LXW_NO_ERROR)
        return;
    const std::string reason = lxw_strerror(status);
    throw Error{Fault::Io, say("xlsx ფაილი ვერ ჩაიწერა: {}", "the xlsx file could not be written: {}", reason),
                say("შეამოწმეთ, არის თუ არა ადგილი დროებითი ფაილების საქაღალდეში", "see whether the folder of temporary files has room")};
}

/// A file in memory for a library that only writes to a path.
class MemoryFile
{
public:
    MemoryFile() : m_descriptor(::memfd_create("ogp-xlsx", MFD_CLOEXEC))
    {
        if (m_descriptor < 0)
            refuse();
    }
    ~MemoryFile() { ::close(m_descriptor); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    std::string path() const { return "/proc/self/fd/" + std::to_string(m_descriptor); }

    std::string content() const
    {
        struct stat facts = {};
        if (::fstat(m_descriptor, &facts) != 0)
            refuse();
        std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
        for (std::size_t at = 0; at < bytes.size();) {
            const ::ssize_t got = ::pread(m_descriptor, bytes.data() + at, bytes.size() - at, static_cast<::off_t>(at));
            if (got <= 0)
                refuse();
            at += static_cast<std::size_t>(got);
        }
        return bytes;
    }

private:
    [[noreturn]] static void refuse()
    {
        const std::string reason = std::strerror(errno);
        throw Error{Fault::Io, say("დროებითი ფაილი: {}", "temporary file: {}", reason)};
    }

    int m_descriptor;
};

std::string number_format(const TypedCell& cell)
{
    switch (cell.look) {
    case Look::Text: return "";
    case Look::Guarded: return "@";
    case Look::Plain: return "";
    case Look::Grouped: return "#,##0";
    case Look::Decimal: return "#,##0." + std::string(static_cast<std::size_t>(cell.decimals), '0');
    case Look::Percent: return "0.0%";
    case Look::Date: return "yyyy-mm-dd";
    case Look::Instant: return "yyyy-mm-dd\"T\"hh:mm:ss\"Z\"";
    }
    return "";
}

bool is_plain(CellRole role)
{
    return role == CellRole::Body || role == CellRole::Value || role == CellRole::Line;
}

bool runs_over(CellRole role)
{
    return role == CellRole::Line || role == CellRole::Title || role == CellRole::Heading;
}

/// Points that the text needs in a column; spreadsheets do not all find out themselves.
int text_height(const std::string& text, int width, CellRole role)
{
    if (runs_over(role))
        return role == CellRole::Title ? 24 : role == CellRole::Heading ? 19 : standard_height;
    int lines = 0;
    for (const std::string_view line : split(text, '\n')) {
        const bool fits = line.size() <= static_cast<std::size_t>(width);
        lines += fits ? 1 : std::max(1, (column_width(line) + width - 1) / std::max(1, width));
    }
    return std::min(most_height, std::max(1, lines) * standard_height);
}

/// The part of a text that stands in the n-th row: "…" at each end where it was parted.
std::vector<std::string> parts_of(const std::string& text)
{
    if (text.size() <= longest_text || excel_length(text) <= longest_text)
        return {text};
    std::vector<std::string> parts;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::string_view part = excel_prefix(rest, longest_text - 2);
        rest.remove_prefix(part.size());
        parts.push_back((parts.empty() ? "" : "…") + std::string(part) + (rest.empty() ? "" : "…"));
    }
    return parts;
}

} // namespace

int column_width(std::string_view text)
{
    return (report::text_width(text) + digit_em - 1) / digit_em;
}

struct Workbook::State
{
    MemoryFile file;
    lxw_workbook* book = nullptr;
    lxw_worksheet* sheet = nullptr;
    lxw_row_t next_row = 0;
    std::vector<int> widths; ///< of the sheet
    std::map<std::tuple<CellRole, Look, int>, lxw_format*> formats;

    lxw_format* format(const TypedCell& cell, CellRole role)
    {
        lxw_format*& format = formats[{role, cell.look, cell.decimals}];
        if (format == nullptr)
            format = new_format(cell, role);
        return format;
    }

    lxw_format* new_format(const TypedCell& cell, CellRole role) const
    {
        lxw_format* format = workbook_add_format(book);
        if (format == nullptr)
            check(LXW_ERROR_MEMORY_MALLOC_FAILED);
        if (const std::string numbers = number_format(cell); !numbers.empty())
            format_set_num_format(format, numbers.c_str());
        const bool header = role == CellRole::Header || role == CellRole::HeaderRight;
        if (!runs_over(role))
            format_set_text_wrap(format);
        format_set_align(format, header ? LXW_ALIGN_VERTICAL_BOTTOM : LXW_ALIGN_VERTICAL_TOP);
        if (role == CellRole::HeaderRight)
            format_set_align(format, LXW_ALIGN_RIGHT);
        else if (role == CellRole::Value || cell.look == Look::Date || cell.look == Look::Instant)
            format_set_align(format, LXW_ALIGN_LEFT);
        if (!is_plain(role))
            format_set_bold(format);
        if (role == CellRole::Title || role == CellRole::Heading)
            format_set_font_size(format, role == CellRole::Title ? 16 : 13);
        if (header) {
            format_set_bg_color(format, header_ground);
            format_set_bottom(format, LXW_BORDER_THIN);
        }
        if (role == CellRole::Total)
            format_set_top(format, LXW_BORDER_THIN);
        return format;
    }

    /// Of the row that is written next, where it is not that of one line.
    void set_height(const std::vector<std::vector<std::string>>& parts, const std::vector<CellRole>& roles, std::size_t line) const
    {
        int height = standard_height;
        for (std::size_t i = 0; i < parts.size() && i < widths.size(); ++i)
            if (line < parts[i].size() && !parts[i][line].empty())
                height = std::max(height, text_height(parts[i][line], widths[i], roles[i]));
        if (height != standard_height)
            check(worksheet_set_row(sheet, next_row, height, nullptr));
    }

    void text(lxw_col_t column, const std::string& words, lxw_format* format) const
    {
        check(worksheet_write_string(sheet, next_row, column, words.c_str(), format));
    }
};

Workbook::Workbook(const BookFacts& facts) : m_state(std::make_unique<State>())
{
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;
    m_state->book = workbook_new_opt(m_state->file.path().c_str(), &options);
    if (m_state->book == nullptr)
        check(LXW_ERROR_MEMORY_MALLOC_FAILED);
    std::string title(excel_prefix(cell_text(facts.title), 255));
    std::string subject(excel_prefix(cell_text(facts.subject), 255));
    std::string author(excel_prefix(cell_text(facts.author), 255));
    lxw_doc_properties properties = {};
    properties.title = title.data();
    properties.subject = subject.data();
    properties.author = author.data();
    properties.created = std::max<std::int64_t>(facts.created, 1); // 0 would be now
    check(workbook_set_properties(m_state->book, &properties));
}

Workbook::~Workbook()
{
    if (m_state->book != nullptr)
        lxw_workbook_free(m_state->book);
}

void Workbook::begin_sheet(const std::string& name, const std::vector<int>& widths)
{
    m_state->sheet = workbook_add_worksheet(m_state->book, name.c_str());
    if (m_state->sheet == nullptr)
        check(LXW_ERROR_CREATING_TMPFILE);
    m_state->next_row = 0;
    m_state->widths = widths;
    for (std::size_t i = 0; i < widths.size() && i < most_columns; ++i)
        check(worksheet_set_column(m_state->sheet, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), widths[i], nullptr));
    worksheet_set_paper(m_state->sheet, 9); // A4
    worksheet_fit_to_pages(m_state->sheet, 1, 0);
}

void Workbook::frame_table(std::string_view page_head)
{
    worksheet_freeze_panes(m_state->sheet, 1, 0);
    check(worksheet_repeat_rows(m_state->sheet, 0, 0));
    worksheet_set_landscape(m_state->sheet);
    std::string head = "&L";
    std::size_t length = 0;
    for (const char c : cell_text(page_head)) {
        // A character is never cut: what begins one counts.
        length += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? (c == '&' ? 2 : 1) : 0;
        if (length > longest_page_head)
            break;
        head += c == '&' ? "&&" : std::string(1, c == '\n' ? ' ' : c);
    }
    check(worksheet_set_header(m_state->sheet, (head + "&R&P / &N").c_str()));
}

void Workbook::filter(std::size_t rows, std::size_t columns)
{
    if (rows != 0 && columns != 0)
        check(worksheet_autofilter(m_state->sheet, 0, 0, static_cast<lxw_row_t>(rows), static_cast<lxw_col_t>(columns - 1)));
}

std::size_t Workbook::row(const std::vector<TypedCell>& cells, CellRole role)
{
    return row(cells, std::vector<CellRole>(cells.size(), role));
}

std::size_t Workbook::row(const std::vector<TypedCell>& cells, const std::vector<CellRole>& roles)
{
    std::vector<std::vector<std::string>> parts;
    std::size_t height = 1;
    for (const TypedCell& cell : cells) {
        parts.push_back(parts_of(cell.text));
        height = std::max(height, parts.back().size());
    }
    for (std::size_t line = 0; line < height; ++line) {
        m_state->set_height(parts, roles, line);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const auto column = static_cast<lxw_col_t>(i);
            lxw_format* format = m_state->format(cells[i], roles[i]);
            if (cells[i].number && line == 0)
                check(worksheet_write_number(m_state->sheet, m_state->next_row, column, *cells[i].number, format));
            else if (line < parts[i].size() && !parts[i][line].empty())
                m_state->text(column, parts[i][line], format);
            else if (!is_plain(roles[i]))
                check(worksheet_write_blank(m_state->sheet, m_state->next_row, column, format));
        }
        ++m_state->next_row;
    }
    return height;
}

void Workbook::link_row(const TypedCell& label, const std::string& words, const std::string& sheet)
{
    m_state->text(0, label.text, m_state->format(label, CellRole::Label));
    const std::string target = "internal:'" + sheet + "'!A1";
    const std::string shown(excel_prefix(words, 250));
    check(worksheet_write_url_opt(m_state->sheet, m_state->next_row, 1, target.c_str(), nullptr, shown.c_str(), nullptr));
    ++m_state->next_row;
}

void Workbook::skip_row()
{
    ++m_state->next_row;
}

void Workbook::property(const std::string& name, const std::string& value)
{
    check(workbook_set_custom_property_string(m_state->book, name.c_str(), value.c_str()));
}

std::string Workbook::finish()
{
    lxw_workbook* book = m_state->book;
    m_state->book = nullptr; // closing frees it, whatever comes of it
    check(workbook_close(book));
    return m_state->file.content();
}

} // namespace ogp::report_xlsx
