#include "report/zip_reader.hpp"

#include "base/error.hpp"
#include "report/zip_writer.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

namespace {

std::string archive_of(const std::string& content)
{
    ZipWriter zip;
    zip.add("mimetype", "application/x", ZipMethod::Stored);
    zip.add("content.xml", content);
    return zip.finish();
}

} // namespace

TEST_CASE("what an archive is made of comes back, from the same bytes each time")
{
    const std::string content(3'000'000, 'a');
    const std::string archive = archive_of(content);
    CHECK(archive == archive_of(content));
    CHECK(zip_entry(archive, "content.xml") == content);
    CHECK(zip_entry(archive, "mimetype") == "application/x");
    // First, not packed, no extra field: the kind stands at byte 38.
    CHECK(archive.substr(30, 21) == "mimetypeapplication/x");
    CHECK(archive.size() < 10'000);
}

TEST_CASE("an archive from outside is refused where it lacks, breaks or exceeds")
{
    const std::string archive = archive_of(std::string(2'000'000, 'a'));
    CHECK_THROWS_WITH(zip_entry("no archive", "content.xml"), Catch::Contains("is no ZIP archive"));
    CHECK_THROWS_WITH(zip_entry("", "content.xml"), Catch::Contains("is no ZIP archive"));
    CHECK_THROWS_WITH(zip_entry(archive, "other.xml"), Catch::Contains("the archive has no other.xml"));
    CHECK_THROWS_WITH(zip_entry(archive, "content.xml", {.entry = 1'000'000}), Catch::Contains("too large"));
    CHECK_THROWS_WITH(zip_entry(archive, "content.xml", {.archive = 1000}), Catch::Contains("too large"));
    CHECK_THROWS_WITH(zip_entry(archive, "content.xml", {.entries = 1}), Catch::Contains("too many entries"));
    std::string encrypted = archive;
    encrypted[archive.rfind("PK\x01\x02") + 8] = 1;
    CHECK_THROWS_WITH(zip_entry(encrypted, "content.xml"), Catch::Contains("encrypted"));
}

TEST_CASE("no damaged archive is taken for a whole one, and none crashes the reader")
{
    const std::string content = "<x>ტექსტი</x>";
    const std::string archive = archive_of(content);
    int refused = 0;
    const auto whole_or_refused = [&](const std::string& damaged) {
        try {
            return zip_entry(damaged, "content.xml") == content;
        } catch (const Error& error) {
            ++refused;
            return error.fault() == Fault::Invalid;
        }
    };
    for (std::size_t at = 0; at < archive.size(); ++at) {
        std::string damaged = archive;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x15);
        CHECK(whole_or_refused(damaged));
        CHECK(whole_or_refused(archive.substr(0, at)));
    }
    CHECK(refused > 200);
}
