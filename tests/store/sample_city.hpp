#pragma once

#include "base/error.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/event_bytes.hpp"
#include "ledger/note.hpp"
#include "ledger/seal.hpp"
#include "store/blobs.hpp"
#include "store/checksum_vfs.hpp"
#include "store/store.hpp"
#include "store/subject_keys.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// A small city for the tests of the store: plans with commitments and milestones, reports with personal values.
namespace ogp::store::sample {

namespace fs = std::filesystem;

/// A new folder, removed at the end.
class Folder
{
public:
    Folder()
    {
        // In memory where that is possible: hundreds of repositories are made here, and few tests need a disk.
        const fs::path memory = "/dev/shm";
        std::string name =
            ((::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path()) / "ogp-store-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("mkdtemp");
        m_path = name;
    }
    ~Folder()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

inline const ledger::SecretKey& key()
{
    static const ledger::SecretKey made = ledger::SecretKey::from_seed(std::string(32, 'k'));
    return made;
}

inline Identity identity()
{
    return {RepositoryId::from_bytes(std::string(16, 'r')).value(), ReplicaId::from_bytes(std::string(16, 'c')).value(),
            std::string(32, 't'), key().public_key()};
}

/// Replicas are known by a letter; 'c' is the authority.
inline ReplicaId replica_id(char letter)
{
    return ReplicaId::from_bytes(std::string(16, letter)).value();
}

inline ledger::SecretKey key_of(char letter)
{
    return letter == 'c' ? key() : ledger::SecretKey::from_seed(std::string(32, letter));
}

inline Signer signer(char letter = 'c')
{
    return [letter](std::string_view text) {
        return ledger::sign_note(text, ledger::signer_name(identity().repository, replica_id(letter)), key_of(letter));
    };
}

inline Instant at(std::int64_t seconds)
{
    return Instant::from_milliseconds(1'700'000'000'000 + seconds * 1000);
}

inline WorkflowRow workflow(const std::string& type, const std::string& number, const std::string& parent,
                            std::int64_t version = 1)
{
    model::TypeProfile profile;
    profile.type = type;
    profile.number_field = number;
    profile.title_field = "title";
    profile.parent_field = parent;
    profile.states = {{"planned", model::StateCategory::Open},
                      {"waiting", model::StateCategory::Waiting},
                      {"done", model::StateCategory::Done}};
    WorkflowRow row;
    row.type = type;
    row.version = version;
    row.compiled = to_json(Json::object({{"id", type}, {"version", version}}));
    row.hash = sha256({std::string_view("ogp-workflow-v1\0", 16), row.compiled});
    row.source = sha256("source of " + row.compiled);
    row.profile = profile;
    return row;
}

/// Fills in what every event carries. One batch at a time.
class Writer
{
public:
    explicit Writer(Store& store, std::string actor = "nino")
        : m_replica(store.identity().replica), m_actor(std::move(actor)), m_transaction(store.begin()),
          m_number(m_transaction.head().last_number)
    {}

    model::Event blank(model::Op op) const
    {
        model::Event event;
        event.repository = identity().repository;
        event.replica = m_replica;
        event.nonce = nonce();
        event.op = op;
        event.at = at(m_number);
        event.actor = m_actor;
        event.role = "admin";
        return event;
    }
    CaseRow append(model::Event event, std::vector<SealedField> sealed = {}, std::vector<OutboxEntry> outbox = {})
    {
        event.number = m_number + 1;
        NewEvent added;
        added.bytes = ledger::encode(event);
        added.event = std::move(event);
        added.sealed = std::move(sealed);
        added.outbox = std::move(outbox);
        CaseRow row = m_transaction.append(added);
        ++m_number;
        return row;
    }
    void grant(const std::string& actor, const std::string& role, const std::string& key_hex = key().public_key().hex())
    {
        model::Event event = blank(model::Op::Grant);
        event.set = Json::object({{"actor", actor}, {"key", key_hex}, {"role", role}});
        append(event);
    }
    void define(const WorkflowRow& row, const fs::path& folder)
    {
        m_transaction.keep_workflow(row);
        model::Event event = blank(model::Op::Define);
        event.type = row.type;
        event.workflow = row.hash;
        event.set = Json::object({{"version", row.version}, {"source", row.source.hex()}});
        event.blobs = {Blobs(folder / "blobs").put("source of " + row.compiled)};
        append(event);
    }
    CaseRow open(const WorkflowRow& row, Json fields)
    {
        model::Event event = blank(model::Op::Open);
        event.type = row.type;
        event.workflow = row.hash;
        event.to = "planned";
        event.set = std::move(fields);
        return append(event);
    }
    model::Event on(const CaseRow& row, model::Op op) const
    {
        model::Event event = blank(op);
        event.case_uid = row.subject.uid;
        event.type = row.subject.type;
        event.base = row.subject.version;
        return event;
    }
    CaseRow set(const CaseRow& row, Json fields)
    {
        model::Event event = on(row, model::Op::Set);
        event.set = std::move(fields);
        return append(event);
    }
    CaseRow comment(const CaseRow& row, const std::string& text)
    {
        model::Event event = on(row, model::Op::Comment);
        event.text = text;
        return append(event);
    }
    CaseRow move(const CaseRow& row, const std::string& to)
    {
        model::Event event = on(row, model::Op::Move);
        event.transition = "go";
        event.from = row.subject.state;
        event.to = to;
        return append(event);
    }
    /// Sets a personal value.
    CaseRow seal(const CaseRow& row, const std::string& field, const std::string& value, const fs::path& folder,
                 const char* vfs = nullptr)
    {
        model::Event event = on(row, model::Op::Set);
        const std::string subject(row.subject.uid.view());
        SubjectKeys keys(folder, Access::Write, vfs);
        const auto sealed = ledger::seal(value, keys.find_or_create(subject), ledger::seal_binding(event.nonce, field));
        event.sealed[field] = sealed.commitment;
        return append(event, {{field, subject, sealed.ciphertext}});
    }
    void commit(const Signer& sign) { m_transaction.commit(at(m_number), sign); }
    void commit() { commit(signer(static_cast<char>(m_replica.bytes[0]))); }
    Transaction& transaction() { return m_transaction; }

private:
    static std::uint64_t nonce()
    {
        const std::string bytes = random_bytes(8);
        std::uint64_t value = 0;
        for (const char byte : bytes)
            value = value << 8U | static_cast<unsigned char>(byte);
        return value;
    }

    ReplicaId m_replica;
    std::string m_actor;
    Transaction m_transaction;
    std::int64_t m_number;
};

inline const WorkflowRow& plan_type()
{
    static const WorkflowRow row = workflow("plan", "number", "");
    return row;
}
inline const WorkflowRow& milestone_type()
{
    static const WorkflowRow row = workflow("milestone", "number", "plan");
    return row;
}

/// Makes the repository and its first batch: an actor and two case types.
inline void found(const fs::path& folder)
{
    Store::create(folder, identity());
    Store store(folder);
    Writer writer(store);
    writer.grant("nino", "admin");
    writer.define(plan_type(), folder);
    writer.define(milestone_type(), folder);
    writer.commit();
}

inline Json titled(const std::string& number, const std::string& title)
{
    return Json::object({{"number", number}, {"title", Json::object({{"ka", title}, {"en", title + " en"}})}});
}

inline Json part_of(const CaseRow& plan, const std::string& number, const std::string& title)
{
    Json fields = titled(number, title);
    fields.set("plan", plan.subject.uid.hex());
    return fields;
}

/// A plan with milestones, comments, moves and a personal value: every kind of row, several batches.
inline CaseRow settle(const fs::path& folder)
{
    Store store(folder);
    Writer first(store);
    const CaseRow plan = first.open(plan_type(), titled("tbilisi-2018", "გეგმა"));
    std::vector<CaseRow> milestones;
    for (const char* number : {"I.1", "I.2", "I.3", "I.4"})
        milestones.push_back(first.open(milestone_type(), part_of(plan, number, std::string("ეტაპი ") + number)));
    first.commit();
    Writer second(store);
    const CaseRow moved = second.move(milestones[1], "done");
    second.comment(moved, "დასრულდა");
    second.seal(milestones[2], "applicant", "ნინო ბერიძე", folder);
    second.commit();
    Writer third(store);
    third.grant("gia", "editor", ledger::SecretKey::from_seed(std::string(32, 'g')).public_key().hex());
    third.comment(*store.find(moved.subject.uid), "კიდევ");
    third.commit();
    return plan;
}

/// One more batch: a calendar, a case with an official number, and messages for others, one of them delivered.
inline void complete(const fs::path& folder)
{
    Store store(folder);
    Writer writer(store);
    WorkflowRow letters = workflow("letter", "", "");
    letters.profile.numbering = {"L-{year}-{seq:03}", {"year"}, "", ""};
    writer.define(letters, folder);
    const Hash source = Blobs(folder / "blobs").put("a calendar");
    model::Event calendar = writer.blank(model::Op::Calendar);
    calendar.blobs = {source};
    calendar.detail = model::CalendarDetail{"ge", source}.to_json();
    writer.append(calendar);
    model::Event event = writer.blank(model::Op::Open);
    event.type = "letter";
    event.workflow = letters.hash;
    event.to = "planned";
    event.set = Json::object({{"title", Json("a")}});
    writer.append(event, {},
                  {{"notify", Json::object({{"to", Json("role:head")}}), "start"}, {"webhook", Json::object({{"to", Json("map")}}), "start"}});
    writer.commit();
    const OutboxRow last = store.outbox(Store::Delivered::NotYet).back();
    store.mark_delivered(last.sequence, last.index, at(9));
}

/// Direct access with SQL, beside the store.
inline SQLite::Database raw(const fs::path& folder, const char* file = "ogp.db")
{
    return {(folder / file).string(), SQLite::OPEN_READWRITE, 2000, checksum_vfs(nullptr)};
}

/// All rows of a query as text, for comparison.
inline std::string dump(const fs::path& folder, const std::vector<std::string>& queries)
{
    SQLite::Database database = raw(folder);
    std::string out;
    for (const std::string& sql : queries) {
        out += sql + "\n";
        SQLite::Statement statement(database, sql);
        while (statement.executeStep()) {
            for (int column = 0; column < statement.getColumnCount(); ++column) {
                const SQLite::Column value = statement.getColumn(column);
                out += value.isBlob() ? to_hex(std::string(static_cast<const char*>(value.getBlob()),
                                                           static_cast<std::size_t>(value.getBytes())))
                                      : value.getString();
                out += '|';
            }
            out += '\n';
        }
    }
    return out;
}

inline std::string dump_projection(const fs::path& folder)
{
    return dump(folder, {"SELECT * FROM case_ ORDER BY id", "SELECT * FROM grant_ ORDER BY seq",
                         "SELECT * FROM active ORDER BY type", "SELECT * FROM replica ORDER BY uid",
                         "SELECT * FROM event_id ORDER BY prefix", "SELECT seq, case_id, prev FROM event ORDER BY seq",
                         "SELECT * FROM series ORDER BY name", "SELECT * FROM revocation ORDER BY seq",
                         "SELECT * FROM alias ORDER BY number, uid", "SELECT * FROM conflict ORDER BY seq", "SELECT * FROM lease ORDER BY seq",
                         "SELECT * FROM leased ORDER BY series, number", "SELECT * FROM erased ORDER BY subject",
                         "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name"});
}

} // namespace ogp::store::sample
