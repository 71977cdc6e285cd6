#include "ledger/event_bytes.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "model/event_detail.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <array>

using namespace ogp;
using namespace ogp::ledger;
using model::Event;
using model::Op;

namespace {

constexpr auto all_ops = model::ops;

/// The least that an event of that operation must hold.
Event least(Op op)
{
    Event event;
    event.op = op;
    event.number = 1;
    event.actor = "nino";
    event.role = "admin";
    event.at = Instant::from_milliseconds(1'555'308'000'000);
    if (model::acts_on_case(op) && op != Op::Open) {
        event.case_uid = CaseUid{};
        event.base = 3;
    }
    if (model::acts_on_case(op) || op == Op::Define) {
        event.type = "milestone";
    }
    if (op == Op::Open || op == Op::Define || op == Op::Migrate) {
        event.workflow = Hash{};
    }
    if (op == Op::Open || op == Op::Move || op == Op::Migrate || op == Op::Resolve) {
        event.to = "planned";
    }
    if (op == Op::Move) {
        event.from = "a";
        event.transition = "b";
    }
    switch (op) {
    case Op::Link: event.detail = model::LinkDetail{"related", CaseUid{}, false}.to_json(); break;
    case Op::Vote: event.detail = model::VoteDetail{"city", "nino", model::Choice::For}.to_json(); break;
    case Op::Tick: event.detail = model::TickDetail{"answer", 1, model::TickKind::Breach, 0, event.at, {}}.to_json(); break;
    case Op::Migrate:
        event.from = "a";
        event.detail = model::MigrateDetail{Hash{}, Json::object()}.to_json();
        break;
    case Op::Resolve:
        event.from = "a";
        event.why = "because";
        event.detail = model::ResolveDetail{Hash{}, model::Settlement::Keep}.to_json();
        break;
    case Op::Erase: event.detail = model::EraseDetail{{std::string(32, '0')}, "art. 1"}.to_json(); break;
    case Op::Lease: event.detail = model::LeaseDetail{model::LeaseDetail::Block{"foi", "FOI-2026-", 1, 20, {}}, {}, {}}.to_json(); break;
    case Op::Calendar: event.detail = model::CalendarDetail{"ge", Hash{}}.to_json(); break;
    default: break;
    }
    if (op == Op::Comment) {
        event.text = "words";
    }
    if (op == Op::Attach) {
        event.attachments.push_back({"letter.pdf", Hash{}, 7, "application/pdf"});
    }
    return event;
}

template <class Change>
Event changed(Op op, Change change)
{
    Event event = least(op);
    change(event);
    return event;
}

void check_not_encoded(const Event& event, const std::string& reason)
{
    CAPTURE(reason);
    try {
        encode(event);
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Invalid);
        CHECK_THAT(error.message().en, Catch::Contains(reason));
        CHECK_FALSE(error.message().ka.empty());
    }
}

/// What decode() says against these bytes.
Localized refusal(std::string_view bytes)
{
    try {
        decode(bytes);
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Invalid);
        return {error.hint().en, error.message().en};
    }
    FAIL("accepted: " << bytes);
    return {};
}

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    const auto place = text.find(from);
    REQUIRE(place != std::string::npos);
    return text.replace(place, from.size(), to);
}

Json nested(int levels)
{
    Json value = Json::array();
    for (int i = 1; i < levels; ++i) {
        Json outer = Json::array();
        outer.push(std::move(value));
        value = std::move(outer);
    }
    return value;
}

std::string random_text()
{
    const auto piece = rc::gen::element<std::string>("a", "Z", "0", " ", "\n", "\t", "\"", "\\", "/", "ა", "ქ", "„", "é", "€", "😀", "日");
    std::string text;
    for (const std::string& next : *rc::gen::container<std::vector<std::string>>(piece)) {
        text += next;
    }
    return text;
}

Json random_value(int depth)
{
    switch (*rc::gen::inRange(0, depth > 0 ? 6 : 4)) {
    case 0: return {};
    case 1: return *rc::gen::arbitrary<bool>();
    case 2: return *rc::gen::inRange<std::int64_t>(-9'007'199'254'740'991, 9'007'199'254'740'992);
    case 3: return random_text();
    case 4: {
        Json array = Json::array();
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
            array.push(random_value(depth - 1));
        }
        return array;
    }
    default: {
        Json object = Json::object();
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
            object.set(*rc::gen::element<std::string>("a", "b.c", "k-1", "ka", "z_9"), random_value(depth - 1));
        }
        return object;
    }
    }
}

