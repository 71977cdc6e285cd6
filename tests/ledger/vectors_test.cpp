// The published vectors of tests/data/vectors, which check.py there recomputes without this program.
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/event_bytes.hpp"
#include "ledger/leaf.hpp"
#include "ledger/merkle.hpp"
#include "ledger/note.hpp"
#include "ledger/seal.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <map>
#include <set>

using namespace ogp;
using namespace ogp::ledger;
using model::Event;

namespace {

Json vectors()
{
    return parse_json(read_file(OGP_SOURCE_DIR "/tests/data/vectors/events.json"));
}

std::string bytes(const Json& json, const char* key)
{
    return from_hex(json.text(key)).value();
}

Hash hash(const Json& json)
{
    return Hash::from_hex(json.as_text()).value();
}

std::vector<Hash> hashes(const Json& json)
{
    std::vector<Hash> result;
    for (const Json& item : json.items()) {
        result.push_back(hash(item));
    }
    return result;
}

/// Puts an event together key by key, so that encode() is tested without decode().
Event event_from(const Json& fields)
{
    Event event;
    event.repository = RepositoryId::from_hex(fields.text("repo")).value();
    event.replica = ReplicaId::from_hex(fields.text("rep")).value();
    event.nonce = std::stoull(fields.text("nonce"), nullptr, 16);
    event.number = fields["n"].as_integer();
    event.op = model::op_from(fields.text("op")).value();
    event.at = Instant::from_milliseconds(fields["at"].as_integer());
    event.actor = fields.text("actor");
    event.role = fields.text("role");
    event.type = fields.text("type");
    event.to = fields.text("to");
    event.from = fields.text("from");
    event.transition = fields.text("transition");
    event.text = fields.text("text");
    event.why = fields.text("why");
    event.clock = fields.text("clock") == "set" ? ClockSource::Set : ClockSource::System;
    if (const Json* uid = fields.find("case")) {
        event.case_uid = CaseUid::from_hex(uid->as_text()).value();
        event.base = fields["base"].as_integer();
    }
    if (const Json* detail = fields.find("detail")) {
        event.detail = *detail;
    }
    if (const Json* workflow = fields.find("workflow")) {
        event.workflow = hash(*workflow);
    }
    if (const Json* effective = fields.find("effective")) {
        event.effective = Instant::from_milliseconds(effective->as_integer());
    }
    for (const auto& [key, target] : std::map<const char*, Json*>{{"set", &event.set}, {"add", &event.add}, {"del", &event.del}}) {
        if (const Json* values = fields.find(key)) {
            *target = *values;
        }
    }
    if (const Json* blobs = fields.find("blobs")) {
        for (const Json& blob : blobs->items()) {
            if (blob.is_text()) {
                event.blobs.push_back(hash(blob));
            } else {
                event.attachments.push_back({blob.text("name"), hash(blob["sha256"]), blob["size"].as_integer(), blob.text("type")});
            }
        }
    }
    if (const Json* sealed = fields.find("private")) {
        for (const auto& [field, commitment] : sealed->members()) {
            event.sealed.emplace(field, hash(commitment));
        }
    }
    return event;
}

Leaf leaf_from(const Json& fields)
{
    Leaf leaf;
    leaf.stream = static_cast<std::uint64_t>(fields["stream"].as_integer());
    leaf.sequence = static_cast<std::uint64_t>(fields["sequence"].as_integer());
    leaf.received = Instant::from_milliseconds(fields["received"].as_integer());
    leaf.event_id = hash(fields["event_id"]);
    leaf.batch_id = hash(fields["batch_id"]);
    leaf.case_tag = hash(fields["case_tag"]);
    leaf.case_version = static_cast<std::uint32_t>(fields["case_version"].as_integer());
    leaf.verdict = Verdict{};
    for (int value = 1; value <= 6; ++value) {
        if (code(static_cast<Verdict>(value)) == fields.text("verdict")) {
            leaf.verdict = static_cast<Verdict>(value);
        }
    }
    leaf.rule = static_cast<std::uint16_t>(fields["rule"].as_integer());
    leaf.official_number = static_cast<std::uint64_t>(fields["official_number"].as_integer());
    leaf.late = fields["late"].as_boolean();
    leaf.set_clock = fields["set_clock"].as_boolean();
    return leaf;
}

std::vector<Hash> leaf_hashes(const Json& all)
{
    std::vector<Hash> result;
    for (const Json& leaf : all["leaves"].items()) {
        result.push_back(leaf_hash(bytes(leaf, "bytes")));
    }
    return result;
}

} // namespace

TEST_CASE("vectors: events and their ids")
{
    const Json all = vectors();
    std::set<std::string> ops;
    for (const Json& vector : all["events"].items()) {
        CAPTURE(vector.text("name"));
        const Event event = event_from(vector["fields"]);
        CHECK(encode(event) == vector.text("bytes"));
        CHECK(decode(vector.text("bytes")) == event);
        CHECK(event_id(vector.text("bytes")).hex() == vector.text("id"));
        ops.insert(std::string(model::code(event.op)));
    }
    CHECK(all["events"].size() >= 8);
    CHECK(ops.size() == 6);
}

