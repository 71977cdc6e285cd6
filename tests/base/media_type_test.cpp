#include "base/media_type.hpp"

#include <catch2/catch.hpp>

using ogp::media_type;

namespace {

/// An archive whose first entry has that name and content.
std::string archive(const std::string& name, const std::string& content = {})
{
    return std::string("PK\x03\x04", 4) + std::string(26, '\0') + name + content;
}

} // namespace

TEST_CASE("signatures tell what a content is")
{
    CHECK(media_type("%PDF-1.7\n", "x") == "application/pdf");
    CHECK(media_type("\x89PNG\r\n\x1a\n....", "x") == "image/png");
    CHECK(media_type("\xFF\xD8\xFF\xE0", "x") == "image/jpeg");
    CHECK(media_type(archive("a.txt"), "a.zip") == "application/zip");
    CHECK(media_type(archive("mimetype", "application/vnd.oasis.opendocument.text"), "x") == "application/vnd.oasis.opendocument.text");
    CHECK(media_type(archive("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "x") ==
          "application/vnd.oasis.opendocument.spreadsheet");
    CHECK(media_type(archive("[Content_Types].xml"), "a.XLSX") == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
}

TEST_CASE("a name alone says nothing")
{
    CHECK(media_type("MZ\x90", "photo.jpg") == "application/octet-stream");
    CHECK(media_type(archive("a.txt"), "a.xlsx") == "application/zip");
    CHECK(media_type("PK\x03\x04", "a.odt") == "application/zip");
    CHECK(media_type("", "a.pdf") == "application/octet-stream");
}

TEST_CASE("texts are texts, whatever a browser would make of them")
{
    CHECK(media_type("ნომერი,სათაური\r\n1,ა\n", "list.csv") == "text/csv");
    CHECK(media_type("words", "readme") == "text/plain");
    CHECK(media_type("<html><script>alert(1)</script>", "page.html") == "text/plain");
    CHECK(media_type("\xEF\xBB\xBFwords", "bom.txt") == "text/plain");
    CHECK(media_type("a\xFF\xFE", "bad.txt") == "application/octet-stream");
    CHECK(media_type(std::string("a\0b", 3), "nul.txt") == "application/octet-stream");
}

TEST_CASE("a letter cut in two at the end of the beginning is no fault")
{
    std::string text(ogp::media_type_bytes - 1, 'a');
    text += '\xE1'; // the first byte of a Georgian letter
    CHECK(media_type(text, "long.txt") == "text/plain");
    CHECK(media_type("a\xE1", "short.txt") == "application/octet-stream");
}
