#include "store_postgresql/postgresql_log.hpp"

#include "base/text.hpp"
#include "store_postgresql/connection.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace ogp::store_postgresql {
namespace {

using store::SharedBatch;
using store::SharedEvent;
using store::SharedHead;
using store::SharedStretch;
using store::SharedStretches;
using Type = Parameter::Type;

constexpr std::string_view scheme = "postgresql://";
constexpr std::size_t rows_at_once = 1'000;
constexpr int most_attempts = 10;

constexpr const char* tables = R"(
CREATE TABLE IF NOT EXISTS stream(stream_id bigint PRIMARY KEY, repository bytea NOT NULL, tree_size bigint NOT NULL,
                                  checkpoint text NOT NULL);
CREATE TABLE IF NOT EXISTS event(stream_id bigint, seq bigint, leaf bytea NOT NULL, body bytea NOT NULL,
                                 PRIMARY KEY(stream_id, seq));
CREATE TABLE IF NOT EXISTS event_key(stream_id bigint, event_id bytea, seq bigint NOT NULL, PRIMARY KEY(stream_id, event_id));
CREATE TABLE IF NOT EXISTS batch(stream_id bigint, first bigint, count bigint NOT NULL, note text NOT NULL,
                                 PRIMARY KEY(stream_id, first));
CREATE TABLE IF NOT EXISTS checkpoint(stream_id bigint, size bigint, note text NOT NULL, PRIMARY KEY(stream_id, size));
CREATE TABLE IF NOT EXISTS sealed(stream_id bigint, seq bigint, field text, subject bytea NOT NULL, ciphertext bytea NOT NULL,
                                  PRIMARY KEY(stream_id, seq, field));
CREATE TABLE IF NOT EXISTS workflow(stream_id bigint, hash bytea, type text NOT NULL, version bigint NOT NULL, source bytea NOT NULL,
                                    compiled text NOT NULL, profile text NOT NULL, PRIMARY KEY(stream_id, hash));
CREATE TABLE IF NOT EXISTS source(stream_id bigint, hash bytea, content bytea NOT NULL, PRIMARY KEY(stream_id, hash));
)";

struct Statement
{
    const char* name;
    const char* text;
    std::vector<Type> types;
};

std::vector<Statement> statements()
{
    return {
        {"begin", "BEGIN", {}},
        {"commit", "COMMIT", {}},
        {"rollback", "ROLLBACK", {}},
        {"found", "INSERT INTO stream(stream_id, repository, tree_size, checkpoint) VALUES($1, $2, 0, '') ON CONFLICT DO NOTHING",
         {Type::Integer, Type::Bytes}},
        {"head", "SELECT tree_size, checkpoint, repository FROM stream WHERE stream_id = $1", {Type::Integer}},
        {"lock", "SELECT tree_size, checkpoint, repository FROM stream WHERE stream_id = $1 FOR UPDATE", {Type::Integer}},
        {"move_head", "UPDATE stream SET tree_size = $3, checkpoint = $4 WHERE stream_id = $1 AND tree_size = $2",
         {Type::Integer, Type::Integer, Type::Integer, Type::Text}},
        {"add_events", "INSERT INTO event(stream_id, seq, leaf, body) SELECT $1, s, l, b FROM unnest($2, $3, $4) AS t(s, l, b)",
         {Type::Integer, Type::IntegerArray, Type::BytesArray, Type::BytesArray}},
        {"add_keys", "INSERT INTO event_key(stream_id, event_id, seq) SELECT $1, e, s FROM unnest($2, $3) AS t(s, e)",
         {Type::Integer, Type::IntegerArray, Type::BytesArray}},
        {"add_batches", "INSERT INTO batch(stream_id, first, count, note) SELECT $1, f, c, n FROM unnest($2, $3, $4) AS t(f, c, n)",
         {Type::Integer, Type::IntegerArray, Type::IntegerArray, Type::TextArray}},
        {"add_sealed",
         "INSERT INTO sealed(stream_id, seq, field, subject, ciphertext) "
         "SELECT $1, s, f, j, c FROM unnest($2, $3, $4, $5) AS t(s, f, j, c)",
         {Type::Integer, Type::IntegerArray, Type::TextArray, Type::BytesArray, Type::BytesArray}},
        {"add_checkpoint", "INSERT INTO checkpoint(stream_id, size, note) VALUES($1, $2, $3)", {Type::Integer, Type::Integer, Type::Text}},
        {"next_checkpoint", "SELECT size, note FROM checkpoint WHERE stream_id = $1 AND size > $2 ORDER BY size LIMIT 1",
         {Type::Integer, Type::Integer}},
        {"read_batches", "SELECT first, count, note FROM batch WHERE stream_id = $1 AND first >= $2 AND first < $3 ORDER BY first",
         {Type::Integer, Type::Integer, Type::Integer}},
        {"read_events", "SELECT seq, leaf, body FROM event WHERE stream_id = $1 AND seq >= $2 AND seq < $3 ORDER BY seq",
         {Type::Integer, Type::Integer, Type::Integer}},
        {"read_sealed", "SELECT seq, field, subject, ciphertext FROM sealed WHERE stream_id = $1 AND seq >= $2 AND seq < $3 ORDER BY seq, field",
         {Type::Integer, Type::Integer, Type::Integer}},
        {"keep_workflow",
         "INSERT INTO workflow(stream_id, hash, type, version, source, compiled, profile) VALUES($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
         {Type::Integer, Type::Bytes, Type::Text, Type::Integer, Type::Bytes, Type::Text, Type::Text}},
        {"keep_source", "INSERT INTO source(stream_id, hash, content) VALUES($1, $2, $3) ON CONFLICT DO NOTHING", {Type::Integer, Type::Bytes, Type::Bytes}},
        {"read_sources", "SELECT hash, content FROM source WHERE stream_id = $1 ORDER BY hash", {Type::Integer}},
        {"read_workflows", "SELECT hash, type, version, source, compiled, profile FROM workflow WHERE stream_id = $1 ORDER BY type, version, hash",
         {Type::Integer}},
        {"erase", "DELETE FROM sealed WHERE stream_id = $1 AND subject = ANY($2)", {Type::Integer, Type::BytesArray}},
    };
}

