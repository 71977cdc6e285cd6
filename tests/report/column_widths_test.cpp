#include "report/column_widths.hpp"

#include "report/sample_document.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace ogp;
using namespace ogp::report;

namespace {

PaperColumns of(const Table& table)
{
    std::vector<std::size_t> columns(table.columns.size());
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    return paper_columns(table, columns, Language::En);
}

Table with_words(std::size_t columns)
{
    Table table;
    table.rows.resize(1);
    for (std::size_t i = 0; i < columns; ++i) {
        table.columns.push_back({"c", both("planned end")});
        table.rows[0].push_back(i == 1 ? Cell::of("a long text of many words that wants most of the page") : Cell::of("2019-01-01"));
    }
    return table;
}

} // namespace

TEST_CASE("the shares make up the page, and long texts get what remains")
{
    const PaperColumns paper = of(with_words(4));
    CHECK(std::accumulate(paper.permille.begin(), paper.permille.end(), 0) == 1000);
    CHECK(paper.permille[1] > 2 * paper.permille[0]);
    CHECK(paper.setting == Setting::Upright);
}

TEST_CASE("more columns are set in smaller type, then on a page on its side")
{
    CHECK(of(with_words(7)).setting == Setting::Upright);
    CHECK(of(with_words(8)).setting == Setting::Dense);
    CHECK(of(with_words(9)).setting == Setting::Sideways);
}

TEST_CASE("a table without rows or columns has shares")
{
    CHECK(of(Table{}).permille.empty());
    Table table = with_words(3);
    table.rows.clear();
    CHECK(of(table).permille.size() == 3);
}
