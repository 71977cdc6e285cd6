#include "ledger/event_bytes.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using model::Event;
using model::Op;

namespace {

Event attach()
{
    Event event;
    event.op = Op::Attach;
    event.case_uid = CaseUid{};
    event.type = "milestone";
    event.base = 3;
    event.number = 1;
    event.actor = "nino";
    event.role = "admin";
    event.at = Instant::from_milliseconds(1'555'308'000'000);
    event.attachments = {{"letter.pdf", sha256("content"), 7, "application/pdf"}};
    return event;
}

Event sealed_attach()
{
    Event event = attach();
    event.attachments.clear();
    event.blobs = {sha256("ciphertext")};
    event.sealed.emplace("blobs", sha256("commitment"));
    return event;
}

void check_refused(const Event& event, const std::string& reason)
{
    CAPTURE(reason);
    try {
        ledger::encode(event);
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Invalid);
        CHECK_THAT(error.message().en, Catch::Contains(reason));
    }
}

/// The bytes with one part replaced.
std::string with(std::string bytes, const std::string& part, const std::string& other)
{
    const std::size_t at = bytes.find(part);
    REQUIRE(at != std::string::npos);
    return bytes.replace(at, part.size(), other);
}

} // namespace

TEST_CASE("an attach says what the file is")
{
    const std::string bytes = ledger::encode(attach());
    CHECK_THAT(bytes, Catch::Contains(R"("blobs":[{"name":"letter.pdf","sha256":")" + sha256("content").hex() +
                                      R"(","size":7,"type":"application/pdf"}])"));
    CHECK(ledger::decode(bytes) == attach());
    Event two = attach();
    two.attachments.push_back({"ოქმი.odt", sha256("other"), 0, "a/b"});
    two.why = "both came by post";
    CHECK(ledger::decode(ledger::encode(two)) == two);
}

TEST_CASE("a sealed attach says only that there is one")
{
    const std::string bytes = ledger::encode(sealed_attach());
    CHECK_THAT(bytes, Catch::Contains(R"("blobs":[")" + sha256("ciphertext").hex() + R"("])"));
    CHECK_THAT(bytes, !Catch::Contains("letter"));
    CHECK(ledger::decode(bytes) == sealed_attach());
    Event with_words = sealed_attach();
    with_words.sealed.emplace("why", Hash{});
    CHECK(ledger::decode(ledger::encode(with_words)) == with_words);
}

TEST_CASE("an attach has its files once, plain or sealed")
{
    const auto changed = [](Event event, auto change) {
        change(event);
        return event;
    };
    check_refused(changed(attach(), [](Event& e) { e.attachments.clear(); }), "lacks the key \"blobs\"");
    check_refused(changed(attach(), [](Event& e) { e.blobs.push_back(Hash{}); }), "\"blobs\"");
    check_refused(changed(attach(), [](Event& e) { e.sealed.emplace("blobs", Hash{}); }), "\"blobs\"");
    check_refused(changed(attach(), [](Event& e) { e.sealed.emplace("other", Hash{}); }), "\"private\"");
    check_refused(changed(attach(), [](Event& e) { e.set.set("a", 1); }), "no key \"set\"");
    check_refused(changed(attach(), [](Event& e) { e.attachments[0].name = "../x"; }), "\"blobs\"");
    check_refused(changed(attach(), [](Event& e) { e.attachments[0].size = -1; }), "\"blobs\"");
    check_refused(changed(attach(), [](Event& e) { e.attachments[0].media_type = "pdf"; }), "\"blobs\"");
    check_refused(changed(sealed_attach(), [](Event& e) { e.blobs.clear(); }), "\"blobs\"");
    check_refused(changed(sealed_attach(), [](Event& e) { e.sealed.clear(); }), "\"blobs\"");
    check_refused(changed(attach(), [](Event& e) { e.op = Op::Set; }), "no key \"blobs\"");
}

TEST_CASE("the bytes of an attach are strict")
{
    const std::string bytes = ledger::encode(attach());
    for (const auto& [part, other] : {std::pair<std::string, std::string>{"letter.pdf", "a/b.pdf"},
                                      {"letter.pdf", "a\\nb"},
                                      {"\"size\":7", "\"size\":\"7\""},
                                      {"\"size\":7,", ""},
                                      {"\"size\":7", "\"size\":7,\"sizf\":7"},
                                      {"application/pdf", "application"},
                                      {"[{", "[[{"},
                                      {"}],\"case\"", "},null],\"case\""}}) {
        CAPTURE(part, other);
        CHECK_THROWS_AS(ledger::decode(with(bytes, part, other)), Error);
    }
    CHECK_THROWS_AS(ledger::decode(with(bytes, "\"op\":\"attach\"", "\"op\":\"set\"")), Error);
}
