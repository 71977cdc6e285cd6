#pragma once

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/leaf.hpp"
#include "ledger/signature.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What replicas and an authority say to each other: lines of JSON (NDJSON), each ended by a line feed, in one zstd frame
/// (sync/compression.hpp). Lines that begin with {"actor": are events, their canonical bytes verbatim; the others are read strictly:
/// an unknown or a missing key, a wrong kind or a value out of range throws Error{Invalid} that names the line.
///
/// Push, POST /v1/push:
///   {"have":N,"replica":ID,"repo":R,"v":1}         first line; N: size of the log that the replica has
///   {"key":[subject, box]}                          a subject key that the authority does not have, sealed to its key; before its use
///   {"batch":COUNT,"signature":S}                   then COUNT events; the signed note is made again from their ids (batch_note)
///   {"sealed":[[field, subject, ciphertext],...]}   the sealed values of the event above
/// Answer to it:
///   [ID16, VERDICT, SEQUENCE, RULE] or with the official NUMBER as fifth      an event, in the order they were sent
///   {"fault":F,"message":[ka,en],"refused":INDEX}   a batch (from 0) that is malformed or not authenticated; its events have no lines
///   {"checkpoint":NOTE}                             last line
/// Page, GET /v1/log:
///   {"after":N,"repo":R,"size":S,"v":1}             first line; S: size of the whole log
///   {"key":[subject, box]}                          sealed to the replica's key
///   {"batch":COUNT,"key":K,"received":MS,"signature":S,"signer":NAME}     then COUNT events
///   {"own":[FIRST,COUNT]}                           in the place of so many events that the reader itself wrote, by their counter
///   {"late":1,"rule":N,"verdict":CODE}              of the event above, where it is not simply applied; late only where it is
///   {"sealed":...}                                  as in a push, where the reader may have them
///   {"checkpoint":NOTE}                             last line: a page ends where a checkpoint ends, so it verifies by itself
///
/// Beside these: GET /v1/info (Info), GET /v1/checkpoint (the signed note; its tag is checkpoint_tag()), POST /v1/replica
/// (Registration, answered with an Info), POST /v1/erased (ErasureAnswer), GET HEAD PUT /v1/blob/<sha256>, and GET
/// /v1/workflow/<hash>: the compiled form of a version that a Define names, canonical JSON, which the reader checks against that hash
/// and does not have to compile (a later program might compile the same YAML into something else).
///
/// Ids and keys are lower-case hex, binary values base64. Event ids are not sent where the events are: the reader counts them anyway.
/// Rejected: a binary form (needs a tool to read; zstd takes the difference), a signature for each event (64 bytes that nothing
/// compresses).
namespace ogp::sync {

inline constexpr std::int64_t protocol_version = 1;

inline constexpr std::size_t max_push_bytes = 8U << 20U;  ///< of lines in one push
inline constexpr std::size_t max_push_events = 10'000;
inline constexpr std::size_t page_bytes = 16U << 20U;     ///< where a page ends, as soon as a checkpoint ends
inline constexpr std::size_t max_page_bytes = 64U << 20U; ///< what a page may come to by one long batch
inline constexpr std::size_t max_batch_events = 200'000;  ///< in a batch of a page
inline constexpr std::size_t max_packing_ratio = 64;      ///< lines to compressed bytes; small bodies are free (max_unpacked)
inline constexpr std::size_t max_sealed_fields = 256;     ///< of one event
inline constexpr std::size_t max_ciphertext = 32U << 10U; ///< of one sealed value

/// How large a compressed body may grow: at most `most`, and max_packing_ratio times its size (at least 1 MiB).
std::size_t max_unpacked(std::size_t compressed, std::size_t most);

/// A sealed value of an event (store::SealedField).
struct SealedRecord
{
    std::string field;
    std::string subject;    ///< 16 bytes
    std::string ciphertext; ///< ledger/seal.hpp
    bool operator==(const SealedRecord&) const = default;
};

/// A subject key on its way (ledger/key_wrap.hpp).
struct KeyRecord
{
    std::string subject; ///< 16 bytes
    std::string box;     ///< ledger::wrapped_key_size bytes
    bool operator==(const KeyRecord&) const = default;
};

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

/// Which page of the log is asked for.
struct LogQuery
{
    std::uint64_t after = 0; ///< size of the log that the reader has
    std::size_t limit = page_bytes;
    /// Events of this replica with these counters are not sent: it has them.
    struct Own
    {
        ReplicaId replica;
        std::int64_t first = 0;
        std::int64_t last = 0;
        bool operator==(const Own&) const = default;
    };
    std::optional<Own> own{};
    bool operator==(const LogQuery&) const = default;

