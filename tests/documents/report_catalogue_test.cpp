#include "documents/report_catalogue.hpp"

#include "base/file.hpp"
#include "documents/report_source.hpp"
#include "documents/report_start.hpp"
#include "documents/trial_reports.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ogp;
using namespace ogp::app;
using namespace ogp::documents;

namespace {

const ReportFile* find(const std::vector<ReportFile>& files, std::string_view id)
{
    const auto found = std::find_if(files.begin(), files.end(), [&](const ReportFile& file) { return file.id == id; });
    return found == files.end() ? nullptr : &*found;
}

} // namespace

TEST_CASE("a repository's own template stands in the place of the program's and beside it")
{
    TrialRepository trial;
    const Repository repository = trial.open();
    const std::size_t shipped = report_files(repository).size();
    CHECK(find(report_files(repository), "foi")->origin == ReportOrigin::Shipped);
    make_folders(template_folder(repository));
    write_file(template_folder(repository) / "housing.yaml", starting_report("housing"));
    std::string foi = find_report(repository, "foi").content;
    // A copy that nobody has changed is not the repository's own.
    write_file(template_folder(repository) / "foi.yaml", foi);
    CHECK(find_report(repository, "foi").origin == ReportOrigin::Shipped);
    write_file(template_folder(repository) / "foi.yaml", foi + "# ჩვენი\n");
    CHECK(find_report(repository, "foi").origin == ReportOrigin::Own);
    const std::vector<ReportFile> files = report_files(repository);
    CHECK(files.size() == shipped + 1);
    CHECK(find(files, "housing")->origin == ReportOrigin::Own);
    CHECK(find(files, "foi")->origin == ReportOrigin::Own);
    CHECK(std::is_sorted(files.begin(), files.end(), [](const ReportFile& a, const ReportFile& b) { return a.id < b.id; }));
    CHECK(load_report(repository, "housing").id() == "housing");
}

TEST_CASE("what is no template is none, and a name that is unknown brings the nearest")
{
    TrialRepository trial;
    const Repository repository = trial.open();
    make_folders(template_folder(repository));
    write_file(template_folder(repository) / "Housing.yaml", starting_report("housing"));
    write_file(template_folder(repository) / "housing.txt", "x");
    write_file(template_folder(repository) / "other.yaml", starting_report("housing"));
    CHECK(find(report_files(repository), "Housing") == nullptr);
    CHECK(find(report_files(repository), "housing") == nullptr);
    CHECK(findings_of([&] { load_report(repository, "other"); }) == std::vector<std::string>{"templates/other.yaml:8:5 bad_name"});
    for (const char* name : {"anual", "../annual", "Annual", ""}) {
        INFO(name);
        try {
            find_report(repository, name);
            FAIL("there is no such report");
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::NotFound);
            CHECK(!error.hint().empty());
        }
    }
    try {
        find_report(repository, "anual");
    } catch (const Error& error) {
        CHECK(error.hint().en == "did you mean annual?");
    }
}

TEST_CASE("parameters are checked, and come out in the form that gives the same report again")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_text(repository, "ogp: 1\nkind: plan\nid: p\ntitle: {en: Plan}\ncommitments:\n- {id: I, title: {en: One}}\n");
    const ReportTemplate report = report_of("ogp: 1\nkind: report\nid: r\ntitle: {ka: რ, en: R}\nsummary: {ka: რ, en: R}\nparameters:\n"
                                            "- {name: period, kind: period, need: required, label: {ka: პ, en: P}}\n"
                                            "- {name: plan, kind: plan, need: required, label: {ka: გ, en: L}}\n"
                                            "- {name: commitment, kind: case, type: commitment, label: {ka: ვ, en: C}}\n"
                                            "- {name: count, kind: number, label: {ka: რ, en: N}}\n"
                                            "- {name: day, kind: date, label: {ka: დ, en: D}}\n"
                                            "- {name: size, kind: choice, choices: [big, small], preset: big, label: {ka: ზ, en: S}}\n"
                                            "sections: [{id: a, title: {ka: ა, en: A}, blocks: [{text: {ka: ა, en: A}}]}]\n");
    const auto resolved = [&](const GivenParameters& given) { return to_json(resolve_parameters(repository, report, given)); };
    CHECK(resolved({{"period", "2019"}}) == R"({"period":"2019","plan":"p","size":"big"})");
    CHECK(resolved({{"period", "2019-Q3"}, {"commitment", "I"}, {"count", "7"}, {"day", "2019-02-28"}, {"size", "small"}}) ==
          R"({"commitment":"p/I","count":7,"day":"2019-02-28","period":"2019-Q3","plan":"p","size":"small"})");
    const auto fault = [&](const GivenParameters& given) {
        try {
            resolve_parameters(repository, report, given);
        } catch (const Error& error) {
            return error.fault();
        }
        return Fault::Internal;
    };
    CHECK(fault({}) == Fault::Usage);
    CHECK(fault({{"period", "2019-Q5"}}) == Fault::Usage);
    CHECK(fault({{"period", "2019"}, {"day", "2019-02-29"}}) == Fault::Usage);
    CHECK(fault({{"period", "2019"}, {"count", "many"}}) == Fault::Usage);
    CHECK(fault({{"period", "2019"}, {"size", "bigg"}}) == Fault::Usage);
    CHECK(fault({{"period", "2019"}, {"sise", "big"}}) == Fault::Usage);
    CHECK(fault({{"period", "2019"}, {"plan", "q"}}) == Fault::NotFound);
    CHECK(fault({{"period", "2019"}, {"commitment", "IX"}}) == Fault::NotFound);
}

TEST_CASE("periods are years, halves, quarters, months and days")
{
    const auto days = [](const char* text) {
        const Period period = period_from(text);
        return period.from.iso() + " " + period.to.iso();
    };
    CHECK(days("2019") == "2019-01-01 2019-12-31");
    CHECK(days("2018-2020") == "2018-01-01 2020-12-31");
    CHECK(days("2019-H2") == "2019-07-01 2019-12-31");
    CHECK(days("2019-Q1") == "2019-01-01 2019-03-31");
    CHECK(days("2020-02") == "2020-02-01 2020-02-29");
    CHECK(days("2018-12-11..2019-12-10") == "2018-12-11 2019-12-10");
    for (const char* text : {"", "19", "2019-", "2019-13", "2019-00", "2019-H3", "2019-Q0", "2020-2018", "2019-1", "-2019", "2019-01-31..2019-01-01", "0000"}) {
        INFO(text);
        CHECK_THROWS_AS(period_from(text), Error);
    }
}
