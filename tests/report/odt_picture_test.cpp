#include "report/odt_picture.hpp"

#include "report/document_writers.hpp"
#include "report/sample_document.hpp"
#include "report/well_formed.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

TEST_CASE("rules of the style element stand at the elements")
{
    CHECK(with_inline_style("<svg class=\"g\" viewBox=\"0 0 10 20\"><style>\n.g { font-size: 12px; }\n.g text { fill: red; }\n.g .a, .g .b { fill: blue; stroke: \"x\"; }\n"
                            "@media screen { .g .a { fill: white; } }\n.g .halo { stroke: white; paint-order: stroke; fill: green }</style>"
                            "<text class=\"a c\">x &gt; y</text><rect class=\"b\"/><text class=\"halo\"/><line/></svg>") ==
          "<svg class=\"g\" viewBox=\"0 0 10 20\" style=\"font-size: 12px;\">"
          "<text class=\"a c\" style=\"fill: red;fill: blue;stroke: 'x';\">x &gt; y</text><rect class=\"b\" style=\"fill: blue;stroke: 'x';\"/>"
          "<text class=\"halo\" style=\"fill: red;fill: green;\"/><line/></svg>");
    CHECK(with_inline_style("<svg><line/></svg>") == "<svg><line/></svg>");
}

TEST_CASE("figures of ours lose their style element and stay well-formed")
{
    REQUIRE(well_formedness_is_checked());
    for (const std::string& svg : {to_svg(sample_gantt(), Language::Ka), to_svg(sample_chart(), Language::En), to_svg(sample_chart(Chart::Kind::Line), Language::Ka)}) {
        const std::string plain = with_inline_style(svg);
        CHECK(plain.find("<style") == std::string::npos);
        CHECK(plain.find("@media") == std::string::npos);
        CHECK(is_well_formed(plain));
        CHECK(picture_size(plain).width == 960);
        CHECK(picture_size(plain).height > 50);
    }
}
