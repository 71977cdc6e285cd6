#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace ogp;

TEST_CASE("every fault has a code of its own")
{
    std::set<std::string_view> codes;
    for (const Fault fault : {Fault::Usage, Fault::NotFound, Fault::Forbidden, Fault::Conflict, Fault::Invalid, Fault::Gate,
                              Fault::Integrity, Fault::Remote, Fault::Io, Fault::Internal})
        codes.insert(code(fault));
    CHECK(codes.size() == 10);
    CHECK(code(Fault::NotFound) == "not_found");
}

TEST_CASE("a place names as much as is known")
{
    CHECK(Place{"plan.yaml", 3, 7, ""}.text() == "plan.yaml:3:7");
    CHECK(Place{"plan.yaml", 3, 0, ""}.text() == "plan.yaml:3");
    CHECK(Place{"plan.yaml", 0, 0, ""}.text() == "plan.yaml");
    CHECK(Place{"", 3, 7, ""}.text() == "3:7");
    CHECK(Place{}.text().empty());
}

TEST_CASE("an error carries message and hint")
{
    const Error error(Fault::Io, {"ვერ", "cannot"}, {"სცადეთ", "try"});
    CHECK(error.fault() == Fault::Io);
    CHECK(error.message().ka == "ვერ");
    CHECK(error.hint().en == "try");
    CHECK(std::string(error.what()) == "cannot");
}

TEST_CASE("only errors among findings stop a run")
{
    Finding warning{Severity::Warning, "w", {}, {}, {}};
    Finding error{Severity::Error, "e", {}, {}, {}};
    CHECK_FALSE(has_errors({}));
    CHECK_FALSE(has_errors({warning}));
    CHECK(has_errors({warning, error}));
    const InvalidInput input({"ა", "a"}, {warning, error});
    CHECK(input.fault() == Fault::Invalid);
    CHECK(input.findings().size() == 2);
}