    /// "/v1/log?after=256&limit=16777216&own=<32 hex>:4-17"
    std::string target() const;
    /// The part after the question mark. Throws Error{Invalid} for an unknown or repeated key and for values out of range.
    static LogQuery parse(std::string_view query);
};

struct PageEvent
{
    std::string_view bytes{};     ///< canonical, into the text that was read; empty for an event of the reader's own
    std::int64_t own = 0;         ///< then its counter, from 1
    ledger::Verdict verdict = ledger::Verdict::Applied;
    std::uint16_t rule = 0;
    bool late = false;
    std::vector<SealedRecord> sealed{};
    bool operator==(const PageEvent&) const = default;
};

struct PageBatch
{
    Instant received;
    std::string signer;           ///< name in the note
    ledger::PublicKey key;
    ledger::Signature signature{};
    std::vector<KeyRecord> keys{}; ///< come before it
    std::vector<PageEvent> events{};
    bool operator==(const PageBatch&) const = default;
};

struct PageHead
{
    RepositoryId repository;
    std::uint64_t after = 0;
    std::uint64_t size = 0; ///< of the whole log
    bool operator==(const PageHead&) const = default;
};

class PageWriter
{
public:
    explicit PageWriter(const PageHead& head);
    /// One batch after another: `batch`, then its events, each with event() or own().
    void key(const KeyRecord& key);
    void batch(std::size_t count, Instant received, std::string_view signer, const ledger::PublicKey& key,
               const ledger::Signature& signature);
    /// `event.bytes` or, where they are empty, `event.own`.
    void event(const PageEvent& event);
    /// Ends the page; nothing may follow.
    void checkpoint(std::string_view note);

    const std::string& text() const { return m_text; }

private:
    void end_own();

    std::string m_text;
    std::int64_t m_own_first = 0;
    std::int64_t m_own_count = 0;
};

/// Reads the lines of a text by their form; the base of the readers here.
class WireLines
{
public:
    explicit WireLines(std::string_view text) : m_rest(text) {}
    /// The next line without its end. False at the end of the text; throws Error{Invalid} where the last line has no end.
    bool next();
    std::string_view line() const { return m_line; }
    bool is_event() const { return m_line.starts_with(R"({"actor":)"); }
    std::uint32_t number() const { return m_number; }
    Error invalid(const Localized& reason) const;

private:
    std::string_view m_rest;
    std::string_view m_line;
    std::uint32_t m_number = 0;
};

/// Reads a page batch by batch.
class PageReader
{
public:
    /// `text` must outlive reader and batches. Throws Error{Invalid}, as next() does.
    explicit PageReader(std::string_view text);
    const PageHead& head() const { return m_head; }
    /// The next batch, or nothing at the end of the page; then checkpoint() is known.
    std::optional<PageBatch> next();
    const std::string& checkpoint() const { return m_checkpoint; }

private:
    void read_events(PageBatch& batch, std::size_t count);
    void read_own(PageBatch& batch, std::size_t count);

    WireLines m_lines;
    PageHead m_head;
    std::string m_checkpoint;
    bool m_line_waits = false; ///< the present line has not been used yet
};

/// GET /v1/info: who the authority is. What is only for holders of a token is empty for others.
struct Info
{
    RepositoryId repository;
    ReplicaId authority;
    ledger::PublicKey key;           ///< signs checkpoints
    std::uint64_t size = 0;
    std::string checkpoint;          ///< signed note, "" where the log is empty
    Instant time;                    ///< of the authority
    std::string actor;               ///< of the token
    std::vector<std::string> scopes; ///< of the token, sorted
    std::string tag_secret;          ///< 32 bytes (ledger/leaf.hpp); with scope pull
    std::string time_zone;           ///< in which official numbers and days are reckoned
    bool operator==(const Info&) const = default;
};
std::string write_info(const Info& info);
Info parse_info(std::string_view text);

/// POST /v1/replica: a replica makes its key known; the authority grants it to the token's actor. Doing it again changes nothing.
struct Registration
{
    ReplicaId replica;
    ledger::PublicKey key;
    ledger::Signature signature{}; ///< by that key, over text()
    bool operator==(const Registration&) const = default;

    /// "ogp/<repository>/replica\n<32 hex>\n<64 hex>\n"
    std::string text(const RepositoryId& repository) const;
};
std::string write_registration(const Registration& registration);
Registration parse_registration(std::string_view text);

/// POST /v1/erased: the replica has carried out every erasure among the first `through` events.
struct ErasureAnswer
{
    ReplicaId replica;
    std::uint64_t through = 0;
    bool operator==(const ErasureAnswer&) const = default;
};
std::string write_erasure_answer(const ErasureAnswer& answer);
ErasureAnswer parse_erasure_answer(std::string_view text);

/// The body of an answer that is an error: {"fault":..,"hint":{"en","ka"},"message":{"en","ka"}}; other members are passed over.
std::string write_fault(const Error& error);
/// The error that such a body tells; Error{Remote} with the status where the body is something else (a proxy's page).
Error parse_fault(int status, std::string_view body);

/// The tag of a checkpoint for If-None-Match: "<size>-<first 16 hex digits of the root>" with its quotes.
std::string checkpoint_tag(const ledger::Checkpoint& checkpoint);

/// The signed note of a batch made again from its parts.
std::string batch_note(const RepositoryId& repository, std::span<const Hash> event_ids, std::string_view signer,
                       const ledger::PublicKey& key, const ledger::Signature& signature);
/// The signature of a note that has exactly one, of Ed25519. Throws Error{Integrity}.
ledger::Signature note_signature(std::string_view note);

} // namespace ogp::sync
