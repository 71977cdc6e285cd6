#include "ledger/log_keys.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace ogp;
using namespace ogp::ledger;

namespace {

const std::string name = "ogp/000102030405060708090a0b0c0d0e0f/101112131415161718191a1b1c1d1e1f";

SecretKey key(char letter)
{
    return SecretKey::from_seed(std::string(32, letter));
}

VerifierKey known(char letter)
{
    return {name, key(letter).public_key()};
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

bool holds(const std::string& note)
{
    try {
        Handover::parse(note);
        return true;
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Integrity);
        return false;
    }
}

} // namespace

TEST_CASE("a handover says from where on which key follows which, signed by both", "[log_keys]")
{
    const Handover made = Handover::make(17, name, key('a'), key('b'));
    const Handover read = Handover::parse(made.note);
    CHECK(read.from == 17);
    CHECK(read.older == known('a'));
    CHECK(read.newer == known('b'));
    CHECK(read.note == made.note);
    CHECK(made.note.starts_with("ogp/000102030405060708090a0b0c0d0e0f/key\n17\n" + verifier_key(name, key('a').public_key()) + "\n"));
}

TEST_CASE("a handover that was changed or signed by anybody else does not hold", "[log_keys]")
{
    const std::string good = Handover::make(17, name, key('a'), key('b')).note;
    REQUIRE(holds(good));
    for (std::size_t i = 0; i < good.size(); ++i) {
        std::string changed = good;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        INFO(i);
        CHECK_FALSE(holds(changed));
    }
    const std::string text = parse_note(good).text;
    CHECK_FALSE(holds(sign_note(text, name, key('a'))));
    CHECK_FALSE(holds(sign_note(text, name, key('b'))));
    CHECK_FALSE(holds(sign_note(sign_note(text, name, key('a')), name, key('c'))));
    CHECK_FALSE(holds(sign_note(sign_note(text, name, key('c')), name, key('b'))));
    CHECK_FALSE(holds(sign_note(sign_note(text, name, key('b')), name, key('a')))); // the other order: there is one form
    CHECK_FALSE(holds(sign_note(good, name, key('c'))));
    CHECK_FALSE(holds(Handover::make(17, name, key('a'), key('a')).note));
    CHECK_FALSE(holds("no note"));
    // Of another repository than its name says.
    const std::string foreign = replaced(text, "ogp/00", "ogp/ff");
    CHECK_FALSE(holds(sign_note(sign_note(foreign, name, key('a')), name, key('b'))));
}

TEST_CASE("each key holds for the sizes after its handover", "[log_keys]")
{
    LogKeys keys(known('a'));
    CHECK(keys.at(0) == known('a'));
    CHECK(keys.at(1'000'000) == known('a'));
    keys.add(Handover::make(17, name, key('a'), key('b')));
    keys.add(Handover::make(30, name, key('b'), key('c')));
    CHECK(keys.first() == known('a'));
    CHECK(keys.present() == known('c'));
    CHECK(keys.at(17) == known('a'));
    CHECK(keys.at(18) == known('b'));
    CHECK(keys.at(30) == known('b'));
    CHECK(keys.at(31) == known('c'));
    CHECK(keys.contains(known('b')));
    CHECK_FALSE(keys.contains(known('d')));
    CHECK_THROWS_AS(keys.add(Handover::make(40, name, key('a'), key('d'))), Error); // one that holds no longer
    CHECK_THROWS_AS(keys.add(Handover::make(30, name, key('c'), key('d'))), Error); // a place that is taken
    CHECK_THROWS_AS(keys.add(Handover::make(40, name.substr(0, name.size() - 1), key('c'), key('d'))), Error);
    CHECK(keys.present() == known('c'));
}

TEST_CASE("notes lead from the first key to the present one, without a gap", "[log_keys]")
{
    const std::string first = Handover::make(17, name, key('a'), key('b')).note;
    const std::string second = Handover::make(30, name, key('b'), key('c')).note;
    CHECK(log_keys({}, known('a')).present() == known('a'));
    const LogKeys keys = log_keys(std::vector{first, second}, known('c'));
    CHECK(keys.first() == known('a'));
    CHECK(keys.notes() == std::vector{first, second});
    CHECK(log_keys(std::vector{second}, known('c')).first() == known('b'));
    CHECK_THROWS_AS(log_keys(std::vector{first}, known('c')), Error);
    CHECK_THROWS_AS(log_keys(std::vector{second, first}, known('b')), Error);
    CHECK_THROWS_AS(log_keys(std::vector{first, second}, known('b')), Error);
    CHECK_THROWS_AS(log_keys(std::vector(most_handovers + 1, first), known('b')), Error);
}
