#include "ledger/event_bytes.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "ledger/event_keys.hpp"

#include <algorithm>

namespace ogp::ledger {
namespace {

using model::Event;
using model::Op;

// Only shapes are checked here: what has the right shape is written again, and must come out the same.

const std::string& text_of(const EventRule& rule, const Json& value)
{
    if (!value.is_text()) {
        throw wrong_shape(rule.name);
    }
    return value.as_text();
}

std::int64_t integer_of(const EventRule& rule, const Json& value)
{
    if (!value.is_integer()) {
        throw wrong_shape(rule.name);
    }
    return value.as_integer();
}

Instant instant_of(const EventRule& rule, const Json& value)
{
    return Instant::from_milliseconds(integer_of(rule, value));
}

template <class Id>
Id id_of(const EventRule& rule, const Json& value)
{
    const auto id = value.is_text() ? Id::from_hex(value.as_text()) : std::nullopt;
    if (!id) {
        throw wrong_shape(rule.name);
    }
    return *id;
}

std::uint64_t nonce_of(const EventRule& rule, const Json& value)
{
    const auto bytes = from_hex(text_of(rule, value));
    if (!bytes || bytes->size() != 8) {
        throw wrong_shape(rule.name);
    }
    std::uint64_t nonce = 0;
    for (const char c : *bytes) {
        nonce = nonce << 8U | static_cast<unsigned char>(c);
    }
    return nonce;
}

void read_blobs(Event& event, const EventRule& rule, const Json& value)
{
    if (!value.is_array()) {
        throw wrong_shape(rule.name);
    }
    for (const Json& blob : value.items()) {
        if (!blob.is_object()) {
            event.blobs.push_back(id_of<Hash>(rule, blob));
        } else if (auto attachment = model::attachment_from(blob)) {
            event.attachments.push_back(std::move(*attachment));
        } else {
            throw wrong_shape(rule.name);
        }
    }
}

std::map<std::string, Hash> private_of(const EventRule& rule, const Json& value)
{
    if (!value.is_object()) {
        throw wrong_shape(rule.name);
    }
    std::map<std::string, Hash> sealed;
    for (const auto& [field, commitment] : value.members()) {
        sealed.emplace_hint(sealed.end(), field, id_of<Hash>(rule, commitment));
    }
    return sealed;
}

ClockSource clock_of(const EventRule& rule, const Json& value)
{
    if (text_of(rule, value) != "set") {
        throw wrong_shape(rule.name);
    }
    return ClockSource::Set;
}

void read_value(Event& event, const EventRule& rule, const Json& value)
{
    switch (rule.key) {
    case EventKey::Actor: event.actor = text_of(rule, value); return;
    case EventKey::Add: event.add = value; return;
    case EventKey::At: event.at = instant_of(rule, value); return;
    case EventKey::Base: event.base = integer_of(rule, value); return;
    case EventKey::Blobs: read_blobs(event, rule, value); return;
    case EventKey::Case: event.case_uid = id_of<CaseUid>(rule, value); return;
    case EventKey::Clock: event.clock = clock_of(rule, value); return;
    case EventKey::Del: event.del = value; return;
    case EventKey::Detail: event.detail = value; return;
    case EventKey::Effective: event.effective = instant_of(rule, value); return;
    case EventKey::From: event.from = text_of(rule, value); return;
    case EventKey::Number: event.number = integer_of(rule, value); return;
    case EventKey::Nonce: event.nonce = nonce_of(rule, value); return;
    case EventKey::Private: event.sealed = private_of(rule, value); return;
    case EventKey::Replica: event.replica = id_of<ReplicaId>(rule, value); return;
    case EventKey::Repository: event.repository = id_of<RepositoryId>(rule, value); return;
    case EventKey::Role: event.role = text_of(rule, value); return;
    case EventKey::Set: event.set = value; return;
    case EventKey::Text: event.text = text_of(rule, value); return;
    case EventKey::To: event.to = text_of(rule, value); return;
    case EventKey::Transition: event.transition = text_of(rule, value); return;
    case EventKey::Type: event.type = text_of(rule, value); return;
    case EventKey::Why: event.why = text_of(rule, value); return;
    case EventKey::Workflow: event.workflow = id_of<Hash>(rule, value); return;
    case EventKey::Op: case EventKey::Version: return; // read before all others
    }
}

Op read_op(const Json& json)
{
    const Json& version = json["v"];
    if (!version.is_integer() || version.as_integer() != event_format_version) {
        throw unknown_in_event(say("„v“ უნდა იყოს {}", "\"v\" must be {}", event_format_version));
    }
    const auto op = model::op_from(json.text("op"));
    if (!op) {
        throw unknown_in_event(say("უცნობი მოქმედება „{}“", "unknown operation \"{}\"", shorten(printable(json.text("op")), 100)));
    }
    return *op;
}

} // namespace

Event decode(std::string_view bytes)
{
    const Json json = parse_json(bytes, {.bytes = max_event_bytes, .depth = max_event_depth});
    if (!json.is_object()) {
        throw invalid_event({"ობიექტი უნდა იყოს", "it must be an object"});
    }
    Event event;
    event.op = read_op(json);
    const EventRule* rule = event_rules.begin();
    for (const auto& [key, value] : json.members()) {
        // Members and event_rules are both sorted.
        while (rule != event_rules.end() && rule->name < key) {
            ++rule;
        }
        if (rule == event_rules.end() || rule->name != key) {
            throw unknown_in_event(say("უცნობი ველი „{}“", "unknown key \"{}\"", shorten(printable(key), 100)));
        }
        if (((rule->required | rule->allowed) & in(event.op)) == 0) {
            throw misplaced_key(rule->name, event.op);
        }
        read_value(event, *rule, value);
    }
    const std::string canonical = encode(event);
    if (canonical != bytes) {
        const auto [differs, ignored] = std::mismatch(bytes.begin(), bytes.end(), canonical.begin(), canonical.end());
        throw invalid_event(say("ბაიტი {} კანონიკურ ჩანაწერს არ ემთხვევა", "byte {} is not as the canonical form has it",
                          differs - bytes.begin()));
    }
    return event;
}

} // namespace ogp::ledger
