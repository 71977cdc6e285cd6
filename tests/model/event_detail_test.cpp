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
    for (const Settlement choice : settlements)
        CHECK(settlement_from(code(choice)) == choice);
    CHECK_FALSE(choice_from("For"));
    CHECK_FALSE(settlement_from("undo"));
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
    const ResolveDetail resolve{Hash::from_hex(hash).value(), Settlement::Adopt};
    CHECK(ResolveDetail::from_json(resolve.to_json()) == resolve);
    CHECK(OpenDetail::from_json(OpenDetail{7}.to_json()) == OpenDetail{7});
    const EraseDetail erase{{std::string(32, '0'), uid}, "მუხლი 25"};
    CHECK(EraseDetail::from_json(erase.to_json()) == erase);
    const LeaseDetail lease{LeaseDetail::Block{"foi", "FOI-2026-", 21, 20, ReplicaId::from_hex(uid).value()}, {}, {}};
    CHECK(LeaseDetail::from_json(lease.to_json()) == lease);
    const LeaseDetail ended{{}, Hash::from_hex(hash).value(), {24, 39, 40}};
    CHECK(LeaseDetail::from_json(ended.to_json()) == ended);
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
    CHECK(is_one(Op::Resolve, R"({"choice": "keep", "event": ")" + hash + R"("})"));
    CHECK_FALSE(is_one(Op::Resolve, R"({"choice": "undo", "event": ")" + hash + R"("})"));
    CHECK_FALSE(is_one(Op::Resolve, R"({"choice": "keep", "event": ")" + uid + R"("})"));
    CHECK(is_one(Op::Open, R"({"number": 3})"));
    CHECK_FALSE(is_one(Op::Open, R"({"number": 0})"));
    CHECK_FALSE(is_one(Op::Open, R"({"number": "3"})"));
    CHECK(is_one(Op::Erase, R"({"basis": "a", "subjects": [")" + uid + R"("]})"));
    CHECK_FALSE(is_one(Op::Erase, R"({"basis": " ", "subjects": [")" + uid + R"("]})"));
    CHECK_FALSE(is_one(Op::Erase, R"({"basis": "a", "subjects": []})"));
    CHECK_FALSE(is_one(Op::Erase, R"({"basis": "a", "subjects": [")" + uid + R"(", ")" + uid + R"("]})"));
    CHECK_FALSE(is_one(Op::Erase, R"({"basis": "a", "subjects": [")" + std::string(32, 'A') + R"("]})"));
    const std::string block = R"({"count": 20, "first": 1, "replica": ")" + uid + R"(", "series": "FOI-", "type": "foi"})";
    CHECK(is_one(Op::Lease, block));
    CHECK_FALSE(is_one(Op::Lease, R"({"count": 0, "first": 1, "replica": ")" + uid + R"(", "series": "FOI-", "type": "foi"})"));
    CHECK_FALSE(is_one(Op::Lease, R"({"count": 10001, "first": 1, "replica": ")" + uid + R"(", "series": "FOI-", "type": "foi"})"));
    CHECK_FALSE(is_one(Op::Lease, R"({"annulled": [3, 2], "lease": ")" + hash + R"("})"));
    CHECK(is_one(Op::Lease, R"({"annulled": [], "lease": ")" + hash + R"("})"));
    for (const Op op : ops) {
        CHECK(is_one(op, "{}") != has_detail(op));
        CHECK_FALSE(is_detail(op, Json()));
        CHECK_FALSE(is_one(op, "[]"));
    }
    CHECK_FALSE(is_one(Op::Set, R"({"a": 1})"));
}
