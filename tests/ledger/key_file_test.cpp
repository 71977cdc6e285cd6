#include "ledger/key_file.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>

using namespace ogp;
using namespace ogp::ledger;

namespace {

const SecretKey key = SecretKey::from_seed(std::string(32, 'k'));
const PassphraseCost cheap{1, 8192};

std::optional<Fault> fault_of(const std::string& text, const std::optional<std::string>& passphrase)
{
    try {
        open_key_file(text, passphrase);
        return std::nullopt;
    } catch (const Error& error) {
        return error.fault();
    }
}

std::string with(std::string text, const std::string& part, const std::string& other)
{
    const auto at = text.find(part);
    REQUIRE(at != std::string::npos);
    return text.replace(at, part.size(), other);
}

} // namespace

TEST_CASE("a key without a passphrase is one line of hex", "[key_file]")
{
    const std::string text = key_file(key);
    CHECK(text == "ogp-ed25519-seed " + to_hex(std::string(32, 'k')) + "\n");
    CHECK_FALSE(is_protected(text));
    CHECK(public_key_of(text) == key.public_key());
    CHECK(open_key_file(text, std::nullopt).seed() == key.seed());
    CHECK(open_key_file(text, "not needed").seed() == key.seed());
}

TEST_CASE("a key with a passphrase opens with it alone", "[key_file]")
{
    const std::string text = key_file(key, "ცხრა მთა", cheap);
    CHECK(is_protected(text));
    CHECK(public_key_of(text) == key.public_key());
    CHECK(open_key_file(text, "ცხრა მთა").seed() == key.seed());
    CHECK(fault_of(text, "ცხრა მთ") == Fault::Forbidden);
    CHECK(fault_of(text, "") == Fault::Forbidden);
    CHECK(fault_of(text, std::nullopt) == Fault::Forbidden);
    CHECK(text.find(to_hex(key.seed())) == std::string::npos);
    CHECK(text != key_file(key, "ცხრა მთა", cheap));
}

TEST_CASE("no character of a protected key can be changed", "[key_file]")
{
    const std::string text = key_file(key, "word", cheap);
    std::size_t opened = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        opened += fault_of(changed, "word") ? 0U : 1U;
    }
    CHECK(opened == 0);
}

TEST_CASE("a key file that would stop the machine is refused before it is tried", "[key_file]")
{
    const std::string text = key_file(key, "word", cheap);
    for (const char* cost : {"argon2id 1 99999999999 ", "argon2id 99999999 8192 ", "argon2id 0 8192 ", "argon2id 1 1 ", "argon2id -1 8192 "})
        CHECK(fault_of(with(text, "argon2id 1 8192 ", cost), "word") == Fault::Invalid);
}

TEST_CASE("what is no key file is refused", "[key_file]")
{
    for (const std::string text : {"", "\n", "garbage", "ogp-ed25519-seed ", "ogp-ed25519-seed 00", "ogp-key@v1", "ogp-key@v1\n\n\n\n",
                                   "ogp-key@v2\npublic 00\n"}) {
        CHECK(fault_of(text, "word") == Fault::Invalid);
        CHECK_THROWS_AS(public_key_of(text), Error);
    }
}
