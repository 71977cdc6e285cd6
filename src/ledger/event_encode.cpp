#include "ledger/event_bytes.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "ledger/event_keys.hpp"
#include "ledger/event_limits.hpp"
#include "model/event_detail.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ogp::ledger {
namespace {

using model::Event;
using model::Op;

/// What concerns several keys at once.
void check_together(const Event& event)
{
    if (event.op == Op::Comment) {
        const bool sealed = event.sealed.contains("text");
        if (event.text.empty() != sealed) {
            throw missing_key("text", event.op);
        }
        if (event.sealed.size() > (sealed ? 1U : 0U)) {
            throw wrong_shape("private");
        }
    }
    if (event.op == Op::Attach) {
        const auto is_known = [&](const auto& sealed) {
            return sealed.first == model::sealed_files || sealed.first == words_name(event.op);
        };
        if (!std::all_of(event.sealed.begin(), event.sealed.end(), is_known)) {
            throw wrong_shape("private");
        }
        const bool sealed = event.sealed.contains(std::string(model::sealed_files));
        if (event.attachments.empty() != sealed || event.blobs.empty() == sealed) {
            throw event.attachments.empty() && event.blobs.empty() ? missing_key("blobs", event.op) : wrong_shape("blobs");
        }
    } else if (!event.attachments.empty()) {
        throw misplaced_key("blobs", event.op);
    }
    if (event.op == Op::Resolve && event.why.empty() && !event.sealed.contains(std::string(words_name(event.op)))) {
        throw missing_key("why", event.op);
    }
    for (const auto& [field, commitment] : event.sealed) {
        if (event.set.find(field) != nullptr || event.add.find(field) != nullptr || event.del.find(field) != nullptr) {
            throw invalid_event(say("ველი „{}“ ერთდროულად ღიაცაა და დახურულიც", "\"{}\" is both plain and sealed", printable(field)));
        }
    }
}

bool is_empty(const Json& object)
{
    return object.is_object() && object.size() == 0;
}

/// Whether the event says anything under that key. What every event has is required, and always written.
bool given(const Event& event, EventKey key)
{
    switch (key) {
    case EventKey::Add: return !is_empty(event.add);
    case EventKey::Base: return event.base != 0;
    case EventKey::Blobs: return !event.blobs.empty();
    case EventKey::Case: return event.case_uid.has_value();
    case EventKey::Clock: return event.clock == ClockSource::Set;
    case EventKey::Del: return !is_empty(event.del);
    case EventKey::Detail: return !is_empty(event.detail);
    case EventKey::Effective: return event.effective.has_value();
    case EventKey::From: return !event.from.empty();
    case EventKey::Private: return !event.sealed.empty();
    case EventKey::Set: return !is_empty(event.set);
    case EventKey::Text: return !event.text.empty();
    case EventKey::To: return !event.to.empty();
    case EventKey::Transition: return !event.transition.empty();
    case EventKey::Type: return !event.type.empty();
    case EventKey::Why: return !event.why.empty();
    case EventKey::Workflow: return event.workflow.has_value();
    case EventKey::Actor: case EventKey::At: case EventKey::Number: case EventKey::Nonce: case EventKey::Op: case EventKey::Replica:
    case EventKey::Repository: case EventKey::Role: case EventKey::Version: return true;
    }
    return false;
}

void write_quoted(std::string& out, std::string_view plain)
{
    out += '"';
    out += plain;
    out += '"';
}

/// Control characters other than these two have been refused.
void write_text(std::string& out, std::string_view where, std::string_view text)
{
    check_text(where, text);
    out += '"';
    const auto special = [](char c) { return c == '"' || c == '\\' || c == '\n' || c == '\t'; };
    auto plain = text.begin();
    for (auto next = std::find_if(plain, text.end(), special); next != text.end();
         next = std::find_if(plain, text.end(), special)) {
        out.append(plain, next);
        out += '\\';
        out += *next == '\n' ? 'n' : *next == '\t' ? 't' : *next;
        plain = next + 1;
    }
    out.append(plain, text.end());
    out += '"';
}

void write_integer(std::string& out, std::int64_t value)
{
    fmt::format_to(std::back_inserter(out), "{}", value);
}

void write_instant(std::string& out, const EventRule& rule, Instant instant)
{
    check_instant(rule.name, instant);
    write_integer(out, instant.milliseconds());
}

void write_count(std::string& out, const EventRule& rule, std::int64_t value, std::int64_t least)
{
    if (value < least) {
        throw wrong_shape(rule.name);
    }
    check_integer(rule.name, value);
    write_integer(out, value);
}

/// A word of the case type: its name, a state, a transition.
void write_word(std::string& out, const EventRule& rule, std::string_view word, Op op)
{
    if (word.empty()) {
        throw missing_key(rule.name, op);
    }
    check_key(word);
    write_quoted(out, word);
}

void write_object(std::string& out, const EventRule& rule, const Json& object)
{
    if (!object.is_object()) {
        throw wrong_shape(rule.name);
    }
    check_value(rule.name, object, 2);
    if (rule.key != EventKey::Set) {
        for (const auto& [field, elements] : object.members()) {
            if (!elements.is_array() || elements.size() == 0) {
                throw wrong_shape(field);
            }
        }
    }
    write_json(out, object);
}

void write_detail(std::string& out, const EventRule& rule, const Event& event)
{
    if (!model::is_detail(event.op, event.detail)) {
        throw wrong_shape(rule.name);
    }
    check_value(rule.name, event.detail, 2);
    write_json(out, event.detail);
}

void write_blobs(std::string& out, const EventRule& rule, const Event& event)
{
    char separator = '[';
    for (const model::Attachment& attachment : event.attachments) {
        const Json json = to_json(attachment);
        if (!model::attachment_from(json)) {
            throw wrong_shape(rule.name);
        }
        check_value(rule.name, json, 3);
        out += separator;
        write_json(out, json);
        separator = ',';
    }
    for (const Hash& blob : event.blobs) {
        out += separator;
        write_quoted(out, blob.hex());
        separator = ',';
    }
    out += ']';
}

void write_private(std::string& out, const std::map<std::string, Hash>& sealed)
{
    char separator = '{';
    for (const auto& [field, commitment] : sealed) {
        check_key(field);
        out += separator;
        write_quoted(out, field);
        out += ':';
        write_quoted(out, commitment.hex());
        separator = ',';
    }
    out += '}';
}

template <class Id>
void write_id(std::string& out, const EventRule& rule, const std::optional<Id>& id, Op op)
{
    if (!id) {
        throw missing_key(rule.name, op);
    }
    write_quoted(out, id->hex());
}

void write_value(std::string& out, const EventRule& rule, const Event& event)
{
    switch (rule.key) {
    case EventKey::Actor:
        if (event.actor.empty()) {
            throw missing_key(rule.name, event.op);
        }
        return write_text(out, rule.name, event.actor);
    case EventKey::Add: return write_object(out, rule, event.add);
    case EventKey::At: return write_instant(out, rule, event.at);
    case EventKey::Base: return write_count(out, rule, event.base, 0);
    case EventKey::Blobs: return write_blobs(out, rule, event);
    case EventKey::Case: return write_id(out, rule, event.case_uid, event.op);
    case EventKey::Clock: return write_quoted(out, "set");
    case EventKey::Del: return write_object(out, rule, event.del);
    case EventKey::Detail: return write_detail(out, rule, event);
    case EventKey::Effective: return write_instant(out, rule, *event.effective);
    case EventKey::From: return write_word(out, rule, event.from, event.op);
    case EventKey::Number: return write_count(out, rule, event.number, 1);
    case EventKey::Nonce:
        fmt::format_to(std::back_inserter(out), "\"{:016x}\"", event.nonce);
        return;
    case EventKey::Op: return write_quoted(out, code(event.op));
    case EventKey::Private: return write_private(out, event.sealed);
    case EventKey::Replica: return write_quoted(out, event.replica.hex());
    case EventKey::Repository: return write_quoted(out, event.repository.hex());
    case EventKey::Role: return write_text(out, rule.name, event.role);
    case EventKey::Set: return write_object(out, rule, event.set);
    case EventKey::Text: return write_text(out, rule.name, event.text);
    case EventKey::To: return write_word(out, rule, event.to, event.op);
    case EventKey::Transition: return write_word(out, rule, event.transition, event.op);
    case EventKey::Type: return write_word(out, rule, event.type, event.op);
    case EventKey::Version: return write_integer(out, event_format_version);
    case EventKey::Why: return write_text(out, rule.name, event.why);
    case EventKey::Workflow: return write_id(out, rule, event.workflow, event.op);
    }
}

} // namespace

std::string encode(const Event& event)
{
    check_together(event);
    std::string out;
    out.reserve(512);
    char separator = '{';
    for (const EventRule& rule : event_rules) {
        if ((rule.required & in(event.op)) == 0) {
            if (!given(event, rule.key)) {
                continue;
            }
            if ((rule.allowed & in(event.op)) == 0) {
                throw misplaced_key(rule.name, event.op);
            }
        }
        out += separator;
        write_quoted(out, rule.name);
        out += ':';
        write_value(out, rule, event);
        separator = ',';
    }
    out += '}';
    if (out.size() > max_event_bytes) {
        throw invalid_event(say("{} ბაიტია, დასაშვებია {}", "it has {} bytes, at most {} are allowed", out.size(), max_event_bytes));
    }
    return out;
}

Hash event_id(std::string_view bytes)
{
    constexpr std::string_view domain{"ogp-event-v1\0", 13};
    return sha256({domain, bytes});
}

} // namespace ogp::ledger
