#include "ledger/proof.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ledger/small_log.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace ogp;
using namespace ogp::ledger;

namespace {

const std::vector<std::uint64_t> case_events{0, 2, 4};

/// What reading and checking that text ends in; nothing where it holds.
std::optional<Error> refusal(const std::string& text)
{
    try {
        verify(Proof::parse(text));
        return std::nullopt;
    } catch (const Error& error) {
        return error;
    }
}

const ReplicaId other_replica = ReplicaId::from_hex("aaaabbbbccccddddeeeeffff00001111").value();
const Signs other_writer{SecretKey::from_seed(std::string(32, 'o')), other_replica};

/// Every bit of a proof's text turned, each byte left out, blanks and line feeds put in: places where nobody notices.
std::vector<std::size_t> unnoticed_changes(const std::string& text)
{
    std::vector<std::size_t> unnoticed;
    const auto expect_refusal = [&](const std::string& changed, std::size_t at) {
        const auto error = refusal(changed);
        if (!error || error->fault() != Fault::Integrity)
            unnoticed.push_back(at);
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
        for (const char more : {' ', '\n'}) {
            std::string longer = text;
            longer.insert(i, 1, more);
            expect_refusal(longer, i);
        }
    }
    return unnoticed;
}

void check_refused(const Proof& proof, const std::string& words)
{
    const auto error = refusal(proof.text());
    REQUIRE(error);
    CHECK(error->fault() == Fault::Integrity);
    CAPTURE(error->message().en);
    CHECK(error->message().en.find(words) != std::string::npos);
}

} // namespace

TEST_CASE("a proof is read as it was written, and holds")
{
    const SmallLog log;
    for (const Proof& proof : {log.proof(case_events), log.proof({0}), log.proof({3}, false)}) {
        const std::string text = proof.text();
        const Proof read = Proof::parse(text);
        CHECK(read.text() == text);
        const Proven proven = verify(read);
        CHECK(proven.checkpoint.size == 6);
        CHECK(proven.key == log.key.public_key());
        CHECK(proven.events.size() == proof.events.size());
    }
    CHECK(verify(log.proof(case_events)).events[2].event.text == "second words");
}

TEST_CASE("no byte of a proof can be changed, left out or put in")
{
    const std::string text = SmallLog().proof({0, 2}).text();
    REQUIRE_FALSE(refusal(text));
    CHECK(unnoticed_changes(text).empty());
}

TEST_CASE("nor of one whose batches other keys signed")
{
    const std::string text = SmallLog(other_writer).proof({0, 2}).text();
    REQUIRE_FALSE(refusal(text));
    CHECK(unnoticed_changes(text).empty());
}

TEST_CASE("what another replica signed is proved with its key named")
{
    const SmallLog log(other_writer);
    const Proof proof = log.proof(case_events);
    const std::string text = proof.text();
    CHECK(text.starts_with("ogp/proof@v2\n"));
    CHECK(Proof::parse(text).text() == text);
    const Proven proven = verify(Proof::parse(text));
    CHECK(proven.key == log.key.public_key());
    for (const ProvenEvent& event : proven.events)
        CHECK(event.signer == other_writer.name(repository));
    CHECK(verify(SmallLog().proof({0})).events[0].signer == SmallLog().verifier());
    CHECK(SmallLog().proof(case_events).text().starts_with("ogp/proof@v1\n"));
}

TEST_CASE("a batch is held against the key that is named for it, under the name of the replica that wrote it")
{
    const SmallLog log(other_writer);
    Proof proof = log.proof(case_events);
    for (EventProof& event : proof.events)
        event.signer.clear();
    check_refused(proof, "another replica wrote it");

    proof = log.proof(case_events);
    proof.events[1].signer = Signs{SecretKey::from_seed(std::string(32, 'x')), other_replica}.name(repository);
    check_refused(proof, "batch: it was never signed by this key");

    proof = log.proof(case_events);
    proof.events[1].signer = "no key";
    check_refused(proof, "the key of its batch cannot be read");

    // Where the log's key signed all, there is but version 1.
    std::string text = SmallLog().proof({0}).text();
    text.replace(text.find("@v1"), 3, "@v2");
    const std::size_t note = text.find("\n\nogp/");
    text.insert(note + 1, "signer " + SmallLog().verifier() + "\n");
    const auto error = refusal(text);
    REQUIRE(error);
    CHECK(error->message().en.find("not how one is written") != std::string::npos);
}

