#include "ledger/signature.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>

using namespace ogp;
using namespace ogp::ledger;

namespace {

std::string bytes(const char* hex)
{
    return from_hex(hex).value();
}

std::string hex(const Signature& signature)
{
    return to_hex(std::string_view(reinterpret_cast<const char*>(signature.data()), signature.size()));
}

struct Vector
{
    const char* seed;
    const char* key;
    const char* message;
    const char* signature;
};

} // namespace

TEST_CASE("vectors of RFC 8032 section 7.1")
{
    const auto vector = GENERATE(
        Vector{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
               "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
               "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
               "655141438e7a100b"},
        Vector{"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
               "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
               "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
               "b00d291612bb0c00"},
        Vector{"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
               "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
               "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
               "c027beceea1ec40a"});
    const SecretKey secret = SecretKey::from_seed(bytes(vector.seed));
    const std::string message = bytes(vector.message);
    CHECK(secret.public_key().hex() == vector.key);
    CHECK(to_hex(secret.seed()) == vector.seed);
    const Signature signature = secret.sign(message);
    CHECK(hex(signature) == vector.signature);
    CHECK(verify(secret.public_key(), message, signature));
    CHECK_FALSE(verify(secret.public_key(), message + "x", signature));
}

TEST_CASE("no changed signature, message or key verifies")
{
    const SecretKey secret = SecretKey::generate();
    CHECK(rc::check([&] {
        std::string message = *rc::gen::nonEmpty<std::string>();
        Signature signature = secret.sign(message);
        PublicKey key = secret.public_key();
        RC_ASSERT(verify(key, message, signature));
        const auto bit = static_cast<std::uint8_t>(1U << *rc::gen::inRange(0, 8));
        switch (*rc::gen::inRange(0, 3)) {
        case 0: signature[*rc::gen::inRange<std::size_t>(0, signature.size())] ^= bit; break;
        case 1: key.bytes[*rc::gen::inRange<std::size_t>(0, key.bytes.size())] ^= bit; break;
        default: {
            char& c = message[*rc::gen::inRange<std::size_t>(0, message.size())];
            c = static_cast<char>(static_cast<unsigned char>(c) ^ bit);
        }
        }
        RC_ASSERT_FALSE(verify(key, message, signature));
    }));
}

TEST_CASE("keys that everything verifies under are refused")
{
    // The neutral element: with it R = s * B alone decides, whatever the message.
    PublicKey neutral;
    neutral.bytes[0] = 1;
    Signature signature{};
    signature[0] = 1;
    CHECK_FALSE(verify(neutral, "anything", signature));
    CHECK_FALSE(verify(PublicKey{}, "anything", Signature{}));
}

TEST_CASE("generated keys differ and survive their seed")
{
    const SecretKey one = SecretKey::generate();
    const SecretKey other = SecretKey::generate();
    CHECK(one.public_key() != other.public_key());
    const SecretKey again = SecretKey::from_seed(one.seed());
    CHECK(again.public_key() == one.public_key());
    CHECK(again.sign("x") == one.sign("x"));
    const SecretKey copy(other);
    CHECK(copy.public_key() == other.public_key());
}

TEST_CASE("a seed has 32 bytes, a public key 64 digits")
{
    for (const std::size_t size : {0U, 31U, 33U, 64U}) {
        CHECK_THROWS_AS(SecretKey::from_seed(std::string(size, 'x')), Error);
    }
    const PublicKey key = SecretKey::generate().public_key();
    CHECK(PublicKey::from_hex(key.hex()) == key);
    CHECK_FALSE(PublicKey::from_hex(key.hex().substr(2)));
    CHECK_FALSE(PublicKey::from_hex(key.hex() + "00"));
    CHECK_FALSE(PublicKey::from_hex(std::string(64, 'G')));
    CHECK_FALSE(PublicKey::from_hex(""));
}
