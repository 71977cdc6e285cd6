#include "base/id.hpp"

#include <catch2/catch.hpp>

using namespace ogp;

TEST_CASE("ids are read from and written to lowercase hex")
{
    const std::string hex = "0123456789abcdef00ff10203040506f";
    const auto id = CaseUid::from_hex(hex);
    REQUIRE(id);
    CHECK(id->hex() == hex);
    CHECK(id->bytes[0] == 0x01);
    CHECK(id->bytes[15] == 0x6f);
    CHECK(CaseUid::from_bytes(id->view()) == id);
}

TEST_CASE("ids of another length or alphabet are refused")
{
    CHECK_FALSE(CaseUid::from_hex(""));
    CHECK_FALSE(CaseUid::from_hex("0123456789abcdef00ff10203040506"));
    CHECK_FALSE(CaseUid::from_hex("0123456789abcdef00ff10203040506f00"));
    CHECK_FALSE(CaseUid::from_hex("0123456789ABCDEF00ff10203040506f"));
    CHECK_FALSE(CaseUid::from_bytes("short"));
    CHECK_FALSE(CaseUid::from_bytes(std::string(17, 'x')));
}

TEST_CASE("the uid of a case is the front half of a hash")
{
    const Hash hash = sha256("abc");
    CHECK(case_uid(hash).hex() == hash.hex().substr(0, 32));
    CHECK(CaseUid{}.is_zero());
    CHECK_FALSE(case_uid(hash).is_zero());
    CHECK(CaseUid{} < case_uid(hash));
}
