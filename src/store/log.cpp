#include "store/log.hpp"

#include "ledger/checkpoint.hpp"
#include "ledger/event_bytes.hpp"
#include "ledger/note.hpp"

#include <algorithm>

namespace ogp::store {
namespace {

constexpr std::string_view select_event = "SELECT leaf, body, prev FROM event WHERE seq = ?1";
constexpr std::string_view insert_prefix = "INSERT INTO event_id(prefix, seq) VALUES(?1, ?2)";

Localized named(std::int64_t sequence)
{
    return say("მოვლენა {}", "event {}", sequence);
}

} // namespace

StoredEvent take_apart(const Database& database, std::int64_t sequence, std::string_view leaf, std::string_view body)
{
    try {
        StoredEvent stored;
        stored.sequence = static_cast<std::uint64_t>(sequence);
        stored.leaf = ledger::Leaf::parse(leaf);
        stored.id = stored.leaf.event_id;
        stored.bytes = body;
        stored.event = ledger::decode(body);
        return stored;
    } catch (const Error&) {
        throw damaged(database.file(), named(sequence));
    }
}

ledger::Leaf pending_leaf(std::int64_t sequence, const model::Event& event, const Hash& id)
{
    ledger::Leaf leaf;
    leaf.sequence = static_cast<std::uint64_t>(sequence);
    leaf.received = event.at;
    leaf.event_id = id;
    leaf.set_clock = event.clock == ClockSource::Set;
    return leaf;
}

StoredEvent take_pending_apart(const Database& database, std::int64_t sequence, std::string_view id, std::string_view body)
{
    const auto broken = [&] {
        return damaged(database.file(), say("მოვლენა {}, რომელიც პასუხს ელის", "event {}, which waits", pending_number(sequence)));
    };
    try {
        StoredEvent stored;
        stored.sequence = static_cast<std::uint64_t>(sequence);
        stored.id = Hash::from_bytes(id).value_or(Hash{});
        stored.bytes = body;
        stored.event = ledger::decode(body);
        if (ledger::event_id(body) != stored.id)
            throw broken();
        stored.leaf = pending_leaf(sequence, stored.event, stored.id);
        return stored;
    } catch (const Error&) {
        throw broken();
    }
}

std::int64_t id_prefix(const Hash& id)
{
    std::uint64_t prefix = 0;
    for (std::size_t i = 0; i < 8; ++i)
        prefix = prefix << 8U | id.bytes[i];
    return static_cast<std::int64_t>(prefix);
}

Head read_head(Database& database)
{
    Head head;
    head.root = ledger::empty_root();
    Query query(database, "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1");
    if (!query.step())
        return head;
    head.size = static_cast<std::uint64_t>(query.integer(0));
    head.checkpoint = query.text(1);
    const auto broken = [&] { return damaged(database.file(), say("საკონტროლო წერტილი {}", "checkpoint {}", head.size)); };
    try {
        const auto checkpoint = ledger::Checkpoint::parse(ledger::parse_note(head.checkpoint).text);
        if (checkpoint.size != head.size)
            throw broken();
        head.root = checkpoint.root;
    } catch (const Error&) {
        throw broken();
    }
    return head;
}

StoredEvent AddedEvent::stored() const
{
    return {leaf.sequence, leaf.event_id, leaf, bytes, ledger::decode(bytes)};
}

const AddedEvent* Log::added(std::int64_t sequence) const
{
    if (m_added == nullptr || m_added->empty())
        return nullptr;
    const std::int64_t index = sequence - m_added->front().sequence();
    return index >= 0 && index < std::ssize(*m_added) ? &(*m_added)[static_cast<std::size_t>(index)] : nullptr;
}

std::optional<StoredEvent> Log::read(std::int64_t sequence) const
{
    if (const AddedEvent* event = added(sequence))
        return event->stored();
    if (is_pending_row(sequence)) {
        Query query(m_database, "SELECT id, body FROM pending WHERE n = ?1", pending_number(sequence));
        if (!query.step())
            return std::nullopt;
        return take_pending_apart(m_database, sequence, query.bytes(0), query.bytes(1));
    }
    Query query(m_database, select_event, sequence);
    if (!query.step())
        return std::nullopt;
    return take_apart(m_database, sequence, query.bytes(0), query.bytes(1));
}

std::int64_t Log::previous(std::int64_t sequence) const
{
    if (const AddedEvent* event = added(sequence))
        return event->previous;
    const auto found = is_pending_row(sequence)
                           ? number_of(m_database, "SELECT prev FROM pending WHERE n = ?1", pending_number(sequence))
                           : number_of(m_database, "SELECT prev FROM event WHERE seq = ?1", sequence);
    // A chain goes down: anything else would be walked for ever.
    if (!found || *found >= sequence)
        throw damaged(m_database.file(), named(sequence));
    return *found;
}

std::vector<StoredEvent> Log::chain(std::int64_t last) const
{
    std::vector<StoredEvent> events;
    for (std::int64_t sequence = last; sequence >= 0; sequence = previous(sequence)) {
        auto event = read(sequence);
        if (!event)
            throw damaged(m_database.file(), named(sequence));
        events.push_back(std::move(*event));
    }
    std::reverse(events.begin(), events.end());
    return events;
}

std::optional<std::string> Log::subject_in_chain(std::int64_t last) const
{
    for (std::int64_t sequence = last; sequence >= 0; sequence = previous(sequence))
        if (const auto sealed = sealed_of(sequence); !sealed.empty())
            return sealed.back().subject;
    return std::nullopt;
}

std::optional<StoredEvent> Log::find(const Hash& id) const
{
    if (m_added != nullptr)
        for (const AddedEvent& event : *m_added)
            if (event.leaf.event_id == id)
                return event.stored();
    for (const auto& [prefix, sequence] : m_unindexed)
        if (prefix == id_prefix(id))
            if (auto event = read(sequence); event && event->id == id)
                return event;
    for (std::int64_t prefix = id_prefix(id);; prefix = static_cast<std::int64_t>(static_cast<std::uint64_t>(prefix) + 1)) {
        const auto sequence = number_of(m_database, "SELECT seq FROM event_id WHERE prefix = ?1", prefix);
        if (!sequence)
            return m_waiting == Waiting::Perhaps ? find_pending(id) : std::nullopt;
        if (auto event = read(*sequence); event && event->id == id)
            return event;
    }
}

/// What waits is never much.
std::optional<StoredEvent> Log::find_pending(const Hash& id) const
{
    const auto number = number_of(m_database, "SELECT n FROM pending WHERE id = ?1", id);
    return number ? read(pending_sequence(*number)) : std::nullopt;
}

void Log::each(std::int64_t first, const std::function<bool(const StoredEvent&)>& visit) const
{
    Query query(m_database, "SELECT seq, leaf, body FROM event WHERE seq >= ?1 ORDER BY seq", first);
    while (query.step())
        if (!visit(take_apart(m_database, query.integer(0), query.bytes(1), query.bytes(2))))
            return;
    if (m_added != nullptr)
        for (const AddedEvent& event : *m_added)
            if (!is_pending_row(event.sequence()) && event.sequence() >= first && !visit(event.stored()))
                return;
}

void Log::each_pending(std::int64_t first, const std::function<bool(const StoredEvent&)>& visit) const
{
    Query query(m_database, "SELECT n, id, body FROM pending WHERE n >= ?1 ORDER BY n", pending_number(first));
    while (query.step())
        if (!visit(take_pending_apart(m_database, pending_sequence(query.integer(0)), query.bytes(1), query.bytes(2))))
            return;
    if (m_added != nullptr)
        for (const AddedEvent& event : *m_added)
            if (is_pending_row(event.sequence()) && event.sequence() >= first && !visit(event.stored()))
                return;
}

std::vector<StoredEvent> Log::latest(std::size_t limit) const
{
    std::vector<StoredEvent> events;
    const auto add_added = [&] {
        for (auto event = m_added->rbegin(); event != m_added->rend() && events.size() < limit; ++event)
            events.push_back(event->stored());
    };
    // What waits comes after everything that is confirmed, whenever that came.
    const bool waits = m_added != nullptr && !m_added->empty() && is_pending_row(m_added->front().sequence());
    if (waits)
        add_added();
    if (m_waiting == Waiting::Perhaps) {
        Query query(m_database, "SELECT n, id, body FROM pending ORDER BY n DESC LIMIT ?1", static_cast<std::int64_t>(limit - events.size()));
        while (query.step())
            events.push_back(take_pending_apart(m_database, pending_sequence(query.integer(0)), query.bytes(1), query.bytes(2)));
    }
    if (m_added != nullptr && !waits)
        add_added();
    Query query(m_database, "SELECT seq, leaf, body FROM event ORDER BY seq DESC LIMIT ?1",
                static_cast<std::int64_t>(limit - events.size()));
    while (query.step())
        events.push_back(take_apart(m_database, query.integer(0), query.bytes(1), query.bytes(2)));
    return events;
}

std::vector<SealedField> Log::sealed_of(std::int64_t sequence) const
{
    if (const AddedEvent* event = added(sequence))
        return event->sealed;
    std::vector<SealedField> fields;
    Query query(m_database, "SELECT field, subject, ciphertext FROM sealed WHERE seq = ?1 ORDER BY field", sequence);
    while (query.step())
        fields.push_back({query.text(0), query.text(1), query.text(2)});
    return fields;
}

void Log::write(const AddedEvent& event)
{
    const std::int64_t sequence = event.sequence();
    Query(m_database, "INSERT INTO event(seq, case_id, prev, leaf, body) VALUES(?1, ?2, ?3, ?4, ?5)", sequence,
          event.case_id, event.previous, BlobView{event.leaf.bytes()}, BlobView{event.bytes})
        .run();
    write_sealed(event);
    m_unindexed.emplace_back(id_prefix(event.leaf.event_id), sequence);
}

void Log::write_pending(const AddedEvent& event, std::int64_t batch)
{
    Query(m_database, "INSERT INTO pending(n, case_id, prev, id, body, batch) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
          pending_number(event.sequence()), event.case_id, event.previous, event.leaf.event_id, BlobView{event.bytes}, batch)
        .run();
    write_sealed(event);
}

void Log::write_sealed(const AddedEvent& event)
{
    for (const SealedField& field : event.sealed)
        Query(m_database, "INSERT INTO sealed(seq, field, subject, ciphertext) VALUES(?1, ?2, ?3, ?4)", event.sequence(),
              field.field, BlobView{field.subject}, BlobView{field.ciphertext})
            .run();
}

/// In order of the prefix: each page of the index is touched once, however many events there are.
void Log::index_written()
{
    std::sort(m_unindexed.begin(), m_unindexed.end());
    for (const auto& [prefix, sequence] : m_unindexed)
        if (!Query(m_database, insert_prefix, prefix, sequence).try_run())
            index(read(sequence).value().id, sequence);
    m_unindexed.clear();
}

void Log::index(const Hash& id, std::int64_t sequence)
{
    std::int64_t prefix = id_prefix(id);
    while (!Query(m_database, insert_prefix, prefix, sequence).try_run()) {
        const auto taken = number_of(m_database, "SELECT seq FROM event_id WHERE prefix = ?1", prefix);
        const auto other = taken ? read(*taken) : std::nullopt;
        if (other && other->id == id)
            throw Error(Fault::Conflict, say("მოვლენა {} უკვე არის", "the event {} is in the log already", id.hex()));
        prefix = static_cast<std::int64_t>(static_cast<std::uint64_t>(prefix) + 1);
    }
}

} // namespace ogp::store
