#include "irm/derived.hpp"

#include "irm/sample.hpp"
#include "irm/scales.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::irm;

namespace {

/// "" where the rule gives nothing.
std::string derived(std::string_view column, const Row& row)
{
    const Rule* rule = rule_of(column);
    REQUIRE(rule != nullptr);
    return rule->derive(row).value_or("");
}

Row with(Row row, std::string_view column, const std::string& text)
{
    row.set(column, text);
    return row;
}

} // namespace

TEST_CASE("every rule belongs to a derived column or to the overall degree, and says where it comes from")
{
    for (const Rule& rule : rules()) {
        const auto at = column_index(rule.column);
        REQUIRE(at);
        CHECK((columns()[*at].kind == Kind::Derived || rule.column == column::opened));
        CHECK_FALSE(rule.source.empty());
        CHECK(std::string(rule.says.ka).size() > 0);
    }
    for (const Column& column : columns())
        if (column.kind == Kind::Derived)
            CHECK(rule_of(column.name) != nullptr);
}

TEST_CASE("stars: moderate was enough until 2014, transformative since")
{
    const CommitmentsFile file = sample_file();
    const Row& first = row_named(file, "RU0001");
    CHECK(derived(column::star_2015, first) == "1");
    CHECK(derived(column::star_progress, first) == "0");
    CHECK(derived(column::star_progress, with(first, column::impact, "Transformative")) == "1");
    CHECK(derived(column::star_2015, with(first, column::specificity, "Low")) == "0");
    CHECK(derived(column::star_2015, with(first, column::specificity, "Medium")) == "1");
    CHECK(derived(column::star_2015, with(first, column::relevant, "0")) == "0");
    CHECK(derived(column::star_2015, with(first, column::impact, "Minor")) == "0");
    CHECK(derived(column::star_2015, with(first, column::completion_progress, "Limited")) == "0");
    CHECK(derived(column::star_2015, with(first, column::completion_progress, "ND")).empty());
    CHECK(derived(column::star_end, first).empty());
}

TEST_CASE("stars: each condition counts, in either report")
{
    const CommitmentsFile file = sample_file();
    const Row& row = row_named(file, "RU0002");
    CHECK(derived(column::star_end, row) == "1");
    CHECK(derived(column::star_progress, row) == "0");
    CHECK(derived(column::star_max, row) == "1");
    CHECK(derived(column::star_end, with(row, column::verifiable, "No")) == "0");
    CHECK(derived(column::star_end, with(row, column::relevant, "0")) == "0");
    CHECK(derived(column::star_end, with(row, column::impact, "Moderate")) == "0");
    CHECK(derived(column::star_end, with(row, column::completion_end, "Limited")) == "0");
    CHECK(derived(column::star_end, with(row, column::completion_end, "ND")).empty());
}

TEST_CASE("plans since 2018 have no stars, but a star that stands there is checked")
{
    const CommitmentsFile file = sample_file();
    const Row& row = row_named(file, "RU0003");
    CHECK(derived(column::star_end, row).empty());
    CHECK(derived(column::star_max, row).empty());
    CHECK(derived(column::star_end, with(row, column::star_end, "1")) == "0");
}

TEST_CASE("completion: the later report counts")
{
    const CommitmentsFile file = sample_file();
    const Row& row = row_named(file, "RU0004");
    CHECK(latest_completion(row) == 4);
    CHECK(derived(column::change, row) == "Decrease");
    CHECK(derived(column::change_code, row) == "-1");
    CHECK(derived(column::change, with(row, column::completion_end, "Complete")) == "No Change");
    CHECK(derived(column::change, with(row, column::completion_end, "ND")).empty());
    CHECK(latest_completion(with(row, column::completion_end, "ND")) == 5);
    // Withdrawn is no degree, and the progress report no longer speaks for it.
    CHECK_FALSE(latest_completion(with(row, column::completion_end, "Withdrawn")));
    CHECK(derived(column::max_completion, with(row, column::completion_end, "Not Started")) == "0");
    CHECK(derived(column::max_completion, with(row, column::completion_end, "Unclear")) == "0");
    CHECK(derived(column::high_completion, with(row, column::completion_end, "Limited")) == "0");
    CHECK(derived(column::high_completion, with(row, column::completion_end, "Substantial")) == "1");
}

TEST_CASE("did it open government: the highest value, or the one degree of a results report")
{
    const CommitmentsFile file = sample_file();
    const Row& row = row_named(file, "RU0002");
    CHECK(derived(column::opened, row) == "Major");
    CHECK(derived(column::opened, with(row, column::opened_information, "Not Applicable")) == "Marginal");
    CHECK(derived(column::opened, with(row, column::opened_participation, "Outstanding")) == "Outstanding");
    CHECK(derived(column::high_opened, row) == "1");
    CHECK(derived(column::high_opened, with(row, column::opened, "Marginal")) == "0");
    const Row& results = row_named(file, "RU0005");
    CHECK(derived(column::opened, results) == "Marginal");
    CHECK(derived(column::opened, with(results, column::opened_code, "4")) == "Outstanding");
    const Row unreported = with(with(results, column::opened, "No early results to report yet"), column::opened_code, "1");
    CHECK(derived(column::opened, unreported) == "No early results to report yet");
    // Before results reports a degree without values is claimed and not derived.
    CHECK(derived(column::opened, with(results, column::year, "2016")).empty());
}

TEST_CASE("classes, score and constraint")
{
    const CommitmentsFile file = sample_file();
    CHECK(derived(column::score, row_named(file, "RU0001")) == "4");
    CHECK(derived(column::score, row_named(file, "RU0003")) == "3");
    CHECK(derived(column::score, row_named(file, "RU0004")) == "2");
    CHECK(derived(column::score, row_named(file, "RU0006")) == "-1");
    CHECK(derived(column::checksum, row_named(file, "RU0005")) == "0");
    CHECK(derived(column::constraint, row_named(file, "RU0004")) == "Spec");
    CHECK(derived(column::constraint, row_named(file, "RU0005")) == "FALSE");
    CHECK(derived(column::constraint, row_named(file, "RU0006")).empty());
    const Row& star = row_named(file, "RU0002");
    CHECK(derived(column::constraint, star) == "STAR");
    CHECK(derived(column::constraint, with(star, column::relevant, "0")) == "Rel");
    CHECK(derived(column::constraint, with(star, column::impact, "Moderate")) == "PotImp");
    CHECK(derived(column::constraint, with(star, column::completion_end, "Limited")) == "Cmpl");
}
