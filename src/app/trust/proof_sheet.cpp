#include "app/trust/proofs.hpp"

#include "app/cases/values.hpp"
#include "app/trust/cosignatures.hpp"
#include "app/trust/trusted_key.hpp"
#include "base/text.hpp"
#include "ledger/note.hpp"
#include "ledger/proof.hpp"
#include "ledger/tlog_proof.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;
using report::Show;

std::vector<report::Column> event_columns()
{
    return {{"sequence", {"№", "No"}, Align::Right},
            {"time", {"დრო", "Time"}},
            {"actor", {"ვინ", "Actor"}},
            {"role", {"როლი", "Role"}},
            {"what", {"რა მოხდა", "What happened"}},
            {"values", {"მნიშვნელობები", "Values"}},
            {"text", {"ტექსტი", "Text"}},
            {"sealed", {"დალუქული", "Sealed"}},
            {"received", {"მიღებულია", "Received"}, Align::Left, Show::OnRequest},
            {"verdict", {"გადაწყვეტილება", "Verdict"}, Align::Left, Show::OnRequest},
            {"id", {"მოვლენა", "Event"}, Align::Left, Show::OnRequest},
            {"batch", {"შეკვრა", "Batch"}, Align::Left, Show::OnRequest},
            {"signer", {"ვინ ხელს აწერს", "Signer"}, Align::Left, Show::OnRequest},
            {"event", {"სრულად", "Whole"}, Align::Left, Show::OnRequest}};
}

/// What the event says by itself: without a repository there are no labels.
Localized sentence(const model::Event& event)
{
    switch (event.op) {
    case model::Op::Open:
        return say("გაიხსნა {0}: {1}", "{0} opened: {1}", event.type, event.to);
    case model::Op::Set:
        return say("{} შეიცვალა", "{} changed", event.type);
    case model::Op::Move:
        return both(fmt::format("{}: {} → {}", event.type, event.from, event.to));
    case model::Op::Comment:
        return say("{}: კომენტარი", "{}: comment", event.type);
    case model::Op::Attach: {
        std::string names;
        for (const model::Attachment& attachment : event.attachments)
            names += (names.empty() ? "" : ", ") + attachment.name;
        return names.empty() ? say("{}: დაერთო ფაილი", "{}: file attached", event.type)
                             : say("{0}: დაერთო {1}", "{0}: attached {1}", event.type, names);
    }
    case model::Op::Link:
        return say("{}: კავშირი {}", "{}: link {}", event.type, event.detail.text("relation"));
    case model::Op::Vote:
        return say("{}: ხმა", "{}: vote", event.type);
    case model::Op::Tick:
        return say("{}: ვადა {}", "{}: clock {}", event.type, event.detail.text("clock"));
    case model::Op::Migrate:
        return say("{}: გადავიდა ტიპის სხვა ვერსიაზე", "{}: goes on under another version of its type", event.type);
    case model::Op::Define:
        return say("განისაზღვრა ტიპი {}", "case type {} defined", event.type);
    case model::Op::Grant:
        return event.set.find("handover") != nullptr ? Localized("შეიცვალა ჟურნალის გასაღები", "key of the log changed") : Localized("მიენიჭა როლი", "role granted");
    case model::Op::Calendar:
        return say("განისაზღვრა კალენდარი {}", "calendar {} defined", event.detail.text("calendar"));
    case model::Op::Resolve:
        return say("{}: კონფლიქტი გადაწყდა", "{}: conflict settled", event.type);
    case model::Op::Revoke:
        return {"გაუქმდა უფლება", "right revoked"};
    case model::Op::Erase:
        return {"წაიშალა პირადი მონაცემები", "personal values erased"};
    case model::Op::Lease:
        return event.detail.find("lease") != nullptr ? Localized("ნომრების ბლოკი დაიხურა", "block of numbers ended")
                                                     : Localized("გაიცა ნომრების ბლოკი", "block of numbers leased");
    }
    return {};
}

/// Values that were set; what was added and taken out with a sign.
Json values_of(const model::Event& event)
{
    Json values = event.set;
    for (const auto& [field, elements] : event.add.members())
        values.set("+" + field, elements);
    for (const auto& [field, elements] : event.del.members())
        values.set("-" + field, elements);
    return values;
}

