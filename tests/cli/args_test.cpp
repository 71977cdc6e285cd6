#include "cli/args.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::cli;

TEST_CASE("arguments are read by name")
{
    Args args;
    args.put("limit", {"12"});
    args.put("on", {"2019-04-15"});
    args.put("set", {"a=1", "b=2"});
    args.put("quiet", {});

    CHECK(args.number("limit") == 12);
    CHECK(args.date("on") == Date::from_civil(2019, 4, 15));
    CHECK(args.all("set") == std::vector<std::string>{"a=1", "b=2"});
    CHECK(args.text("set") == "b=2");
    CHECK_FALSE(args.flag("quiet"));
    CHECK(args.text("quiet").empty());
    CHECK_FALSE(args.number("quiet").has_value());
}

TEST_CASE("a name that the table does not have is a bug of ours")
{
    const Args args;
    try {
        args.text("limt");
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Internal);
        CHECK(error.message().en.find("limt") != std::string::npos);
    }
}
