#pragma once

#include "report_xlsx/typed_cell.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::report_xlsx {

/// What a cell is in its sheet, which says how it is set.
enum class CellRole {
    Body,
    Value,       ///< beside a label: numbers stand left too
    Header,
    HeaderRight, ///< over numbers
    Total,
    Line,        ///< a text alone in its row: it runs over the cells beside it
    Title,       ///< the same, large
    Heading,     ///< the same, less large
    Label,
};

/// Width of a column for a text without line ends, in characters as spreadsheets count them: digits of their own font. Rather too
/// wide than too narrow.
int column_width(std::string_view text);

/// What Excel can hold.
inline constexpr std::size_t most_rows = 1'048'576;
inline constexpr std::size_t most_columns = 16'384;
inline constexpr std::size_t longest_text = 32'767; ///< UTF-16 units

struct BookFacts
{
    std::string title;
    std::string subject;
    std::string author;
    std::int64_t created = 0; ///< seconds since 1970-01-01
};

/// One workbook being written, each sheet from its first row to its last: what is written lies in temporary files. Every method
/// throws Error{Io} with the reason of libxlsxwriter.
class Workbook
{
public:
    explicit Workbook(const BookFacts& facts);
    ~Workbook();
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    /// A new sheet, which the next calls write to. `name` is from SheetNames; `widths` in characters.
    void begin_sheet(const std::string& name, const std::vector<int>& widths);
    /// Header in view and printed on each page, everything on one page's width, the words at the head of each page.
    void frame_table(std::string_view page_head);
    /// The first `rows` rows under the header can be filtered.
    void filter(std::size_t rows, std::size_t columns);

    /// Appends a row, as high as its texts need; a text that is longer than a cell goes on in further rows. Returns how many rows it
    /// took.
    std::size_t row(const std::vector<TypedCell>& cells, CellRole role);
    /// The same with a role for each cell, which must be as many.
    std::size_t row(const std::vector<TypedCell>& cells, const std::vector<CellRole>& roles);
    /// A row with a text and a text that leads to the first cell of a sheet.
    void link_row(const TypedCell& label, const std::string& words, const std::string& sheet);
    void skip_row();

    /// At most 255 characters.
    void property(const std::string& name, const std::string& value);
    /// Ends the workbook. The bytes of the file.
    std::string finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace ogp::report_xlsx
