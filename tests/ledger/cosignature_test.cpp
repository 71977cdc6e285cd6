#include "ledger/cosignature.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ledger/small_log.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace ogp;
using namespace ogp::ledger;

namespace {

const SecretKey witness_key = SecretKey::from_seed(std::string(32, 'w'));
const VerifierKey witness{"ngo.example/w1", witness_key.public_key()};

std::string cosigned(const std::string& note, std::int64_t seconds)
{
    return with_signature(note, cosignature_line(parse_note(note).text, witness.name, witness_key, seconds));
}

} // namespace

TEST_CASE("the example of the C2SP text has its form")
{
    // c2sp.org/tlog-cosignature: the line of witness.example.com/w1; its key is not published, its bytes are.
    const NoteSignature line = parse_signature_line(
        "\xe2\x80\x94 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZ"
        "qhf5nNo0xUe+mbIUBkBIfZ+qnA==");
    CHECK(line.bytes.size() == 72);
    CHECK(to_hex(line.bytes.substr(0, 8)) == "00000000641850cb"); // 1679315147, as the text has it
    const std::string written = cosignature_line("x\n", "w", witness_key, 1679315147);
    const NoteSignature ours = parse_signature_line(written.substr(0, written.size() - 1));
    CHECK(ours.bytes.size() == line.bytes.size());
    CHECK(to_hex(ours.bytes.substr(0, 8)) == "00000000641850cb");
}

TEST_CASE("a cosignature is an Ed25519 signature over header, time and text")
{
    const std::string note = cosigned(SmallLog().checkpoint, 1679315147);
    const Note parsed = parse_note(note);
    REQUIRE(parsed.signatures.size() == 2);
    Signature signature{};
    std::copy_n(parsed.signatures[1].bytes.begin() + 8, 64, signature.begin());
    CHECK(verify(witness.key, "cosignature/v1\ntime 1679315147\n" + parsed.text, signature));
    CHECK(cosigned_at(parsed, witness) == 1679315147);
    // The log's own line still holds; and the id is that of kind 4, not of kind 1.
    CHECK(verify_note(parsed, signer_name(repository, replica), SmallLog().key.public_key()));
    CHECK_FALSE(verify_note(parsed, witness.name, witness.key));
}

TEST_CASE("who is not a witness of the note is not taken for one")
{
    const Note note = parse_note(cosigned(SmallLog().checkpoint, 5));
    CHECK_FALSE(cosigned_at(note, {"ngo.example/w2", witness.key}));
    CHECK_FALSE(cosigned_at(note, {witness.name, SmallLog().key.public_key()}));
    CHECK_FALSE(cosigned_at(parse_note(SmallLog().checkpoint), witness));
}

TEST_CASE("no bit of a cosignature, its time or its text can be turned")
{
    const std::string line = cosignature_line(parse_note(SmallLog().checkpoint).text, witness.name, witness_key, 1679315147);
    const NoteSignature good = parse_signature_line(line.substr(0, line.size() - 1));
    for (std::size_t bit = 0; bit < good.bytes.size() * 8; ++bit) {
        NoteSignature changed = good;
        changed.bytes[bit / 8] = static_cast<char>(static_cast<unsigned char>(changed.bytes[bit / 8]) ^ (1U << (bit % 8)));
        const Note note = parse_note(with_signature(SmallLog().checkpoint, signature_line(changed)));
        CHECK_THROWS_AS(cosigned_at(note, witness), Error);
    }
    const std::string other = SmallLog(std::string(32, 't')).checkpoint;
    CHECK_THROWS_AS(cosigned_at(parse_note(with_signature(other, line)), witness), Error);
    NoteSignature shorter = good;
    shorter.bytes.pop_back();
    CHECK_THROWS_AS(cosigned_at(parse_note(with_signature(SmallLog().checkpoint, signature_line(shorter))), witness), Error);
}

TEST_CASE("a newer line of the same witness takes the place of the older one")
{
    const std::string twice = cosigned(cosigned(SmallLog().checkpoint, 5), 7);
    CHECK(parse_note(twice).signatures.size() == 2);
    CHECK(cosigned_at(parse_note(twice), witness) == 7);
}

TEST_CASE("what is no signature line is not put into a note")
{
    const std::string note = SmallLog().checkpoint;
    for (const std::string line : {"", "\n", "garbage\n", "\xe2\x80\x94 w\n", "\xe2\x80\x94 w AAAA\n", "\xe2\x80\x94 w AAAAAAA=",
                                   "\xe2\x80\x94 w AAAAAAA=\n\n", "\xe2\x80\x94 w\tx AAAAAAA=\n", "\xe2\x80\x94 w+x AAAAAAA=\n"})
        CHECK_THROWS_AS(with_signature(note, line), Error);
    CHECK_THROWS_AS(cosignature_line("x\n", "two words", witness_key, 1), Error);
    CHECK_THROWS_AS(cosignature_line("x\n", "w", witness_key, -1), Error);
    std::string full = note;
    for (int i = 0; i < 99; ++i)
        full = with_signature(full, "\xe2\x80\x94 w" + std::to_string(i) + " AAAAAAA=\n");
    CHECK_THROWS_AS(with_signature(full, "\xe2\x80\x94 w AAAAAAA=\n"), Error);
}

TEST_CASE("what the log itself signed can be had again")
{
    const SmallLog log;
    const VerifierKey key{signer_name(repository, replica), log.key.public_key()};
    CHECK(signed_only_by(parse_note(cosigned(log.checkpoint, 5)), key) == log.checkpoint);
    CHECK_FALSE(signed_only_by(parse_note(cosigned(log.checkpoint, 5)), {"other", key.key}));
}

TEST_CASE("the key of a witness is written with kind 4 and is not read as another one")
{
    const std::string text = verifier_key(witness.name, witness.key, KeyKind::Witness);
    const auto read = parse_verifier_key(text, KeyKind::Witness);
    REQUIRE(read);
    CHECK(read->key == witness.key);
    CHECK_FALSE(parse_verifier_key(text));
    CHECK_FALSE(parse_verifier_key(verifier_key(witness.name, witness.key), KeyKind::Witness));
}
