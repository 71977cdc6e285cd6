#pragma once

#include "ledger/log_keys.hpp"
#include "ledger/verdict_rule.hpp"
#include "store/confirmation.hpp"
#include "store/sample_city.hpp"
#include "store/verifier.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

/// The sample city with an authority and replicas of it, and what goes between them without any wire.
namespace ogp::store::sample {

inline WorkflowRow letter_type()
{
    WorkflowRow row = workflow("letter", "", "");
    row.profile.numbering = {"L-{year}-{seq:03}", {"year"}, "", ""};
    return row;
}

inline Identity replica_identity(char letter)
{
    Identity made = identity();
    made.replica = replica_id(letter);
    made.key = key_of(letter).public_key();
    made.authority = identity().replica;
    made.authority_key = identity().key;
    return made;
}

/// The name that the authority signs under, whatever its key.
inline std::string log_name()
{
    return ledger::signer_name(identity().repository, identity().replica);
}

/// Signs as the authority with each of these keys.
inline Signer log_signer(std::vector<ledger::SecretKey> keys)
{
    return [keys = std::move(keys)](std::string_view text) {
        std::string note(text);
        for (const ledger::SecretKey& one : keys)
            note = ledger::sign_note(note, log_name(), one);
        return note;
    };
}

/// A Grant that changes the key of the log, at its end.
inline model::Event handover(Writer& writer, const ledger::SecretKey& older, const ledger::SecretKey& newer)
{
    model::Event event = writer.blank(model::Op::Grant);
    event.set = Json::object({{"actor", "nino"},
                              {"key", newer.public_key().hex()},
                              {"handover", ledger::Handover::make(writer.transaction().head().size, log_name(), older, newer).note}});
    return event;
}

/// The authority's key changes.
inline void change_log_key(const fs::path& folder, const ledger::SecretKey& older, const ledger::SecretKey& newer)
{
    Store store(folder);
    Writer writer(store);
    writer.append(handover(writer, older, newer));
    writer.transaction().commit(at(2000), log_signer({older}), log_signer({older, newer}));
}

/// What the authority says of an event.
struct Answer
{
    ledger::Verdict verdict = ledger::Verdict::Applied;
    std::uint16_t rule = 0;
};
using Judge = std::function<Answer(const model::Event&)>;

/// Everything that waits enters the log, in one transaction. What is pushed is confirmed only by a pull.
inline void push(const Store& replica, Store& authority, const Judge& judge = {})
{
    Transaction transaction = authority.begin();
    const char letter = static_cast<char>(replica.identity().replica.bytes[0]);
    for (const PendingBatch& batch : replica.pending_batches()) {
        for (std::int64_t number = batch.first; number < batch.first + batch.count; ++number) {
            const StoredEvent stored = replica.event(first_pending + static_cast<std::uint64_t>(number)).value();
            const Answer answer = judge ? judge(stored.event) : Answer{};
            transaction.append({.bytes = stored.bytes, .event = stored.event, .sealed = replica.sealed_of(stored.sequence), .verdict = answer.verdict,
                                .rule = answer.rule});
        }
        transaction.end_batch(at(500 + letter), batch.note);
    }
    transaction.commit(at(1000), signer());
}

/// Appends everything from there on, batch by batch, up to the end of the authority's log.
inline void take_over(const Store& authority, Confirmation& confirmation)
{
    for (const Hash& hash : authority.workflow_hashes())
        confirmation.keep_workflow(authority.workflow(hash).value());
    for (std::uint64_t sequence = confirmation.head().size; sequence < authority.head().size;) {
        const BatchRow batch = authority.batch_of(sequence);
        Instant received;
        for (std::size_t i = 0; i < batch.ids.size(); ++i, ++sequence) {
            const StoredEvent stored = authority.event(sequence).value();
            received = stored.leaf.received;
            confirmation.append({stored.bytes, stored.leaf.verdict, stored.leaf.rule, stored.leaf.late, authority.sealed_of(sequence)});
        }
        confirmation.end_batch(received, batch.note);
    }
}

inline void pull(const Store& authority, Store& replica, const Confirmation::Refolded& refolded = {})
{
    Confirmation confirmation = replica.begin_confirming();
    take_over(authority, confirmation);
    confirmation.commit(authority.head().checkpoint, refolded);
}

/// An authority with a plan, and a replica 'p' of gia's with all of it.
class Town
{
public:
    Town()
    {
        found(m_authority.path());
        {
            Store store(m_authority.path());
            Writer writer(store);
            writer.grant("gia", "editor", key_of('p').public_key().hex());
            writer.define(letter_type(), m_authority.path());
            plan = writer.open(plan_type(), titled("tbilisi", "გეგმა"));
            writer.open(milestone_type(), part_of(plan, "I.1", "ეტაპი"));
            writer.commit();
        }
        clone(m_replica, 'p');
    }

