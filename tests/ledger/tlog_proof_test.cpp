#include "ledger/tlog_proof.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ledger/cosignature.hpp"
#include "ledger/small_log.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace ogp;
using namespace ogp::ledger;

namespace {

SecretKey secret_of(char letter)
{
    return SecretKey::from_seed(std::string(32, letter));
}

VerifierKey witness_of(char letter)
{
    return {std::string("ngo.example/") + letter, secret_of(letter).public_key()};
}

TlogProof proof_of(const SmallLog& log, std::uint64_t index, const std::string& witnesses)
{
    TlogProof proof{log.verifier(), log.event(index), log.checkpoint};
    for (const char letter : witnesses)
        proof.checkpoint = with_signature(proof.checkpoint, cosignature_line(parse_note(log.checkpoint).text, witness_of(letter).name,
                                                                             secret_of(letter), 1'700'000'000));
    return proof;
}

std::optional<Fault> refusal(const std::string& text, const std::vector<VerifierKey>& witnesses)
{
    try {
        verify(TlogProof::parse(text), witnesses);
        return std::nullopt;
    } catch (const Error& error) {
        return error.fault();
    }
}

} // namespace

TEST_CASE("a tlog-proof is read as it was written, and holds")
{
    const Signs other{secret_of('o'), ReplicaId::from_hex("aaaabbbbccccddddeeeeffff00001111").value()};
    for (const SmallLog& log : {SmallLog(), SmallLog(other)})
        for (std::uint64_t index = 0; index < 6; ++index) {
            const std::string text = proof_of(log, index, "ab").text();
            CHECK(TlogProof::is_one(text));
            CHECK(TlogProof::parse(text).text() == text);
            const std::vector<VerifierKey> witnesses{witness_of('b'), witness_of('a'), witness_of('c')};
            const ProvenTlog proven = verify(TlogProof::parse(text), witnesses);
            CHECK(proven.proven.events[0].leaf.sequence == index);
            CHECK(proven.proven.events[0].signer == log.writer.name(repository));
            REQUIRE(proven.cosigned.size() == 2);
            CHECK(proven.cosigned[0].witness.name == "ngo.example/b");
            CHECK(proven.cosigned[1].seconds == 1'700'000'000);
        }
}

TEST_CASE("its lines are those of the C2SP text")
{
    const SmallLog log;
    const std::string text = proof_of(log, 3, "a").text();
    const std::vector<std::string_view> lines = split(text, '\n');
    CHECK(lines[0] == "c2sp.org/tlog-proof@v1");
    CHECK(lines[1].starts_with("extra "));
    CHECK(lines[2] == "index 3");
    const std::vector<Hash> path = path_in(3, log.hashes());
    std::vector<Hash> read;
    std::size_t line = 3;
    for (; !lines[line].empty(); ++line)
        read.push_back(Hash::from_bytes(from_base64(lines[line]).value()).value());
    CHECK(read == path);
    CHECK(text.ends_with("\n\n" + proof_of(log, 3, "a").checkpoint));
    CHECK(verify_inclusion(leaf_hash(log.leaves[3].bytes()), 3, 6, read, tree_root(log.hashes())));
}

TEST_CASE("no byte of a tlog-proof can be changed where the keys of all who signed are known")
{
    const SmallLog log;
    const std::string text = proof_of(log, 2, "a").text();
    const std::vector<VerifierKey> witnesses{witness_of('a')};
    REQUIRE_FALSE(refusal(text, witnesses));
    std::vector<std::size_t> unnoticed;
    const auto expect_refusal = [&](const std::string& changed, std::size_t at) {
        // Another name or id makes the line that of somebody unknown: then the witness is missing.
        try {
            if (verify(TlogProof::parse(changed), witnesses).cosigned.size() == 1)
                unnoticed.push_back(at);
        } catch (const Error&) {
        }
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (const char other : {static_cast<char>(text[i] ^ 1), static_cast<char>(text[i] ^ 0x20), static_cast<char>(text[i] ^ 0x80), '\n', '='}) {
            std::string changed = text;
            changed[i] = other;
            if (changed != text)
                expect_refusal(changed, i);
        }
        std::string shorter = text;
        shorter.erase(i, 1);
        expect_refusal(shorter, i);
        std::string longer = text;
        longer.insert(i, 1, '\n');
        expect_refusal(longer, i);
    }
    CHECK(unnoticed.empty());
}

TEST_CASE("a witness counts once, and the log is not a witness of itself")
{
    const SmallLog log;
    const TlogProof proof = proof_of(log, 0, "as"); // 's' is the log's own seed
    const VerifierKey a = witness_of('a');
    CHECK(verify(proof, std::vector<VerifierKey>{a, a}).cosigned.size() == 1);
    CHECK(verify(proof, std::vector<VerifierKey>{witness_of('s')}).cosigned.empty());
    CHECK(verify(proof, {}).cosigned.empty());
    CHECK(verify(proof, std::vector<VerifierKey>{witness_of('b')}).cosigned.empty());
}

TEST_CASE("a checkpoint that only a witness signed proves nothing")
{
    const SmallLog log;
    TlogProof proof = proof_of(log, 0, "a");
    const Note note = parse_note(proof.checkpoint);
    proof.checkpoint = note.text + "\n" + signature_line(note.signatures[1]);
    CHECK(refusal(proof.text(), {witness_of('a')}) == Fault::Integrity);
}

TEST_CASE("parts of different logs do not make a tlog-proof")
{
    const SmallLog log;
    const SmallLog other(std::string(32, 't'));
    TlogProof proof = proof_of(log, 0, "");
    proof.checkpoint = other.checkpoint;
    CHECK(refusal(proof.text(), {}) == Fault::Integrity);
    proof = proof_of(log, 0, "");
    proof.key = other.verifier();
    CHECK(refusal(proof.text(), {}) == Fault::Integrity);
    proof = proof_of(log, 0, "");
    proof.event.event = log.events[1];
    CHECK(refusal(proof.text(), {}) == Fault::Integrity);
}

TEST_CASE("a tlog-proof of somebody else is no damaged one of ours")
{
    const SmallLog log;
    const std::string text = proof_of(log, 2, "").text();
    const std::size_t extra = text.find("extra ");
    const std::string without = text.substr(0, extra) + text.substr(text.find('\n', extra) + 1);
    CHECK(refusal(without, {}) == Fault::Invalid);
    CHECK(refusal("c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\n" + log.checkpoint, {}) == Fault::Invalid);
    CHECK(refusal("c2sp.org/tlog-proof@v2\n", {}) == Fault::Integrity);
    CHECK_FALSE(TlogProof::is_one("ogp/proof@v1\n"));
}
