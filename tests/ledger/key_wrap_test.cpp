#include "ledger/key_wrap.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ledger/seal.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::ledger;

namespace {

SecretKey key_of(char letter)
{
    return SecretKey::from_seed(std::string(32, letter));
}

} // namespace

TEST_CASE("a subject key travels to the holder of the secret key and to nobody else", "[ledger][key_wrap]")
{
    const std::string subject = new_subject_key();
    const std::string wrapped = wrap_key(subject, key_of('a').public_key());
    CHECK(wrapped.size() == wrapped_key_size);
    CHECK(unwrap_key(wrapped, key_of('a')) == subject);
    CHECK_FALSE(unwrap_key(wrapped, key_of('b')));
}

TEST_CASE("a wrapped key is different each time and shows nothing of the key", "[ledger][key_wrap]")
{
    const std::string subject = new_subject_key();
    const std::string first = wrap_key(subject, key_of('a').public_key());
    CHECK(first != wrap_key(subject, key_of('a').public_key()));
    CHECK(first.find(subject) == std::string::npos);
}

TEST_CASE("every changed bit of a wrapped key is found", "[ledger][key_wrap]")
{
    const std::string wrapped = wrap_key(new_subject_key(), key_of('a').public_key());
    std::size_t opened = 0;
    for (std::size_t bit = 0; bit < wrapped.size() * 8; ++bit) {
        std::string changed = wrapped;
        changed[bit / 8] = static_cast<char>(static_cast<unsigned char>(changed[bit / 8]) ^ (1U << (bit % 8)));
        opened += unwrap_key(changed, key_of('a')).has_value() ? 1U : 0U;
    }
    // X25519 leaves the highest bit of a point out (RFC 7748, section 5), but the nonce is a hash over the point as it was sent.
    CHECK(opened == 0);
}

TEST_CASE("a wrapped key of another length is none", "[ledger][key_wrap]")
{
    const std::string wrapped = wrap_key(new_subject_key(), key_of('a').public_key());
    CHECK_FALSE(unwrap_key("", key_of('a')));
    CHECK_FALSE(unwrap_key(wrapped.substr(1), key_of('a')));
    CHECK_FALSE(unwrap_key(wrapped + 'x', key_of('a')));
    CHECK_FALSE(unwrap_key(std::string(1U << 20U, 'x'), key_of('a')));
}

TEST_CASE("nothing is sealed to a key that everybody holds", "[ledger][key_wrap]")
{
    // The neutral element, two points of small order (order 2 and 8), and a number that is no point.
    const std::string zeros(64, '0');
    for (const std::string& hex : {"01" + zeros.substr(2), "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f" + std::string(),
                                   "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05" + std::string(), "02" + zeros.substr(2)}) {
        const auto key = PublicKey::from_hex(hex);
        REQUIRE(key);
        try {
            wrap_key(new_subject_key(), *key);
            FAIL("sealed to " << hex);
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::Invalid);
        }
    }
}

TEST_CASE("only a whole subject key is wrapped", "[ledger][key_wrap]")
{
    CHECK_THROWS_AS(wrap_key("short", key_of('a').public_key()), Error);
}
