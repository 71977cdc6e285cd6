#include "app/plans/ogp_csv.hpp"

#include "app/cases/change.hpp"
#include "app/plans/assess_check.hpp"
#include "app/plans/ogp_csv_record.hpp"
#include "app/trial_repository.hpp"
#include "app/trust/check.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>

using namespace ogp;
using namespace ogp::app;

namespace {

const std::string sample_path = std::string(OGP_SOURCE_DIR) + "/tests/data/ogp/commitments.csv";

std::string sample_text()
{
    return read_file(sample_path);
}

std::string replaced(std::string text, const std::string& what, const std::string& with)
{
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

std::string exported(const Repository& repository, const std::vector<std::string>& plans = {})
{
    return irm::write_commitments(gather_ogp_csv(repository, plans));
}

std::size_t log_size(Repository& repository)
{
    return static_cast<std::size_t>(repository.store().head().size);
}

void set(Repository& repository, const std::string& id, const Json& values)
{
    Change change(repository);
    change.set(repository.resolve(id).subject.uid, values);
    change.commit();
}

std::vector<std::string> codes_of(const Findings& findings)
{
    std::vector<std::string> codes;
    for (const Finding& finding : findings)
        codes.push_back(finding.code);
    return codes;
}

Json english(const std::string& text)
{
    return Json::object({{"en", text}});
}

} // namespace

TEST_CASE("a file that comes in goes out byte for byte, plans mixed and all")
{
    TrialRepository trial;
    Repository repository = trial.open();
    const OgpCsvImport result = import_ogp_csv(repository, sample_text(), "f.csv");
    CHECK(result.rows == 6);
    CHECK(result.plans == std::vector<std::string>{"AP_GERU01", "AP_GERU02", "AP_GERU03", "AP_GERU04", "AP_GERU05"});
    CHECK(result.opened == 11);
    CHECK(result.events == 11);
    CHECK(result.findings.empty());
    CHECK(exported(repository) == sample_text());
    CHECK(check_repository(repository).findings.empty());

    const store::CaseRow commitment = repository.resolve("RU0002");
    CHECK(commitment.path == "AP_GERU02/RU0002");
    CHECK(commitment.subject.fields["irm_completion_end"] == Json("complete"));
    // Among days of 31 and 30 the fifth month is May.
    CHECK(commitment.subject.fields["start"].text("value") == "2015-05-01");
    CHECK(repository.resolve("AP_GERU02").subject.fields["period_to"] == Json(2017));
}

TEST_CASE("columns that the format does not know, blanks of every kind and odd characters come back")
{
    irm::CommitmentsFile file = irm::read_commitments(sample_text(), "f.csv");
    file.columns.insert(file.columns.begin() + 3, "Colour");
    const char* cells[] = {"NR", "ND", "NA", "", "=1+1", " \r\n\x01\xE2\x80\x8E'x"};
    for (std::size_t i = 0; i < file.rows.size(); ++i)
        for (const std::string_view column : {irm::column::theme, irm::column::lead, std::string_view("Colour"), irm::column::start})
            file.rows[i].set(column, cells[i]);
    const std::string text = irm::write_commitments(file);
    TrialRepository trial;
    Repository repository = trial.open();
    CHECK(codes_of(import_ogp_csv(repository, text, "f.csv").findings) == std::vector<std::string>{"further_column"});
    CHECK(exported(repository) == text);
    CHECK(repository.resolve("RU0006").subject.fields["lead_agency"] == english("'x"));
    CHECK(repository.resolve("RU0002").subject.fields.find("lead_agency") == nullptr);
}

TEST_CASE("one plan goes out alone")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_ogp_csv(repository, sample_text(), "f.csv");
    const irm::CommitmentsFile file = gather_ogp_csv(repository, {"AP_GERU02", "AP_GERU02"});
    REQUIRE(file.rows.size() == 2);
    CHECK(file.rows[0].key() == "RU0002");
    CHECK(file.rows[1].key() == "RU0004");
    CHECK_THROWS_AS(gather_ogp_csv(repository, {"AP_X"}), Error);
}

TEST_CASE("OGP's own file comes in and goes out byte for byte, within a second")
{
    const std::string path = std::string(OGP_SHARED_DATA) + "/ogp/ogp-commitments-georgia-ukraine.csv";
    if (!std::filesystem::exists(path)) {
        WARN("skipped: ogp-commitments-georgia-ukraine.csv is not here");
        return;
    }
    const std::string text = read_file(path);
    TrialRepository trial;
    Repository repository = trial.open();
    const auto begin = std::chrono::steady_clock::now();
    const OgpCsvImport result = import_ogp_csv(repository, text, "ogp.csv");
    const std::string back = exported(repository);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin).count();
    CHECK(back == text);
    CHECK(result.rows == 47);
    CHECK(result.plans.size() == 12);
    CHECK(took < 20'000); // about a second on a quiet machine
    const irm::Assessment assessment = assess_repository(repository);
    CHECK(assessment.differences.empty());
    CHECK(assessment.starred.claimed == 25);
    CHECK(assessment.starred.equal == 25);
}

