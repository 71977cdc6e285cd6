#pragma once

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/language.hpp"
#include "base/time.hpp"
#include "ledger/leaf.hpp"
#include "ledger/signature.hpp"
#include "model/case.hpp"
#include "model/event.hpp"
#include "model/type_profile.hpp"
#include "store/sync_rows.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a store gives out and takes in: cases, events and what lies beside them. Of authorities and replicas: store/sync_rows.hpp.
namespace ogp::store {

/// The present end of the log.
struct Head
{
    std::uint64_t size = 0;       ///< events in the tree
    Hash root;
    std::string checkpoint;       ///< the signed note over size and root; "" while size is 0
    std::int64_t last_number = 0; ///< the replica's own counter, events that wait included
};

/// A case with what lists need of it.
struct CaseRow
{
    std::int64_t row = 0;     ///< place in the order of opening; the key that lists go on from
    model::Case subject;
    std::string number;       ///< "I.4", "FOI-2026-00017" or ""
    std::string path;         ///< "tbilisi-2018-2020/I.4"; for a case without parent its number
    Localized title;
    model::StateCategory category = model::StateCategory::Open;
    std::optional<CaseUid> parent;
    std::optional<CaseUid> root; ///< the topmost case that this one is a part of
};

/// An event as it lies in the log, or as it waits.
struct StoredEvent
{
    std::uint64_t sequence = 0;
    Hash id;
    ledger::Leaf leaf; ///< of one that waits: as if it had been applied when it was written; it is in no tree
    std::string bytes;
    model::Event event;

    bool is_pending() const { return store::is_pending(sequence); }
};

/// A personal value beside an event.
struct SealedField
{
    std::string field;       ///< field id, or "text" for a comment
    std::string subject;     ///< 16 bytes: whose key (store/subject_keys.hpp)
    std::string ciphertext;  ///< ledger/seal.hpp
};

/// Something that somebody outside is to be told: an effect of a case type. Fields are named, never quoted.
struct OutboxEntry
{
    std::string kind;          ///< notify, publish, webhook
    Json arguments = Json::object();
    std::string why;           ///< the transition or clock that brought it about
};

/// An entry that waits or was delivered.
struct OutboxRow
{
    std::uint64_t sequence = 0; ///< of the event that it came with
    std::int64_t index = 0;     ///< among those of the event, from 0
    OutboxEntry entry;
    std::optional<Instant> delivered;
};

/// A version of a working calendar.
struct CalendarRow
{
    std::uint64_t sequence = 0; ///< of the event that made it active
    std::string id;
    Hash source;
};

/// At any time: ClockRow::look and stays that hang on what cannot be foretold.
inline constexpr Instant any_time = Instant::from_milliseconds(1000);

/// A row of `clock` (store/schema.hpp).
struct ClockRow
{
    std::int64_t workflow = 0; ///< names a version, for workflow_hash()
    std::string sla;
    std::int64_t cycle = 1;
    std::int64_t status = 1;
    std::optional<Instant> due;
    std::optional<Instant> look;
    std::int64_t calendar = 0;
    std::string record; ///< of whoever writes it

    bool operator==(const ClockRow&) const = default;
};

/// The same as it lies there, without a copy.
struct ClockText
{
    std::int64_t case_row = 0;
    std::int64_t place = 0;
    std::int64_t workflow = 0;
    std::string_view sla;
    std::int64_t cycle = 1;
    std::int64_t status = 1;
    std::optional<Instant> due;
    std::optional<Instant> look;
    std::int64_t calendar = 0;
    std::string_view record;
};

struct NewEvent
{
    std::string bytes;       ///< ledger::encode
    model::Event event;
    std::vector<SealedField> sealed;
    std::vector<OutboxEntry> outbox{};
    ledger::Verdict verdict = ledger::Verdict::Applied;
    std::uint16_t rule = 0;
    bool late = false;
};

struct CaseQuery
{
    std::string type{};                             ///< "" for all
    std::string state{};                            ///< "" for all
    std::optional<model::StateCategory> category{};
    std::optional<CaseUid> parent{};                ///< direct parts of this case
    std::optional<CaseUid> root{};                  ///< all parts of this case, not itself
    std::int64_t after = 0;                         ///< rows after this one (keyset)
    std::optional<std::int64_t> limit{};
};

/// What orders a case among others, without its fields.
struct CaseKey
{
    std::int64_t row = 0;
    std::int64_t root = 0; ///< row of the topmost case; its own where it is a part of nothing
    std::string type;
    std::string state;
    std::string number;
    std::int64_t version = 0;
    Instant opened;
    Instant updated;
};

/// A case as its row has it, for what passes cases on without taking their fields apart. The views hold while it is visited.
struct CaseText
{
    std::int64_t row = 0;
    std::int64_t root = 0;    ///< rows of the topmost case and of that which it is a part of, 0 for none
    std::int64_t parent = 0;
    std::string_view uid;     ///< 16 bytes
    std::string_view type;
    std::string_view state;
    std::string_view number;
    std::string_view fields;  ///< compact JSON
    std::string_view sealed;  ///< names of fields with sealed values, with blanks between
};

struct WorkflowRow
{
    Hash hash;                 ///< workflow::workflow_hash
    std::string type;
    std::int64_t version = 0;
    Hash source;               ///< SHA-256 of the YAML, which is a blob
    std::string compiled;      ///< canonical JSON
    model::TypeProfile profile;
};

/// An actor with what the log grants and has not taken back.
struct ActorRow
{
    std::string id;
    std::vector<std::string> roles;          ///< sorted
    std::vector<ledger::PublicKey> keys;     ///< in order of grant
};

/// Events that were signed together.
struct BatchRow
{
    std::uint64_t first = 0; ///< sequence number of the first event
    std::string note;        ///< signed by the replica that its events are of
    std::vector<Hash> ids;   ///< of its events, in order
};

/// The same with the events as they lie there, for what hands the log on without taking events apart.
struct LogBatch
{
    struct Event
    {
        ledger::Leaf leaf;
        std::string bytes;
    };
    std::uint64_t first = 0;
    std::string note;
    std::vector<Event> events;
};

} // namespace ogp::store
