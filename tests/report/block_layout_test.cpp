#include "report/block_layout.hpp"

#include "report/sample_document.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

TEST_CASE("lines that have something in them")
{
    CHECK(content_lines("a\n\n  b \n \n") == std::vector<std::string_view>{"a", "b"});
    CHECK(content_lines(" \n").empty());
}

TEST_CASE("a wide table lies on its side and takes its heading with it")
{
    Table wide = sample_table();
    for (int i = 0; i < 12; ++i)
        wide.columns.push_back({"c" + std::to_string(i), both("მნიშვნელობები")});
    CHECK(is_sideways(wide, Language::Ka));
    CHECK_FALSE(is_sideways(sample_table(), Language::Ka));
    CHECK_FALSE(is_sideways(Paragraph{}, Language::Ka));
    CHECK(begins_sideways({"a", "1", {}, {wide}, {}}, Language::Ka));
    CHECK_FALSE(begins_sideways({"a", "1", {}, {Paragraph{}, wide}, {}}, Language::Ka));
    CHECK_FALSE(begins_sideways({}, Language::Ka));
}