std::int64_t stream_of(const RepositoryId& repository)
{
    std::uint64_t stream = 0;
    for (const char c : repository.view().substr(0, 8))
        stream = stream << 8U | static_cast<unsigned char>(c);
    return static_cast<std::int64_t>(stream >> 1U);
}

/// The rows of a stretch, in the shape that the statements take, in portions.
class Portions
{
public:
    Portions(Connection& connection, std::int64_t stream) : m_connection(connection), m_stream(stream) {}

    void add(std::uint64_t sequence, const SharedEvent& event)
    {
        m_sequences.push_back(static_cast<std::int64_t>(sequence));
        m_leaves.push_back(event.leaf);
        m_ids.push_back(std::string_view(event.leaf).substr(event_id_offset, sizeof(Hash::bytes)));
        m_bodies.push_back(event.bytes);
        for (const store::SealedField& field : event.sealed) {
            m_sealed_sequences.push_back(static_cast<std::int64_t>(sequence));
            m_fields.push_back(field.field);
            m_subjects.push_back(field.subject);
            m_ciphertexts.push_back(field.ciphertext);
        }
        if (m_sequences.size() >= rows_at_once)
            flush_events();
    }

    void add(const SharedBatch& batch)
    {
        m_firsts.push_back(static_cast<std::int64_t>(batch.first));
        m_counts.push_back(std::ssize(batch.events));
        m_notes.push_back(batch.note);
        if (m_firsts.size() >= rows_at_once)
            flush_batches();
    }

    void finish()
    {
        flush_events();
        flush_batches();
    }

private:
    static constexpr std::size_t event_id_offset = 25; ///< ledger/leaf.hpp

    void flush_events()
    {
        if (!m_sequences.empty()) {
            m_connection.send("add_events", {integer(m_stream), integers(m_sequences), byte_strings(m_leaves), byte_strings(m_bodies)});
            m_connection.send("add_keys", {integer(m_stream), integers(m_sequences), byte_strings(m_ids)});
        }
        if (!m_sealed_sequences.empty())
            m_connection.send("add_sealed", {integer(m_stream), integers(m_sealed_sequences), texts(m_fields), byte_strings(m_subjects),
                                             byte_strings(m_ciphertexts)});
        m_sequences.clear();
        m_leaves.clear();
        m_ids.clear();
        m_bodies.clear();
        m_sealed_sequences.clear();
        m_fields.clear();
        m_subjects.clear();
        m_ciphertexts.clear();
    }

    void flush_batches()
    {
        if (!m_firsts.empty())
            m_connection.send("add_batches", {integer(m_stream), integers(m_firsts), integers(m_counts), texts(m_notes)});
        m_firsts.clear();
        m_counts.clear();
        m_notes.clear();
    }

