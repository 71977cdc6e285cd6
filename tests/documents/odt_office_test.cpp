#include "base/file.hpp"
#include "base/process.hpp"
#include "documents/tool_here.hpp"
#include "report/odt_reader.hpp"
#include "report/odt_writer.hpp"
#include "report/sample_document.hpp"
#include "report/zip_reader.hpp"
#include "report/zip_writer.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

namespace {

/// What LibreOffice makes of a file, in another format.
std::string converted(const TestFolder& folder, const std::string& bytes, const std::string& format)
{
    folder.write("in/a.odt", bytes);
    ProcessRequest request;
    request.program = find_program("soffice", "/usr/bin:/usr/local/bin:/opt/libreoffice/program").value();
    request.arguments = {"--headless", "-env:UserInstallation=file://" + (folder.path() / "profile").string(), "--convert-to", format, "--outdir",
                         (folder.path() / "out").string(), (folder.path() / "in/a.odt").string()};
    request.environment = {"PATH=/usr/bin:/bin", "HOME=" + folder.path().string(), "LC_ALL=C.UTF-8"};
    const ProcessResult result = run_process(request);
    INFO(result.errors);
    REQUIRE(result.status == 0);
    return read_file(folder.path() / "out" / ("a." + format));
}

Document marked()
{
    Document document = sample_document();
    const Localized text{"პირველი  ორი\n\nმეორე\tსამი <&>", "one  two\n\nthree"};
    Card card{"card", {{both("Result"), Cell::localized(text)}, {both("Empty"), Cell::localized({"", ""})}}};
    card.rows[0].second.mark = "aa/result";
    card.rows[1].second.mark = "aa/empty";
    Table table = sample_table();
    table.rows[0][1] = Cell::localized(text);
    table.rows[0][1].mark = "aa/result";
    document.sections[0].blocks = {Paragraph{text, "bb/text"}, card, sample_gantt(), sample_chart(), table};
    return document;
}

std::vector<std::string> lines_of(const std::vector<EditedText>& texts)
{
    std::vector<std::string> lines;
    for (const EditedText& text : texts)
        lines.push_back(text.mark + " " + std::string(code(text.language)) + " " + text.original_hash + " " + text.text);
    return lines;
}

} // namespace

TEST_CASE("LibreOffice opens a text and keeps what is marked in it", "[.documents][documents]")
{
    if (!tool_here("soffice"))
        return;
    const TestFolder folder;
    for (const Language language : {Language::Ka, Language::En}) {
        const std::string odt = to_odt(marked(), language);
        const std::string saved = converted(folder, odt, "odt");
        CHECK(lines_of(read_odt_edits(saved)) == lines_of(read_odt_edits(odt)));
        CHECK(read_odt_edits(saved).size() == 4);
        CHECK(zip_entry(saved, "meta.xml").find("2019-12-31") != std::string::npos);
        CHECK(converted(folder, odt, "pdf").starts_with("%PDF-"));
    }
}

TEST_CASE("a text that was edited and saved by LibreOffice differs in that alone", "[.documents][documents]")
{
    if (!tool_here("soffice"))
        return;
    const TestFolder folder;
    const std::string odt = to_odt(marked(), Language::Ka);
    std::string content = zip_entry(odt, "content.xml");
    const std::string old = "პირველი <text:s text:c=\"1\"/>ორი";
    REQUIRE(content.find(old) != std::string::npos);
    content.replace(content.find(old), old.size(), "ახალი სიტყვები");
    ZipWriter zip;
    zip.add("mimetype", "application/vnd.oasis.opendocument.text", ZipMethod::Stored);
    for (const char* part : {"META-INF/manifest.xml", "styles.xml", "meta.xml", "Pictures/figure-1.svg", "Pictures/figure-2.svg"})
        zip.add(part, zip_entry(odt, part));
    zip.add("content.xml", content);
    const auto before = read_odt_edits(odt);
    const auto after = read_odt_edits(converted(folder, zip.finish(), "odt"));
    REQUIRE(after.size() == before.size());
    CHECK(after[0].text == "ახალი სიტყვები\n\nმეორე\tსამი <&>");
    CHECK(after[0].original_hash == before[0].original_hash);
    for (std::size_t i = 1; i < after.size(); ++i)
        CHECK(after[i].text == before[i].text);
}
