#pragma once

#include "ledger/event_bytes.hpp"
#include "ledger/merkle.hpp"
#include "ledger/note.hpp"
#include "ledger/proof.hpp"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ogp::ledger {

inline const RepositoryId repository = RepositoryId::from_hex("0123456789abcdef0123456789abcdef").value();
inline const ReplicaId replica = ReplicaId::from_hex("f0e1d2c3b4a5968778695a4b3c2d1e0f").value();

inline std::vector<Hash> path_in(std::uint64_t index, const std::vector<Hash>& leaves)
{
    return inclusion_proof(index, leaves.size(), [&](NodeKey key) {
        const std::uint64_t width = std::uint64_t{1} << key.level;
        return tree_root(std::span(leaves).subspan(key.index * width, width));
    });
}

/// A key under the name of its replica.
struct Signs
{
    SecretKey key = SecretKey::from_seed(std::string(32, 's'));
    ReplicaId as = replica;

    std::string sign(const RepositoryId& of, const std::string& text) const { return sign_note(text, signer_name(of, as), key); }
    std::string name(const RepositoryId& of) const { return verifier_key(signer_name(of, as), key.public_key()); }
};

/// A log of one batch: a case opened, then commented on, with an event of another case between each two. `writer` signs the
/// batch, `key` the checkpoint.
struct SmallLog
{
    SecretKey key = SecretKey::from_seed(std::string(32, 's'));
    RepositoryId of = repository;
    Signs writer{};
    std::vector<std::string> events{};
    std::vector<Leaf> leaves{};
    std::string batch_note{};
    std::string checkpoint{};
    CaseUid uid{};

    explicit SmallLog(std::string seed = std::string(32, 's'), RepositoryId id = repository)
        : key(SecretKey::from_seed(seed)), of(id), writer{key, replica}
    {
        fill();
    }

    explicit SmallLog(Signs other) : writer(std::move(other)) { fill(); }

    void fill()
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
        batch_note = writer.sign(of, BatchStatement::over(of, ids).text());
        for (Leaf& leaf : leaves)
            leaf.batch_id = sha256(batch_note);
        checkpoint = sign(Checkpoint{origin(of), leaves.size(), tree_root(hashes())}.text());
    }

    std::string verifier() const { return verifier_key(signer_name(of, replica), key.public_key()); }
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
        return {events[index], leaves[index], path_in(index, hashes()), index, path_in(index, ids),
                writer.name(of) == verifier() ? std::string() : writer.name(of), batch_note};
    }

    Proof proof(const std::vector<std::uint64_t>& indices, bool of_case = true) const
    {
        Proof proof{of_case ? std::optional(uid) : std::nullopt, verifier(), {}, checkpoint};
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
        event.replica = writer.as;
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

} // namespace ogp::ledger
