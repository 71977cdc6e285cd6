#pragma once

#include "base/error.hpp"
#include "base/id.hpp"
#include "ledger/leaf.hpp"
#include "ledger/signature.hpp"
#include "sync/wire_records.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// POST /v1/push (sync/wire.hpp).
namespace ogp::sync {

struct PushEvent
{
    std::string_view bytes; ///< canonical; into the text that was read
    std::vector<SealedRecord> sealed{};
    bool operator==(const PushEvent&) const = default;
};

/// Events that were signed together. Their form is not looked at here, nor is the signature.
struct PushBatch
{
    ledger::Signature signature{};
    std::vector<PushEvent> events{};
    std::uint32_t line = 0; ///< where it begins, for messages
};

struct PushHead
{
    RepositoryId repository;
    ReplicaId replica;
    std::uint64_t have = 0;
    bool operator==(const PushHead&) const = default;
};

struct PushBody
{
    PushHead head;
    std::vector<KeyRecord> keys;
    std::vector<PushBatch> batches;
};

/// `text` must outlive what is given. At most max_push_bytes, max_push_events. Throws Error{Invalid}.
PushBody parse_push(std::string_view text);

/// Writes a push. What it is given must be as the reader asks for it.
class PushWriter
{
public:
    explicit PushWriter(const PushHead& head);
    void key(const KeyRecord& key);
    /// `count` events follow.
    void batch(std::size_t count, const ledger::Signature& signature);
    void event(std::string_view bytes, std::span<const SealedRecord> sealed = {});

    std::size_t events() const { return m_events; }
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
    std::size_t m_events = 0;
};

/// The authority's word for one event.
struct EventAnswer
{
    std::string id;             ///< first 16 hex digits of the event's id
    ledger::Verdict verdict = ledger::Verdict::Applied;
    std::uint64_t sequence = 0; ///< its place in the log; of a duplicate, the place that it has
    std::uint16_t rule = 0;
    std::string number{};       ///< official number given in this act, "" for none
    bool operator==(const EventAnswer&) const = default;
};

struct RefusedBatch
{
    std::size_t index = 0; ///< among the batches of the push, from 0
    Fault fault = Fault::Invalid;
    Localized message;
};

struct PushAnswer
{
    std::vector<EventAnswer> events; ///< in the order they were sent, without those of refused batches
    std::vector<RefusedBatch> refused;
    std::string checkpoint;          ///< signed note, "" where the log is empty
};

std::string write_push_answer(const PushAnswer& answer);
/// Throws Error{Invalid}.
PushAnswer parse_push_answer(std::string_view text);

} // namespace ogp::sync
