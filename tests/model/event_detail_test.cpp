#include "model/event_detail.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::model;

namespace {

const std::string uid(32, 'a');
const std::string hash(64, 'b');

bool is_one(Op op, std::string_view json)
{
    return is_detail(op, parse_json(json));
}

} // namespace

TEST_CASE("each word of a detail leads back to its value")
{
    for (const Choice choice : choices)
        CHECK(choice_from(code(choice)) == choice);
    for (const TickKind kind : tick_kinds)
        CHECK(tick_kind_from(code(kind)) == kind);
    CHECK_FALSE(choice_from("For"));
    CHECK_FALSE(tick_kind_from(""));
}

TEST_CASE("a detail is read just as it was written")
{
    const LinkDetail link{"duplicate_of", CaseUid::from_hex(uid).value(), true};
    CHECK(LinkDetail::from_json(link.to_json()) == link);
    const VoteDetail vote{"city", "ნინო ბერიძე", Choice::Abstain};
    CHECK(VoteDetail::from_json(vote.to_json()) == vote);
    const TickDetail moved{"answer", 2, TickKind::Moved, 0, Instant::from_milliseconds(2000), Instant::from_milliseconds(-1000)};
    CHECK(TickDetail::from_json(moved.to_json()) == moved);
    const MigrateDetail migrate{Hash::from_hex(hash).value(), parse_json(R"({"answer": "restart"})")};
    CHECK(MigrateDetail::from_json(migrate.to_json()) == migrate);
    const CalendarDetail calendar{"ge", Hash::from_hex(hash).value()};
    CHECK(CalendarDetail::from_json(calendar.to_json()) == calendar);
    CHECK(to_json(vote.to_json()) == R"({"choice":"abstain","group":"city","voter":"ნინო ბერიძე"})");
}

TEST_CASE("there is one form of a detail: anything more, less or else is none")
{
    CHECK(is_one(Op::Link, R"({"case": ")" + uid + R"(", "relation": "a"})"));
    CHECK_FALSE(is_one(Op::Link, R"({"case": ")" + uid + R"(", "relation": "a", "remove": false})"));
    CHECK_FALSE(is_one(Op::Link, R"({"case": ")" + uid + R"(", "relation": "A b"})"));
    CHECK_FALSE(is_one(Op::Link, R"({"case": "a", "relation": "a"})"));
    CHECK_FALSE(is_one(Op::Link, R"({"case": ")" + uid + R"(", "relation": "a", "more": 1})"));
    CHECK(is_one(Op::Vote, R"({"choice": "for", "group": "a", "voter": "x"})"));
    CHECK_FALSE(is_one(Op::Vote, R"({"choice": "pro", "group": "a", "voter": "x"})"));
    CHECK_FALSE(is_one(Op::Vote, R"({"choice": "for", "group": "a", "voter": " "})"));
    CHECK_FALSE(is_one(Op::Vote, R"({"choice": "for", "group": "a"})"));
    CHECK_FALSE(is_one(Op::Vote, R"({"choice": "for", "group": "a", "voter": ")" + std::string(201, 'x') + R"("})"));
    CHECK(is_one(Op::Tick, R"({"clock": "a", "cycle": 1, "due": 5, "index": 0, "kind": "warn"})"));
    CHECK_FALSE(is_one(Op::Tick, R"({"clock": "a", "cycle": 0, "due": 5, "index": 0, "kind": "warn"})"));
    CHECK_FALSE(is_one(Op::Tick, R"({"clock": "a", "cycle": 1, "due": 5, "index": -1, "kind": "warn"})"));
    CHECK_FALSE(is_one(Op::Tick, R"({"clock": "a", "cycle": 1, "due": 5, "index": 0, "kind": "moved"})"));
    CHECK_FALSE(is_one(Op::Tick, R"({"before": 4, "clock": "a", "cycle": 1, "due": 5, "index": 0, "kind": "warn"})"));
    CHECK_FALSE(is_one(Op::Migrate, R"({"clocks": {}, "previous": ")" + hash + R"("})"));
    CHECK_FALSE(is_one(Op::Migrate, R"({"clocks": {"a": "stop"}, "previous": ")" + hash + R"("})"));
    CHECK_FALSE(is_one(Op::Calendar, R"({"calendar": "ge"})"));
    for (const Op op : ops) {
        CHECK(is_one(op, "{}") != has_detail(op));
        CHECK_FALSE(is_detail(op, Json()));
        CHECK_FALSE(is_one(op, "[]"));
    }
    CHECK_FALSE(is_one(Op::Set, R"({"a": 1})"));
}
