#include "ledger/note.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>

using namespace ogp;
using namespace ogp::ledger;

namespace {

// The vectors of golang.org/x/mod/sumdb/note.
const std::string text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const std::string peter_line =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const std::string enoch_line =
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
const std::string peter_verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string enoch_verifier = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";

/// The key in "<name>+<id>+<base64(0x01 || key)>".
PublicKey key_of(const std::string& verifier)
{
    const std::size_t start = verifier.find('+', verifier.find('+') + 1) + 1;
    const std::string typed = from_base64(verifier.substr(start)).value();
    REQUIRE(typed.size() == 33);
    PublicKey key;
    std::copy_n(reinterpret_cast<const std::uint8_t*>(typed.data()) + 1, 32, key.bytes.begin());
    return key;
}

SecretKey peter()
{
    return SecretKey::from_seed(from_base64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").value().substr(1));
}

void check_refused(const std::string& note)
{
    CAPTURE(note);
    try {
        parse_note(note);
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Invalid);
    }
}

} // namespace

TEST_CASE("the vectors of the Go implementation")
{
    CHECK(peter().public_key() == key_of(peter_verifier));
    CHECK(key_id("PeterNeumann", key_of(peter_verifier)) == 0xc74f20a3);
    CHECK(verifier_key("PeterNeumann", key_of(peter_verifier)) == peter_verifier);
    CHECK(verifier_key("EnochRoot", key_of(enoch_verifier)) == enoch_verifier);
    CHECK(sign_note(text, "PeterNeumann", peter()) == text + "\n" + peter_line);

    const Note note = parse_note(text + "\n" + peter_line + enoch_line);
    CHECK(note.text == text);
    REQUIRE(note.signatures.size() == 2);
    CHECK(note.signatures[0].name == "PeterNeumann");
    CHECK(note.signatures[0].key_id == 0xc74f20a3);
    CHECK(note.signatures[0].bytes.size() == 64);
    CHECK(verify_note(note, "PeterNeumann", key_of(peter_verifier)));
    CHECK(verify_note(note, "EnochRoot", key_of(enoch_verifier)));
}

TEST_CASE("a signature counts for its own name, key and text only")
{
    const Note note = parse_note(text + "\n" + peter_line);
    CHECK_FALSE(verify_note(note, "EnochRoot", key_of(enoch_verifier)));
    CHECK_FALSE(verify_note(note, "PeterNeumann", key_of(enoch_verifier)));
    CHECK_FALSE(verify_note(note, "EnochRoot", key_of(peter_verifier)));
    Note changed = note;
    changed.text += "and more\n";
    CHECK_FALSE(verify_note(changed, "PeterNeumann", key_of(peter_verifier)));
    changed = note;
    changed.signatures[0].bytes.pop_back();
    CHECK_FALSE(verify_note(changed, "PeterNeumann", key_of(peter_verifier)));
    changed = note;
    changed.signatures[0].key_id ^= 1U;
    CHECK_FALSE(verify_note(changed, "PeterNeumann", key_of(peter_verifier)));
    changed.signatures.clear();
    CHECK_FALSE(verify_note(changed, "PeterNeumann", key_of(peter_verifier)));
}

TEST_CASE("a good signature is found behind a bad one of the same name")
{
    std::string forged = peter_line;
    forged[30] = forged[30] == 'A' ? 'B' : 'A';
    const Note note = parse_note(text + "\n" + forged + peter_line);
    CHECK(verify_note(note, "PeterNeumann", key_of(peter_verifier)));
    CHECK_FALSE(verify_note(parse_note(text + "\n" + forged), "PeterNeumann", key_of(peter_verifier)));
}

TEST_CASE("signing a note again adds a signature over the same text")
{
    const SecretKey witness = SecretKey::generate();
    const std::string twice = sign_note(text + "\n" + peter_line, "witness.example", witness);
    const Note note = parse_note(twice);
    CHECK(note.text == text);
    REQUIRE(note.signatures.size() == 2);
    CHECK(verify_note(note, "PeterNeumann", key_of(peter_verifier)));
    CHECK(verify_note(note, "witness.example", witness.public_key()));
}

