#include "base/picture_metadata.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <string>
#include <vector>

using namespace ogp;
using namespace std::string_literals;

namespace {

std::string segment(char marker, const std::string& content)
{
    const std::size_t size = content.size() + 2;
    return "\xFF"s + marker + static_cast<char>(size >> 8U) + static_cast<char>(size & 0xFFU) + content;
}

/// An Exif segment in little-endian with an orientation and a place.
std::string exif(char orientation)
{
    return segment('\xE1', "Exif\0\0II\x2A\0\x08\0\0\0"s + "\x02\0"s + "\x12\x01\x03\0\x01\0\0\0"s + orientation + "\0\0\0"s +
                               "\x25\x88\x04\0\x01\0\0\0\x26\0\0\0"s + "\0\0\0\0"s + "GPS 41.7151 44.8271"s);
}

const std::string start = "\xFF\xD8"s;
const std::string jfif = segment('\xE0', "JFIF\0\x01\x01\0\0\x01\0\x01\0\0"s);
const std::string table = segment('\xDB', std::string(65, '\x10'));
const std::string scan = segment('\xDA', "\x01\x01\0\0\x3F\0"s) + "pixels\xFF\0more\xFF\xD0rest"s;
const std::string end = "\xFF\xD9"s;

std::string chunk(const std::string& type, const std::string& content)
{
    const std::size_t size = content.size();
    return std::string(2, '\0') + static_cast<char>(size >> 8U) + static_cast<char>(size & 0xFFU) + type + content + "csum";
}

const std::string png_start = "\x89PNG\r\n\x1a\n"s;
const std::string header = chunk("IHDR", std::string(13, '\x01'));
const std::string data = chunk("IDAT", "pixels");
const std::string png_end = chunk("IEND", "");

void check_refused(const std::string& picture, std::string (*strip)(std::string_view))
{
    try {
        strip(picture);
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Invalid);
    }
}

} // namespace

TEST_CASE("a photograph loses its place, its camera and what stands behind it")
{
    const std::string picture = start + jfif + exif(1) + segment('\xED', "Photoshop 3.0\0by Nino"s) + segment('\xE2', "ICC_PROFILE\0p"s) +
                                segment('\xE2', "MPF\0second"s) + segment('\xEE', "Adobe\0d"s) + segment('\xFE', "comment"s) + table +
                                scan + end + "GPS in a trailer";
    CHECK(strip_jpeg_metadata(picture) ==
          start + jfif + segment('\xE2', "ICC_PROFILE\0p"s) + segment('\xEE', "Adobe\0d"s) + table + scan + end);
}

TEST_CASE("a photograph stays upright")
{
    const std::string clean = strip_jpeg_metadata(start + jfif + exif(6) + exif(8) + table + scan + end);
    const std::string kept = segment('\xE1', "Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"s);
    CHECK(clean == start + jfif + kept + table + scan + end);
    // What was cleaned is clean.
    CHECK(strip_jpeg_metadata(clean) == clean);
}

TEST_CASE("several scans of one picture stay")
{
    const std::string progressive = start + table + scan + segment('\xC4', "huffman") + scan + end;
    CHECK(strip_jpeg_metadata(progressive) == progressive);
    CHECK(strip_jpeg_metadata(start + table + scan + segment('\xFE', "between") + scan + end) == start + table + scan + scan + end);
}

TEST_CASE("a picture of pixels loses its texts")
{
    const std::string picture = png_start + header + chunk("tEXt", "Author\0Nino"s) + chunk("gAMA", "1234") + chunk("eXIf", "MM") +
                                chunk("iTXt", "x") + chunk("zTXt", "x") + chunk("tIME", "1234567") + chunk("prIv", "x") + data +
                                png_end + "trailer";
    CHECK(strip_png_metadata(picture) == png_start + header + chunk("gAMA", "1234") + data + png_end);
}

TEST_CASE("other contents come back as they are")
{
    CHECK(strip_metadata("application/pdf", "%PDF-1.7 by Nino") == "%PDF-1.7 by Nino");
    CHECK(strip_metadata("image/png", png_start + header + chunk("tEXt", "x") + data + png_end) == png_start + header + data + png_end);
}

TEST_CASE("a picture that is cut off or built otherwise is refused")
{
    const std::string jpeg = start + jfif + exif(6) + table + scan + end;
    for (std::size_t size = 0; size < jpeg.size(); ++size)
        check_refused(jpeg.substr(0, size), strip_jpeg_metadata);
    const std::string png = png_start + header + chunk("tEXt", "x") + data + png_end;
    for (std::size_t size = 0; size < png.size(); ++size)
        check_refused(png.substr(0, size), strip_png_metadata);
    check_refused(start + "\xFF\xE1\0\x01"s + end, strip_jpeg_metadata);
    check_refused(start + start + end, strip_jpeg_metadata);
    check_refused(start + "junk" + end, strip_jpeg_metadata);
    check_refused(png_start + "\xFF\xFF\xFF\xFFIHDR"s, strip_png_metadata);
    check_refused(png_start + header + chunk("CRIT", "x") + png_end, strip_png_metadata);
}

TEST_CASE("a hostile Exif segment gives no orientation and no harm")
{
    for (const std::string& tiff : {""s, "II"s, "MM\0\x2A\xFF\xFF\xFF\xFF"s, "II\x2A\0\x08\0\0\0\xFF\xFF"s})
        CHECK(strip_jpeg_metadata(start + segment('\xE1', "Exif\0\0"s + tiff) + table + scan + end) == start + table + scan + end);
    CHECK(strip_jpeg_metadata(start + exif(9) + table + scan + end) == start + table + scan + end);
}

TEST_CASE("whatever bytes come, a picture is cleaned or refused")
{
    rc::check("changed bytes", [] {
        std::string picture = start + jfif + exif(6) + segment('\xFE', "comment"s) + table + scan + end;
        const auto places = *rc::gen::container<std::vector<std::size_t>>(6, rc::gen::inRange<std::size_t>(2, picture.size()));
        for (const std::size_t place : places)
            picture[place] = static_cast<char>(*rc::gen::inRange(0, 256));
        try {
            const std::string clean = strip_jpeg_metadata(picture);
            RC_ASSERT(clean.size() <= picture.size() + 36);
            RC_ASSERT(strip_jpeg_metadata(clean) == clean);
        } catch (const Error& error) {
            RC_ASSERT(error.fault() == Fault::Invalid);
        }
    });
}
