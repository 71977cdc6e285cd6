// Clocks that are wrong by ten years, at a desk and at the authority: nobody's act is lost, and the log stays whole.
#include "app/cases/change.hpp"
#include "app/trial_city.hpp"
#include "base/error.hpp"
#include "ledger/verdict_rule.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace ogp;
using namespace ogp::app;

namespace {

constexpr std::int64_t ten_years = 10LL * 365 * 24 * 3600 * 1000;

Instant away(Instant from, std::int64_t milliseconds)
{
    return Instant::from_milliseconds(from.milliseconds() + milliseconds);
}

ledger::Leaf last_leaf(const TrialCity& city)
{
    const Repository repository = city.open({});
    return repository.store().event(repository.store().head().size - 1)->leaf;
}

void check_sound(TrialCity& city, TrialClone& clone)
{
    Repository there = city.open({});
    Repository here = clone.open({});
    CHECK(here.store().count_pending() == 0);
    CHECK(here.store().head().root == there.store().head().root);
    CHECK(here.store().projection_root() == there.store().projection_root());
    CHECK(findings_of(here) == std::vector<std::string>());
    CHECK(findings_of(there) == std::vector<std::string>());
}

void comment(TrialClone& clone, const CaseUid& uid)
{
    clone.act([&](Change& change) { return change.comment(uid, "called"); });
}

} // namespace

TEST_CASE("clocks: a desk ten years ahead is told so, and what it wrote stays listed")
{
    TrialCity city;
    TrialClone clone(city);
    const CaseUid uid = city.request("lamps");
    clone.pull();
    clone.now = away(city.now, ten_years);
    comment(clone, uid);
    CHECK(clone.sync().rejected == 1);
    CHECK(last_leaf(city).rule == ledger::verdict_rule("clock_ahead")->number);
    CHECK(clone.open({}).store().conflicts_of(uid).size() == 1);
    clone.now = city.now; // the control: with the right time it is taken
    comment(clone, uid);
    CHECK(clone.sync().applied == 1);
    check_sound(city, clone);
}

TEST_CASE("clocks: a desk ten years behind is heard, and its acts are marked late")
{
    TrialCity city;
    TrialClone clone(city);
    const CaseUid uid = city.request("lamps");
    clone.pull();
    comment(clone, uid);
    clone.sync();
    CHECK_FALSE(last_leaf(city).late); // the control
    clone.now = away(city.now, -ten_years);
    comment(clone, uid);
    CHECK(clone.sync().applied == 1);
    CHECK(last_leaf(city).late);
    check_sound(city, clone);
}

TEST_CASE("clocks: an authority ten years behind takes nothing from the future, and goes on once it is put right")
{
    TrialCity city;
    TrialClone clone(city);
    const CaseUid uid = city.request("lamps");
    clone.pull();
    const Instant right = city.now;
    city.now = away(right, -ten_years);
    comment(clone, uid);
    CHECK(clone.sync().rejected == 1);
    CHECK(clone.open({}).store().conflicts_of(uid).size() == 1);
    city.now = right;
    comment(clone, uid);
    CHECK(clone.sync().applied == 1);
    check_sound(city, clone);
}

TEST_CASE("clocks: an authority ten years ahead wants a new token, takes acts, and its log stays whole when it is put right")
{
    TrialCity city;
    TrialClone clone(city);
    const CaseUid uid = city.request("lamps");
    clone.pull();
    const Instant right = city.now;
    city.now = away(right, ten_years);
    comment(clone, uid);
    CHECK_THROWS_AS(clone.sync(), Error);
    CHECK(clone.open({}).store().count_pending() == 1);
    clone.renew_token();
    CHECK(clone.sync().applied == 1);
    CHECK(last_leaf(city).late);
    city.now = right;
    comment(clone, uid);
    CHECK(clone.sync().applied == 1);
    CHECK_FALSE(last_leaf(city).late);
    check_sound(city, clone);
}