    Connection& m_connection;
    std::int64_t m_stream;
    std::vector<std::int64_t> m_sequences;
    std::vector<std::string_view> m_leaves;
    std::vector<std::string_view> m_ids;
    std::vector<std::string_view> m_bodies;
    std::vector<std::int64_t> m_sealed_sequences;
    std::vector<std::string> m_fields;
    std::vector<std::string_view> m_subjects;
    std::vector<std::string_view> m_ciphertexts;
    std::vector<std::int64_t> m_firsts;
    std::vector<std::int64_t> m_counts;
    std::vector<std::string> m_notes;
};

class PostgresqlLog final : public store::SharedLog
{
public:
    PostgresqlLog(std::string url, const RepositoryId& repository)
        : m_url(std::move(url)), m_repository(repository), m_stream(stream_of(repository))
    {
        translated([&] {
            open(OpenFor::Founding);
            m_place = m_connection->place();
        });
    }

    SharedHead head() override
    {
        return translated([&] { return retried([&] { return read_head("head"); }); });
    }

    SharedHead lock() override
    {
        return translated([&] { return retried([&] { return locked(); }); });
    }

    void release() noexcept override
    {
        try {
            if (m_connection && std::exchange(m_is_locked, false))
                m_connection->run("rollback", {});
        } catch (const Failure&) {
            m_connection.reset(); // with it the server gives the lock back
        }
    }

    void append(const SharedStretches& stretches) override
    {
        translated([&] { append_durably(stretches); });
    }

    void read(std::uint64_t size, const std::function<bool(const SharedStretch&)>& visit) override
    {
        for (;;) {
            const auto stretch = translated([&] { return retried([&] { return read_stretch(size); }); });
            if (!stretch || !visit(*stretch))
                return;
            size = stretch->size();
        }
    }

    void keep(const store::SharedDefinitions& definitions) override
    {
        const auto write = [&] {
            for (const store::WorkflowRow& row : definitions.workflows)
                connection().run("keep_workflow", {integer(m_stream), bytes(std::string(row.hash.view())), text(row.type), integer(row.version),
                                                   bytes(std::string(row.source.view())), text(row.compiled), text(to_json(row.profile.to_json()))});
            for (const auto& [hash, content] : definitions.sources)
                connection().run("keep_source", {integer(m_stream), bytes(std::string(hash.view())), bytes(content)});
            return true;
        };
        // In a transaction that holds the lock they come with it or not at all.
        translated([&] { m_is_locked ? write() : retried(write); });
    }

    store::SharedDefinitions definitions() override
    {
        return translated([&] { return retried([&] { return read_definitions(); }); });
    }

    void erase(const std::vector<std::string>& subjects) override
    {
        const std::vector<std::string_view> views(subjects.begin(), subjects.end());
        const auto remove = [&] {
            connection().run("erase", {integer(m_stream), byte_strings(views)});
            return true;
        };
        translated([&] { m_is_locked ? remove() : retried(remove); });
    }

    std::string place() const override { return m_place; }

private:
    enum class OpenFor { Founding, Going };

    /// Everything of a failure that the caller cannot mend becomes an Error; the connection is made anew at the next use.
    template <typename Work> auto translated(Work work) -> decltype(work())
    {
        try {
            return work();
        } catch (const Failure& failure) {
            m_is_locked = false;
            m_connection.reset();
            const std::string place = m_place.empty() ? std::string("PostgreSQL") : m_place;
            throw Error(Fault::Io, say("{}: {}", "{}: {}", place, printable(failure.message)),
                        {"შეამოწმეთ, მუშაობს თუ არა PostgreSQL და სწორია თუ არა მისამართი", "see whether PostgreSQL runs and the address is right"});
        }
    }

    /// What may be done twice: again after a lost connection or at the server's wish.
    template <typename Work> auto retried(Work work) -> decltype(work())
    {
        for (int attempt = 1;; ++attempt) {
            try {
                return work();
            } catch (const Failure& failure) {
                if (attempt == most_attempts || (!failure.lost() && !failure.again()))
                    throw;
                m_connection.reset();
                m_is_locked = false;
            }
        }
    }

    Connection& connection()
    {
        if (!m_connection)
            open(OpenFor::Going);
        return *m_connection;
    }