Hash random_hash()
{
    return sha256(std::to_string(*rc::gen::arbitrary<std::uint64_t>()));
}

Event random_event()
{
    Event event = least(*rc::gen::elementOf(all_ops));
    event.nonce = *rc::gen::arbitrary<std::uint64_t>();
    event.repository = RepositoryId::from_bytes(random_hash().view().substr(0, 16)).value();
    event.number = *rc::gen::inRange<std::int64_t>(1, 9'007'199'254'740'992);
    event.actor = "x" + random_text();
    event.role = random_text();
    event.why = (event.op == Op::Resolve ? "x" : "") + random_text();
    if (*rc::gen::arbitrary<bool>()) {
        event.clock = ClockSource::Set;
        event.effective = Instant::from_milliseconds(*rc::gen::inRange<std::int64_t>(-62'135'596'800'000, 253'402'300'800'000));
    }
    if (event.op == Op::Attach) {
        event.attachments.push_back({"ოქმი.odt", random_hash(), *rc::gen::inRange<std::int64_t>(0, 9'007'199'254'740'992), "a/b"});
        return event;
    }
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
        event.blobs.push_back(random_hash());
    }
    if (event.op == Op::Comment) {
        event.text = random_text();
        if (event.text.empty()) {
            event.sealed.emplace("text", random_hash());
        }
        return event;
    }
    if (event.op == Op::Link || event.op == Op::Vote || event.op == Op::Calendar || event.op == Op::Erase || event.op == Op::Lease) {
        return event;
    }
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
        event.set.set(*rc::gen::element<std::string>("title", "end", "note"), random_value(3));
    }
    if (*rc::gen::arbitrary<bool>()) {
        event.add.set("tags", Json(Json::Array{random_value(2)}));
        event.del.set("tags", Json(Json::Array{random_value(2), random_value(0)}));
        event.sealed.emplace("contact", random_hash());
    }
    return event;
}

} // namespace

TEST_CASE("the least event of every operation")
{
    for (const Op op : all_ops) {
        const std::string bytes = encode(least(op));
        CAPTURE(bytes);
        CHECK(decode(bytes) == least(op));
    }
    CHECK(encode(least(Op::Grant)) ==
          R"({"actor":"nino","at":1555308000000,"n":1,"nonce":"0000000000000000","op":"grant",)"
          R"("rep":"00000000000000000000000000000000","repo":"00000000000000000000000000000000","role":"admin","v":1})");
}

TEST_CASE("every event survives its bytes")
{
    CHECK(rc::check([] {
        const Event event = random_event();
        const std::string bytes = encode(event);
        RC_ASSERT(decode(bytes) == event);
        RC_ASSERT(encode(decode(bytes)) == bytes);
    }));
}

TEST_CASE("bytes that are read are exactly those that would be written")
{
    const auto piece = rc::gen::element<std::string>("", " ", "\"", "\\", ",", ":", "{", "}", "[", "]", "0", "1", "-", "a", "null",
                                                     "\\u0041", "\\n", "\n", "e", ".", "\x7f", "\xff", "ა", std::string(1, '\0'));
    int read = 0;
    CHECK(rc::check([&] {
        std::string bytes = encode(random_event());
        const auto place = *rc::gen::inRange<std::size_t>(0, bytes.size());
        bytes.replace(place, *rc::gen::inRange<std::size_t>(0, 4), *piece);
        try {
            RC_ASSERT(encode(decode(bytes)) == bytes);
            ++read;
        } catch (const Error& error) {
            RC_ASSERT(error.fault() == Fault::Invalid);
        }
    }));
    CHECK(read > 0);
}

TEST_CASE("other ways to write the same event are refused")
{
    const Event event = changed(Op::Set, [](Event& set) {
        set.set = Json::object({{"a", "ab/ა"}, {"b", 10}});
        set.actor = "n\nq";
    });
    const std::string bytes = encode(event);
    REQUIRE(decode(bytes) == event);
    refusal(" " + bytes);
    refusal(bytes + "\n");
    refusal(replaced(bytes, "\"b\":10", "\"b\": 10"));
    refusal(replaced(bytes, "\"b\":10", "\"b\":1e1"));
    refusal(replaced(bytes, "\"b\":10", "\"b\":10.0"));
    refusal(replaced(bytes, "\"b\":10", "\"b\":010"));
    refusal(replaced(bytes, "\"b\":10", "\"b\":+10"));
    refusal(replaced(bytes, "\"b\":10", "\"b\":-0"));
    refusal(replaced(bytes, "\"b\":10", "\"b\":10,\"b\":10"));
    refusal(replaced(bytes, "\"b\":10", "\"b\":NaN"));
    refusal(replaced(bytes, "\"a\":\"ab/ა\",\"b\":10", "\"b\":10,\"a\":\"ab/ა\""));
    refusal(replaced(bytes, "ab/ა", "\\u0061b/ა"));
    refusal(replaced(bytes, "ab/ა", "ab\\/ა"));
    refusal(replaced(bytes, "ab/ა", "ab/\\u10d0"));
    refusal(replaced(bytes, "n\\nq", "n\\u000aq"));
    refusal(replaced(bytes, "n\\nq", "n\nq"));
    refusal(replaced(bytes, "nonce\":\"0000000000000000", "nonce\":\"000000000000000A"));
    refusal(replaced(bytes, "\"op\":\"set\"", "\"op\":\"set\",\"op\":\"set\""));
    refusal(replaced(bytes, "\"actor\"", "\"add\":{},\"actor\""));
    refusal(replaced(bytes, ",\"at\"", ",\"add\":{},\"at\""));
    refusal(replaced(bytes, ",\"case\"", ",\"blobs\":[],\"case\""));
    refusal(replaced(bytes, ",\"role\"", ",\"private\":{},\"role\""));
    refusal(replaced(bytes, ",\"v\":1", ",\"v\":1,\"why\":\"\""));
    refusal(bytes.substr(0, bytes.size() - 1));
}

TEST_CASE("what is no event is refused")
{
    for (const char* bytes : {"", "{}", "[]", "null", "1", "\"x\"", "{", "{\"v\":1}", "{\"op\":\"set\",\"v\":1}", "\xef\xbb\xbf{}"}) {
        CAPTURE(bytes);
        refusal(bytes);
    }
}

TEST_CASE("an unknown version, operation or key may come from a newer ogp")
{
    const std::string bytes = encode(least(Op::Set));
    for (const std::string& other :
         {replaced(bytes, "\"v\":1", "\"v\":2"), replaced(bytes, "\"v\":1", "\"v\":\"1\""), replaced(bytes, ",\"v\":1", ""),
          replaced(bytes, "\"op\":\"set\"", "\"op\":\"paint\""), replaced(bytes, "\"op\":\"set\"", "\"op\":7"),
          replaced(bytes, ",\"v\":1", ",\"v\":1,\"x\":1"), replaced(bytes, "{", "{\"a\":1,")}) {
        CAPTURE(other);
        CHECK_THAT(refusal(other).ka, Catch::Contains("newer version"));
    }
    // An ordinary mistake does not send anybody looking for an update.
    CHECK(refusal(replaced(bytes, "\"n\":1", "\"n\":\"1\"")).ka.empty());
}

TEST_CASE("each key stands where the table has it, and nowhere else")
{
    struct Row
    {
        const char* key;
        std::string value;
        std::string ops;
    };
    const std::string hash(64, '0');
    const std::array rows{
        Row{"case", "\"00000000000000000000000000000000\"", "set move comment attach link vote tick migrate resolve"},
        Row{"base", "3", "set move comment attach link vote tick migrate resolve"},
        Row{"type", "\"milestone\"", "open set move comment attach link vote tick migrate resolve define"},
        Row{"workflow", '"' + hash + '"', "open migrate define"},
        Row{"to", "\"planned\"", "open move migrate resolve"},
        Row{"from", "\"a\"", "move migrate resolve"},
        Row{"transition", "\"b\"", "move"},
        Row{"set", R"({"x":1})", "open set move tick migrate resolve define grant revoke"},
        Row{"add", R"({"x":[1]})", "open set move tick migrate resolve define grant revoke"},
        Row{"del", R"({"x":[1]})", "open set move tick migrate resolve define grant revoke"},
        Row{"text", "\"words\"", "comment"},
        Row{"why", "\"because\"", "open set move comment attach link vote tick migrate resolve define grant calendar revoke erase lease"},
        Row{"blobs", "[\"" + hash + "\"]", "open set move comment link vote tick migrate resolve define grant calendar revoke erase lease"},
        Row{"private", "{\"p\":\"" + hash + "\"}", "open set move link vote tick migrate resolve define grant calendar revoke erase lease"},
        Row{"clock", "\"set\"", "open set move comment attach link vote tick migrate resolve define grant calendar revoke erase lease"},
        Row{"effective", "5", "open set move comment attach link vote tick migrate resolve define grant calendar revoke erase lease"},
    };
    for (const Op op : all_ops) {
        for (const Row& row : rows) {
            Json json = parse_json(encode(least(op)));
            json.set(row.key, parse_json(row.value));
            const std::string bytes = to_json(json);
            CAPTURE(bytes);
            const auto ops = split(row.ops, ' ');
            if (std::find(ops.begin(), ops.end(), model::code(op)) != ops.end()) {
                CHECK(encode(decode(bytes)) == bytes);
            } else {
                refusal(bytes);
            }
        }
    }
}

TEST_CASE("no required key may be left out, no key may have another kind of value")
{
    for (const Op op : all_ops) {
        const Json whole = parse_json(encode(least(op)));
        for (const auto& [key, value] : whole.members()) {
            CAPTURE(model::code(op), key);
            Json json = whole;
            json.erase(key);
            refusal(to_json(json));
            for (const Json& other : {Json(), Json(true), Json(-1), Json(""), Json("A"), Json::array(), Json::object()}) {
                if (other == value || (key == "role" && other.is_text()) ||
                    ((key == "actor" || key == "text" || key == "why") && other == Json("A")) || (key == "at" && other.is_integer())) {
                    continue;
                }
                json.set(key, other);
                CAPTURE(to_json(other));
                refusal(to_json(json));
            }
        }
    }
}

TEST_CASE("what an operation does not have is not written silently")
{
    check_not_encoded(changed(Op::Open, [](Event& e) { e.case_uid = CaseUid{}; }), "no key \"case\"");
    check_not_encoded(changed(Op::Open, [](Event& e) { e.base = 1; }), "no key \"base\"");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.to = "x"; }), "no key \"to\"");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.workflow = Hash{}; }), "no key \"workflow\"");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.text = "x"; }), "no key \"text\"");
    check_not_encoded(changed(Op::Comment, [](Event& e) { e.set.set("a", 1); }), "no key \"set\"");
    check_not_encoded(changed(Op::Grant, [](Event& e) { e.type = "x"; }), "no key \"type\"");
    check_not_encoded(changed(Op::Open, [](Event& e) { e.workflow.reset(); }), "lacks the key \"workflow\"");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.case_uid.reset(); }), "lacks the key \"case\"");
    check_not_encoded(changed(Op::Move, [](Event& e) { e.from.clear(); }), "lacks the key \"from\"");
    check_not_encoded(changed(Op::Grant, [](Event& e) { e.actor.clear(); }), "lacks the key \"actor\"");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.number = 0; }), "\"n\"");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.base = -1; }), "\"base\"");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.number = std::int64_t{1} << 53; }), "too large");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.at = Instant::from_milliseconds(253'402'300'800'000); }), "out of range");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.type = "Milestone"; }), "name of a field");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.set = Json(); }), "\"set\"");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.add.set("a", 1); }), "\"a\"");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.del.set("a", Json::array()); }), "\"a\"");
}

