#include "report/column_widths.hpp"

#include "base/text.hpp"
#include "report/columns.hpp"
#include "report/label_lines.hpp"

#include <algorithm>
#include <numeric>

namespace ogp::report {
namespace {

/// Thousandths of an em. The text of an A4 page is 174 mm wide, 58 em of 8.5 pt or 65 em of 7.5 pt; of one on its side
/// 261 mm, 87 em of 8.5 pt.
constexpr int upright_width = 58'000;
constexpr int dense_width = 65'000;
constexpr int sideways_width = 87'000;
constexpr int padding = 1'200;
/// A word longer than this is broken, a text longer than that takes more lines.
constexpr int longest_word = 13'000;
constexpr int longest_text = 44'000;
/// What a column of long texts should have, or the table is set in another way.
constexpr int readable_text = 15'000;

struct Demand
{
    int word = 0; ///< width of the longest word
    int text = 0; ///< width of the longest text
};

void add(Demand& demand, std::string_view text)
{
    int line_width = 0;
    for (const std::string_view line : split(text, '\n')) {
        line_width = 0;
        for (const std::string_view word : split(line, ' ')) {
            const int width = text_width(word);
            demand.word = std::max(demand.word, std::min(width, longest_word));
            line_width = std::min(line_width + width + 270, longest_text);
        }
        demand.text = std::max(demand.text, line_width);
    }
}

Demand demand_of(const Table& table, std::size_t column, Language language)
{
    Demand demand;
    // Labels are bold: a tenth wider.
    for (const std::string_view word : split(table.columns[column].label.in(language), ' '))
        demand.word = std::max(demand.word, std::min(text_width(word) * 11 / 10, longest_word));
    for (const std::vector<Cell>& row : table.rows)
        add(demand, cell_at(row, column).text.in(language));
    add(demand, cell_at(table.total, column).text.in(language));
    demand.text = std::max(demand.text, demand.word);
    return demand;
}

} // namespace

PaperColumns paper_columns(const Table& table, const std::vector<std::size_t>& columns, Language language)
{
    std::vector<int> widths;
    std::vector<int> wishes; // beyond the longest word
    int wanted = 0;
    for (const std::size_t column : columns) {
        const Demand demand = demand_of(table, column, language);
        widths.push_back(demand.word + padding);
        wishes.push_back(demand.text - demand.word);
        wanted += padding + std::max(demand.word, std::min(demand.text, readable_text));
    }
    PaperColumns paper;
    paper.setting = wanted <= upright_width ? Setting::Upright : wanted <= dense_width ? Setting::Dense : Setting::Sideways;
    const int page_width = paper.setting == Setting::Upright ? upright_width
                           : paper.setting == Setting::Dense ? dense_width
                                                             : sideways_width;
    const int rest = std::max(0, page_width - std::accumulate(widths.begin(), widths.end(), 0));
    const int wished = std::max(1, std::accumulate(wishes.begin(), wishes.end(), 0));
    for (std::size_t i = 0; i < widths.size(); ++i)
        widths[i] += static_cast<int>(std::int64_t{rest} * wishes[i] / wished);
    const int total = std::max(1, std::accumulate(widths.begin(), widths.end(), 0));
    int left = 1000;
    for (const int width : widths) {
        paper.permille.push_back(static_cast<int>(std::int64_t{width} * 1000 / total));
        left -= paper.permille.back();
    }
    if (!paper.permille.empty())
        paper.permille.back() += left;
    return paper;
}

} // namespace ogp::report
