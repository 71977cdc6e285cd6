#include "workflow/clock_record.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;
using namespace ogp::workflow;

namespace {

CaseClock random_clock()
{
    CaseClock clock;
    clock.sla = "answer";
    clock.cycle = *rc::gen::inRange<std::int64_t>(1, 5);
    clock.pauses = *rc::gen::inRange<std::int64_t>(0, 1000);
    clock.warned = *rc::gen::arbitrary<std::uint64_t>();
    clock.escalated = *rc::gen::arbitrary<std::uint64_t>();
    clock.breached = *rc::gen::arbitrary<bool>();
    clock.target.duration = {*rc::gen::inRange<std::int64_t>(1, 1'000'000),
                             calendar::units()[*rc::gen::inRange<std::size_t>(0, calendar::units().size())]};
    clock.target.calendar = *rc::gen::element<std::string>("", "always", "ge");
    std::int64_t at = *rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 2'000'000'000'000);
    const int runs = *rc::gen::inRange(1, 6);
    for (int i = 0; i < runs; ++i) {
        calendar::Running run{Instant::from_milliseconds(at), std::nullopt};
        at += *rc::gen::inRange<std::int64_t>(0, 40'000'000'000);
        if (i + 1 < runs || *rc::gen::arbitrary<bool>())
            run.until = Instant::from_milliseconds(at);
        at += *rc::gen::inRange<std::int64_t>(0, 40'000'000'000);
        clock.runs.push_back(run);
    }
    clock.status = clock.runs.back().until ? calendar::ClockStatus::Paused : calendar::ClockStatus::Running;
    return clock;
}

} // namespace

TEST_CASE("a clock comes back from its record as it was")
{
    CHECK(rc::check([] {
        const CaseClock clock = random_clock();
        RC_ASSERT(clock_from_record(clock.sla, clock.cycle, clock.status, clock_record(clock)) == clock);
    }));
}

TEST_CASE("a record that is cut, lengthened or of another form is damage, and any other change breaks nothing")
{
    CHECK(rc::check([] {
        const CaseClock clock = random_clock();
        const std::string record = clock_record(clock);
        const auto read = [&](const std::string& bytes) { clock_from_record(clock.sla, clock.cycle, clock.status, bytes); };
        RC_ASSERT_THROWS_AS(read(record.substr(0, *rc::gen::inRange<std::size_t>(0, record.size()))), Error);
        RC_ASSERT_THROWS_AS(read(record + '\0'), Error);
        RC_ASSERT_THROWS_AS(read('\2' + record.substr(1)), Error);
        std::string changed = record;
        changed[*rc::gen::inRange<std::size_t>(0, record.size())] = static_cast<char>(*rc::gen::inRange(0, 256));
        try {
            read(changed);
        } catch (const Error& error) {
            RC_ASSERT(error.fault() == Fault::Integrity);
        }
    }));
}
