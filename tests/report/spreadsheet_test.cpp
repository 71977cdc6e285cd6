#include "report/spreadsheet.hpp"

#include "base/error.hpp"
#include "report/sample_document.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

TEST_CASE("a spreadsheet is written by the writer that the program handed in, and without one by none")
{
    CHECK_THROWS_AS(to_xlsx(sample_document(), Language::En), Error);
    set_spreadsheet_writer([](const Document& document, Language language) { return document.id + "." + std::string(code(language)); });
    CHECK(to_xlsx(sample_document(), Language::Ka) == "city-annual-2019.ka");
    set_spreadsheet_writer(nullptr);
}