    void open(OpenFor purpose)
    {
        m_connection.emplace(m_url, purpose == OpenFor::Founding ? 5 : patience_seconds);
        require_durability();
        if (purpose == OpenFor::Founding) {
            // Two processes that found the tables at once: the loser finds them there.
            try {
                m_connection->execute(tables);
            } catch (const Failure& failure) {
                if (failure.lost())
                    throw;
                m_connection->execute(tables);
            }
        }
        for (const Statement& statement : statements())
            m_connection->prepare(statement.name, statement.text, statement.types);
        if (purpose == OpenFor::Founding)
            m_connection->run("found", {integer(m_stream), bytes(std::string(m_repository.view()))});
    }

    /// What is said to be durable must be. Engines without these settings have no such switch.
    void require_durability()
    {
        m_connection->execute("SET synchronous_commit = on; SET client_min_messages = warning");
        m_connection->prepare("fsync", "SELECT coalesce(current_setting('fsync', true), 'on')", {});
        const Rows rows = m_connection->run("fsync", {});
        if (rows.bytes(0, 0) != "on")
            throw Error(Fault::Io, say("{}: PostgreSQL-ში fsync გამორთულია", "{}: fsync is off in PostgreSQL", m_connection->place()),
                        {"ჩართეთ: fsync = on", "set fsync = on"});
    }

    SharedHead read_head(const char* statement)
    {
        const Rows rows = connection().run(statement, {integer(m_stream)});
        if (rows.size() != 1)
            throw Error(Fault::Integrity, say("{}: ჟურნალის სათავე აღარ არის", "{}: the head of the log is gone", m_place),
                        {"აღადგინეთ სარეზერვო ასლიდან", "restore it from a backup"});
        if (rows.bytes(0, 2) != m_repository.view())
            throw Error(Fault::Integrity, say("{}: ნაკადი სხვა საცავისაა", "{}: the stream is of another repository", m_place),
                        {"აიღეთ სხვა მონაცემთა ბაზა", "use another database"});
        return {static_cast<std::uint64_t>(rows.integer(0, 0)), rows.bytes(0, 1)};
    }

    SharedHead locked()
    {
        if (m_is_locked)
            throw Error(Fault::Internal, {"ჟურნალი უკვე დაკავებულია", "the log is locked already"});
        connection().run("begin", {});
        const SharedHead head = read_head("lock");
        m_is_locked = true;
        return head;
    }

    void append_durably(const SharedStretches& stretches)
    {
        if (!m_is_locked)
            throw Error(Fault::Internal, {"ჟურნალი დაკავებული არ არის", "the log is not locked"});
        for (int attempt = 1;; ++attempt) {
            Extent extent;
            try {
                extent = send(stretches);
                m_is_locked = false;
                return;
            } catch (const Failure& failure) {
                m_is_locked = false;
                m_connection.reset();
                if (attempt == most_attempts || (!failure.lost() && !failure.again()))
                    throw;
            }
            extent = extent_of(stretches);
            // Whether the commit arrived is seen by the head; only where it did not is the same sent again.
            const SharedHead now = retried([&] { return locked(); });
            if (now.size == extent.size && now.checkpoint == extent.checkpoint)
                return release();
            if (now.size != extent.first) {
                release();
                throw Error(Fault::Conflict, say("{}: ჟურნალში სხვა ჩაწერა მოხდა", "{}: somebody else has written to the log", m_place),
                            {"სცადეთ ხელახლა", "try again"});
            }
        }
    }

    /// From where to where stretches go.
    struct Extent
    {
        std::uint64_t first = 0;
        std::uint64_t size = 0;
        std::string checkpoint;
        bool is_empty = true;

        void take(const SharedStretch& stretch)
        {
            if (std::exchange(is_empty, false))
                first = stretch.first;
            size = stretch.size();
            checkpoint = stretch.checkpoint;
        }
    };

    static Extent extent_of(const SharedStretches& stretches)
    {
        Extent extent;
        stretches([&](const SharedStretch& stretch) { extent.take(stretch); });
        return extent;
    }

    Extent send(const SharedStretches& stretches)
    {
        Extent extent;
        stretches([&](const SharedStretch& stretch) {
            extent.take(stretch);
            // A stretch at a time, so that an import of a million waits in neither program.
            m_connection->begin_pipeline();
            send(stretch);
            m_connection->finish();
        });
        m_connection->begin_pipeline();
        m_connection->send("move_head", {integer(m_stream), integer(static_cast<std::int64_t>(extent.first)),
                                         integer(static_cast<std::int64_t>(extent.size)), text(extent.checkpoint)});
        m_connection->send("commit", {});
        m_connection->finish();
        return extent;
    }

