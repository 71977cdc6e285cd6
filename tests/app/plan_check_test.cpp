#include "app/plans/plan_check.hpp"

#include "app/plans/plan_record.hpp"
#include "app/trial_repository.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <set>

using namespace ogp;
using namespace ogp::app;

namespace {

using Found = std::multiset<std::pair<std::string, std::string>>; ///< code and where

Findings check_text(const std::string& yaml)
{
    return check_plan(read_plan_file(YamlDocument(yaml, "p.yaml")).entries);
}

Found found_in(const Findings& findings)
{
    Found found;
    for (const Finding& finding : findings)
        found.emplace(finding.code, finding.where);
    return found;
}

Found found_in_file(const std::string& path)
{
    return found_in(check_plan(read_plan_file(YamlDocument(read_file(path), path)).entries));
}

std::set<std::string> places_of(const Findings& findings, const std::string& code)
{
    std::set<std::string> places;
    for (const Finding& finding : findings)
        if (finding.code == code)
            places.insert(finding.where);
    return places;
}

const std::string head = "ogp: 1\nkind: plan\nid: p\ntitle: {ka: გეგმა, en: Plan}\n";

/// One commitment of that id with those keys and milestones, each in flow style.
std::string commitment(const std::string& id, const std::string& keys, const std::vector<std::string>& milestones)
{
    std::string yaml = "- id: " + id + "\n  title: {ka: ვალდებულება " + id + ", en: Commitment " + id + "}\n";
    if (!keys.empty())
        yaml += "  " + keys + "\n";
    yaml += "  milestones:\n";
    for (std::size_t i = 0; i < milestones.size(); ++i)
        yaml += "  - {id: " + id + "." + std::to_string(i + 1) + ", " + milestones[i] + "}\n";
    return yaml;
}

std::string plan(const std::string& commitments, const std::string& keys = {})
{
    return head + keys + "commitments:\n" + commitments;
}

/// A milestone that nothing can be said against.
std::string milestone(const std::string& more = "start: 2019-01-01, end: 2019-02-01", const std::string& title = "ka: ეტაპი, en: M")
{
    return "title: {" + title + "}, " + more;
}

std::string one(const std::string& keys, const std::string& more = "start: 2019-01-01, end: 2019-02-01")
{
    return plan(commitment("I", keys, {milestone(more)}));
}

/// Three commitments with those keys and a milestone each.
std::string three(const std::string& first, const std::string& second, const std::string& third)
{
    return plan(commitment("I", first, {milestone()}) + commitment("II", second, {milestone()}) +
                commitment("III", third, {milestone()}));
}

std::string units(const std::string& list)
{
    return "org_units:\n" + list;
}

/// A text that has the finding, where it is, and one that nearly has it.
struct Case
{
    std::string code;
    std::string where;
    std::string yes;
    std::string no;
};

std::vector<Case> date_cases()
{
    return {
        {"impossible_date", "I.1 end", one("", "start: 2019-04-01, end: {printed: 31.04.2019}"),
         one("", "start: 2019-04-01, end: {printed: 30.04.2019}")},
        {"date_unknown", "I.1 end", one("", "start: 2019-04-01, end: {printed: გაზაფხულზე}"),
         one("", "start: 2019-04-01, end: {printed: გაზაფხულზე, value: 2019-05}")},
        {"blank_in_date", "I.1 end", one("", "start: 2019-04-01, end: {printed: 30.04. 2019}"),
         one("", "start: 2019-04-01, end: {printed: '30 აპრილი, 2019', value: 2019-04-30}")},
        {"mixed_date_forms", "II",
         plan(commitment("I", "", {milestone("start: {printed: 01.01.2019}, end: {printed: 01.02.2019}")}) +
              commitment("II", "", {milestone("start: {printed: 01.2019}, end: {printed: 02.2019}", "ka: სხვა, en: N")})),
         plan(commitment("I", "", {milestone("start: {printed: 01.01.2019}, end: {printed: 01.02.2019}")}) +
              commitment("II", "", {milestone("start: {printed: 2.1.2019}, end: {printed: '2 მარტი', value: 2019-03-02}", "ka: სხვა, en: N")}))},
        {"two_digit_year", "I outcome", one("outcome: {ka: სხდომა 31.07.18-ის, en: session of 31.07.18}"),
         one("outcome: {ka: აქტი 18.81.18 და 31.07.2018, en: act 18.81.18 and 31.07.2018}")},
        {"blank_in_range", "I outcome", one("outcome: {ka: გეგმა (2019- 2020), en: Plan (2019-2020)}"),
         one("outcome: {ka: გეგმა 2019 - 2020, en: Plan 2019-2020}")},
        {"label_in_date", "III deadline",
         three("deadline: {printed: 'ვადა: 2020', value: 2020}", "deadline: {printed: 'ვადა: 2019', value: 2019}",
               "deadline: {printed: ვადა 2020, value: 2020}"),
         three("deadline: {printed: 'ვადა: 2020', value: 2020}", "deadline: {printed: 'ვადა:2019', value: 2019}",
               "deadline: {printed: 'ვადა:  2020', value: 2020}")},
    };
}

std::vector<Case> time_cases()
{
    const std::string budget = ", plans_budget_year: 2020";
    const std::string full = ", assessment: {ka: სრულად, en: Fully, code: fully}";
    return {
        {"milestone_without_date", "I.1 end", one("", "start: 2019-01-01"), one("", "start: 2019, end: {printed: '?', value: 2019}")},
        {"milestone_before_commitment", "I.1 start", one("start: 2019-02", "start: 2019-01-31, end: 2019-03-01"),
         one("start: 2019-02", "start: 2019, end: 2019-03-01")},
        {"milestone_after_commitment", "I.1 end", one("end: 2019-02", "start: 2019-01-01, end: 2019-03-01"),
         one("end: 2019-02", "start: 2019-01-01, end: 2019-02-28")},
        {"after_deadline", "I.1 end", one("deadline: 2019", "start: 2019-01-01, end: 2020-01-01"),
         one("deadline: 2019", "start: 2019-01-01, end: 2019-12-31")},
        {"outside_plan", "I.1 end",
         plan(commitment("I", "", {milestone("start: 2020-01-01, end: 2021-01-01")}), "period: {from: 2019, to: 2020}\n"),
         plan(commitment("I", "", {milestone("start: 2019-01-01, end: 2020-12-31")}), "period: {from: 2019, to: 2020}\n")},
        {"ends_in_budget_year", "I.1 end", one("", "start: 2019-11-01, end: 2020-01-01" + budget),
         one("", "start: 2019-11-01, end: 2019-12-31" + budget)},
        {"late_but_full", "I.1 completed", one("", "start: 2019-01-01, end: 2019-06, completed: 2019-07-01" + full),
         one("", "start: 2019-01-01, end: 2019-06, completed: 2019-06-30" + full)},
        {"updated_after_period", "I updated", one("updated: 2020-01-01\n  reporting_period: {year: 2019}"),
         one("updated: 2019-12-31\n  reporting_period: {year: 2019}")},
        {"rows_not_in_order", "I.2 start",
         plan(commitment("I", "", {milestone("start: 2019-03, end: 2019-04"), milestone("start: 2019-02-28, end: 2019-04", "ka: ბ, en: B")})),
         plan(commitment("I", "", {milestone("start: 2019-03-05, end: 2019-04"), milestone("start: 2019-03, end: 2019-04", "ka: ბ, en: B")}))},
        {"shared_boundary_day", "I.2 start",
         plan(commitment("I", "", {milestone(), milestone("start: 2019-02-01, end: 2019-04-01", "ka: ბ, en: B")})),
         plan(commitment("I", "", {milestone(), milestone("start: 2019-02-02, end: 2019-04-01", "ka: ბ, en: B")}))},
        {"ends_on_30th", "I",
         plan(commitment("I", "", {milestone("start: 2019-01-01, end: 2019-03-30"), milestone("start: 2019-04-01, end: 2019-06-30", "ka: ბ, en: B"),
                                   milestone("start: 2019-07-01, end: 2019-09-30", "ka: გ, en: C")})),
         plan(commitment("I", "", {milestone("start: 2019-01-01, end: 2019-04-30"), milestone("start: 2019-04-30, end: 2019-06-30", "ka: ბ, en: B"),
                                   milestone("start: 2019-07-01, end: 2019-09-30", "ka: გ, en: C")}) +
              commitment("II", "", {milestone("start: 2019-01-01, end: 2019-03-30", "ka: დ, en: D"), milestone("start: 2019-04-01, end: 2019-06-29", "ka: ე, en: E"),
                                    milestone("start: 2019-07-01, end: 2019-09-30", "ka: ვ, en: F")}))},
        {"same_title_other_dates", "I.1 title",
         plan(commitment("I", "", {milestone("start: 2019-01-01, end: 2019-02-01", "ka: '„SMART MAP“  რუკა.', en: A")}) +
              commitment("II", "", {milestone("start: 2019-01-01, end: 2019-02-02", "ka: smart map რუკა, en: B")})),
         plan(commitment("I", "", {milestone("start: 2019-01-01, end: 2019-02-01", "ka: smart map რუკა, en: A")}) +
              commitment("II", "", {milestone("start: 2019-01-01, end: 2019-02-01", "ka: smart map რუკა, en: A"),
                                    milestone("start: 2019-01-01, end: 2019-02-02", "ka: smart map რუკები, en: A")}))},
    };
}

std::vector<Case> unit_cases()
{
    const std::string one_unit = "- {id: a, number: 1, name: {ka: შპს „თბილისრევის ჯგუფი“, en: LLC Group}}\n";
    const auto with = [](const std::string& implementers, const std::string& list) {
        return one("implementers: {" + implementers + "}") + units(list);
    };
    const std::string two = one_unit + "- {id: b, number: 2, registry_number: '5', name: {ka: სხვა, en: Other}}\n";
    return {
        {"duplicate_registry_number", "c registry_number",
         with("lead: a, units: [b, c]", two + "- {id: c, registry_number: '5', name: {ka: მესამე, en: Third}}\n"),
         with("lead: a, units: [b, c]", two + "- {id: c, registry_number: '05', name: {ka: მესამე, en: Third}}\n")},
        {"implementer_not_in_units", "I implementers", with("lead: a, external: [{ka: სამსახური, en: Service}]", one_unit),
         with("lead: a, external: [{ka: სამსახური, en: Service}]",
              "- {id: a, name: {ka: ინსპექცია, en: Inspection}, aliases: [' სამსახური ']}\n")},
        {"unit_name_differs", "I implementers", with("lead: a, printed: შპს „თბილსრევის ჯგუფი“, en: LLC", one_unit),
         with("lead: a, printed: შპს “თბილისრევის ჯგუფი” და „თბილისრევის ჯგუფი 2“ და „სულ სხვა ორგანიზაცია“, en: LLC", one_unit)},
        {"unit_not_named", "b", with("lead: a", two), with("lead: a, external: [{ka: მეორე, en: Second, maybe: b}]", two)},
    };
}

std::vector<Case> wording_cases()
{
    const std::string ticks = "ogp_values: {transparency_access: true, accountability: false, civic_participation: true, "
                              "technology_innovation: true}";
    return {
        {"annex_number_differs", "II number_in_annex", three("number_in_annex: '1'", "number_in_annex: '3'", "number_in_annex: N3"),
         three("number_in_annex: '1'", "number_in_annex: № 2", "number_in_annex: III")},
        {"mixed_numbering", "III number_in_section", three("number_in_section: I", "number_in_section: II", "number_in_section: N3"),
         three("number_in_section: I", "number_in_section: II", "number_in_section: III")},
        {"annex_title_differs", "I title_in_annex", one("title_in_annex: {ka: სხვა ვალდებულება}"),
         one("title_in_annex: {ka: „ვალდებულება  I“}")},
        {"annex_title_of_another", "II title_in_annex", three("", "title_in_annex: {ka: ვალდებულება I}", ""),
         three("title_in_annex: {ka: ვალდებულება I}", "title_in_annex: {ka: ვალდებულება II}", "")},
        {"values_not_printed", "III ogp_values", three(ticks, ticks, "ogp_values: {accountability: null}"),
         three("", "", "ogp_values: {accountability: null}")},
        {"field_empty", "III risks", three("risks: {ka: კი, en: Yes}", "risks: {ka: კი, en: Yes}", "risks: null"),
         three("risks: {ka: კი, en: Yes}", "risks: null", "risks: null")},
        {"part_missing", "I", plan("- id: I\n  title: {ka: ვალდებულება, en: C}\n"), one("")},
        {"digits_differ", "I outcome", one("outcome: {ka: 12 ანგარიში, en: 21 reports}"),
         one("outcome: {ka: 12 ანგარიში 2019 წელს, en: 1. in 2019 12 reports}")},
        {"untranslated", "I outcome", one("outcome: {ka: ანგარიში}"),
         one("outcome: {ka: ანგარიში, en: Report}\n  updated: {printed: {ka: 2019}, value: 2019}")},
        {"end_mark_differs", "I progress", one("progress: [{ka: დასრულდა, en: Done.}]"),
         one("progress: [{ka: დასრულდა, en: Done.}, {ka: კარგია., en: Good.}]")},
        {"repeated_phrase", "I outcome", one("outcome: {ka: ის გეგმაში შევიდა ის გეგმაში შევიდა, en: It went in}"),
         one("outcome: {ka: ნელა ნელა ის გეგმაში შევიდა და ის გეგმაში შევიდა, en: It went in}")},
        {"markup_left", "I outcome", one("outcome: {ka: '<p>ტექსტი', en: Text}"),
         one("outcome: {ka: 'ტექსტი <https://data.gov>', en: 'a < b'}")},
        {"mixed_quotation_marks", "p", one("outcome: {ka: „ერთი“ და “ორი”, en: One and two}"),
         one("outcome: {ka: „ერთი“ და „ორი“, en: '\"One\" and “two”'}")},
        {"name_case_differs", "I outcome", one("outcome: {ka: „SMART MAP“ და „Smart map“, en: Map}"),
         one("outcome: {ka: „SMART MAP“ და „ Smart maps “ და smart map, en: Map}")},
    };
}

std::vector<Case> cases()
{
    std::vector<Case> all = date_cases();
    for (const auto& more : {time_cases(), unit_cases(), wording_cases()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

const Found tbilisi_example{
    {"annex_number_differs", "II number_in_annex"}, {"annex_number_differs", "III number_in_annex"},
    {"annex_title_differs", "III title_in_annex"}, {"annex_title_differs", "IV title_in_annex"},
    {"annex_title_differs", "V title_in_annex"}, {"annex_title_of_another", "V title_in_annex"}, {"blank_in_date", "II.1 start"},
    {"blank_in_date", "II.2 end"}, {"blank_in_date", "II.4 end"}, {"blank_in_date", "II.5 end"}, {"blank_in_date", "II.6 start"},
    {"duplicate_registry_number", "pr registry_number"}, {"ends_in_budget_year", "II.7 end"}, {"field_empty", "IV risks"},
    {"ends_on_30th", "IV"}, {"mixed_quotation_marks", "tbilisi-2018-2020"}, {"implementer_not_in_units", "III implementers"}, {"implementer_not_in_units", "IV implementers"},
    {"implementer_not_in_units", "IV implementers"}, {"implementer_not_in_units", "V implementers"},
    {"impossible_date", "I.4 end"}, {"mixed_date_forms", "V"}, {"mixed_numbering", "IV number_in_annex"},
    {"mixed_numbering", "V number_in_section"}, {"rows_not_in_order", "III.4 start"}, {"rows_not_in_order", "V.5 start"},
    {"same_title_other_dates", "I.6 title"}, {"same_title_other_dates", "I.8 title"}, {"shared_boundary_day", "I.8 start"},
    {"shared_boundary_day", "II.6 start"}, {"shared_boundary_day", "IV.2 start"}, {"shared_boundary_day", "IV.3 start"},
    {"shared_boundary_day", "IV.4 start"}, {"shared_boundary_day", "IV.5 start"},
    {"two_digit_year", "tbilisi-2018-2020 co_creation"}, {"unit_not_named", "pr"}, {"values_not_printed", "III ogp_values"},
};
const Found kutaisi_example{
    {"blank_in_range", "2.2.2 title"}, {"blank_in_range", "2.2.3 title"}, {"blank_in_range", "2.2.4 title"},
    {"late_but_full", "2.2.3 completed"}, {"late_but_full", "2.2.4 completed"}, {"milestone_before_commitment", "2.2.1 start"},
    {"untranslated", "2.2.2 title"}, {"updated_after_period", "2.2 updated"},
};
const Found tbilisi_source{
    {"annex_number_differs", "II number_in_annex"}, {"annex_number_differs", "III number_in_annex"},
    {"annex_title_differs", "I title_in_annex"}, {"annex_title_differs", "III title_in_annex"},
    {"annex_title_differs", "IV title_in_annex"}, {"annex_title_differs", "V title_in_annex"},
    {"annex_title_of_another", "V title_in_annex"}, {"blank_in_date", "II.1 start"}, {"blank_in_date", "II.2 end"},
    {"blank_in_date", "II.4 end"}, {"blank_in_date", "II.5 end"}, {"blank_in_date", "II.6 start"},
    {"digits_differ", "tbilisi-2018-2020 co_creation"}, {"digits_differ", "tbilisi-2018-2020 introduction"},
    {"duplicate_registry_number", "pr registry_number"}, {"ends_on_30th", "IV"}, {"mixed_quotation_marks", "tbilisi-2018-2020"},
    {"name_case_differs", "I content"}, {"ends_in_budget_year", "II.7 end"}, {"field_empty", "IV risks"}, {"implementer_not_in_units", "III implementers"},
    {"implementer_not_in_units", "IV implementers"}, {"implementer_not_in_units", "IV implementers"},
    {"implementer_not_in_units", "V implementers"}, {"impossible_date", "I.4 end"}, {"label_in_date", "I deadline"},
    {"label_in_date", "IV deadline"}, {"mixed_date_forms", "V"}, {"mixed_numbering", "IV number_in_annex"},
    {"mixed_numbering", "V number_in_section"}, {"repeated_phrase", "tbilisi-2018-2020 co_creation"},
    {"rows_not_in_order", "III.4 start"}, {"rows_not_in_order", "V.5 start"}, {"same_title_other_dates", "I.6 title"},
    {"same_title_other_dates", "I.8 title"}, {"shared_boundary_day", "I.8 start"}, {"shared_boundary_day", "II.6 start"},
    {"shared_boundary_day", "IV.2 start"}, {"shared_boundary_day", "IV.3 start"}, {"shared_boundary_day", "IV.4 start"},
    {"shared_boundary_day", "IV.5 start"}, {"two_digit_year", "III context"}, {"two_digit_year", "III status_quo"},
    {"two_digit_year", "tbilisi-2018-2020 co_creation"}, {"unit_name_differs", "I implementers"},
    {"unit_name_differs", "III implementers"}, {"unit_not_named", "pr"}, {"values_not_printed", "III ogp_values"},
};
const Found kutaisi_source{
    {"blank_in_range", "2.2.2 title"}, {"blank_in_range", "2.2.3 title"}, {"blank_in_range", "2.2.4 title"},
    {"end_mark_differs", "2.2 progress"}, {"late_but_full", "2.2.3 completed"}, {"late_but_full", "2.2.4 completed"},
    {"milestone_before_commitment", "2.2.1 start"}, {"untranslated", "2.2.1 indicator"}, {"untranslated", "2.2.1 result"},
    {"untranslated", "2.2.2 indicator"}, {"untranslated", "2.2.2 result"}, {"untranslated", "2.2.2 title"},
    {"untranslated", "2.2.3 indicator"}, {"untranslated", "2.2.3 result"}, {"untranslated", "2.2.4 indicator"},
    {"untranslated", "2.2.4 result"}, {"updated_after_period", "2.2 updated"},
};
const Found ternopil_source{
    {"part_missing", "ternopil-2021-2023"}, {"untranslated", "ternopil-2021-2023"},
};

} // namespace

TEST_CASE("each check finds what it is for, and not what nearly is")
{
    for (const Case& one_case : cases()) {
        INFO(one_case.code);
        CHECK(places_of(check_text(one_case.yes), one_case.code).contains(one_case.where));
        CHECK(places_of(check_text(one_case.no), one_case.code) == std::set<std::string>{});
    }
}

TEST_CASE("each check of the table has a code of its own, a trial and a line in the manual page")
{
    std::set<std::string> tried;
    for (const Case& one_case : cases())
        tried.insert(one_case.code);
    std::set<std::string> codes;
    const std::string page = read_file(OGP_SOURCE_DIR "/man/ogp-plan.5");
    for (const PlanCheck& check : all_plan_checks()) {
        INFO(check.code);
        CHECK(codes.insert(check.code).second);
        CHECK(tried.contains(check.code));
        const std::string kind = check.severity == Severity::Note ? "note" : "warning";
        const std::string upper = static_cast<char>(check.doc.en[0] == 'O' ? 'O' : check.doc.en[0] - 'a' + 'A') + std::string(check.doc.en + 1);
        CHECK(page.find(std::string(".It Ic ") + check.code + " Pq " + kind + "\n" + upper + ".\n") != std::string::npos);
    }
    CHECK(codes == tried);
}

TEST_CASE("a plan that nothing can be said against has no findings, and findings are in the order of the document")
{
    CHECK(check_text(one("")).empty());
    const Findings findings = check_text(one("outcome: {ka: 12}", "start: {printed: 01.01. 2019}, end: {printed: 31.04.2019}"));
    REQUIRE(findings.size() == 3);
    CHECK(findings[0].code == "untranslated");
    CHECK(findings[0].place.line == 8);
    CHECK(findings[1].code == "impossible_date");
    CHECK(findings[1].place.text().starts_with("p.yaml:10:"));
    CHECK(findings[2].code == "blank_in_date");
    for (const Finding& finding : findings) {
        CHECK_FALSE(finding.message.ka.empty());
        CHECK_FALSE(finding.message.en.empty());
    }
}

TEST_CASE("a file that cannot be read tells its errors and how its dates would be read")
{
    try {
        check_text(one("outcom: {ka: ა, en: A}", "start: 2019-04-01, end: {printed: 31.04.2019}"));
        FAIL("an unknown key must be an error");
    } catch (const InvalidInput& error) {
        CHECK(found_in(error.findings()) == Found{{"unknown_key", "I"}, {"impossible_date", "I.1 end"}});
    }
}

TEST_CASE("the number of an entry of a list is a number where both languages have one")
{
    const auto outcome = [](const std::string& ka, const std::string& en) {
        return places_of(check_text(one("outcome: {ka: " + ka + ", en: " + en + "}")), "digits_differ").size();
    };
    CHECK(outcome("1. ანგარიში", "2. Report") == 1);
    CHECK(outcome("ანგარიში", "'2) Report'") == 0);
    CHECK(outcome("ანგარიში", "2.5 reports") == 1);
    CHECK(outcome("ანგარიში", "2019. Report") == 1);
}

TEST_CASE("another kind of document is refused in one line")
{
    try {
        check_text("ogp: 1\nkind: minutes\nnumber: '7'\nbody: {ka: ა}\n");
        FAIL("minutes are no plan");
    } catch (const InvalidInput& error) {
        CHECK(found_in(error.findings()) == Found{{"wrong_kind", "kind"}});
    }
}

TEST_CASE("a record that only looks like a date is no date")
{
    CHECK_NOTHROW(check_text(plan(commitment("I", "", {milestone()}), "resolution: {value: spring, precision: day}\n")));
    CHECK_NOTHROW(check_text(plan(commitment("I", "", {milestone()}), "resolution: {value: 2019-05, precision: day}\n")));
}

TEST_CASE("what is imported gives the findings of its file")
{
    for (const char* name : {"tbilisi-2018-2020.yaml", "kutaisi-2018-2019.yaml"}) {
        INFO(name);
        const std::string path = std::string(OGP_SOURCE_DIR "/examples/") + name;
        TrialRepository trial;
        Repository repository = trial.open();
        const PlanFile file = read_plan_file(YamlDocument(read_file(path), path));
        import_plan(repository, file);
        const PlanRecord record = gather_plan(repository, repository.plan(""), *Date::parse("2020-01-01"));
        CHECK(found_in(plan_findings(record)) == found_in(check_plan(file.entries)));
    }
}

TEST_CASE("the example plans have exactly the findings that were gone through by hand")
{
    CHECK(found_in_file(OGP_SOURCE_DIR "/examples/tbilisi-2018-2020.yaml") == tbilisi_example);
    CHECK(found_in_file(OGP_SOURCE_DIR "/examples/kutaisi-2018-2019.yaml") == kutaisi_example);
}

TEST_CASE("the structured source documents have exactly the findings that were gone through by hand")
{
    const std::pair<const char*, const Found*> expected[] = {
        {"tbilisi-2018-2020.yaml", &tbilisi_source}, {"kutaisi-2018-2019.yaml", &kutaisi_source}, {"ternopil-2021-2023.yaml", &ternopil_source}};
    for (const auto& [name, found] : expected) {
        const std::string path = std::string(OGP_SHARED_DATA "/plans/") + name;
        if (!std::filesystem::exists(path)) {
            WARN("SKIPPED: " << path << " is not here");
            continue;
        }
        INFO(name);
        CHECK(found_in_file(path) == *found);
    }
}
