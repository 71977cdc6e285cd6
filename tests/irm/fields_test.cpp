#include "irm/fields.hpp"

#include "base/text.hpp"
#include "irm/sample.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::irm;

namespace {

Json english(const std::string& text)
{
    return Json::object({{"en", text}});
}

} // namespace

TEST_CASE("what a row states becomes fields, what it leaves blank none")
{
    const CommitmentsFile file = sample_file();
    const Json fields = commitment_fields(row_named(file, "RU0002"), Taken::Everything, DateOrder::DayFirst);
    CHECK(fields["title"] == english("Publish every contract"));
    CHECK(fields["short_title"] == english("Open Contracts"));
    CHECK(fields["description"] == english("Contracts are published in full."));
    CHECK(fields["start"].text("value") == "2015-05-01");
    CHECK(fields["start"].text("printed") == "01/5/2015");
    CHECK(fields["irm_id"] == Json("RU0002"));
    CHECK(fields["irm_verifiable"] == Json(true));
    CHECK(fields["irm_values"] == parse_json(R"(["access_to_information","public_accountability"])"));
    CHECK(fields["irm_completion_progress"] == Json("limited"));
    CHECK(fields["irm_completion_end"] == Json("complete"));
    CHECK(fields["irm_open_participation"] == Json("not_applicable"));
    CHECK(fields["policy_areas"] == parse_json(R"(["Open Contracting"])"));
    for (const char* blank : {"partner", "themes", "irm_potential_for_results", "irm_early_results"})
        CHECK(fields.find(blank) == nullptr);
    CHECK(commitment_fields(row_named(file, "RU0002"), Taken::Codings).find("title") == nullptr);
}

TEST_CASE("a plan's fields come from its row")
{
    const Json fields = plan_fields(row_named(sample_file(), "RU0003"));
    CHECK(fields["title"] == english("Rustavi, Georgia: action plan 3, 2018–2020"));
    CHECK(fields["jurisdiction"] == english("Rustavi, Georgia"));
    CHECK(fields["period_from"] == Json(2018));
    CHECK(fields["period_to"] == Json(2020));
    CHECK(fields["submitted"].text("value") == "2018");
    CHECK(fields["ogp_plan_id"] == Json("AP_GERU03"));
}

TEST_CASE("writing back what was read changes no cell")
{
    const auto check = [](const CommitmentsFile& file) {
        for (const Row& row : file.rows)
            for (const DateOrder order : {DateOrder::MonthFirst, DateOrder::DayFirst}) {
                Row again = row;
                write_commitment(again, commitment_fields(row, Taken::Everything, order), Taken::Everything);
                write_plan(again, plan_fields(row), plan_fields(row));
                CHECK(again.to_json() == row.to_json());
            }
    };
    check(sample_file());
    if (const auto text = real_text())
        check(read_commitments(*text, "ogp.csv"));
}

TEST_CASE("a changed field wins over its cell, and its twin follows")
{
    const Row row = row_named(sample_file(), "RU0002");
    Json fields = commitment_fields(row, Taken::Everything);
    fields.set("irm_completion_end", "limited");
    fields.set("title", Json::object({{"ka", "ხელშეკრულებები"}, {"en", "Publish contracts"}}));
    fields.erase("irm_specificity");
    fields.set("policy_areas", parse_json(R"(["Audits"])"));
    fields.set("irm_verifiable", false);
    Row changed = row;
    write_commitment(changed, fields, Taken::Everything);
    CHECK(changed.cell(column::completion_end) == "Limited");
    CHECK(changed.cell("_CompletionEndTerm") == "3");
    CHECK(changed.cell(column::title) == "Publish contracts");
    CHECK(changed.cell(column::specificity) == "NA");
    CHECK(changed.cell("_Specificity") == "NA");
    CHECK(changed.cell("Open Contracting") == "0");
    CHECK(changed.cell("Audits") == "1");
    CHECK(changed.cell(column::verifiable) == "No");
    // Everything else is as it was.
    std::size_t different = 0;
    for (std::size_t i = 0; i < column_count; ++i)
        different += changed.cell(i) != row.cell(i) ? 1U : 0U;
    CHECK(different == 8);

    Row codings = row;
    write_commitment(codings, fields, Taken::Codings);
    CHECK(codings.cell(column::title) == row.cell(column::title));
    CHECK(codings.cell(column::completion_end) == "Limited");
}

