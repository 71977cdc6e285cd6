#include "documents/formats.hpp"

#include "base/error.hpp"
#include "report/document_writers.hpp"
#include "report/sample_document.hpp"
#include "report/spreadsheet.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::documents;

namespace {

using Formats = std::vector<std::string>;
using Languages = std::vector<Language>;

std::string names_of(const std::vector<DocumentFile>& files)
{
    std::string names;
    for (const DocumentFile& file : files)
        names += file.name + "\n";
    return names;
}

} // namespace

TEST_CASE("each format in each language, and those that hold both once")
{
    report::set_spreadsheet_writer([](const report::Document&, Language language) { return std::string(code(language)); });
    const auto files = render(report::sample_document(), Formats{"html", "md", "json", "csv", "xlsx"}, Languages{Language::Ka, Language::En});
    report::set_spreadsheet_writer(nullptr);
    CHECK(names_of(files) == "city-annual-2019.ka.html\ncity-annual-2019.en.html\ncity-annual-2019.ka.md\ncity-annual-2019.en.md\n"
                             "city-annual-2019.json\ncity-annual-2019.csv/milestones-I.csv\ncity-annual-2019.csv/tables.json\n"
                             "city-annual-2019.ka.xlsx\ncity-annual-2019.en.xlsx\n");
    CHECK(files[0].bytes == report::to_html(report::sample_document(), Language::Ka, "city-annual-2019.en.html"));
    CHECK(files[3].bytes == report::to_markdown(report::sample_document(), Language::En));
    CHECK(parse_json(files[4].bytes) == report::to_json(report::sample_document()));
    CHECK(files[8].bytes == "en");
}

TEST_CASE("every format has a writer")
{
    report::set_spreadsheet_writer([](const report::Document&, Language) { return std::string("PK"); });
    for (const std::string_view format : formats()) {
        if (format != "pdf")
            CHECK_FALSE(render(report::sample_document(), Formats{std::string(format)}, Languages{Language::Ka}).empty());
    }
    report::set_spreadsheet_writer(nullptr);
    CHECK(render(report::sample_document(), Formats{"odt"}, Languages{Language::Ka}).front().bytes.starts_with("PK"));
    CHECK_THROWS_AS(render(report::sample_document(), Formats{"pdf"}, Languages{Language::Ka}), Error);
    CHECK(pdf_maker(Formats{"html"}, {}) == nullptr);
}

TEST_CASE("a page in one language refers to no other")
{
    const auto files = render(report::sample_document(), Formats{"html"}, Languages{Language::En});
    REQUIRE(files.size() == 1);
    CHECK(files[0].bytes == report::to_html(report::sample_document(), Language::En));
}

TEST_CASE("an unknown format is refused before anything is written")
{
    int written = 0;
    try {
        render(report::sample_document(), Formats{"md", "htm"}, Languages{Language::En}, [&written](const DocumentFile&) { ++written; });
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Usage);
        CHECK(error.hint().en.find("did you mean \"html\"?") != std::string::npos);
    }
    CHECK(written == 0);
}
