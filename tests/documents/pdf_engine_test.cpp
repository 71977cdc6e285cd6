#include "documents/pdf_engine.hpp"

#include "base/error.hpp"
#include "base/process.hpp"
#include "documents/tool_here.hpp"
#include "report/sample_document.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace ogp;
using namespace ogp::documents;
using report::hostile_document;
using report::sample_document;

namespace {

bool fonts_here()
{
    if (std::filesystem::exists("/usr/share/fonts/truetype/noto/NotoSansGeorgian-Regular.ttf"))
        return true;
    WARN("skipped: fonts-noto-core is not installed");
    return false;
}

report::Document with_everything()
{
    report::Document document = sample_document();
    document.provenance = Json::object({{"report", "annual"}, {"parameters", Json::object({{"plan", "გეგმა (1), ერთი"}, {"note", "a, b"}, {"more", "a, b"}})}});
    for (const auto kind : {report::Chart::Kind::StackedBars, report::Chart::Kind::PairedBars, report::Chart::Kind::Line}) {
        report::Chart chart = report::sample_chart(kind);
        chart.id += std::to_string(static_cast<int>(kind));
        document.sections[0].blocks.emplace_back(chart);
    }
    document.sections[0].blocks.emplace_back(report::Paragraph{{"№ „ტესტი“ ₾ ✓ 漢 \xF0\x9F\x98\x80", "No \"x\" #let *a* \\ ✓"}});
    return document;
}

PdfSearch here()
{
    return pdf_search([](const char* name) { return std::string(std::getenv(name) == nullptr ? "" : std::getenv(name)); },
                      {std::filesystem::path(OGP_SOURCE_DIR) / "tools/documents"});
}

/// Only that program of this machine.
PdfSearch only(const TestFolder& folder, const std::string& name)
{
    PdfSearch search = here();
    const auto program = find_program(name, search.path);
    REQUIRE(program.has_value());
    std::filesystem::create_directories(folder.path() / "only");
    std::filesystem::create_symlink(*program, folder.path() / "only" / name);
    search.path = (folder.path() / "only").string();
    search.typst.clear();
    return search;
}

std::string shown_by(const std::string& tool, const std::filesystem::path& file)
{
    ProcessRequest request;
    request.program = find_program(tool, "/usr/bin:/bin").value_or("/usr/bin/" + tool);
    request.arguments = {file.string()};
    if (tool == "pdftotext")
        request.arguments.emplace_back("-");
    request.environment = {"LC_ALL=C.UTF-8"};
    return run_process(request).output;
}

void look_at(const std::string& pdf)
{
    const TestFolder folder;
    const std::filesystem::path file = folder.write("a.pdf", pdf);
    if (tool_here("pdfinfo"))
        CHECK(shown_by("pdfinfo", file).find("Tagged:          yes") != std::string::npos);
    if (tool_here("pdffonts"))
        CHECK(shown_by("pdffonts", file).find(" no  ") == std::string::npos);
    if (tool_here("pdftotext"))
        CHECK(shown_by("pdftotext", file).find("№ „ტესტი“ ₾") != std::string::npos);
}

} // namespace

