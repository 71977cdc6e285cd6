#include "documents/report_check.hpp"

#include "base/file.hpp"
#include "documents/trial_reports.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;
using namespace ogp::documents;

namespace {

std::vector<std::string> words_of(const Findings& findings)
{
    std::vector<std::string> words;
    for (const Finding& finding : findings)
        words.push_back(finding.code + " " + finding.where);
    return words;
}

} // namespace

TEST_CASE("milestones that ended need a result and evidence, their commitment a narrative, an indicator its values")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_text(repository, R"(ogp: 1
kind: plan
id: p
title: {ka: გეგმა, en: Plan}
commitments:
- id: I
  title: {ka: ერთი, en: One}
  milestones:
  - {id: I.1, title: {ka: ა, en: A}, end: 2019-03-01}
  - {id: I.2, title: {ka: ბ, en: B}, end: 2019-03-01, result: {ka: "არის 76", en: there are 67}}
  - {id: I.3, title: {ka: გ}, end: 2020-03-01}
- id: II
  title: {ka: ორი, en: Two}
  milestones:
  - {id: II.1, title: {ka: დ, en: D}, end: 2021-03-01}
)");
    const PlanRecord plan = gather_plan(repository, repository.plan(""), *Date::parse("2019-12-31"));
    CHECK(words_of(check_record(plan, *Date::parse("2019-12-31"))) ==
          std::vector<std::string>{"result_missing I.1 result", "evidence_missing I.1 evidence", "evidence_missing I.2 evidence", "narrative_missing I progress",
                                   "digits_differ I.2 result", "untranslated I.3 title"});
    // Before anything has ended only the texts are looked at.
    CHECK(check_record(plan, *Date::parse("2019-01-01")).size() == 2);
}

TEST_CASE("a template is checked with everything that the repository knows")
{
    TrialRepository trial;
    Repository repository = trial.open();
    CHECK(check_template(repository, "annual").empty());
    CHECK(check_template(repository, "services").empty()); // of whose sections none has its case type here
    const Findings without_type = check_template(repository, "foi");
    REQUIRE(without_type.size() == 1);
    CHECK(without_type.front().code == "type_missing");
    CHECK(without_type.front().severity == Severity::Note);
    make_folders(template_folder(repository));
    write_file(template_folder(repository) / "mine.yaml", "ogp: 1\nkind: report\nid: mine\ntitle: {ka: '{{peroid}}', en: R}\nsummary: {ka: რ, en: R}\n"
                                                          "sections: [{id: a, title: {ka: ა, en: A}, blocks: [{text: {ka: ა, en: A}}]}]\n");
    CHECK(places_of(check_template(repository, "mine")) == std::vector<std::string>{"templates/mine.yaml:4:14 unknown_tag"});
    CHECK_THROWS_AS(check_template(repository, "nothing"), Error);
}

TEST_CASE("the templates of the program fit a repository with every case type")
{
    TrialRepository trial{{std::string(all_types)}};
    Repository repository = trial.open();
    for (const ReportFile& file : report_files(repository)) {
        INFO(file.id);
        CHECK(places_of(check_template(repository, file.id)) == std::vector<std::string>{});
    }
}

TEST_CASE("a section with nothing but a notice is empty")
{
    report::Document document;
    document.sections = {{"a", "1", {"ა", "A"}, {report::Notice{{"არ არის", "none"}}}, {}},
                         {"b", "2", {"ბ", "B"}, {report::Paragraph{{"x", "x"}}}, {}},
                         {"c", "3", {"გ", "C"}, {}, {{"d", "3.1", {"დ", "D"}, {}, {}}}}};
    CHECK(words_of(check_document(document)) == std::vector<std::string>{"section_empty 1", "section_empty 3.1"});
}
