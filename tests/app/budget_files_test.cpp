#include "app/budget/budget_files.hpp"

#include "base/file.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

namespace {

const std::string vake = OGP_SOURCE_DIR "/tests/data/pb/vake.pb";

} // namespace

TEST_CASE("budget files: a canonical file is converted to the same bytes")
{
    Findings findings;
    CHECK(convert_budget_file(vake, Reading::Strict, findings) == read_file(vake));
    CHECK(findings.empty());
}

TEST_CASE("budget files: the checks name what does not agree")
{
    const Findings findings = check_budget_file(vake, Reading::Strict);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == "single_project_exceeded_whole_budget");
    CHECK(findings[0].place.line == 24);
}

TEST_CASE("budget files: what cannot be counted carries its findings, a missing file is not found")
{
    try {
        load_budget_file(OGP_SOURCE_DIR "/README.md", Reading::Strict);
        FAIL("no error");
    } catch (const InvalidInput& error) {
        CHECK(error.findings()[0].code == "section_order");
    }
    CHECK_THROWS_AS(load_budget_file("no-such-file.pb", Reading::Strict), Error);
}