    void send(const SharedStretch& stretch)
    {
        Portions portions(*m_connection, m_stream);
        for (const SharedBatch& batch : stretch.batches) {
            portions.add(batch);
            for (std::size_t i = 0; i < batch.events.size(); ++i)
                portions.add(batch.first + i, batch.events[i]);
        }
        portions.finish();
        m_connection->send("add_checkpoint", {integer(m_stream), integer(static_cast<std::int64_t>(stretch.size())), text(stretch.checkpoint)});
    }

    store::SharedDefinitions read_definitions()
    {
        store::SharedDefinitions definitions;
        const Rows sources = connection().run("read_sources", {integer(m_stream)});
        for (std::size_t i = 0; i < sources.size(); ++i) {
            const std::string content = sources.bytes(i, 1);
            const Hash hash = sha256(content);
            if (hash.view() != sources.bytes(i, 0))
                throw damaged(0);
            definitions.sources.emplace_back(hash, content);
        }
        const Rows rows = connection().run("read_workflows", {integer(m_stream)});
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto hash = Hash::from_hex(to_hex(rows.bytes(i, 0)));
            const auto source = Hash::from_hex(to_hex(rows.bytes(i, 3)));
            if (!hash || !source)
                throw damaged(0);
            definitions.workflows.push_back({*hash, rows.bytes(i, 1), rows.integer(i, 2), *source, rows.bytes(i, 4),
                                 model::TypeProfile::from_json(parse_json(rows.bytes(i, 5)))});
        }
        return definitions;
    }

    std::optional<SharedStretch> read_stretch(std::uint64_t size)
    {
        const std::int64_t first = static_cast<std::int64_t>(size);
        const Rows next = connection().run("next_checkpoint", {integer(m_stream), integer(first)});
        if (next.size() == 0)
            return std::nullopt;
        const std::vector<Parameter> range = {integer(m_stream), integer(first), integer(next.integer(0, 0))};
        connection().begin_pipeline();
        for (const char* statement : {"read_batches", "read_events", "read_sealed"})
            connection().send(statement, range);
        const std::vector<Rows> rows = connection().finish();
        SharedStretch stretch{size, {}, next.bytes(0, 1)};
        assemble(stretch, rows[0], rows[1], rows[2]);
        if (stretch.size() != static_cast<std::uint64_t>(next.integer(0, 0)))
            throw damaged(size);
        return stretch;
    }

    void assemble(SharedStretch& stretch, const Rows& batches, const Rows& events, const Rows& sealed) const
    {
        std::map<std::int64_t, std::vector<store::SealedField>> fields;
        for (std::size_t i = 0; i < sealed.size(); ++i)
            fields[sealed.integer(i, 0)].push_back({sealed.bytes(i, 1), sealed.bytes(i, 2), sealed.bytes(i, 3)});
        std::size_t place = 0;
        for (std::size_t i = 0; i < batches.size(); ++i) {
            SharedBatch batch{static_cast<std::uint64_t>(batches.integer(i, 0)), batches.bytes(i, 2), {}};
            if (batch.first != stretch.first + place)
                throw damaged(stretch.first + place);
            for (std::int64_t k = 0; k < batches.integer(i, 1); ++k, ++place) {
                if (place >= events.size() || events.integer(place, 0) != static_cast<std::int64_t>(stretch.first + place))
                    throw damaged(stretch.first + place);
                batch.events.push_back({events.bytes(place, 1), events.bytes(place, 2), std::move(fields[events.integer(place, 0)])});
            }
            stretch.batches.push_back(std::move(batch));
        }
        if (place != events.size())
            throw damaged(stretch.first + place);
    }

    Error damaged(std::uint64_t sequence) const
    {
        return {Fault::Integrity, say("{}: მოვლენა {} აკლია ან სხვაგან დევს", "{}: event {} is missing or out of place", m_place, sequence),
                {"აღადგინეთ სარეზერვო ასლიდან", "restore it from a backup"}};
    }

    std::string m_url;
    RepositoryId m_repository;
    std::int64_t m_stream;
    std::string m_place;
    std::optional<Connection> m_connection;
    bool m_is_locked = false;
};

} // namespace

std::unique_ptr<store::SharedLog> open_postgresql_log(const std::string& url, const RepositoryId& repository)
{
    if (!url.starts_with(scheme))
        throw Error(Fault::Usage, {"ჟურნალის მისამართი უცხოა", "the address of the log is of no kind known here"},
                    {"postgresql://სერვერი/ბაზა", "postgresql://host/database"});
    return std::make_unique<PostgresqlLog>(url, repository);
}

} // namespace ogp::store_postgresql