TEST_CASE("vectors: leaves and case tags")
{
    const Json all = vectors();
    const CaseUid uid = CaseUid::from_hex(all.text("case")).value();
    CHECK(all["events"].items()[2].text("id").substr(0, 32) == uid.hex());
    CHECK(case_tag(bytes(all, "tag_secret"), uid) == hash(all["leaves"].items()[2]["fields"]["case_tag"]));
    for (const Json& vector : all["leaves"].items()) {
        const Leaf leaf = leaf_from(vector["fields"]);
        CHECK(to_hex(leaf.bytes()) == vector.text("bytes"));
        CHECK(Leaf::parse(bytes(vector, "bytes")) == leaf);
        CHECK(leaf_hash(leaf.bytes()) == hash(vector["hash"]));
    }
    CHECK(all["leaves"].size() == 7);
}

TEST_CASE("vectors: roots and proofs")
{
    const Json all = vectors();
    const std::vector<Hash> leaves = leaf_hashes(all);
    std::map<NodeKey, Hash> complete;
    Frontier frontier;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        complete[{0, i}] = leaves[i];
        frontier.append(leaves[i], [&](NodeKey key, const Hash& node) { complete[key] = node; });
    }
    const NodeSource nodes = [&](NodeKey key) { return complete.at(key); };
    const std::vector<Hash> roots = hashes(all["tree"]["roots"]);
    REQUIRE(roots.size() == 8);
    for (std::size_t size = 0; size < roots.size(); ++size) {
        CHECK(tree_root(std::span(leaves).first(size)) == roots[size]);
        CHECK(root_at(size, nodes) == roots[size]);
    }
    for (const Json& vector : all["tree"]["inclusion"].items()) {
        const auto index = static_cast<std::uint64_t>(vector["index"].as_integer());
        const std::vector<Hash> proof = hashes(vector["proof"]);
        CHECK(inclusion_proof(index, 7, nodes) == proof);
        CHECK(verify_inclusion(leaves[index], index, 7, proof, roots[7]));
    }
    for (const Json& vector : all["tree"]["consistency"].items()) {
        const auto old_size = static_cast<std::uint64_t>(vector["old_size"].as_integer());
        const std::vector<Hash> proof = hashes(vector["proof"]);
        CHECK(consistency_proof(old_size, 7, nodes) == proof);
        CHECK(verify_consistency(old_size, 7, roots[old_size], roots[7], proof));
    }
}

TEST_CASE("vectors: signed batch and checkpoint")
{
    const Json all = vectors();
    const Json& signer = all["signer"];
    const SecretKey key = SecretKey::from_seed(bytes(signer, "seed"));
    const Event first = event_from(all["events"].items()[0]["fields"]);
    CHECK(key.public_key().hex() == signer.text("public_key"));
    CHECK(signer_name(first.repository, first.replica) == signer.text("name"));
    CHECK(fmt::format("{:08x}", key_id(signer.text("name"), key.public_key())) == signer.text("key_id"));
    CHECK(verifier_key(signer.text("name"), key.public_key()) == signer.text("verifier"));

    std::vector<Hash> ids;
    for (const Json& event : all["events"].items()) {
        ids.push_back(hash(event["id"]));
    }
    const BatchStatement batch = BatchStatement::over(first.repository, ids);
    CHECK(batch.text() == all["batch"].text("text"));
    CHECK(sign_note(batch.text(), signer.text("name"), key) == all["batch"].text("note"));
    CHECK(sha256(all["batch"].text("note")).hex() == all["batch"].text("id"));

    const Checkpoint checkpoint{origin(first.repository), 7, tree_root(leaf_hashes(all))};
    CHECK(checkpoint.text() == all["checkpoint"].text("text"));
    const Note note = parse_note(all["checkpoint"].text("note"));
    CHECK(Checkpoint::parse(note.text) == checkpoint);
    CHECK(verify_note(note, signer.text("name"), key.public_key()));
}

TEST_CASE("vectors: files in the open and sealed")
{
    const Json all = vectors();
    CHECK(all["attached"].size() == 2);
    for (const Json& vector : all["attached"].items()) {
        const Event event = event_from(vector["fields"]);
        CHECK(encode(event) == vector.text("bytes"));
        CHECK(decode(vector.text("bytes")) == event);
        CHECK(event_id(vector.text("bytes")).hex() == vector.text("id"));
    }
}

TEST_CASE("vectors: what operations say beyond the common keys")
{
    const Json all = vectors();
    CHECK(all["detailed"].size() == 17);
    for (const Json& vector : all["detailed"].items()) {
        const Event event = event_from(vector["fields"]);
        CHECK(encode(event) == vector.text("bytes"));
        CHECK(decode(vector.text("bytes")) == event);
        CHECK(event_id(vector.text("bytes")).hex() == vector.text("id"));
    }
}

TEST_CASE("vectors: a sealed value")
{
    const Json all = vectors();
    const Json& sealed = all["sealed"];
    const Hash commitment = hash(sealed["commitment"]);
    const Event event = event_from(all["events"].items()[7]["fields"]);
    CHECK(event.sealed.at("contact") == commitment);
    CHECK(seal_binding(event.nonce, "contact") == sealed.text("binding"));
    CHECK(hmac_sha256(bytes(sealed, "salt"), {sealed.text("value")}) == commitment);
    CHECK(unseal(bytes(sealed, "ciphertext"), bytes(sealed, "subject_key"), sealed.text("binding"), commitment) ==
          sealed.text("value"));
}
