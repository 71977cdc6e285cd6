#include "ledger/seal.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;
using namespace ogp::ledger;

TEST_CASE("a sealed value opens with its own key, binding and commitment only")
{
    const std::string key = new_subject_key();
    const std::string value = "ნინო ბერიძე";
    const SealedValue sealed = seal(value, key, "nonce/contact");
    CHECK(unseal(sealed.ciphertext, key, "nonce/contact", sealed.commitment) == value);

    CHECK_FALSE(unseal(sealed.ciphertext, new_subject_key(), "nonce/contact", sealed.commitment));
    CHECK_FALSE(unseal(sealed.ciphertext, key, "nonce/address", sealed.commitment));
    CHECK_FALSE(unseal(sealed.ciphertext, key, "", sealed.commitment));
    CHECK_FALSE(unseal(sealed.ciphertext, key, "nonce/contact", Hash{}));
    CHECK_FALSE(unseal(sealed.ciphertext, key.substr(1), "nonce/contact", sealed.commitment));
    CHECK_FALSE(unseal(sealed.ciphertext, "", "nonce/contact", sealed.commitment));
}

TEST_CASE("a ciphertext moved to another row does not open there")
{
    const std::string key = new_subject_key();
    const SealedValue one = seal("the same value", key, "a");
    const SealedValue other = seal("the same value", key, "b");
    CHECK_FALSE(unseal(one.ciphertext, key, "b", other.commitment));
    CHECK_FALSE(unseal(one.ciphertext, key, "a", other.commitment));
    const SealedValue again = seal("the same value", key, "a");
    CHECK_FALSE(unseal(one.ciphertext, key, "a", again.commitment));
}

TEST_CASE("equal values cannot be told from different ones")
{
    const std::string key = new_subject_key();
    CHECK(key.size() == subject_key_size);
    CHECK(new_subject_key() != key);
    const SealedValue one = seal("yes", key, "a");
    const SealedValue other = seal("yes", key, "a");
    CHECK(one.commitment != other.commitment);
    CHECK(one.ciphertext != other.ciphertext);
    CHECK(one.ciphertext.find("yes") == std::string::npos);
    CHECK(one.commitment != sha256("yes"));
}

TEST_CASE("any bytes can be sealed, and nothing changed opens")
{
    const std::string key = new_subject_key();
    CHECK(rc::check([&] {
        const auto value = *rc::gen::arbitrary<std::string>();
        const auto binding = *rc::gen::arbitrary<std::string>();
        const SealedValue sealed = seal(value, key, binding);
        RC_ASSERT(sealed.ciphertext.size() == 24 + 32 + value.size() + 16);
        RC_ASSERT(unseal(sealed.ciphertext, key, binding, sealed.commitment) == value);

        std::string changed = sealed.ciphertext;
        char& c = changed[*rc::gen::inRange<std::size_t>(0, changed.size())];
        c = static_cast<char>(static_cast<unsigned char>(c) ^ (1U << *rc::gen::inRange(0, 8)));
        RC_ASSERT_FALSE(unseal(changed, key, binding, sealed.commitment).has_value());
        const auto shorter = *rc::gen::inRange<std::size_t>(0, sealed.ciphertext.size());
        RC_ASSERT_FALSE(unseal(sealed.ciphertext.substr(0, shorter), key, binding, sealed.commitment).has_value());
    }));
}

TEST_CASE("a key of another size is a mistake of the caller")
{
    CHECK_THROWS_AS(seal("x", "short", "b"), Error);
    CHECK_THROWS_AS(seal("x", std::string(33, 'k'), "b"), Error);
}
