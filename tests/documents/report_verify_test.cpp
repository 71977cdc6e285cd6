#include "documents/report_verify.hpp"

#include "app/cases/change.hpp"
#include "base/file.hpp"
#include "documents/formats.hpp"
#include "documents/report_provenance.hpp"
#include "documents/report_start.hpp"
#include "documents/trial_reports.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;
using namespace ogp::documents;

namespace {

const char* plan_of_two = "ogp: 1\nkind: plan\nid: p\ntitle: {ka: გეგმა, en: Plan}\ncommitments:\n- id: I\n  title: {ka: ერთი, en: One}\n  milestones:\n"
                          "  - {id: I.1, title: {ka: ა, en: A}, start: 2019-01-01, end: 2019-03-01}\n";

struct Written
{
    TrialRepository trial;
    Repository repository = trial.open();
    std::filesystem::path folder = trial.folder() / "out";

    Written()
    {
        import_text(repository, plan_of_two);
        write("milestone_sheet", {});
    }

    void write(const std::string& id, const GivenParameters& given)
    {
        const std::vector<std::string> formats{"html", "md", "json", "csv"};
        const std::vector<Language> languages{Language::Ka, Language::En};
        for (const documents::DocumentFile& file : render(made(repository, load_report(repository, id), given), formats, languages)) {
            make_folders((folder / file.name).parent_path());
            write_file(folder / file.name, file.bytes);
        }
    }

    std::vector<std::filesystem::path> files() const
    {
        const std::string name = "p-milestone-sheet-2019-04-15";
        return {folder / (name + ".ka.html"), folder / (name + ".en.html"), folder / (name + ".ka.md"), folder / (name + ".json"), folder / (name + ".csv")};
    }
};

Fault fault_of(Repository& repository, const std::filesystem::path& file)
{
    try {
        verify_report(repository, file);
    } catch (const Error& error) {
        return error.fault();
    }
    return Fault::Internal;
}

} // namespace

TEST_CASE("what the record gives again is the same, whatever format")
{
    Written written;
    for (const auto& file : written.files()) {
        INFO(file.string());
        const VerifiedReport verified = verify_report(written.repository, file);
        CHECK(verified.is_same);
        CHECK(verified.provenance.text("report") == "milestone_sheet");
        CHECK(!verified.template_changed);
    }
}

TEST_CASE("a log that has grown since is put back to what it was")
{
    Written written;
    import_text(written.repository, std::string(plan_of_two) + "  - {id: I.2, title: {ka: ბ, en: B}, start: 2019-01-01, end: 2019-03-01}\n");
    for (const auto& file : written.files()) {
        INFO(file.string());
        CHECK(verify_report(written.repository, file).is_same);
    }
    // The control: without going back, the record of today gives other bytes.
    std::string text = read_file(written.files()[2]);
    const std::string before = R"("size":)" + std::to_string(read_provenance(text)["size"].as_integer());
    const std::string after = R"("size":)" + std::to_string(written.repository.store().head().size);
    const std::string old_root = read_provenance(text).text("root");
    text.replace(text.find(before), before.size(), after);
    text.replace(text.find(old_root), old_root.size(), written.repository.store().head().root.hex());
    write_file(written.files()[2], text);
    CHECK(!verify_report(written.repository, written.files()[2]).is_same);
}

TEST_CASE("one byte that was changed is found, with its place")
{
    Written written;
    for (const auto& path : written.files()) {
        const auto file = path.extension() == ".csv" ? path / "tables.json" : path;
        std::string bytes = read_file(file);
        const std::size_t at = bytes.find("p"); // before what the file says of itself
        bytes[at] = 'q';
        write_file(file, bytes);
        INFO(file.string());
        const VerifiedReport verified = verify_report(written.repository, path);
        CHECK(!verified.is_same);
        CHECK(verified.offset == at);
    }
}

TEST_CASE("a file of another repository or another history is told apart from a changed one")
{
    Written written;
    TrialRepository other;
    Repository stranger = other.open();
    import_text(stranger, plan_of_two);
    CHECK(fault_of(stranger, written.files()[0]) == Fault::Integrity);
    std::string text = read_file(written.files()[2]);
    const std::string root = read_provenance(text).text("root");
    std::string wrong = root;
    wrong[0] = wrong[0] == '0' ? '1' : '0';
    text.replace(text.find(root), root.size(), wrong);
    write_file(written.files()[2], text);
    CHECK(fault_of(written.repository, written.files()[2]) == Fault::Integrity);
    write_file(written.folder / "x.html", "<html></html>");
    CHECK(fault_of(written.repository, written.folder / "x.html") == Fault::Invalid);
    CHECK(fault_of(written.repository, written.folder / "none.html") == Fault::NotFound);
}

TEST_CASE("a template that changed since is named")
{
    Written written;
    make_folders(template_folder(written.repository));
    std::string text = find_report(written.repository, "milestone_sheet").content;
    const std::string title = "Milestone sheet:";
    text.replace(text.find(title), title.size(), "Our sheet:");
    write_file(template_folder(written.repository) / "milestone_sheet.yaml", text);
    const VerifiedReport verified = verify_report(written.repository, written.files()[1]);
    CHECK(!verified.is_same);
    CHECK(verified.template_changed);
}

TEST_CASE("what is no provenance is refused")
{
    for (const char* text : {"", "{}", "[]", "ogp-provenance", "ogp-provenance {", "ogp-provenance {}", "PK", R"(ogp-provenance {"report":"a","repository":1,"size":2})",
                             R"({"provenance":{"report":"a","repository":"b"}})"}) {
        INFO(text);
        CHECK_THROWS_AS(read_provenance(text), Error);
    }
    CHECK(read_provenance(R"(<meta content="{&quot;report&quot;:&quot;a&quot;}"> ogp:provenance" content="{&quot;report&quot;:&quot;a&quot;,&quot;repository&quot;:&quot;b&quot;,&quot;size&quot;:3}">)")
              .text("repository") == "b");
    // As a PDF has it.
    CHECK(read_provenance("/Keywords (ogp-provenance " + to_hex(std::string_view(R"({"report":"a","repository":"b","size":3})")) + ")").text("report") == "a");
    CHECK_THROWS_AS(read_provenance("ogp-provenance 7b22"), Error);
}
