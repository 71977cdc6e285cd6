#include "cli/gate.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace ogp;
using namespace ogp::cli;

namespace {

Localized said(const std::function<void()>& act)
{
    try {
        act();
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Gate);
        return error.message();
    }
    return {};
}

Finding finding(const char* code)
{
    return {Severity::Note, code, {}, {}, both("x")};
}

} // namespace

TEST_CASE("a gate is open where nothing holds")
{
    CHECK(said([] { Gate().close(); }).empty());
    CHECK(said([] { Gate().overdue(0).deadlines(0).anomaly({}).untranslated({finding("odd")}).close(); }).empty());
}

TEST_CASE("each condition says its count")
{
    CHECK(said([] { Gate().overdue(3).close(); }).en == "milestones overdue: 3 (--fail-on overdue)");
    CHECK(said([] { Gate().deadlines(2).close(); }).en == "deadlines overdue: 2 (--fail-on overdue)");
    CHECK(said([] { Gate().anomaly({finding("a"), finding("b")}).close(); }).en == "findings on the plan: 2 (--fail-on anomaly)");
    CHECK(said([] { Gate().untranslated({finding("untranslated"), finding("odd")}).close(); }).en ==
          "texts without translation: 1 (--fail-on untranslated)");
}

TEST_CASE("all that holds is told at once")
{
    const Localized all = said([] { Gate().overdue(1).anomaly({}).untranslated({finding("untranslated")}).close(); });
    CHECK(all.en == "milestones overdue: 1 (--fail-on overdue); texts without translation: 1 (--fail-on untranslated)");
    CHECK(all.ka == "ვადაგადაცილებული ეტაპები: 1 (--fail-on overdue); უთარგმნელი ტექსტები: 1 (--fail-on untranslated)");
}
