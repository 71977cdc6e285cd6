#include "app/cases/states_at.hpp"

#include "app/cases/change.hpp"
#include "app/cases/history.hpp"
#include "app/cases/query.hpp"
#include "app/clocks/past_record.hpp"
#include "app/trial_repository.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace ogp;
using namespace ogp::app;

namespace {

Date day(const char* iso)
{
    return *Date::parse(iso);
}

/// Three requests: one that is answered by 20 April, one that is withdrawn in May, one that comes in May.
class Requests
{
public:
    Requests() : repository({.folder = trial.folder(), .access = store::Access::Write, .actor = {}, .role = {}, .clock = TrialRepository::clock()})
    {
        const CaseUid first = request("2019-04-16");
        const CaseUid second = request("2019-04-17");
        move(first, "2019-04-18", "register");
        move(first, "2019-04-20", "forward", Json::object({{"forwarded_to", "another body"}}));
        move(second, "2019-05-03", "withdraw");
        request("2019-05-04");
        at("2019-06-01");
    }

    void at(const std::string& date) { repository.set_clock({*Instant::parse(date + "T10:00:00+04:00"), ClockSource::Set}); }

    CaseUid request(const std::string& date)
    {
        at(date);
        Change change(repository);
        const CaseUid uid = change.open("foi", Json::object({{"subject", "გზები"}, {"body", "x"}, {"applicant", Json::object({{"name", "A"}})}})).subject.uid;
        change.commit();
        return uid;
    }

    void move(const CaseUid& uid, const std::string& date, const char* transition, const Json& set = Json::object())
    {
        at(date);
        Change change(repository);
        change.move(uid, transition, set, "reason");
        change.commit();
    }

    store::CaseRow row(const char* number) { return repository.resolve(number); }
    CasesAt cases(const char* iso) { return CasesAt(repository, end_of(repository, day(iso))); }

    std::string answer(const std::string& sql, const char* as_of)
    {
        std::string text;
        for (const auto& cells : app::query(repository, sql, 10, as_of != nullptr ? std::optional(day(as_of)) : std::nullopt).rows)
            for (const report::Cell& cell : cells)
                text += (text.empty() ? "" : " ") + cell.text.en;
        return text;
    }

    TrialRepository trial{{std::string(all_types)}};
    Repository repository;
};

} // namespace

TEST_CASE("a case as it stood at the end of a day")
{
    Requests city;
    const store::CaseRow first = city.row("FOI-2019-00001");
    CHECK_FALSE(city.cases("2019-04-15").find(first));
    const auto then = city.cases("2019-04-19").find(first);
    REQUIRE(then);
    CHECK(then->subject.state == "in_process");
    CHECK(then->category == model::StateCategory::Open);
    CHECK(then->number == "FOI-2019-00001"); // given with the opening, in no field
    CHECK(then->subject.fields.find("resolution") == nullptr);
    CHECK(city.cases("2019-04-20").find(first)->subject == first.subject);
    CHECK(city.cases("2019-04-19").events(first).size() == 2);
}

TEST_CASE("the cases that stood otherwise on a day than now")
{
    Requests city;
    const CasesAt::Others others = city.cases("2019-04-30").others("foi");
    REQUIRE(others.changed.size() == 1);
    CHECK(others.changed[0].number == "FOI-2019-00002");
    CHECK(others.changed[0].subject.state == "submitted");
    CHECK(others.find(others.changed[0].row) == &others.changed[0]);
    CHECK(others.find(city.row("FOI-2019-00001").row) == nullptr);
    CHECK(others.later == std::vector<std::int64_t>{city.row("FOI-2019-00003").row});
    CHECK(others.is_later(city.row("FOI-2019-00003").row));
    const CasesAt::Others none = city.cases("2019-05-31").others();
    CHECK(none.changed.empty());
    CHECK(none.later.empty());
}

TEST_CASE("many at once give what the history of each gives")
{
    Requests city;
    rc::check("a day of the spring", [&] {
        const Date date = day("2019-04-10") + *rc::gen::inRange(0, 40);
        const CasesAt at(city.repository, end_of(city.repository, date));
        for (const store::CaseRow& now : city.repository.store().list({.type = "foi"})) {
            std::optional<store::CaseRow> past;
            try {
                past = case_as_of(city.repository, now, date).row;
            } catch (const Error& error) {
                RC_ASSERT(error.fault() == Fault::NotFound);
            }
            const auto then = at.find(now);
            RC_ASSERT(then.has_value() == past.has_value());
            if (then)
                RC_ASSERT(then->subject == past->subject);
        }
    });
}

TEST_CASE("clocks of an earlier day ran then as the log says")
{
    Requests city;
    const PastRecord past = past_record(city.repository, day("2019-04-30"));
    REQUIRE(past.clocks.size() == 1);
    const KeptClock& clock = past.clocks.begin()->second.at(0);
    CHECK(clock.clock.sla == "answer");
    CHECK(clock.clock.status == calendar::ClockStatus::Running);
    CHECK(clock.due);
}

TEST_CASE("the views of an earlier day")
{
    Requests city;
    const std::string states = "SELECT number, state FROM foi ORDER BY number";
    CHECK(city.answer(states, nullptr) == "FOI-2019-00001 forwarded FOI-2019-00002 withdrawn FOI-2019-00003 submitted");
    CHECK(city.answer(states, "2019-04-30") == "FOI-2019-00001 forwarded FOI-2019-00002 submitted");
    CHECK(city.answer(states, "2019-04-17") == "FOI-2019-00001 submitted FOI-2019-00002 submitted");
    CHECK(city.answer(states, "2019-04-15").empty());
    CHECK(city.answer("SELECT count(*), sum(category = 'open') FROM cases WHERE type = 'foi'", "2019-04-30") == "2 1");
    const std::string running = "SELECT f.number, c.status FROM foi f JOIN clocks c ON c.case_id = f.id WHERE c.clock = 'answer' ORDER BY f.number";
    CHECK(city.answer(running, "2019-04-30") == "FOI-2019-00001 stopped FOI-2019-00002 running");
    CHECK(city.answer(running, nullptr).find("FOI-2019-00002 stopped") != std::string::npos);
    const std::string moves = "SELECT count(*) FROM events WHERE operation = 'move'";
    CHECK(city.answer(moves, "2019-04-30") == "2");
    CHECK(city.answer(moves, nullptr) == "3");
    CHECK(city.answer("SELECT count(*) FROM foi a JOIN foi b ON a.id = b.id", "2019-04-30") == "2");
}

TEST_CASE("how the record lies to a day")
{
    Requests city;
    CHECK(recorded_by(city.repository, day("2019-04-14")) == Recorded::Later);
    CHECK(recorded_by(city.repository, day("2019-04-15")) == Recorded::Then);
    city.repository.set_clock({*Instant::parse("2019-06-01T10:00:00+04:00"), ClockSource::System});
    CHECK(recorded_by(city.repository, day("2019-06-01")) == Recorded::Now);
    CHECK(recorded_by(city.repository, day("2019-05-31")) == Recorded::Then);
}
