#pragma once

#include "base/id.hpp"
#include "base/time.hpp"
#include "ledger/leaf.hpp"
#include "ledger/signature.hpp"
#include "sync/wire_records.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// GET /v1/log (sync/wire.hpp).
namespace ogp::sync {

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

} // namespace ogp::sync