std::vector<Cell> row_of(const ledger::ProvenEvent& proven, const std::string& bytes)
{
    const model::Event& event = proven.event;
    const Json values = values_of(event);
    Json sealed = Json::array();
    std::vector<std::string> names;
    for (const auto& [field, commitment] : event.sealed) {
        sealed.push(field);
        names.push_back(field);
    }
    const std::string& text = event.text.empty() ? event.why : event.text;
    return {Cell::of(static_cast<std::int64_t>(proven.leaf.sequence)),
            Cell::of(event.at.rfc3339()),
            Cell::of(event.actor),
            Cell::of(event.role),
            Cell::localized(sentence(event)),
            {values, words_of(values)},
            text.empty() ? Cell::none() : Cell::of(text),
            {sealed, both(join(names, ", "))},
            Cell::of(proven.leaf.received.rfc3339()),
            Cell::of(std::string(ledger::code(proven.leaf.verdict))),
            Cell::of(proven.id.hex()),
            Cell::of(proven.leaf.batch_id.hex()),
            Cell::of(proven.signer),
            {parse_json(bytes), both(bytes)}};
}

Json rows_of(const report::Table& table)
{
    Json rows = Json::array();
    for (const std::vector<Cell>& cells : table.rows) {
        Json row = Json::object();
        for (std::size_t i = 0; i < cells.size(); ++i)
            row.set(table.columns[i].key, cells[i].value);
        rows.push(std::move(row));
    }
    return rows;
}

/// What the reader knows of the key that signed.
enum class KeyKnown { No, Yes, ThroughOlder };

/// The key that the reader knows, or one that it has led to.
KeyKnown check_key(const ledger::Proven& proven, const ledger::VerifierKey& known)
{
    if (known == ledger::VerifierKey{proven.signer, proven.key})
        return KeyKnown::Yes;
    if (std::find(proven.older_keys.begin(), proven.older_keys.end(), known) != proven.older_keys.end())
        return KeyKnown::ThroughOlder;
    throw Error(Fault::Integrity,
                say("მტკიცებულებას სხვა გასაღები აწერს ხელს: {0}; უნდა იყოს {1}", "the proof is signed by another key: {0}; it should be {1}",
                    printable(ledger::verifier_key(proven.signer, proven.key)), printable(ledger::verifier_key(known.name, known.key))),
                {"თუ ჟურნალის გასაღები მას შემდეგ შეიცვალა, მიუთითეთ ის, რომელიც მაშინ მოქმედებდა", "if the log's key has changed since the proof was made, name the one of that time"});
}

Localized key_words(KeyKnown known)
{
    if (known == KeyKnown::ThroughOlder)
        return {"ის არის, რომელსაც --key-თი დასახელებულმა ადგილი დაუთმო", "is the one that the key of --key has given way to"};
    return known == KeyKnown::Yes ? Localized("არის ის, რომელიც --key-მ დაასახელა", "is the one that --key names")
                 : Localized("არ არის შემოწმებული: შეადარეთ იმას, რომელიც სხვა წყაროდან იცით (--key)",
                             "is not checked: compare it with the one that you know from elsewhere (--key)");
}

/// Whichever format it was in.
struct Read
{
    ledger::Proof proof;
    ledger::Proven proven;
    std::vector<ledger::Witnessed> cosigned;
};

Read read(std::string_view text, const ProofTrust& trust, const std::vector<ledger::VerifierKey>& witnesses)
{
    if (ledger::TlogProof::is_one(text)) {
        const auto tlog = ledger::TlogProof::parse(text);
        ledger::ProvenTlog checked = ledger::verify(tlog, witnesses);
        return {ledger::Proof{std::nullopt, tlog.key, {tlog.event}, tlog.checkpoint, tlog.handovers}, std::move(checked.proven), std::move(checked.cosigned)};
    }
    if (trust.required > 0 || !witnesses.empty())
        throw Error(Fault::Usage, {"ამ სახის მტკიცებულებას მოწმეთა ხელმოწერები არ ახლავს", "a proof of this form carries no cosignatures"},
                    {"საჭიროა: ogp prove ID --format tlog-proof", "it takes: ogp prove ID --format tlog-proof"});
    ledger::Proof proof = ledger::Proof::parse(text);
    ledger::Proven proven = ledger::verify(proof);
    return {std::move(proof), std::move(proven), {}};
}