TEST_CASE("a comment has its words once, plain or sealed")
{
    const Event sealed = changed(Op::Comment, [](Event& e) {
        e.text.clear();
        e.sealed.emplace("text", Hash{});
    });
    CHECK(decode(encode(sealed)) == sealed);
    check_not_encoded(changed(Op::Comment, [](Event& e) { e.text.clear(); }), "text");
    check_not_encoded(changed(Op::Comment, [](Event& e) { e.sealed.emplace("text", Hash{}); }), "text");
    check_not_encoded(changed(Op::Comment, [](Event& e) { e.sealed.emplace("other", Hash{}); }), "private");
}

TEST_CASE("a settlement says why, in the open or sealed")
{
    check_not_encoded(changed(Op::Resolve, [](Event& e) { e.why.clear(); }), "lacks the key \"why\"");
    const Event sealed = changed(Op::Resolve, [](Event& e) {
        e.why.clear();
        e.sealed.emplace("why", Hash{});
    });
    CHECK(decode(encode(sealed)) == sealed);
}

TEST_CASE("an open may carry the number that it was given from a leased block")
{
    const Event numbered = changed(Op::Open, [](Event& e) { e.detail = model::OpenDetail{17}.to_json(); });
    CHECK_THAT(encode(numbered), Catch::Contains(R"("detail":{"number":17})"));
    CHECK(decode(encode(numbered)) == numbered);
    check_not_encoded(changed(Op::Open, [](Event& e) { e.detail = Json::object({{"number", 0}}); }), "\"detail\"");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.detail = model::OpenDetail{17}.to_json(); }), "no key \"detail\"");
}

