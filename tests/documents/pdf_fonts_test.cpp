#include "documents/pdf_fonts.hpp"

#include "base/error.hpp"
#include "documents/tool_here.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>

using namespace ogp;
using namespace ogp::documents;

namespace {

std::string u16(unsigned value)
{
    return {static_cast<char>(value >> 8U), static_cast<char>(value & 0xFFU)};
}

std::string u32(unsigned value)
{
    return u16(value >> 16U) + u16(value & 0xFFFFU);
}

/// A font that is nothing but a cmap with one subtable.
std::string font_with(unsigned encoding, const std::string& subtable)
{
    const std::string cmap = u16(0) + u16(1) + u16(3) + u16(encoding) + u32(12) + subtable;
    return u32(0x00010000) + u16(1) + u16(0) + u16(0) + u16(0) + "cmap" + u32(0) + u32(28) + u32(static_cast<unsigned>(cmap.size())) + cmap;
}

/// Format 4 with the segments a..c by difference, 0x10D0..0x10D1 by list (of which the second has no glyph), and the end.
std::string format_4()
{
    return u16(4) + u16(0) + u16(0) + u16(6) + u16(0) + u16(0) + u16(0) + u16('c') + u16(0x10D1) + u16(0xFFFF) + u16(0) + u16('a') + u16(0x10D0) +
           u16(0xFFFF) + u16(1) + u16(0) + u16(1) + u16(0) + u16(4) + u16(0) + u16(7) + u16(0);
}

} // namespace

TEST_CASE("which characters a font has glyphs for")
{
    const GlyphSet planes(font_with(10, u16(12) + u16(0) + u32(0) + u32(0) + u32(2) + u32('a') + u32('z') + u32(1) + u32(0x1F600) + u32(0x1F601) + u32(40)));
    CHECK(planes.contains('a'));
    CHECK(planes.contains('z'));
    CHECK(planes.contains(0x1F601));
    CHECK_FALSE(planes.contains('A'));
    CHECK_FALSE(planes.contains(0x1F602));
    const GlyphSet first_plane(font_with(1, format_4()));
    CHECK(first_plane.contains('a'));
    CHECK(first_plane.contains('c'));
    CHECK_FALSE(first_plane.contains('d'));
    CHECK(first_plane.contains(0x10D0));
    CHECK_FALSE(first_plane.contains(0x10D1));
}

TEST_CASE("a damaged font is refused, wherever it ends")
{
    const std::string font = font_with(1, format_4());
    for (std::size_t size = 0; size < font.size(); ++size)
        CHECK_THROWS_AS(GlyphSet(std::string_view(font).substr(0, size)), Error);
    CHECK_THROWS_AS(GlyphSet(font_with(1, u16(6))), Error);
}

TEST_CASE("fonts are found in the folders given")
{
    const std::array<std::filesystem::path, 1> nowhere = {"/nonexistent"};
    if (!std::filesystem::exists("/usr/share/fonts/truetype/noto/NotoSansGeorgian-Regular.ttf")) {
        WARN("skipped: fonts-noto-core is not installed");
        CHECK_THROWS_WITH(find_pdf_fonts(nowhere), Catch::Contains("were not found"));
        return;
    }
    const PdfFonts fonts = find_pdf_fonts(nowhere);
    CHECK(fonts.files.size() == 4);
    CHECK(fonts.digest.size() == 16);
    for (const char32_t c : std::u32string_view(U"აჰ№„“₾—«»•Aż"))
        CHECK(fonts.contains(c));
    CHECK_FALSE(fonts.contains(U'✓'));
    CHECK_FALSE(fonts.contains(0x1F600));
}