TEST_CASE("the same file again writes nothing, a dry run nothing at all")
{
    TrialRepository trial;
    Repository repository = trial.open();
    const std::size_t before = log_size(repository);
    CHECK(import_ogp_csv(repository, sample_text(), "f.csv", DryRun::Yes).opened == 11);
    CHECK(log_size(repository) == before);
    import_ogp_csv(repository, sample_text(), "f.csv");
    const std::size_t after = log_size(repository);
    const OgpCsvImport again = import_ogp_csv(repository, sample_text(), "f.csv");
    CHECK(again.events == 0);
    CHECK(again.unchanged == 11);
    CHECK(log_size(repository) == after);
}

TEST_CASE("a corrected file changes the commitment that differs")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_ogp_csv(repository, sample_text(), "f.csv");
    const std::string corrected = replaced(sample_text(), "Answer petitions", "Answer every petition");
    const OgpCsvImport result = import_ogp_csv(repository, corrected, "f.csv");
    CHECK(result.events == 1);
    CHECK(result.changed == 1);
    CHECK(repository.resolve("RU0004").title.en == "Answer every petition");
    CHECK(exported(repository) == corrected);
}

TEST_CASE("what was changed here wins in an export, and stays in an import")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_ogp_csv(repository, sample_text(), "f.csv");
    set(repository, "RU0004", Json::object({{"irm_completion_end", "complete"}, {"title", Json::object({{"en", "Petitions"},
        {"ka", "პეტიციები"}})}}));
    std::string expected = replaced(sample_text(), "Answer petitions", "Petitions");
    expected = replaced(expected, "Substantial,4,Decrease", "Complete,5,Decrease");
    CHECK(exported(repository) == expected);
    // The derived cells are as the file has them, and the check says that they no longer follow.
    CHECK(assess_repository(repository).change_in_completion.differing == std::vector<std::string>{"RU0004"});

    CHECK(import_ogp_csv(repository, sample_text(), "f.csv").events == 0);
    const OgpCsvImport result = import_ogp_csv(repository, replaced(sample_text(), "Answer petitions", "Answer all petitions"), "f.csv");
    CHECK(codes_of(result.findings) == std::vector<std::string>{"changed_here_too"});
    CHECK(repository.resolve("RU0004").title.en == "Petitions");
    CHECK(repository.resolve("RU0004").title.ka == "პეტიციები");
}

TEST_CASE("a changed plan changes all its rows, an unchanged one none, even where they differ")
{
    TrialRepository trial;
    Repository repository = trial.open();
    // The fourth row says another end year than the second, of the same plan.
    const std::string differing = replaced(sample_text(),
        "RU0004,\"Rustavi, Georgia\",2,2,GERU,Asia and the Pacific,Legacy Local,1,2015,2017",
                                           "RU0004,\"Rustavi, Georgia\",2,2,GERU,Asia and the Pacific,Legacy Local,1,2015,2016");
    const OgpCsvImport result = import_ogp_csv(repository, differing, "f.csv");
    CHECK(codes_of(result.findings) == std::vector<std::string>{"plan_differs"});
    CHECK(exported(repository) == differing);
    set(repository, "AP_GERU02", Json::object({{"jurisdiction", english("Rustavi")}}));
    const irm::CommitmentsFile file = gather_ogp_csv(repository, {"AP_GERU02"});
    CHECK(file.rows[0].cell(irm::column::locality) == "Rustavi");
    CHECK(file.rows[1].cell(irm::column::locality) == "Rustavi");
    CHECK(file.rows[1].cell(irm::column::end_year) == "2016");
}