TEST_CASE("a field is plain or sealed")
{
    check_not_encoded(changed(Op::Set, [](Event& e) { e.set.set("a", 1); e.sealed.emplace("a", Hash{}); }), "both");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.set.set("a", {}); e.sealed.emplace("a", Hash{}); }), "both");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.add.set("a", Json(Json::Array{1})); e.sealed.emplace("a", Hash{}); }), "both");
}

TEST_CASE("limits hold at the last allowed step and break at the next")
{
    const auto with = [](Json value) { return changed(Op::Set, [&](Event& e) { e.set.set("x", std::move(value)); }); };
    const auto survives = [](const Event& event) { return decode(encode(event)) == event; };

    CHECK(survives(with(std::string(max_event_text, 'a'))));
    check_not_encoded(with(std::string(max_event_text + 1, 'a')), "longer than 8192");
    CHECK(survives(with(9'007'199'254'740'991)));
    CHECK(survives(with(-9'007'199'254'740'991)));
    check_not_encoded(with(9'007'199'254'740'992), "too large");
    check_not_encoded(with(-9'007'199'254'740'992), "too large");
    // The event is the first level, "set" the second.
    CHECK(survives(with(nested(max_event_depth - 2))));
    check_not_encoded(with(nested(max_event_depth - 1)), "nested");

    Event event = least(Op::Set);
    for (char field = 'a'; field < 'h'; ++field) {
        event.set.set(std::string(1, field), std::string(max_event_text, 'a'));
    }
    const std::size_t rest = max_event_bytes - encode(event).size() - 7;
    event.set.set("z", std::string(rest, 'a'));
    REQUIRE(encode(event).size() == max_event_bytes);
    CHECK(survives(event));
    event.set.set("z", std::string(rest + 1, 'a'));
    check_not_encoded(event, "60001 bytes");
}

TEST_CASE("texts are plain UTF-8 in NFC")
{
    const auto with = [](std::string text) { return changed(Op::Set, [&](Event& e) { e.why = std::move(text); }); };
    CHECK_NOTHROW(encode(with("\u00e9 ქართული \U0001F600\n\t")));
    check_not_encoded(with("e\u0301"), "NFC");
    check_not_encoded(with("\u212b"), "NFC");
    check_not_encoded(with("\xff"), "UTF-8");
    check_not_encoded(with("\xed\xa0\x80"), "UTF-8");
    check_not_encoded(with("\xc0\x80"), "UTF-8");
    check_not_encoded(with(std::string("a\0b", 3)), "control");
    check_not_encoded(with("a\r\n"), "control");
    check_not_encoded(with("\x1b[31m"), "control");
    check_not_encoded(with("a\x7f"), "control");
    check_not_encoded(with("\u202eabc"), "control");
    check_not_encoded(changed(Op::Set, [](Event& e) { e.set.set("a", Json::object({{"ka", "\u2066"}})); }), "\"ka\"");
}

TEST_CASE("field names are small ASCII at every depth")
{
    for (const char* key : {"", "A", "1a", "_a", "a b", "ა", "a\"", "aB", "-a", ".a", "a\n"}) {
        CAPTURE(key);
        check_not_encoded(changed(Op::Set, [&](Event& e) { e.set.set(key, 1); }), "name of a field");
        check_not_encoded(changed(Op::Set, [&](Event& e) { e.set.set("x", Json(Json::Array{Json::object({{key, 1}})})); }),
                          "name of a field");
        check_not_encoded(changed(Op::Set, [&](Event& e) { e.sealed.emplace(key, Hash{}); }), "name of a field");
    }
    CHECK_NOTHROW(encode(changed(Op::Set, [](Event& e) { e.set.set("a.b_c-9", 1); })));
}

TEST_CASE("an event id is over its bytes, in a domain of its own")
{
    CHECK(event_id("x") == sha256({std::string_view("ogp-event-v1\0", 13), "x"}));
    CHECK(event_id("x") != sha256("x"));
    CHECK(event_id("x") != event_id("y"));
}
