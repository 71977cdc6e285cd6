#include "ledger/leaf.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;
using namespace ogp::ledger;

namespace {

Leaf example()
{
    return {.stream = 1,
            .sequence = 0x0102030405060708,
            .received = Instant::from_milliseconds(1'555'309'000'123),
            .event_id = sha256("event"),
            .batch_id = sha256("batch"),
            .case_tag = sha256("tag"),
            .case_version = 0x0a0b0c0d,
            .verdict = Verdict::Conflict,
            .rule = 0x0201,
            .official_number = 17,
            .late = true,
            .set_clock = true};
}

void check_damaged(const std::string& bytes)
{
    try {
        Leaf::parse(bytes);
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Integrity);
    }
}

std::string with_byte(std::size_t offset, int value)
{
    std::string bytes = example().bytes();
    bytes[offset] = static_cast<char>(value);
    return bytes;
}

} // namespace

TEST_CASE("each part of a leaf lies at its documented offset")
{
    const Leaf leaf = example();
    const std::string bytes = leaf.bytes();
    REQUIRE(bytes.size() == leaf_size);
    REQUIRE(leaf_size == 137);
    const std::string hex = to_hex(bytes);
    const auto part = [&](std::size_t offset, std::size_t size) { return hex.substr(2 * offset, 2 * size); };
    CHECK(part(0, 1) == "01");
    CHECK(part(1, 8) == "0000000000000001");
    CHECK(part(9, 8) == "0102030405060708");
    CHECK(part(17, 8) == fmt::format("{:016x}", 1'555'309'000'123));
    CHECK(part(25, 32) == leaf.event_id.hex());
    CHECK(part(57, 32) == leaf.batch_id.hex());
    CHECK(part(89, 32) == leaf.case_tag.hex());
    CHECK(part(121, 4) == "0a0b0c0d");
    CHECK(part(125, 1) == "04");
    CHECK(part(126, 2) == "0201");
    CHECK(part(128, 8) == "0000000000000011");
    CHECK(part(136, 1) == "03");
    CHECK(Leaf::parse(bytes) == leaf);
}

TEST_CASE("every leaf survives its bytes")
{
    CHECK(rc::check([] {
        Leaf leaf = example();
        leaf.stream = *rc::gen::arbitrary<std::uint64_t>();
        leaf.sequence = *rc::gen::arbitrary<std::uint64_t>();
        leaf.received = Instant::from_milliseconds(*rc::gen::arbitrary<std::int64_t>());
        leaf.case_version = *rc::gen::arbitrary<std::uint32_t>();
        leaf.verdict = static_cast<Verdict>(*rc::gen::inRange(1, 7));
        leaf.rule = *rc::gen::arbitrary<std::uint16_t>();
        leaf.official_number = *rc::gen::arbitrary<std::uint64_t>();
        leaf.late = *rc::gen::arbitrary<bool>();
        leaf.set_clock = *rc::gen::arbitrary<bool>();
        RC_ASSERT(Leaf::parse(leaf.bytes()) == leaf);
    }));
}

TEST_CASE("a leaf that is read is written back byte for byte, or refused")
{
    CHECK(rc::check([] {
        std::string bytes = example().bytes();
        bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
        try {
            RC_ASSERT(Leaf::parse(bytes).bytes() == bytes);
        } catch (const Error& error) {
            RC_ASSERT(error.fault() == Fault::Integrity);
        }
    }));
}

TEST_CASE("unknown versions, verdicts, flags and sizes are refused")
{
    check_damaged("");
    check_damaged(example().bytes().substr(1));
    check_damaged(example().bytes() + '\0');
    check_damaged(with_byte(0, 0));
    check_damaged(with_byte(0, 2));
    check_damaged(with_byte(125, 0));
    check_damaged(with_byte(125, 7));
    check_damaged(with_byte(125, 255));
    check_damaged(with_byte(136, 4));
    check_damaged(with_byte(136, 128));
}

TEST_CASE("verdicts have words")
{
    CHECK(code(Verdict::Applied) == "applied");
    CHECK(code(Verdict::Merged) == "merged");
    CHECK(code(Verdict::Duplicate) == "duplicate");
    CHECK(code(Verdict::Conflict) == "conflict");
    CHECK(code(Verdict::Rejected) == "rejected");
    CHECK(code(Verdict::Quarantined) == "quarantined");
}

TEST_CASE("a case tag depends on the secret and on the case")
{
    const CaseUid one = CaseUid::from_hex("000102030405060708090a0b0c0d0e0f").value();
    CHECK(case_tag("secret", one) == hmac_sha256("secret", {one.view()}));
    CHECK(case_tag("secret", one) != case_tag("other", one));
    CHECK(case_tag("secret", one) != case_tag("secret", CaseUid{}));
}