    fs::path authority() const { return m_authority.path(); }
    fs::path replica() const { return m_replica.path(); }
    void clone(const Folder& folder, char letter) const
    {
        Store::create(folder.path(), replica_identity(letter));
        fs::copy(m_authority.path() / "blobs", folder.path() / "blobs", fs::copy_options::recursive);
        Store store(folder.path());
        pull(Store(m_authority.path()), store);
    }
    CaseRow plan;

private:
    Folder m_authority;
    Folder m_replica;
};

inline Json letter(const std::string& title)
{
    return Json::object({{"title", Json(title)}});
}

/// Codes and places of what a check finds.
inline std::vector<std::string> findings_in(const fs::path& folder, std::size_t most_cases = Verifier::cases_in_memory)
{
    Store store(folder);
    std::vector<std::string> found;
    for (const Finding& finding : Verifier(store, most_cases, Signatures::All).run().findings) {
        if (finding.message.ka.empty() || finding.message.en.empty())
            found.push_back("no message");
        found.push_back(finding.code + " " + finding.where);
    }
    return found;
}

/// After complete(): a row in each of the other tables of an authority, brought about by a replica 'g' of gia's.
inline void complete_sync(const fs::path& folder)
{
    Store store(folder);
    const Folder copy;
    Store::create(copy.path(), replica_identity('g'));
    Store replica(copy.path());
    const auto act = [](Store& who, const char* actor, const std::function<void(Writer&)>& write) {
        Writer writer(who, actor);
        write(writer);
        writer.commit();
    };
    const std::string series = "letter/2023";
    act(store, "nino", [&](Writer& writer) {
        model::Event event = writer.blank(model::Op::Lease);
        model::LeaseDetail detail;
        detail.block = model::LeaseDetail::Block{"letter", series, store.last_of_series(series) + 1, 3, replica_id('g')};
        event.detail = detail.to_json();
        writer.append(event);
    });
    pull(store, replica);
    act(replica, "gia", [&](Writer& writer) {
        model::Event event = writer.blank(model::Op::Open);
        event.type = "letter";
        event.workflow = letter_type().hash;
        event.to = "planned";
        event.detail = model::OpenDetail{replica.next_leased(series).value()}.to_json();
        writer.append(event);
        writer.open(letter_type(), letter("a"));
    });
    act(replica, "gia", [&](Writer& writer) { writer.move(replica.resolve("I.1").at(0), "done"); });
    push(replica, store, [](const model::Event& event) {
        return event.op == model::Op::Move ? Answer{ledger::Verdict::Conflict, ledger::rule_number("moved_elsewhere")} : Answer{};
    });
    act(store, "nino", [&](Writer& writer) {
        model::Event event = writer.blank(model::Op::Revoke);
        event.set = Json::object({{"actor", "gia"}, {"role", "editor"}});
        writer.append(event);
        writer.seal(store.resolve("I.4").at(0), "applicant", "გიორგი", folder);
        event = writer.blank(model::Op::Erase);
        event.detail = model::EraseDetail{{store.resolve("I.4").at(0).subject.uid.hex()}, "GDPR 17"}.to_json();
        writer.append(event);
    });
    store.add_token({sha256("token"), "gia", "pull", at(1), at(2), at(3), at(4)});
    store.write_replica_ack({replica_id('g'), 1, 2, at(3)});
}

/// What two copies with equal logs have in common.
inline std::string dump_confirmed(const fs::path& folder)
{
    const std::string root = Store(folder).projection_root().hex();
    return root + dump(folder, {"SELECT * FROM event ORDER BY seq", "SELECT * FROM tile ORDER BY level, idx", "SELECT * FROM batch ORDER BY first",
                                "SELECT * FROM grant_ ORDER BY seq", "SELECT * FROM revocation ORDER BY seq", "SELECT * FROM series ORDER BY name",
                                "SELECT * FROM replica ORDER BY uid", "SELECT * FROM alias ORDER BY number, uid", "SELECT * FROM conflict ORDER BY seq",
                                "SELECT * FROM lease ORDER BY seq", "SELECT * FROM leased ORDER BY series, number",
                                "SELECT subject, seq FROM erased ORDER BY subject"});
}

} // namespace ogp::store::sample
