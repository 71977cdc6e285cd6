#include "base/hash.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <thread>
#include <vector>

using namespace ogp;

TEST_CASE("SHA-256 of the examples of FIPS 180-4")
{
    CHECK(sha256("").hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").hex() ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256(std::string(1'000'000, 'a')).hex() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a chain of hashes goes on unchanged where the engine changes")
{
    Hash hash;
    for (int i = 0; i < 1000; ++i)
        hash = sha256(hash.view());
    CHECK(hash.hex() == "36c1cb4f826ae42ceba848227e0c5f786178ca9dceca6772e5d728d09c30a2f6");
}

TEST_CASE("both engines give the same for all lengths around a block")
{
    std::vector<Hash> first;
    for (std::size_t size = 0; size < 600; ++size)
        first.push_back(sha256(std::string(size, 'x')));
    for (std::size_t size = 0; size < 600; ++size) {
        if (first[size] != sha256(std::string(size, 'x')))
            FAIL("size " << size);
    }
}

TEST_CASE("parts are hashed as one", "[law]")
{
    CHECK(rc::check("sha256({a, b, c}) == sha256(a + b + c)", [](const std::string& a, const std::string& b, const std::string& c) {
        RC_ASSERT(sha256({a, b, c}) == sha256(a + b + c));
        RC_ASSERT(hmac_sha256(a, {b, c}) == hmac_sha256(a, {b + c}));
    }));
}

TEST_CASE("threads do not disturb each other")
{
    std::vector<int> wrong(4, 0);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 4; ++t) {
        threads.emplace_back([&wrong, t] {
            for (int i = 0; i < 500; ++i)
                wrong[t] += sha256("abc").hex().starts_with("ba7816bf") ? 0 : 1;
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    CHECK(wrong == std::vector<int>(4, 0));
}

TEST_CASE("HMAC-SHA-256 of the examples of RFC 4231")
{
    const auto bytes = [](const char* hex) { return *from_hex(hex); };
    CHECK(hmac_sha256(std::string(20, '\x0b'), {"Hi There"}).hex() ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(hmac_sha256("Jefe", {"what do ya want ", "for nothing?"}).hex() ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hmac_sha256(std::string(20, '\xaa'), {std::string(50, '\xdd')}).hex() ==
          "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    CHECK(hmac_sha256(bytes("0102030405060708090a0b0c0d0e0f10111213141516171819"), {std::string(50, '\xcd')}).hex() ==
          "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
    CHECK(hmac_sha256(std::string(131, '\xaa'), {"Test Using Larger Than Block-Size Key - Hash Key First"}).hex() ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    CHECK(hmac_sha256(std::string(131, '\xaa'),
                      {"This is a test using a larger than block-size key and a larger than block-size data. The key needs "
                       "to be hashed before being used by the HMAC algorithm."})
              .hex() == "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
    CHECK(hmac_sha256("", {}).hex() == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("hashes are read strictly")
{
    const Hash hash = sha256("abc");
    CHECK(Hash::from_hex(hash.hex()) == hash);
    CHECK(Hash::from_bytes(hash.view()) == hash);
    CHECK_FALSE(Hash::from_hex(hash.hex().substr(1)));
    CHECK_FALSE(Hash::from_hex(hash.hex() + "00"));
    CHECK_FALSE(Hash::from_hex("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"));
    CHECK_FALSE(Hash::from_bytes("short"));
}