TEST_CASE("empty lines belong to the text")
{
    const std::string paragraphs = "one\n\ntwo\n\n";
    const SecretKey key = SecretKey::generate();
    const Note note = parse_note(sign_note(paragraphs, "a", key));
    CHECK(note.text == paragraphs);
    CHECK(verify_note(note, "a", key.public_key()));
}

TEST_CASE("signatures of other algorithms are kept as they are")
{
    const Note note = parse_note(text + "\n— other.example " + to_base64(std::string("\x01\x02\x03\x04X", 5)) + "\n" + peter_line);
    REQUIRE(note.signatures.size() == 2);
    CHECK(note.signatures[0].key_id == 0x01020304);
    CHECK(note.signatures[0].bytes == "X");
    CHECK(verify_note(note, "PeterNeumann", key_of(peter_verifier)));
}

TEST_CASE("what is no signed note is refused")
{
    check_refused("");
    check_refused("\n");
    check_refused("\n\n");
    check_refused(text);
    check_refused(text + "\n");
    check_refused(text + peter_line);
    check_refused(text + "\n" + peter_line.substr(0, peter_line.size() - 1));
    check_refused(text + "\n" + peter_line + "\n");
    check_refused(text + "\n" + peter_line + "more\n");
    check_refused(text + "\n-- " + peter_line.substr(4));
    check_refused(text + "\n" + peter_line.substr(1));
    check_refused(text + "\n— PeterNeumann\n");
    check_refused(text + "\n— PeterNeumann \n");
    check_refused(text + "\n— PeterNeumann x08g\n");
    check_refused(text + "\n— PeterNeumann x08goA==\n");
    check_refused(text + "\n— PeterNeumann !!!!!!!!\n");
    check_refused(text + "\n— PeterNeumann x08go/Z=\n");
    check_refused(text + "\n—  x08goAAAAAAA\n");
    check_refused(text + "\n— Peter+Neumann x08goAAAAAAA\n");
    check_refused(text + "\n— Peter\u00a0Neumann x08goAAAAAAA\n");
    check_refused(text + "\n— Peter\u2003Neumann x08goAAAAAAA\n");
    check_refused(text + "\n— PeterNeumann  x08goAAAAAAA\n");
    check_refused(text + "\n" + peter_line.substr(0, peter_line.size() - 1) + "\r\n");
    check_refused("a\tb\n\n" + peter_line);
    check_refused(std::string("a\0b\n\n", 5) + peter_line);
    check_refused("a\xff\n\n" + peter_line);
    check_refused("\xed\xa0\x80\n\n" + peter_line);
}

TEST_CASE("a note is bounded")
{
    std::string many = text + "\n";
    for (int i = 0; i < 100; ++i) {
        many += peter_line;
    }
    CHECK(parse_note(many).signatures.size() == 100);
    check_refused(many + peter_line);
    CHECK_THROWS_AS(parse_note(std::string(2U << 20U, 'a') + "\n\n" + peter_line), Error);
}

TEST_CASE("what cannot be read back is not signed")
{
    const SecretKey key = SecretKey::generate();
    for (const char* name : {"", "a b", "a+b", "a\nb", "a\tb", "a\u2003b", "a\xff"}) {
        CAPTURE(name);
        CHECK_THROWS_AS(sign_note("text\n", name, key), Error);
    }
    for (const char* bad : {"", "no line feed", "tab\t\n", "\xff\n", "a\r\n"}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(sign_note(bad, "name", key), Error);
    }
}

TEST_CASE("a changed byte of a note is refused or no longer verifies")
{
    const SecretKey key = SecretKey::generate();
    const std::string note = sign_note(text, "city", key);
    CHECK(rc::check([&] {
        std::string changed = note;
        const auto place = *rc::gen::inRange<std::size_t>(0, note.size());
        changed[place] = *rc::gen::arbitrary<char>();
        RC_PRE(changed != note);
        try {
            RC_ASSERT_FALSE(verify_note(parse_note(changed), "city", key.public_key()));
        } catch (const Error& error) {
            RC_ASSERT(error.fault() == Fault::Invalid);
        }
    }));
}