TEST_CASE("a translation and a corrected reading of a date are no change of the file")
{
    const Row row = row_named(sample_file(), "RU0002");
    Json fields = commitment_fields(row, Taken::Everything);
    fields.set("title", Json::object({{"ka", "ხელშეკრულებები"}, {"en", "Publish every contract"}}));
    fields.set("start", parse_json(R"({"printed":"01/5/2015","value":"2015-05-02","precision":"day"})"));
    Row again = row;
    write_commitment(again, fields, Taken::Everything);
    CHECK(again.to_json() == row.to_json());
    fields.set("start", parse_json(R"({"printed":null,"value":"2015-06","precision":"month"})"));
    write_commitment(again, fields, Taken::Everything);
    CHECK(again.cell(column::start) == "2015-06");
}

TEST_CASE("a text too long for one field stands in parts, and one too long for all in its row alone")
{
    Row row = row_named(sample_file(), "RU0003");
    std::string text;
    while (text.size() < 27'000)
        text += "A sentence of the commitment.\n";
    row.set(column::text, text);
    const Json fields = commitment_fields(row, Taken::Everything);
    CHECK(fields.find("description") == nullptr);
    REQUIRE(fields["content"].size() == 4);
    for (const Json& part : fields["content"].items())
        CHECK(part.text("en").size() <= 8'192);
    CHECK(column_left_out(row).empty());
    Row again = row;
    write_commitment(again, fields, Taken::Everything);
    CHECK(again.cell(column::text) == text);

    row.set(column::text, std::string(200'000, 'x'));
    CHECK(column_left_out(row) == column::text);
    CHECK(commitment_fields(row, Taken::Everything).find("content") == nullptr);
    row.set(column::text, "short");
    row.set(column::lead, std::string(9'000, 'x'));
    CHECK(column_left_out(row) == column::lead);
    CHECK(commitment_fields(row, Taken::Everything).find("lead_agency") == nullptr);
}

TEST_CASE("content added beside a description leaves the text of the file")
{
    const Row row = row_named(sample_file(), "RU0003");
    Json fields = commitment_fields(row, Taken::Everything);
    fields.set("content", Json(Json::Array{english("More")}));
    Row again = row;
    write_commitment(again, fields, Taken::Everything);
    CHECK(again.to_json() == row.to_json());
    fields.set("description", english("Other"));
    write_commitment(again, fields, Taken::Everything);
    CHECK(again.cell(column::text) == "Other");
}

TEST_CASE("a commitment that never stood in the file says what is known and nothing else")
{
    Row row("NA");
    write_commitment(row, parse_json(R"({"title":{"ka":"პორტალი"},"lead_agency":{"ka":"მერია","en":"City Hall"},
        "content":[{"en":"One"},{"en":"Two"}],"irm_completion_end":"substantial","national_assessment":"fully"})"),
                     Taken::Everything);
    write_plan(row, parse_json(R"({"number":"tbilisi-2018-2020","jurisdiction":{"en":"Tbilisi"},"period_from":2018,"period_to":2020})"), Json::object());
    CHECK(row.cell(column::title) == "პორტალი");
    CHECK(row.cell(column::lead) == "City Hall");
    CHECK(row.cell(column::text) == "One\n\nTwo");
    CHECK(row.cell(column::completion_end) == "Substantial");
    CHECK(row.cell("_CompletionEndTerm") == "4");
    CHECK(row.cell(column::plan) == "tbilisi-2018-2020");
    CHECK(row.cell(column::locality) == "Tbilisi");
    CHECK(row.cell(column::duration) == "2");
    CHECK(row.cell(column::end_year) == "2020");
    for (const std::string_view unknown : {column::identifier, column::year, column::verifiable, column::high_completion, column::start})
        CHECK(row.cell(unknown) == "NA");
    CHECK(row.cell("Open Data") == "NA");
}