TEST_CASE("what a Typst program is given, and what is made of what it says")
{
    if (!fonts_here())
        return;
    const TestFolder folder;
    folder.program("bin/typst", "[ \"$1\" = --version ] && echo 'typst 0.14.2' && exit\ncat >" + (folder.path() / "source").string() + "\nprintf '%%PDF-%s' \"$*\"\nls \"$3\"");
    PdfSearch search;
    search.path = (folder.path() / "bin").string() + ":/usr/bin:/bin";
    const PdfMaker maker(search);
    CHECK(maker.engine().text() == "typst 0.14.2");
    const std::string said = PdfMaker(search, {.standard = "a-2b"}).make(sample_document(), Language::Ka);
    CHECK(said.starts_with("%PDF-compile --root /"));
    CHECK(said.find("--ignore-system-fonts --font-path /") != std::string::npos);
    CHECK(said.find("--pdf-standard a-2b --creation-timestamp 1577750400 --format pdf - -NotoSans-Bold.ttf\nNotoSans-Regular.ttf\nNotoSansGeorgian-Bold.ttf\n") !=
          std::string::npos);
    CHECK_THROWS_WITH(PdfMaker(search, {.standard = "x"}), Catch::Contains("makes no PDF of the standard \"x\""));

    folder.program("bin/typst", "[ \"$1\" = --version ] && echo 'typst 0.14.2' && exit\necho 'error: unknown font' >&2; exit 1");
    CHECK_THROWS_WITH(maker.make(sample_document(), Language::Ka), Catch::Contains("typst 0.14.2 cannot make the PDF (status 1): error: unknown font"));
    folder.program("bin/typst", "[ \"$1\" = --version ] && echo 'typst 0.14.2' && exit\necho 'no PDF'");
    CHECK_THROWS_AS(maker.make(sample_document(), Language::Ka), Error);
}

TEST_CASE("how a PDF was made is read from its keywords")
{
    CHECK(find_pdf_provenance("x<pdf:Keywords>id, ogp-provenance {&quot;report&quot;:&quot;a&quot;}</pdf:Keywords>")->text("report") == "a");
    CHECK(find_pdf_provenance("x<pdf:Keywords>id, ogp-provenance 7b7d</pdf:Keywords>") == Json::object());
    for (const char* other : {"", "<pdf:Keywords>", "<pdf:Keywords>id</pdf:Keywords>", "<pdf:Keywords>ogp-provenance {</pdf:Keywords>"})
        CHECK_FALSE(find_pdf_provenance(other).has_value());
}

TEST_CASE("Typst makes the same tagged PDF wherever it runs", "[.documents][documents]")
{
    if (!fonts_here() || !tool_here("node"))
        return;
    const PdfMaker maker(here());
    if (maker.engine().kind == PdfEngine::Kind::WeasyPrint) {
        WARN("skipped: Typst was not found");
        return;
    }
    for (const Language language : {Language::Ka, Language::En})
        CHECK(maker.make(with_everything(), language) == maker.make(with_everything(), language));
    const std::string pdf = maker.make(with_everything(), Language::Ka);
    look_at(pdf);
    const Json made = find_pdf_provenance(pdf).value_or(Json());
    CHECK(made.text("engine") == maker.engine().text());
    CHECK(made["parameters"] == with_everything().provenance["parameters"]);
    for (const char* standard : {"a-1b", "a-2b", "a-2a", "a-3b", "1.7"})
        CHECK(PdfMaker(here(), {.standard = standard}).make(with_everything(), Language::En).starts_with("%PDF-"));
}

TEST_CASE("Typst takes whatever somebody typed", "[.documents][documents]")
{
    if (!fonts_here() || !tool_here("node"))
        return;
    const PdfMaker maker(here());
    for (const Language language : {Language::Ka, Language::En}) {
        const std::string pdf = maker.make(hostile_document(), language);
        CHECK(pdf.starts_with("%PDF-"));
        CHECK(find_pdf_provenance(pdf).has_value());
    }
}

TEST_CASE("WeasyPrint makes the same PDF in another time zone", "[.documents][documents]")
{
    if (!fonts_here() || !tool_here("weasyprint"))
        return;
    const TestFolder folder;
    const PdfMaker maker(only(folder, "weasyprint"));
    REQUIRE(maker.engine().kind == PdfEngine::Kind::WeasyPrint);
    const std::string pdf = maker.make(with_everything(), Language::Ka);
    CHECK(pdf == maker.make(with_everything(), Language::Ka));
    look_at(pdf);
    const Json made = find_pdf_provenance(pdf).value_or(Json());
    CHECK(made.text("engine") == maker.engine().text());
    CHECK(made["parameters"] == with_everything().provenance["parameters"]);
}