TEST_CASE("a text above the limit of an event's texts comes back whole")
{
    TrialRepository trial;
    Repository repository = trial.open();
    std::string text;
    while (text.size() < 27'816)
        text += "A line of the commitment, with \"\"quotes\"\", and =signs.\n";
    std::string long_one = replaced(sample_text(), "Citizens choose projects.", "\"" + text + "\"");
    long_one = replaced(long_one, "Schools vote.", std::string(200'000, 'x'));
    const OgpCsvImport result = import_ogp_csv(repository, long_one, "f.csv");
    CHECK(codes_of(result.findings) == std::vector<std::string>{"text_in_row_only"});
    CHECK(repository.resolve("RU0003").subject.fields["content"].size() == 4);
    CHECK(exported(repository) == long_one);
    CHECK(check_repository(repository).findings.empty());
}

TEST_CASE("commitments of a plan from elsewhere take what the IRM says of them and nothing else")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_text(repository, "ogp: 1\nkind: plan\nid: rustavi\ntitle: {ka: გეგმა, en: Our plan}\nperiod: {from: 2018, to: 2020}\n"
                            "commitments:\n- id: I\n  title: {ka: ბიუჯეტი, en: Our budget}\n");
    set(repository, "rustavi", Json::object({{"ogp_plan_id", "AP_GERU03"}}));
    set(repository, "I", Json::object({{"irm_id", "RU0003"}}));
    const OgpCsvImport result = import_ogp_csv(repository, sample_text(), "f.csv");
    CHECK(result.findings.empty());
    const store::CaseRow commitment = repository.resolve("I", "commitment");
    CHECK(commitment.title.en == "Our budget");
    CHECK(commitment.subject.fields["irm_completion_end"] == Json("limited"));
    CHECK(repository.resolve("rustavi").title.en == "Our plan");
    CHECK(exported(repository) == sample_text());
    CHECK(import_ogp_csv(repository, sample_text(), "f.csv").events == 0);
}

TEST_CASE("a plan that was never in such a file goes out with what is known of it")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_text(repository, "ogp: 1\nkind: plan\nid: rustavi\ntitle: {ka: გეგმა, en: Our plan}\nperiod: {from: 2018, to: 2020}\n"
                            "commitments:\n- id: I\n  title: {ka: ბიუჯეტი}\n- id: II\n  title: {en: \"Second, \\\"new\\\"\"}\n");
    irm::CommitmentsFile file = gather_ogp_csv(repository);
    REQUIRE(file.rows.size() == 2);
    CHECK(file.columns.size() == irm::column_count);
    CHECK(file.rows[0].cell(irm::column::title) == "ბიუჯეტი");
    CHECK(file.rows[0].cell(irm::column::number) == "I");
    CHECK(file.rows[0].cell(irm::column::plan) == "rustavi");
    CHECK(file.rows[0].cell(irm::column::identifier) == "NA");
    CHECK(file.rows[0].cell(irm::column::high_completion) == "NA");
    CHECK(file.rows[0].cell(irm::column::duration) == "2");

    // It can be read again: named by plan and number.
    const std::string text = irm::write_commitments(file);
    TrialRepository other;
    Repository second = other.open();
    CHECK(import_ogp_csv(second, text, "f.csv").opened == 3);
    CHECK(exported(second) == text);
    // Beside a file that came in it stands behind it.
    import_ogp_csv(repository, sample_text(), "f.csv");
    CHECK(gather_ogp_csv(repository).rows.size() == 8);
    CHECK(gather_ogp_csv(repository).rows[7].cell(irm::column::number) == "II");
}

TEST_CASE("a commitment that the file no longer has is told and stays")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_ogp_csv(repository, sample_text(), "f.csv");
    std::string shorter = sample_text();
    const std::size_t begin = shorter.find("RU0004,");
    shorter.erase(begin, shorter.find("RU0005,") - begin);
    const OgpCsvImport result = import_ogp_csv(repository, shorter, "f.csv");
    CHECK(codes_of(result.findings) == std::vector<std::string>{"not_in_file"});
    CHECK(repository.resolve("RU0004").title.en == "Answer petitions");
    CHECK(gather_ogp_csv(repository).rows.size() == 6);
}

TEST_CASE("a file with a mistake changes nothing and names every place")
{
    TrialRepository trial;
    Repository repository = trial.open();
    const std::size_t before = log_size(repository);
    const std::string bad = replaced(replaced(sample_text(), "\nRU0003,", "\nRU0002,"), "Open Contracts", "Open \"Contracts\"");
    try {
        import_ogp_csv(repository, bad, "f.csv");
        FAIL("imported");
    } catch (const InvalidInput& error) {
        CHECK(error.fault() == Fault::Invalid);
        CHECK_FALSE(error.findings().empty());
    }
    CHECK(log_size(repository) == before);
}

TEST_CASE("two plans with one identifier are a conflict")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_ogp_csv(repository, sample_text(), "f.csv");
    set(repository, "AP_GERU01", Json::object({{"ogp_plan_id", "AP_GERU02"}}));
    try {
        import_ogp_csv(repository, sample_text(), "f.csv");
        FAIL("imported");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Conflict);
    }
}
