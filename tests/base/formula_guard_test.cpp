#include "base/formula_guard.hpp"

#include <catch2/catch.hpp>

using namespace ogp;

TEST_CASE("what a spreadsheet would evaluate is known, numbers are not")
{
    for (const char* text : {"=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "+", "-", "-5.", "=5"})
        CHECK(looks_like_formula(text));
    for (const char* text : {"", "a", "5", "-5", "+5", "-5.25", "+995322722222", "'=1", " =1", "ა=1", "\xEF\xBC"})
        CHECK_FALSE(looks_like_formula(text));
}
