#include "ledger/proof.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ledger/line_reader.hpp"

#include <algorithm>

namespace ogp::ledger {
namespace {

constexpr std::string_view first_line = "ogp/proof@v1";
constexpr std::string_view other_signers_line = "ogp/proof@v2";
constexpr std::string_view other_keys_line = "ogp/proof@v3";
constexpr std::string_view any_version = "ogp/proof@v";

/// Whether each event names who signed its batch.
enum class Signers { TheLog, Named };

/// Whether somebody meant this to be a proof. One damaged line leaves another one to know it by.
bool looks_like_proof(std::string_view text)
{
    return text.starts_with(any_version) || text.find("\nsubject ") != std::string_view::npos ||
           text.find("\nkey ogp/") != std::string_view::npos;
}

Leaf read_leaf(LineReader& reader)
{
    const std::string bytes = reader.bytes("leaf");
    try {
        return Leaf::parse(bytes);
    } catch (const Error& error) {
        throw reader.damaged(error.message());
    }
}

EventProof read_event(LineReader& reader, Signers signers, std::string_view log_key)
{
    EventProof event;
    event.event = reader.value("event");
    event.leaf = read_leaf(reader);
    if (reader.number("index") != event.leaf.sequence)
        throw reader.damaged({"ჩანაწერი სხვა ადგილს ასახელებს", "the leaf names another place"});
    event.path = reader.path("batch ");
    event.batch_index = reader.number("batch");
    event.batch_path = reader.path(signers == Signers::Named ? "signer " : "");
    if (signers == Signers::Named)
        if (const std::string_view signer = reader.value("signer"); signer != log_key)
            event.signer = signer;
    reader.expect("");
    event.batch_note = reader.note();
    reader.expect("");
    return event;
}

/// What the subject line says; the id of an event is held against the event itself.
std::optional<CaseUid> read_subject(LineReader& reader, Hash& event_id)
{
    const std::string_view subject = reader.value("subject");
    if (subject.starts_with("case "))
        if (const auto uid = CaseUid::from_hex(subject.substr(5)))
            return uid;
    if (subject.starts_with("event "))
        if (const auto id = Hash::from_hex(subject.substr(6))) {
            event_id = *id;
            return std::nullopt;
        }
    throw reader.damaged({"არ იკითხება, რისი მტკიცებულებაა", "it does not say what is proved"});
}

} // namespace

std::string Proof::text() const
{
    const bool changed = !handovers.empty();
    const bool others = changed || std::any_of(events.begin(), events.end(), [](const EventProof& event) { return !event.signer.empty(); });
    std::string out(changed ? other_keys_line : others ? other_signers_line : first_line);
    out += "\nsubject ";
    out += subject ? "case " + subject->hex() : "event " + (events.empty() ? Hash{} : events.front().leaf.event_id).hex();
    out += "\nkey " + key + '\n';
    for (const std::string& note : handovers)
        out += "handover " + to_base64(note) + '\n';
    out += '\n';
    for (const EventProof& event : events) {
        out += "event " + event.event + "\nleaf " + to_base64(event.leaf.bytes());
        out += "\nindex " + std::to_string(event.leaf.sequence) + '\n';
        append_path(out, event.path);
        out += "batch " + std::to_string(event.batch_index) + '\n';
        append_path(out, event.batch_path);
        if (others)
            out += "signer " + (event.signer.empty() ? key : event.signer) + '\n';
        out += '\n' + event.batch_note + '\n';
    }
    return out + checkpoint;
}

Proof Proof::parse(std::string_view text)
{
    if (!looks_like_proof(text))
        throw Error(Fault::Invalid, {"ეს მტკიცებულება არ არის", "this is no proof"},
                    say("მტკიცებულება იწყება სტრიქონით {}; მისი შექმნა: ogp prove ID",
                        "a proof begins with the line {}; ogp prove ID makes one", first_line));
    LineReader reader(text, Fault::Integrity, {"მტკიცებულება დაზიანებულია", "the proof is damaged"});
    const bool changed = text.starts_with(other_keys_line);
    const Signers signers = changed || text.starts_with(other_signers_line) ? Signers::Named : Signers::TheLog;
    reader.expect(changed ? other_keys_line : signers == Signers::Named ? other_signers_line : first_line);
    Proof proof;
    Hash event_id;
    proof.subject = read_subject(reader, event_id);
    proof.key = reader.value("key");
    if (changed)
        proof.handovers = reader.list("handover");
    reader.expect("");
    do
        proof.events.push_back(read_event(reader, signers, proof.key));
    while (reader.next_starts_with("event "));
    proof.checkpoint = reader.note();
    if (!reader.at_end())
        throw reader.damaged({"მის შემდეგ კიდევ რაღაც წერია", "something follows it"});
    if (!proof.subject && (proof.events.size() != 1 || proof.events.front().leaf.event_id != event_id))
        throw Error(Fault::Integrity, {"მტკიცებულება სხვა მოვლენისაა, ვიდრე მეორე სტრიქონში წერია",
                                       "the proof is of another event than its second line says"});
    if (proof.text() != text)
        throw Error(Fault::Integrity, {"მტკიცებულება დაზიანებულია: ასე არ იწერება", "the proof is damaged: this is not how one is written"});
    return proof;
}

} // namespace ogp::ledger