void check_witnesses(const Read& read, std::int64_t required)
{
    if (static_cast<std::int64_t>(read.cosigned.size()) < required)
        throw Error(Fault::Gate, say("საკონტროლო წერტილს {0} მოწმე აწერს ხელს, საჭიროა {1}", "{0} of the witnesses have cosigned the checkpoint, {1} are required",
                                     read.cosigned.size(), required));
}

/// Who cosigned, and when.
Cell witnesses_cell(const std::vector<ledger::Witnessed>& cosigned)
{
    std::vector<std::string> words;
    for (const ledger::Witnessed& one : cosigned) {
        // A time that no calendar has is shown as it is.
        const bool plain = one.seconds < 253'402'300'800;
        words.push_back(fmt::format("{} ({})", printable(one.witness.name),
                                    plain ? Instant::from_milliseconds(one.seconds * 1000).rfc3339() : std::to_string(one.seconds)));
    }
    return cosigned.empty() ? Cell::none() : Cell{described(cosigned), both(join(words, ", "))};
}

Json keys_json(const std::vector<ledger::VerifierKey>& keys)
{
    Json json = Json::array();
    for (const ledger::VerifierKey& key : keys)
        json.push(ledger::verifier_key(key.name, key.key));
    return json;
}

ProofSheet sheet_of(const Read& read, KeyKnown key_known)
{
    const ledger::Proof& proof = read.proof;
    const ledger::Proven& proven = read.proven;
    ProofSheet sheet;
    sheet.events = {"events", {"მოვლენები", "Events"}, event_columns(), {}};
    for (std::size_t i = 0; i < proven.events.size(); ++i)
        sheet.events.rows.push_back(row_of(proven.events[i], proof.events[i].event));
    const std::string subject = proof.subject ? proof.subject->hex() : proven.events.front().id.hex();
    const auto size = static_cast<std::int64_t>(proven.checkpoint.size);
    sheet.json = Json::object({{"subject", Json::object({{proof.subject ? "case" : "event", subject}})},
                               {"origin", proven.checkpoint.origin},
                               {"size", size},
                               {"root", proven.checkpoint.root.hex()},
                               {"key", proof.key},
                               {"key_known", key_known != KeyKnown::No},
                               {"older_keys", keys_json(proven.older_keys)},
                               {"witnesses", described(read.cosigned)},
                               {"events", rows_of(sheet.events)}});
    sheet.heading = proof.subject ? say("მტკიცებულება სწორია: საქმის {} მოვლენები, გამოტოვების გარეშე ვერსიამდე {}",
                                        "the proof holds: the events of case {}, without a gap up to version {}", subject,
                                        proven.events.back().leaf.case_version)
                                  : say("მტკიცებულება სწორია: მოვლენა {}", "the proof holds: event {}", subject);
    sheet.card = {"proof",
                  {{{"ჟურნალი", "Log"}, Cell::of(proven.checkpoint.origin)},
                   {{"მოვლენები ჟურნალში", "Events in the log"}, Cell::of(size)},
                   {{"ფესვი", "Root"}, Cell::of(proven.checkpoint.root.hex())},
                   {{"ხელს აწერს", "Signed by"}, Cell::of(proof.key)},
                   {{"ეს გასაღები", "This key"}, {Json(), key_words(key_known)}}}};
    if (!read.cosigned.empty())
        sheet.card.rows.push_back({{"მოწმეები", "Witnesses"}, witnesses_cell(read.cosigned)});
    return sheet;
}

} // namespace

ProofSheet verify_proof(std::string_view text, const std::string& name, const ProofTrust& trust)
{
    std::optional<ledger::VerifierKey> known;
    if (!trust.key.empty())
        known = trusted_key(trust.key, "--key");
    const std::vector<ledger::VerifierKey> witnesses = witness_keys(trust.witnesses);
    try {
        const Read checked = read(text, trust, witnesses);
        const KeyKnown key_known = known ? check_key(checked.proven, *known) : KeyKnown::No;
        check_witnesses(checked, trust.required);
        return sheet_of(checked, key_known);
    } catch (const Error& error) {
        throw Error(error.fault(), {name + ": " + error.message().ka, name + ": " + error.message().en}, error.hint());
    }
}

} // namespace ogp::app