TEST_CASE("what follows a proof, or is missing at its end, is refused")
{
    const std::string text = SmallLog().proof(case_events).text();
    for (const std::string& more : {std::string("\n"), std::string(" "), std::string(1, '\0'), text})
        CHECK(refusal(text + more));
    for (std::size_t size = 20; size < text.size(); size += 13)
        CHECK(refusal(text.substr(0, size)));
}

TEST_CASE("what is no proof is not called a damaged one")
{
    for (const std::string text : {"", "\n", "garbage\n", "{}", "ogp/0123\n5\n"}) {
        const auto error = refusal(text);
        REQUIRE(error);
        CHECK(error->fault() == Fault::Invalid);
    }
    const auto newer = refusal("ogp/proof@v3\nsubject case x\n");
    REQUIRE(newer);
    CHECK(newer->fault() == Fault::Integrity);
}

TEST_CASE("parts of different logs do not make a proof")
{
    const SmallLog log;
    const SmallLog other_key{std::string(32, 't')};
    const SmallLog elsewhere{std::string(32, 's'), RepositoryId::from_hex("ffffffffffffffffffffffffffffffff").value()};

    Proof proof = log.proof(case_events);
    proof.key = other_key.proof(case_events).key;
    check_refused(proof, "never signed by this key");

    proof = log.proof(case_events);
    proof.checkpoint = other_key.checkpoint;
    check_refused(proof, "checkpoint: it was never signed by this key");

    proof = log.proof(case_events);
    proof.checkpoint = log.sign(Checkpoint{origin(elsewhere.of), log.leaves.size(), tree_root(log.hashes())}.text());
    check_refused(proof, "another repository");

    proof = log.proof(case_events);
    proof.checkpoint = log.sign(Checkpoint{origin(log.of), log.leaves.size(), sha256("another tree")}.text());
    check_refused(proof, "not in the tree");

    proof = log.proof(case_events);
    proof.events[1].batch_note = log.sign(BatchStatement{origin(log.of) + "/batch", 6, sha256("others")}.text());
    check_refused(proof, "signed statement of the batch is another one");

    proof = log.proof(case_events);
    proof.events[1].event = log.events[4];
    check_refused(proof, "bytes were changed");
    CHECK_FALSE(refusal(elsewhere.proof(case_events).text()));
}

TEST_CASE("a batch that does not hold the event proves nothing, even where the tree has it")
{
    SmallLog log;
    log.batch_note = log.sign(BatchStatement::over(log.of, std::vector<Hash>(6, sha256("others"))).text());
    for (Leaf& leaf : log.leaves)
        leaf.batch_id = sha256(log.batch_note);
    log.checkpoint = log.sign(Checkpoint{origin(log.of), log.leaves.size(), tree_root(log.hashes())}.text());
    check_refused(log.proof(case_events), "not in its batch");
}

TEST_CASE("the events of a case are its own and have no gap")
{
    const SmallLog log;
    check_refused(log.proof({0, 4}), "an event of the case before it is missing");
    check_refused(log.proof({2, 4}), "of another case");
    check_refused(log.proof({0, 2, 3}), "of another case");
    check_refused(log.proof({0, 2, 2}), "does not stand in its place");
    check_refused(log.proof({0, 2}, false), "another event than its second line says");
    Proof other = log.proof({3});
    check_refused(other, "of another case");
}

TEST_CASE("a proof has no place for a second signature")
{
    const SmallLog log;
    Proof proof = log.proof(case_events);
    proof.checkpoint = sign_note(proof.checkpoint, "witness", SecretKey::from_seed(std::string(32, 'w')));
    CHECK(refusal(proof.text()));
    CHECK_THROWS_AS(verify(proof), Error);
}

TEST_CASE("a verifier key is read as it was written and no other way")
{
    const PublicKey key = SecretKey::from_seed(std::string(32, 's')).public_key();
    const std::string text = verifier_key("ogp/x", key);
    const auto read = parse_verifier_key(text);
    REQUIRE(read);
    CHECK(read->name == "ogp/x");
    CHECK(read->key == key);
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        CHECK_FALSE(parse_verifier_key(changed));
    }
    for (const std::string& wrong : {std::string(), std::string("+"), std::string("x++"), text + "\n", " " + text, text.substr(1)})
        CHECK_FALSE(parse_verifier_key(wrong));
}
