#include "ledger/proof.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ledger/event_bytes.hpp"
#include "ledger/merkle.hpp"
#include "ledger/note.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

using namespace ogp;
using namespace ogp::ledger;

namespace {

const RepositoryId repository = RepositoryId::from_hex("0123456789abcdef0123456789abcdef").value();
const ReplicaId replica = ReplicaId::from_hex("f0e1d2c3b4a5968778695a4b3c2d1e0f").value();

std::vector<Hash> path_in(std::uint64_t index, const std::vector<Hash>& leaves)
{
    return inclusion_proof(index, leaves.size(), [&](NodeKey key) {
        const std::uint64_t width = std::uint64_t{1} << key.level;
        return tree_root(std::span(leaves).subspan(key.index * width, width));
    });
}

/// A log of one batch: a case opened, then commented on, with an event of another case between each two.
struct SmallLog
{
    SecretKey key = SecretKey::from_seed(std::string(32, 's'));
    RepositoryId of = repository;
    std::vector<std::string> events{};
    std::vector<Leaf> leaves{};
    std::string batch_note{};
    std::string checkpoint{};
    CaseUid uid{};

    explicit SmallLog(std::string seed = std::string(32, 's'), RepositoryId id = repository)
        : key(SecretKey::from_seed(seed)), of(id)
    {
        open();
        const CaseUid first = uid;
        open();
        uid = first;
        for (const char* words : {"first words", "second words"}) {
            comment(words);
            open();
            uid = first;
        }
        seal();
    }

    void open()
    {
        model::Event event = blank(model::Op::Open);
        event.workflow = sha256("workflow");
        event.to = "planned";
        append(event);
        uid = case_uid(event_id(events.back()));
        leaves.back().case_version = 1;
        leaves.back().case_tag = case_tag("secret", uid);
    }

    void comment(const char* words)
    {
        model::Event event = blank(model::Op::Comment);
        event.case_uid = uid;
        event.base = ++m_version;
        event.text = words;
        append(event);
        leaves.back().case_version = static_cast<std::uint32_t>(m_version + 1);
        leaves.back().case_tag = case_tag("secret", uid);
    }

    void seal()
    {
        std::vector<Hash> ids;
        for (const Leaf& leaf : leaves)
            ids.push_back(leaf.event_id);
        batch_note = sign(BatchStatement::over(of, ids).text());
        for (Leaf& leaf : leaves)
            leaf.batch_id = sha256(batch_note);
        checkpoint = sign(Checkpoint{origin(of), leaves.size(), tree_root(hashes())}.text());
    }

    std::string sign(const std::string& text) const { return sign_note(text, signer_name(of, replica), key); }

    std::vector<Hash> hashes() const
    {
        std::vector<Hash> hashes;
        for (const Leaf& leaf : leaves)
            hashes.push_back(leaf_hash(leaf.bytes()));
        return hashes;
    }

    EventProof event(std::uint64_t index) const
    {
        std::vector<Hash> ids;
        for (const Leaf& leaf : leaves)
            ids.push_back(leaf_hash(leaf.event_id.view()));
        return {events[index], leaves[index], path_in(index, hashes()), index, path_in(index, ids), batch_note};
    }

    Proof proof(const std::vector<std::uint64_t>& indices, bool of_case = true) const
    {
        Proof proof{of_case ? std::optional(uid) : std::nullopt, verifier_key(signer_name(of, replica), key.public_key()), {}, checkpoint};
        for (const std::uint64_t index : indices)
            proof.events.push_back(event(index));
        return proof;
    }

private:
    model::Event blank(model::Op op)
    {
        model::Event event;
        event.repository = of;
        event.nonce = events.size() + 1;
        event.op = op;
        event.type = "milestone";
        event.replica = replica;
        event.number = static_cast<std::int64_t>(events.size()) + 1;
        event.at = Instant::from_milliseconds(1'555'308'060'000);
        event.actor = "nino";
        return event;
    }

    void append(const model::Event& event)
    {
        events.push_back(encode(event));
        Leaf leaf;
        leaf.sequence = leaves.size();
        leaf.event_id = event_id(events.back());
        leaves.push_back(leaf);
    }

    std::int64_t m_version = 0;
};

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
    CHECK(unnoticed.empty());
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
    const auto newer = refusal("ogp/proof@v2\nsubject case x\n");
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
